package client_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"threelo/assets/pacetest"
	"threelo/oauth"
	"threelo/oauth/client"
	"threelo/oauth/sandbox"
)

// needs names the call whose answer a call waits for, "" for none: by what is
// documented of each, not by how the client orders them.
func needs(path string) string {
	_, jira, _ := strings.Cut(path, "/rest/")
	switch {
	case path == "/oauth/token":
		return ""
	case path == "/oauth/token/accessible-resources":
		return "/oauth/token" // the renewed token is the one to prove
	case strings.HasPrefix(jira, "agile/1.0/board/"):
		return "agile/1.0/board"
	case strings.HasPrefix(jira, "api/3/project/") && jira != "api/3/project/search":
		return "api/3/project/search"
	}
	return "/oauth/token/accessible-resources"
}

// chain is the longest chain of calls that wait for each other.
func chain(calls []string) int {
	var length func(path string, left int) int
	length = func(path string, left int) int {
		before := needs(path)
		if before == "" || left == 0 {
			return 1
		}
		for _, call := range calls {
			if strings.HasSuffix(call, before) {
				return 1 + length(call, left-1)
			}
		}
		return 1
	}
	longest := 0
	for _, call := range calls {
		longest = max(longest, length(call, len(calls)))
	}
	return longest
}

// TestAgainstASlowAtlassianTheWholeTakesItsLongestChain measures over real
// sockets, where every answer takes 100 ms.
func TestAgainstASlowAtlassianTheWholeTakesItsLongestChain(t *testing.T) {
	if pacetest.Race {
		t.Skip("the race detector slows what is measured")
	}
	const latency = 100 * time.Millisecond
	box, err := sandbox.New(sandbox.Options{Preset: &sandbox.App{Name: "timing", Callback: app.Callback, Scopes: oauth.ConsoleScopes(app.Scopes)}})
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	preset, _ := box.PresetApp()
	mine, key := oauth.App{ClientID: preset.ClientID, Callback: app.Callback, Scopes: app.Scopes}, oauth.NewSecret(preset.Secret)

	best, calls := time.Hour, []string(nil)
	var limit time.Duration
	for range 10 { // a busy machine may disturb some
		c := newClient(t, box.URL())
		attempt := client.NewAttempt()
		landed, err := box.Admin().Consent(c.AuthorizeURL(mine, attempt), string(sandbox.ServiceUser), "acme")
		if err != nil {
			t.Fatal(err)
		}
		address, err := url.Parse(landed)
		if err != nil {
			t.Fatal(err)
		}
		given, err := c.Exchange(t.Context(), mine, key, attempt, oauth.NewSecret(address.Query().Get("code")))
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		calls = nil
		sends := c.Transport
		c.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			calls = append(calls, r.URL.Path)
			mu.Unlock()
			select {
			case <-time.After(latency):
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
			return sends.RoundTrip(r)
		})
		begun := time.Now()
		got, err := c.Verify(t.Context(), key, client.Verification{App: mine, Tokens: given, Site: "https://acme.atlassian.net"}, nil)
		best = min(best, time.Since(begun))
		if err != nil {
			t.Fatal(err)
		}
		for _, check := range got.Checks {
			if check.Outcome == oauth.Fail || check.Outcome == oauth.Warn {
				t.Errorf("%+v", check)
			}
		}
		if limit = time.Duration(chain(calls)) * latency * 5 / 4; best <= limit {
			break
		}
	}
	longest := time.Duration(chain(calls)) * latency
	t.Logf("%d calls of %s each took %s; the longest chain of %d calls takes %s, and 1.25 times that is %s",
		len(calls), latency, best.Round(time.Millisecond), chain(calls), longest, longest*5/4)
	if best > limit {
		t.Errorf("took %s, more than 1.25 × %s", best, longest)
	}
}
