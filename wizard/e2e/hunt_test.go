//go:build linux

package e2e

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/oauth/sandbox/sandboxtest"
	"threelo/steps"
	"threelo/wizard/desktop/desktoptest"
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
// a usual encoding, also where a terminal broke or coloured them.
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
	savesBeforeTheSecret(t, stateOf(home), tr.app.ClientID, "", steps.StepCredentials)
}

func (tr *traitor) overHTTP1(t *testing.T) {
	t.Helper()
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if tr.h2 > 0 {
		t.Errorf("%d requests came over HTTP/2, whose debug switch prints tokens", tr.h2)
	}
}

func TestTheHuntFindsAPlantedLeak(t *testing.T) {
	const secret = "ATOA-s3cr3t/s3cr3t+s3cr3t_0123456789-abcdefghij"
	for name, leak := range map[string]string{
		"plain":         "x" + secret + "x",
		"a piece":       "…" + secret[10:34],
		"in a link":     "https://x/?s=" + url.QueryEscape(secret),
		"base64":        base64.StdEncoding.EncodeToString([]byte("ab" + secret)),
		"hexadecimal":   hex.EncodeToString([]byte(secret)),
		"broken":        secret[:20] + "\r\n   " + secret[20:],
		"in two shades": secret[:11] + "\x1b[31m" + secret[11:],
	} {
		if hits := hunt([]byte(leak), []string{secret}); len(hits) == 0 {
			t.Errorf("%s: not found", name)
		}
	}
	if hits := hunt([]byte(strings.Repeat("nothing to be found here ", 100)), []string{secret}); len(hits) > 0 {
		t.Errorf("found %q", hits)
	}
}

func TestNoSecretLeavesCheck(t *testing.T) {
	tr := betrayed(t, fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t)))
	home := t.TempDir()
	args := []string{"check", "--platform", platform, "--client-id", tr.app.ClientID, "--callback", tr.app.Callback, "--json"}
	for _, kind := range []string{"json", "md", "svg", "txt", "png"} {
		args = append(args, "--report", "status."+kind)
	}
	cmd := program(t, home, slices.Concat(tr.env, helpers(t, home), []string{"THREELO_CLIENT_SECRET=" + tr.app.Secret}), args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	talk, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	buf := make([]byte, 64<<10)
	opened := false
	for {
		n, err := talk.Read(buf)
		told.Write(buf[:n])
		if link := regexp.MustCompile(`(?m)^https://\S+/authorize\S*\n`).FindString(told.String()); link != "" && !opened {
			opened = true
			resp, err := http.Get(tr.accepts(t, strings.TrimSpace(link)))
			if err != nil {
				t.Fatal(err)
			}
			page, _ := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			tr.clean(t, "the browser's page", page)
		}
		if err != nil {
			break
		}
	}
	_ = cmd.Wait()
	if len(tr.secrets()) < 4 || !strings.Contains(out.String(), `"scopesGranted"`) {
		t.Fatalf("it did not come to tokens: %s\n%s", told.String(), out.String())
	}
	tr.clean(t, "standard output", out.Bytes())
	tr.clean(t, "standard error", told.Bytes())
	if files := tr.cleanFolder(t, home); files < 5 {
		t.Errorf("only %d files were hunted through", files)
	}
	tr.overHTTP1(t)
	nothingLeft(t, home)
	for _, kind := range []string{"md", "svg", "txt"} {
		again := program(t, home, tr.env, "report", "status.json", "--to", kind)
		made, err := again.CombinedOutput()
		if err != nil || len(made) < 1000 {
			t.Errorf("the report as %s: %v, %d bytes", kind, err, len(made))
		}
		tr.clean(t, "the report as "+kind, made)
	}
}

func TestNoSecretLeavesCheckInATerminal(t *testing.T) {
	tr := betrayed(t, theirCallback)
	home := t.TempDir()
	w := open(t, home, slices.Concat(tr.env, helpers(t, home)), "check", "--platform", platform, "--client-id", tr.app.ClientID, "--callback", theirCallback, "--secret-file", "-")
	w.readsKeys()
	w.types(tr.app.Secret + "\r")
	w.told("Paste the address")
	w.readsKeys()
	_, raw, _ := w.seen()
	link := regexp.MustCompile(`https://127[^\s]+/authorize[^\s]+`).FindString(raw)
	w.types(tr.accepts(t, link) + "\r")
	w.exits()
	all := w.all()
	if len(tr.secrets()) < 4 || !strings.Contains(all, "threelo report") {
		t.Fatalf("it did not come to tokens: %s", all)
	}
	tr.clean(t, "the terminal", []byte(all))
	tr.cleanFolder(t, home)
	tr.overHTTP1(t)
	w.left(0)
}

func TestNoSecretLeavesThePlainFace(t *testing.T) {
	tr := betrayed(t, theirCallback)
	home := t.TempDir()
	tr.underWay(t, home)
	w := open(t, home, slices.Concat(tr.env, helpers(t, home), []string{"THREELO_CLIENT_SECRET=" + tr.app.Secret}), "--plain")
	w.answers(plainToSecret)
	w.answers(plainCopiesSecret(tr.app.Secret))
	w.types(enter, ":o\r")
	w.types(tr.accepts(t, w.finds(shortLink)) + enter)
	w.told("the account that signed in")
	w.types(ctrlC)
	if code := w.exits(); code != 130 {
		t.Errorf("exit %d", code)
	}
	tr.afterwards(t, w)
}

func TestNoSecretLeavesTheFullScreen(t *testing.T) {
	tr := betrayed(t, theirCallback)
	home := t.TempDir()
	tr.underWay(t, home)
	w := open(t, home, slices.Concat(tr.env, helpers(t, home), []string{"THREELO_CLIENT_SECRET=" + tr.app.Secret}))
	w.signsIn(tr)
	w.walksToStatus(afterTargetprocess)
	w.shows("READY")
	w.types("s") // once: each time makes a picture
	w.shows("saved: ")
	w.leaves()
	if code := w.exits(); code != 130 {
		t.Errorf("exit %d", code)
	}
	tr.afterwards(t, w)
}

// signsIn goes in the full screen from the saved setup to the tests' results.
func (w *window) signsIn(tr *traitor) {
	w.t.Helper()
	w.signsInFromTheStart(tr.app.Secret, func(link string) string { return tr.accepts(w.t, link) })
}

// osc52 is a text on its way to the terminal's own clipboard: the one place
// where a copied secret belongs.
var osc52 = regexp.MustCompile(`\x1b\]52;c;[A-Za-z0-9+/=]*(\x07|\x1b\\)`)

// afterwards hunts through everything that a run left behind.
func (tr *traitor) afterwards(t *testing.T, w *window) {
	t.Helper()
	all := w.all()
	if len(tr.secrets()) < 4 {
		t.Fatalf("it did not come to tokens:\n%s", all)
	}
	tr.clean(t, "the terminal", []byte(osc52.ReplaceAllString(all, "")))
	tr.cleanFolder(t, w.home)
	tr.overHTTP1(t)
	children, _ := filepath.Glob(filepath.Join(w.home, "child-*"))
	if len(children) == 0 {
		t.Error("no child was started, so none was hunted through")
	}
	w.left(0)
}

func TestNoSecretStaysInTmux(t *testing.T) {
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		desktoptest.Lacks(t, "tmux")
	}
	tr := betrayed(t, theirCallback)
	home := t.TempDir()
	tr.underWay(t, home)
	cmd := program(t, home, append(tr.env, atThisComputer, "TMUX_TMPDIR="+home, "SHELL=/bin/sh"))
	cmd.Args = []string{tmux, "-f", "/dev/null", "new-session", "-x", "100", "-y", "40", cmd.Path + "; echo [left with $?]; exec cat"}
	cmd.Path = tmux
	w := openWith(t, cmd)
	ask := func(args ...string) []byte {
		t.Helper()
		q := exec.Command(tmux, args...)
		q.Env = cmd.Env
		out, err := q.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %s: %v %s", args, err, out)
		}
		return out
	}
	t.Cleanup(func() { ask("kill-server") })
	w.signsIn(tr)
	tr.clean(t, "the pane", ask("capture-pane", "-p"))
	w.leaves()
	w.shows("[left with 130]")
	if len(tr.secrets()) < 4 {
		t.Fatal("it did not come to tokens")
	}
	tr.clean(t, "the scrollback", ask("capture-pane", "-p", "-e", "-S", "-", "-E", "-"))
	tr.clean(t, "what tmux pastes from", ask("list-buffers", "-F", "#{buffer_name} #{buffer_sample}"))
	tr.clean(t, "tmux's environment", append(ask("show-environment", "-g"), ask("show-environment")...))
	tr.cleanFolder(t, home)
	tr.overHTTP1(t)
}
