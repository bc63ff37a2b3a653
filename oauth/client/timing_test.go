package client_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"threelo/oauth"
	"threelo/oauth/client"
)

// The longest chain of calls that need each other's answers: renewal, sites,
// boards, one board's configuration.
const longestChain = 4

func TestTheFourteenScopesTakeNoLongerThanTheirLongestChain(t *testing.T) {
	a := startAtlassian(t, nil) // its answers only: no network within the bubble
	synctest.Test(t, func(t *testing.T) {
		const latency = 100 * time.Millisecond
		var running, most, calls atomic.Int64
		c := newClient(t, "http://127.0.0.1")
		c.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			calls.Add(1)
			now := running.Add(1)
			defer running.Add(-1)
			most.Store(max(most.Load(), now))
			time.Sleep(latency)
			w := &recorder{header: http.Header{}}
			a.serve(w, r)
			return &http.Response{StatusCode: w.status, Header: w.header, Body: io.NopCloser(&w.body)}, nil
		})
		begun := time.Now()
		got, err := c.Verify(t.Context(), secret, client.Verification{
			App: app, Tokens: signedIn(), Activities: []oauth.Activity{{Name: "Get Issue Details", Permissions: []string{"BROWSE_PROJECTS"}}},
		}, nil)
		took := time.Since(begun)
		if err != nil {
			t.Fatal(err)
		}
		limit := longestChain * latency * 5 / 4
		t.Logf("%d calls, at most %d at the same time, took %s; the longest chain of %d calls takes %s, the limit is %s",
			calls.Load(), most.Load(), took, longestChain, longestChain*latency, limit)
		if took > limit {
			t.Errorf("took %s, more than %s", took, limit)
		}
		if most.Load() > 8 {
			t.Errorf("%d calls at the same time, want at most 8", most.Load())
		}
		for _, check := range got.Checks {
			if strings.HasPrefix(check.ID, "scope:read") && check.Outcome != oauth.Pass {
				t.Errorf("%+v", check)
			}
		}
	})
}

func TestNoMoreCallsAreMadeAtOnceThanAllowed(t *testing.T) {
	a := startAtlassian(t, nil)
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int64
		c := newClient(t, "http://127.0.0.1")
		c.Limits.Parallel = 2
		c.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), running.Add(1)))
			defer running.Add(-1)
			time.Sleep(time.Second)
			w := &recorder{header: http.Header{}}
			a.serve(w, r)
			return &http.Response{StatusCode: w.status, Header: w.header, Body: io.NopCloser(&w.body)}, nil
		})
		if _, err := c.Verify(t.Context(), secret, client.Verification{App: app, Tokens: signedIn()}, nil); err != nil {
			t.Fatal(err)
		}
		if most.Load() != 2 {
			t.Errorf("%d calls at the same time, want 2", most.Load())
		}
	})
}

// recorder is a response kept in memory.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }
