package sandbox

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// fuzzed sends one request straight to the handler.
func fuzzed(t *testing.T, s *Sandbox, method, target, kind, body string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, "/", strings.NewReader(body))
	request.Host = "127.0.0.1"
	path, query, _ := strings.Cut(target, "?")
	request.URL.Path, request.URL.RawQuery = path, query
	request.Header.Set("Content-Type", kind)
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, request)
	return recorder
}

func newForFuzzing(f *testing.F) (*Sandbox, App) {
	f.Helper()
	s, err := New(Options{AutoConsent: true, Preset: &App{Name: "Connector", Callback: loopbackCallback, Scopes: thirteen}})
	if err != nil {
		f.Fatal(err)
	}
	app, _ := s.PresetApp()
	return s, app
}

// FuzzAuthorize: whatever the query is, the browser ends on the registered
// callback, on the sandbox's own error page, or on a page.
func FuzzAuthorize(f *testing.F) {
	s, app := newForFuzzing(f)
	_, good, _ := strings.Cut(authorizeURL(s, app), "?")
	for _, seed := range []string{good, good + "&state=x", strings.Replace(good, "8765", "8766", 1), "client_id=" + app.ClientID, "%zz", "a;b", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		got := fuzzed(t, s, http.MethodGet, "/authorize?"+query, "", "")
		to := got.Header().Get("Location")
		known := strings.HasPrefix(to, loopbackCallback+"?") || strings.HasPrefix(to, "/error?error=")
		if redirected := got.Code == http.StatusFound; redirected != known || strings.ContainsAny(to, "\r\n") {
			t.Errorf("%q: %d to %q", query, got.Code, to)
		}
	})
}

// FuzzToken: whatever the body is, no token comes without a code that was
// issued, and every answer is a documented refusal.
func FuzzToken(f *testing.F) {
	s, app := newForFuzzing(f)
	f.Add("application/json", `{"grant_type":"authorization_code","client_id":"`+app.ClientID+`","client_secret":"`+app.Secret+`","code":"x","redirect_uri":"y"}`)
	f.Add("application/json", `{"grant_type":"refresh_token","client_id":"`+app.ClientID+`","client_secret":"`+app.Secret+`","refresh_token":"x"}`)
	f.Add("application/x-www-form-urlencoded", "grant_type=authorization_code&client_id="+app.ClientID)
	f.Add("application/json; charset=utf-8", `{"grant_type":1}`)
	f.Add("", "")
	f.Fuzz(func(t *testing.T, kind, body string) {
		got := fuzzed(t, s, http.MethodPost, "/oauth/token", kind, body)
		if got.Code < 400 || got.Code > 499 || !strings.HasPrefix(got.Body.String(), `{"error":"`) && got.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("%q %q: %d %s", kind, body, got.Code, got.Body)
		}
	})
}

// FuzzPages: no address and no form makes a page that carries foreign markup.
func FuzzPages(f *testing.F) {
	s, app := newForFuzzing(f)
	for _, seed := range []string{"/error?error=<script>", "/platform/shows?returnUrl=https://x/<script>", "/signin?to=/<script>", "/console/" + app.ID + "/", "/approve/acme-guarded"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, target string) {
		got := fuzzed(t, s, http.MethodGet, target, "", "")
		if body := got.Body.String(); strings.Contains(got.Header().Get("Content-Type"), "html") && strings.Count(body, "<script") > 1 {
			t.Errorf("%q: %s", target, body)
		}
	})
}
