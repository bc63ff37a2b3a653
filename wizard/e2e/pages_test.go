package e2e

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"threelo/oauth"
	"threelo/oauth/receiver"
	"threelo/oauth/sandbox"
	"threelo/wizard/desktop/desktoptest"
)

// look is a size of the window and a theme.
type look struct {
	name          string
	width, height int64
	theme         string
}

var looks = []look{
	{"desktop-light", 1280, 800, "light"},
	{"phone-dark", 360, 740, "dark"},
	{"desktop-dark", 1280, 800, "dark"},
	{"phone-light", 360, 740, "light"},
}

// inspector looks at pages in every look, and lets axe-core judge them.
type inspector struct {
	*browser
	axe   string // the script
	shots string // folder for pictures, "" for none: set THREELO_SHOTS to look at them
}

func inspect(t *testing.T) *inspector {
	t.Helper()
	path := os.Getenv("THREELO_AXE")
	if path == "" {
		path = "../../node_modules/axe-core/axe.min.js"
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		desktoptest.Lacks(t, "axe-core (its axe.min.js, named by THREELO_AXE)")
	}
	return &inspector{browser: chromium(t), axe: string(axe), shots: os.Getenv("THREELO_SHOTS")}
}

// judges fails the test when the page that is open is not for everybody.
func (i *inspector) judges(name string) {
	i.t.Helper()
	for _, fault := range i.faults(name) {
		i.t.Errorf("%s, %s", name, fault)
	}
}

