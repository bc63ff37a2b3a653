package client_test

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"threelo/oauth"
	"threelo/oauth/client"
)

// endpoint is one kind of call: the path where its fault is met, and how it is
// made. It returns what a person would read, "" when all went well.
type endpoint struct {
	name, path string
	call       func(t *testing.T, c *client.Client) string
}

var endpoints = []endpoint{
	{"exchange", "/oauth/token", func(t *testing.T, c *client.Client) string {
		_, err := c.Exchange(t.Context(), app, secret, client.NewAttempt(), code)
		return words(t, err)
	}},
	{"refresh", "/oauth/token", func(t *testing.T, c *client.Client) string {
		_, err := c.Refresh(t.Context(), app, secret, signedIn())
		return words(t, err)
	}},
	{"sites", "/oauth/token/accessible-resources", func(t *testing.T, c *client.Client) string {
		_, err := c.Sites(t.Context(), oauth.NewSecret("access-1"))
		return words(t, err)
	}},
	{"gateway", "/rest/api/3/serverInfo", func(t *testing.T, c *client.Client) string {
		result, err := c.Verify(t.Context(), secret, client.Verification{App: app, Tokens: signedIn()}, nil)
		if err != nil {
			return words(t, err)
		}
		if check := find(t, result.Checks, "server"); check.Outcome != oauth.Pass {
			return check.Detail
		}
		return ""
	}},
	{"credentials", "/oauth/token", func(t *testing.T, c *client.Client) string {
		verdict := c.CheckCredentials(t.Context(), app, secret)
		if verdict.Outcome != oauth.NotTried {
			t.Errorf("a fault settles something: %+v", verdict)
		}
		return verdict.Reason
	}},
}

func words(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var e *client.Error
	if !errors.As(err, &e) {
		t.Fatalf("%T is no *client.Error: %v", err, err)
	}
	return err.Error()
}

// fault is something a server does. Where it is bearable a call may succeed all
// the same; otherwise the exchange, the refresh and the sites must fail.
type fault struct {
	name     string
	bearable bool
	slow     bool // ends at the call's time limit only
	handler  http.HandlerFunc
}

func faults(other string) []fault {
	page := "<!doctype html>\n<html><title>Sign in</title><script>alert(1)</script>Welcome\x1b[2J</html>"
	escapes := "A\\u001b]52;c;aGk=\\u0007c\\u001b[31mm\\u202ee\\u0000"
	return []fault{
		{"refuses the connection", false, false, nil},
		{"resets", false, false, hijack(func(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0) })},
		{"closes without a word", false, false, hijack(func(net.Conn) {})},
		{"speaks another protocol", false, false, hijack(func(c net.Conn) { _, _ = fmt.Fprint(c, "SSH-2.0-OpenSSH_9.6\r\n") })},
		{"stays silent", false, true, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{"drips", false, true, func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte(" "))
				_ = http.NewResponseController(w).Flush()
				select {
				case <-r.Context().Done():
				case <-time.After(5 * time.Millisecond):
				}
			}
		}},
		{"breaks off", false, false, hijack(func(c net.Conn) {
			_, _ = fmt.Fprint(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"access_")
		})},
		{"never ends", false, false, func(w http.ResponseWriter, r *http.Request) {
			chunk := []byte("[" + strings.Repeat(" ", 64<<10))
			for r.Context().Err() == nil {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}},
		{"has endless headers", false, false, hijack(func(c net.Conn) {
			_, _ = fmt.Fprint(c, "HTTP/1.1 200 OK\r\n"+strings.Repeat("X-Filler: "+strings.Repeat("x", 1000)+"\r\n", 200)+"\r\n")
		})},
		{"sends a picture", false, false, answers(200, "image/png", "\x89PNG\r\n\x1a\n\x00\x00")},
		{"sends a page", false, false, answers(200, "text/html", page)},
		{"sends a page as JSON", false, false, answers(200, "application/json", page)},
		{"sends a page with 503", false, false, answers(503, "text/html", page)},
		{"sends nothing", false, false, answers(200, "application/json", "")},
		{"sends null", false, false, answers(200, "application/json", "null")},
		{"sends bytes that are not text", true, false, answers(200, "application/json", "[{\"id\":\"a\",\"name\":\"\xff\xfe\xc0\"}]")},
		{"sends deep JSON", false, false, answers(200, "application/json", strings.Repeat(`[{"a":`, 80_000))},
		{"sends keys twice", true, false, answers(200, "application/json", `{"access_token":"a","access_token":"b","scope":"x","scope":["y"],"baseUrl":"a","baseUrl":2}`)},
		{"sends huge numbers", false, false, answers(200, "application/json", `{"access_token":1e999999,"expires_in":`+strings.Repeat("9", 5000)+`,"id":-1e99999}`)},
		{"sends wrong types", false, false, answers(200, "application/json", `{"access_token":{"a":1},"refresh_token":[],"scope":7,"expires_in":{},"baseUrl":[],"error":{"message":5}}`)},
		{"leaves fields out", false, false, answers(200, "application/json", `{}`)},
		{"sends a list of nothing", false, false, answers(200, "application/json", `[{},[],null,1,"x"]`)},
		{"sends tokens with line breaks", false, false, answers(200, "application/json", `{"access_token":"a\r\nX-Evil: 1"}`)},
		{"sends a thousand sites", true, false, answers(200, "application/json", thousand())},
		{"redirects to another host", false, false, redirects(302, other+"/login")},
		{"redirects the post to another host", false, false, redirects(307, other+"/login")},
		{"redirects to another scheme", false, false, redirects(308, strings.Replace(other, "http:", "ftp:", 1))},
		{"redirects to nowhere", false, false, redirects(302, "http://[::1")},
		{"redirects without saying where", false, false, answers(302, "text/plain", "")},
		{"limits with an absurd wait", false, false, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "99999999999999999999")
			w.WriteHeader(http.StatusTooManyRequests)
		}},
		{"has a fault", false, false, answers(500, "application/json", `{"error":"server_error"}`)},
		{"colors its words", false, false, answers(400, "application/json", `{"error":"`+escapes+`","error_description":"`+escapes+strings.Repeat("x", 9000)+`"}`)},
		{"colors its names", true, false, answers(200, "application/json", `[{"id":"a","name":"`+escapes+`","url":"https://`+escapes+`"}]`)},
	}
}

