package sandbox

import (
	"bufio"
	"bytes"
	"errors"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

func TestItListensOnLoopbackOnly(t *testing.T) {
	for _, address := range []string{":8081", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "example.com:0", "127.0.0.1", ""} {
		s, err := New(Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Start(address); !errors.Is(err, ErrNotLoopback) {
			t.Errorf("%q: %v", address, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("%q: closing: %v", address, err)
		}
	}
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start("localhost:0"); err != nil || !strings.HasPrefix(s.URL(), "http://127.0.0.1:") {
		t.Errorf("localhost: %q %v", s.URL(), err)
	}
	if err := s.Start("LOCALHOST:0"); err == nil || errors.Is(err, ErrNotLoopback) {
		t.Errorf("it was started twice, or LOCALHOST is not this computer: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if connection, err := dial(t, s); err == nil {
		_ = connection.Close()
		t.Error("it still listens after Close")
	}
}

// What Go's server logs would land in the middle of the screen.
func TestTheServerNeverLogsOntoTheScreen(t *testing.T) {
	var logged bytes.Buffer
	log.SetOutput(&logged)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	s := start(t, Options{})
	s.handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
		w.WriteHeader(http.StatusOK) // superfluous, which is logged
		panic("a fault, which is logged with its stack")
	})
	if resp, err := http.Get(s.URL()); err == nil {
		_ = resp.Body.Close()
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if logged.Len() > 0 {
		t.Errorf("logged: %s", logged.String())
	}
}

func TestABusyPortIsNamed(t *testing.T) {
	first := start(t, Options{})
	second, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimPrefix(first.URL(), "http://")
	if err := second.Start(address); err == nil || !strings.Contains(err.Error(), address) {
		t.Errorf("error: %v", err)
	}
}

func TestAForeignHostIsRefused(t *testing.T) {
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{
		"evil.example": 421, "evil.example:80": 421, "": 421, "127.0.0.1.evil.example": 421, "192.0.2.1": 421,
		"127.0.0.1:9": 200, "localhost": 200, "[::1]:80": 200,
	} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/signin", nil)
		request.Host = host
		recorder := httptest.NewRecorder()
		s.ServeHTTP(recorder, request)
		if recorder.Code != want {
			t.Errorf("%q: %d", host, recorder.Code)
		}
	}
}

func TestNewRefusesBadOptions(t *testing.T) {
	for what, options := range map[string]Options{
		"no scenario":      {Scenario: "earthquake"},
		"cannot prepare":   {Preset: &App{Name: "x", Scopes: []string{"offline_access"}}},
		"https://":         {Preset: &App{Name: "x", Callback: "ftp://x"}},
		"needs a name":     {Preset: &App{}},
		"scope \"read:x\"": {Preset: &App{Name: "x", Scopes: []string{"read:x"}}},
	} {
		if _, err := New(options); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestCallbacksAreJudgedWhenTheyAreSaved(t *testing.T) {
	s, app := withPreset(t, Options{})
	for _, bad := range []string{
		"", "\n", " " + loopbackCallback, loopbackCallback + "\nnot an address", strings.Repeat(loopbackCallback+"\n", maxCallbacks+1), "http://product.invalid/", "product.invalid/callback", "https://", "https:opaque",
		"https://u:p@product.invalid/", "https://product.invalid/#x", "https://product.invalid/#", "https://%zz/", "https://product.invalid/" + strings.Repeat("x", maxCallback),
	} {
		if err := s.Admin().SetCallback(app.ClientID, bad); err == nil {
			t.Errorf("%q was saved", bad)
		}
	}
	for _, good := range []string{"http://localhost:80/", "http://[::1]:80/x", "https://product.invalid/a?b=c", "https://product.invalid:8443"} {
		if err := s.Admin().SetCallback(app.ClientID, good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
		if links := s.Admin().Links(app.ClientID); parameter(t, links[0], "redirect_uri") != good {
			t.Errorf("%q became %s", good, links[0])
		}
	}
	if err := s.Admin().SetCallback(app.ClientID, strings.Repeat(loopbackCallback+"\n", maxCallbacks)); err != nil {
		t.Errorf("%d callbacks: %v", maxCallbacks, err)
	}
}

func TestTheAdminRefusesUnknownAppsAndAccounts(t *testing.T) {
	s := start(t, Options{})
	admin := s.Admin()
	_, appErr := admin.App("x")
	_, createErr := admin.CreateApp(App{Name: "x", Owner: "nobody"})
	for what, err := range map[string]error{
		"app": appErr, "create": createErr,
		"tick": admin.SelectScopes("x", nil), "callback": admin.SetCallback("x", loopbackCallback), "share": admin.Share("x"),
	} {
		if err == nil || !strings.Contains(err.Error(), "has no") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, found := s.PresetApp(); found {
		t.Error("there is a preset app")
	}
}

func TestAClientThatLeavesEndsTheWait(t *testing.T) {
	s := start(t, Options{Scenario: "network-timeout"})
	connection, err := dial(t, s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := connection.Write([]byte("POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	_ = connection.Close()
	// The cleanup's Close would hang on a handler that waits for ever; a second
	// connection shows that the first one delays no other.
	other, err := dial(t, s)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	if _, err := other.Write([]byte("GET /signin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(other).ReadString('\n'); err != nil || !strings.Contains(line, "200") {
		t.Errorf("answered %q, %v", line, err)
	}
}

func TestAMethodThatAPathDoesNotTakeIsRefused(t *testing.T) {
	s, app := withPreset(t, Options{})
	for _, try := range []struct{ method, path, allow string }{
		{http.MethodPost, "/authorize", "GET"},
		{http.MethodGet, "/oauth/token", "POST"},
		{http.MethodPut, "/oauth/token", "POST"},
		{http.MethodHead, "/consent", "POST"},
		{http.MethodPost, "/ex/jira/any/rest/api/3/issue", "GET, HEAD"},
		{http.MethodPut, "/oauth/token/accessible-resources", "GET, HEAD"},
		{http.MethodDelete, "/signin", "GET, HEAD, POST"},
		{http.MethodGet, "/consent", "POST"},
		{http.MethodPatch, "/console/" + app.ID + "/settings", "GET, HEAD, POST"},
	} {
		request, err := http.NewRequestWithContext(t.Context(), try.method, s.URL()+try.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := ask(t, request); got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != try.allow {
			t.Errorf("%s %s: %d, Allow: %q", try.method, try.path, got.status, got.header.Get("Allow"))
		}
	}
}