// faults lists what is wrong with the page that is open: violations that axe-core
// finds, and being wider than the window.
func (i *inspector) faults(name string) (list []string) {
	i.t.Helper()
	for n, l := range looks {
		if n > 1 && i.shots == "" {
			break // two looks have both sizes and both themes
		}
		i.do(chromedp.EmulateViewport(l.width, l.height), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.theme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
			})
			return err
		}))
		if wide := finds(i.browser, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); wide > l.width {
			list = append(list, fmt.Sprintf("%s: the page is %d wide", l.name, wide))
		}
		if i.shots != "" {
			file := filepath.Join(i.shots, name+"-"+l.name+".png")
			if err := os.WriteFile(file, finds(i.browser, chromedp.FullScreenshot(100)), 0o600); err != nil {
				i.t.Fatal(err)
			}
		}
		if n > 1 {
			continue
		}
		if n == 0 {
			finds(i.browser, chromedp.Evaluate[bool](i.axe+"; true"))
		}
		for _, violation := range finds(i.browser, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations"]}).then(r =>
			r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.html + " " + n.failureSummary).join(" | ")))`, chromedp.EvalAwaitPromise)) {
			list = append(list, l.name+": "+violation)
		}
	}
	return list
}

// TestAPageThatIsNotForEverybodyIsFoundOut plants faults, one by one, in a page
// that has none: the pass over the real pages must be able to fail.
func TestAPageThatIsNotForEverybodyIsFoundOut(t *testing.T) {
	i := inspect(t)
	i.shots = ""
	page := `<!doctype html><html lang="en"><head><title>A form</title></head><body><main><h1>A form</h1>
		<form><label for="name">Name</label> <input id="name"> <button>Send</button></form><p>Words.</p></main></body></html>`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, page)
	}))
	t.Cleanup(server.Close)
	i.open(server.URL)
	i.judges("sound")
	sound := page
	for finding, planted := range map[string][2]string{
		"label: ":           {`<label for="name">Name</label>`, ``},
		"color-contrast: ":  {`<p>`, `<p style="color:#777;background:#999">`},
		"html-has-lang: ":   {` lang="en"`, ``},
		"button-name: ":     {`Send`, ``},
		"landmark-one-main": {`main`, `div`},
		"the page is":       {`<p>`, `<p style="width:80rem">`},
	} {
		page = strings.ReplaceAll(sound, planted[0], planted[1])
		i.open(server.URL)
		if found := strings.Join(i.faults("planted"), "\n"); !strings.Contains(found, finding) {
			t.Errorf("%q was planted, and is not found: %q", finding, found)
		}
	}
}

// presetBox starts a sandbox whose app has all scopes, and makes its sign-in links.
func presetBox(t *testing.T) (box *sandbox.Sandbox, app sandbox.App, ask func(scopes ...string) string) {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{Preset: &sandbox.App{Name: "Targetprocess integration", Callback: theirCallback, Scopes: append(classic, granular...)}})
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	app, _ = box.PresetApp()
	return box, app, func(scopes ...string) string { return asks(box, app, scopes...) }
}

// asks is the sign-in link of an app.
func asks(box *sandbox.Sandbox, app sandbox.App, scopes ...string) string {
	return box.URL() + "/authorize?" + strings.ReplaceAll(url.Values{
		"audience": {"api.atlassian.com"}, "client_id": {app.ClientID}, "scope": {strings.Join(scopes, " ")}, "redirect_uri": {app.Callback},
		"state": {"st4te"}, "response_type": {"code"}, "prompt": {"consent"},
	}.Encode(), "+", "%20")
}

// TestEveryPageOfTheSandboxIsForEverybody opens every page of the sandbox; what
// they become once a form was sent is in pages_forms_test.go.
func TestEveryPageOfTheSandboxIsForEverybody(t *testing.T) {
	i := inspect(t)
	box, app, ask := presetBox(t)
	all := append(append([]string{oauth.OfflineAccess}, classic...), granular...)
	if _, err := box.Admin().Consent(ask(all...), "service-user", "acme"); err != nil {
		t.Fatal(err)
	}

	opened := func(name, address string) {
		i.open(box.URL() + strings.TrimPrefix(address, box.URL()))
		i.judges(name)
	}
	own := "/console/" + app.ID
	opened("signin", "/signin")
	i.signsIn(box.URL(), "Sam Siteadmin")
	opened("console-empty", "/console/")
	opened("not-my-app", own+"/")
	opened("consent-in-development", ask(all...))
	i.signsIn(box.URL(), "Iris Integration")
	for name, address := range map[string]string{
		"console": "/console/", "console-create": "/console/create-3lo-app/", "app": own + "/", "permissions": own + "/permissions",
		"scopes-classic": own + "/permissions/jira", "scopes-granular-edit": own + "/permissions/jira?edit&kind=granular", "scopes-classic-edit": own + "/permissions/jira?edit",
		"authorization": own + "/authorization", "code-grant": own + "/authorization/auth-code-grant",
		"distribution": own + "/distribution", "distribution-edit": own + "/distribution?edit", "settings": own + "/settings",
		"error":        "/error?error=unauthorized_client&error_description=redirect_uri%20is%20not%20registered%20for%20client%3A%20x",
		"error-client": "/error?error=invalid_request&error_description=failed%20to%20retrieve%20client", "error-no-scopes": ask("read:nothing"),
		"error-scopes": ask("read:jira-work", "read:nothing"), "consent": ask(all...), "consent-no-renewal": ask("read:jira-work"), "nowhere": "/nowhere",
		"platform-shows":    "/platform/shows?returnUrl=" + url.QueryEscape(theirCallback+"?code=abc&state=def"),
		"platform-error":    "/platform/error?returnUrl=" + url.QueryEscape(theirCallback+"?code=abc&state=def"),
		"platform-redirect": "/platform/redirect?error=invalid_state", "platform-sign-in": "/platform/sign-in", "platform-closes": "/platform/closes",
	} {
		opened(name, address)
	}
	if err := box.Play("single-callback-box"); err != nil {
		t.Fatal(err)
	}
	opened("code-grant-single", own+"/authorization/auth-code-grant")
	for scenario, name := range map[string]string{
		"something-went-wrong": "refused", "site-admin-approval": "refused-approval", "app-blocked": "refused-blocked", "accept-rate-limited": "refused-429", "product-access": "refused-access", "address-too-long": "refused-414",
	} {
		if err := box.Play(""); err != nil {
			t.Fatal(err)
		}
		i.open(ask(all...))
		if err := box.Play(scenario); err != nil {
			t.Fatal(err)
		}
		if scenario == "product-access" || scenario == "address-too-long" {
			i.open(ask(all...))
		} else {
			i.chooses("Use app on", "acme")
			i.clicks("Accept")
		}
		i.judges(name)
	}
}

// TestEveryPageOfTheReceiverIsForEverybody opens every page that the sign-in
// test's own address can answer with.
func TestEveryPageOfTheReceiverIsForEverybody(t *testing.T) {
	i := inspect(t)
	used := listens(t).Callback() + "?code=c0de&state=ours"
	i.open(used)
	i.open(used)
	i.judges("receiver-used")
	for name, query := range map[string]string{
		"received": "?code=c0de&state=ours", "denied": "?error=access_denied&state=ours", "stray": "?code=c0de&state=theirs", "incomplete": "?state=ours", "not-found": "/elsewhere",
	} {
		i.open(listens(t).Callback() + query)
		i.judges("receiver-" + name)
	}
	i.open(strings.Replace(listens(t).Callback(), "127.0.0.1", "localhost", 1))
	i.judges("receiver-foreign")
	links, err := receiver.NewLinks()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = links.Close() })
	old := links.Short("0ldc0de1", "http://127.0.0.1/")
	links.Short("n3wc0de2", "http://127.0.0.1/")
	i.open(old)
	i.judges("receiver-expired")
}

// listens holds a port for an attempt whose state is "ours".
func listens(t *testing.T) *receiver.Receiver {
	t.Helper()
	r, err := receiver.ListenFree()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	r.Await("ours")
	return r
}
