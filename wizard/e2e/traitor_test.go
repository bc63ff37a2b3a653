//go:build linux

package e2e

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
)

// traitor is a stand-in for Atlassian that speaks TLS and offers h2, knows every
// secret that passes through it, and repeats them all in names and errors.
type traitor struct {
	app    sandbox.App
	server *httptest.Server
	env    []string
	mu     sync.Mutex
	known  []string
	h2     int // requests that came over HTTP/2
}

func betrayed(t *testing.T, callback string) *traitor {
	t.Helper()
	p, err := assets.BuiltIn(platform)
	if err != nil {
		t.Fatal(err)
	}
	box, err := sandbox.New(sandbox.Options{AutoConsent: true, Preset: &sandbox.App{Name: "test", Callback: callback, Scopes: oauth.ConsoleScopes(p.ScopeNames())}})
	if err != nil {
		t.Fatal(err)
	}
	tr := &traitor{}
	tr.app, _ = box.PresetApp()
	tr.known = []string{tr.app.Secret}
	tr.server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { tr.serve(box, w, r) }))
	tr.server.EnableHTTP2 = true
	tr.server.StartTLS()
	t.Cleanup(tr.server.Close)
	certificate := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: tr.server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	tr.env = []string{
		"THREELO_AUTH_URL=" + tr.server.URL, "THREELO_API_URL=" + tr.server.URL, "SSL_CERT_FILE=" + certificate,
		"GODEBUG=http2debug=2", "TEA_TRACE=trace.log", "TEA_DEBUG=true", "GOTRACEBACK=crash",
	}
	return tr
}

// learn remembers a secret.
func (tr *traitor) learn(text any) {
	if s, ok := text.(string); ok && s != "" {
		tr.mu.Lock()
		defer tr.mu.Unlock()
		if !slices.Contains(tr.known, s) {
			tr.known = append(tr.known, s)
		}
	}
}

func (tr *traitor) secrets() []string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return slices.Clone(tr.known)
}

// spoken are the fields of an answer that a person might be shown.
var spoken = []string{"name", "displayName", "error_description", "serverTitle", "message", "title", "description"}

func (tr *traitor) serve(box http.Handler, w http.ResponseWriter, r *http.Request) {
	if r.ProtoMajor > 1 && r.URL.Path != "/authorize" { // that is the browser's
		tr.mu.Lock()
		tr.h2++
		tr.mu.Unlock()
	}
	rec := httptest.NewRecorder()
	box.ServeHTTP(rec, r)
	if to, err := url.Parse(rec.Header().Get("Location")); err == nil {
		tr.learn(to.Query().Get("code"))
	}
	body := rec.Body.Bytes()
	var answer any
	if json.Unmarshal(body, &answer) == nil {
		if fields, ok := answer.(map[string]any); ok {
			tr.learn(fields["access_token"])
			tr.learn(fields["refresh_token"])
		}
		body, _ = json.Marshal(tr.repeat(answer))
	}
	for key, values := range rec.Header() {
		if key != "Content-Length" {
			w.Header()[key] = values
		}
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(body)
}

// repeat puts every secret into every text that might be shown.
func (tr *traitor) repeat(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = tr.repeat(v[i])
		}
	case map[string]any:
		for key, inner := range v {
			if text, ok := inner.(string); ok && slices.Contains(spoken, key) {
				v[key] = text + " " + strings.Join(tr.secrets(), " ")
			} else {
				v[key] = tr.repeat(inner)
			}
		}
	}
	return v
}

// hunt looks for secrets, and for pieces of 16 characters of them, plain or in
// a usual encoding, also where a terminal broke or colored them.
func hunt(data []byte, secrets []string) []string {
	plain := ansi.Strip(string(data))
	texts := []string{string(data), plain, strings.Join(strings.Fields(plain), "")}
	var hits []string
	for _, s := range secrets {
		needles := []string{url.QueryEscape(s), hex.EncodeToString([]byte(s))}
		for at := 0; at+16 <= len(s); at += 8 {
			needles = append(needles, s[at:at+16])
		}
		for cut := range 3 {
			whole := (len(s) - cut) / 3 * 3
			needles = append(needles, base64.StdEncoding.EncodeToString([]byte(s[cut:cut+whole])))
		}
		for _, needle := range needles {
			if slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, needle) }) {
				hits = append(hits, needle)
			}
		}
	}
	return hits
}

// clean fails when a secret is in data.
func (tr *traitor) clean(t *testing.T, where string, data []byte) {
	t.Helper()
	if hits := hunt(data, tr.secrets()); len(hits) > 0 {
		at := strings.Index(string(data), hits[0])
		t.Errorf("%s: %d hits, the first %q in …%q…", where, len(hits), hits[0], data[max(0, at-200):min(len(data), max(0, at)+200)])
	}
}

// cleanFolder hunts through every file that was left in a folder.
func (tr *traitor) cleanFolder(t *testing.T, home string) (files int) {
	t.Helper()
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		files++
		tr.clean(t, path, append(data, path...))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// helpers puts programs first on the PATH that write down their command line,
// environment and what /proc shows of both: what a child could learn.
func helpers(t *testing.T, home string) (env []string) {
	t.Helper()
	folder := filepath.Join(home, "bin")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\n{ echo \"$0 $*\"; env; cat /proc/$$/cmdline /proc/$$/environ; } >> '" + home + "/child-'$$\n" +
		"case $0 in *xclip) exec cat > /dev/null;; esac\n"
	for _, name := range []string{"browser", "xclip", "tmux"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o700); err != nil { //nolint:gosec // a program must be executable
			t.Fatal(err)
		}
	}
	return []string{"PATH=" + folder + ":" + os.Getenv("PATH"), "DISPLAY=:none", "BROWSER=" + filepath.Join(folder, "browser")}
}

// accepts opens a link as a browser would and returns where it leads.
func (tr *traitor) accepts(t *testing.T, link string) string {
	t.Helper()
	client := *tr.server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for {
		resp, err := client.Get(link)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		link = resp.Header.Get("Location")
		if !strings.Contains(link, "/authorize") {
			return link
		}
	}
}

// underWay saves a setup that stands before the client ID and secret.
func (tr *traitor) underWay(t *testing.T, home string) {
	t.Helper()
	savesBeforeTheSecret(t, stateOf(home), tr.app.ClientID, "", dialog.StepCredentials)
}

func (tr *traitor) overHTTP1(t *testing.T) {
	t.Helper()
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if tr.h2 > 0 {
		t.Errorf("%d requests came over HTTP/2, whose debug switch prints tokens", tr.h2)
	}
}