func answers(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func redirects(status int, to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(status)
	}
}

// hijack does something rude with the bare connection, then closes it.
func hijack(do func(net.Conn)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err) // an HTTP/1.1 server of net/http can always be hijacked
		}
		do(conn)
		_ = conn.Close()
	}
}

func thousand() string {
	names := make([]string, 1000)
	for i := range names {
		names[i] = fmt.Sprintf("site%d", i)
	}
	return sites(names...)
}

func TestEveryFaultOfEveryEndpointEndsInTimeAndInPlainWords(t *testing.T) {
	var elsewhere atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	closed := httptest.NewServer(nil)
	closed.Close()
	cases, slowest := 0, time.Duration(0)
	var table strings.Builder // what a person would read of each; -v prints it
	for _, e := range endpoints {
		for _, f := range faults(other.URL) {
			cases++
			t.Run(e.name+" "+f.name, func(t *testing.T) {
				a := startAtlassian(t, map[string]http.HandlerFunc{e.path: f.handler})
				a.Config.ErrorLog = quiet()
				c := newClient(t, a.URL)
				if f.slow {
					c.Limits.Call = 60 * time.Millisecond
				}
				if f.handler == nil {
					c.Transport = nobodyAt(e.path, strings.TrimPrefix(closed.URL, "http://"), c.Transport)
				}
				begun := time.Now()
				said := e.call(t, c)
				took := time.Since(begun)
				if took > c.Limits.Call+5*time.Second { // slack for a busy machine only
					t.Errorf("took %s, the limit is %s", took, c.Limits.Call)
				}
				slowest = max(slowest, took)
				fmt.Fprintf(&table, "%-13s %-38s %s\n", e.name, f.name, cmp.Or(said, "went well"))
				if said == "" && !f.bearable {
					t.Error("went well, or has nothing to say")
				}
				mustBePlain(t, said)
			})
		}
	}
	if elsewhere.Load() != 0 {
		t.Errorf("another host was called %d times", elsewhere.Load())
	}
	if cases < 150 {
		t.Errorf("%d cases, want at least 150", cases)
	}
	t.Logf("%d endpoints × %d faults = %d cases, the slowest %s, %d calls of another host\n%s",
		len(endpoints), len(faults(other.URL)), cases, slowest.Round(time.Millisecond), elsewhere.Load(), table.String())
}

// nobodyAt sends the calls of one path to a port where no program listens.
func nobodyAt(path, closed string, then http.RoundTripper) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, path) {
			r = r.Clone(r.Context())
			r.URL.Host = closed
		}
		return then.RoundTrip(r)
	})
}

// mustBePlain fails for what a person should not have to read, or must not see.
func mustBePlain(t *testing.T, said string) {
	t.Helper()
	for _, part := range []string{
		secret.Reveal(), code.Reveal(), "access-1", "refresh-1", "Bearer",
		"oauth2:", "dial tcp", "EOF", "context deadline", "json:", "invalid character", "%!",
	} {
		if strings.Contains(said, part) {
			t.Errorf("%q is in: %s", part, said)
		}
	}
	for _, r := range said {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%U is in: %q", r, said)
		}
	}
	if n := len(said); n > 900 {
		t.Errorf("%d bytes are too many to read: %s", n, said)
	}
}
