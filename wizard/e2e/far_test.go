package e2e

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// far is what lies between a browser on another computer and the network: it
// reaches Atlassian, for which the sandbox is there, but nothing that threelo
// listens on.
type far struct {
	*browser
	mu        sync.Mutex
	atlassian string   // host and port
	refused   []string // addresses that did not load
}

// farChromium starts a browser on another computer.
func farChromium(t *testing.T) *far {
	t.Helper()
	f := &far{}
	proxy := httptest.NewServer(f)
	t.Cleanup(proxy.Close)
	f.browser = chromium(t, chromedp.ProxyServer(proxy.URL), chromedp.Flag("proxy-bypass-list", "<-loopback>"))
	return f
}

// reaches lets through what goes to the host of this address.
func (f *far) reaches(address string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, f.atlassian, _ = strings.Cut(host(f.t, address), "://")
}

func (f *far) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	known := r.Host == f.atlassian
	if !known {
		f.refused = append(f.refused, r.URL.String())
	}
	f.mu.Unlock()
	if !known {
		http.Error(w, "This site can't be reached", http.StatusBadGateway)
		return
	}
	r.RequestURI = ""
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close() //nolint:errcheck // only read
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, answer.Body)
}

// didNotLoad fails the test unless the browser stopped at an address of threelo's
// that could not be reached, and returns what its address bar shows.
func (f *far) didNotLoad() string {
	f.t.Helper()
	f.sees("This site can't be reached")
	at := f.at()
	f.mu.Lock()
	defer f.mu.Unlock()
	if !slices.Contains(f.refused, at) || !strings.Contains(at, "/callback?code=") {
		f.t.Fatalf("the browser is at %s; %q did not load", at, f.refused)
	}
	return at
}

// wholeLink shows the full sign-in link and reads it off the screen, where it
// goes over several lines.
func (w *terminal) wholeLink() (link string) {
	w.t.Helper()
	w.listens()
	w.types("v")
	w.until("the whole link", func(screen, _ string) bool {
		link, _, _ = strings.Cut(strings.ReplaceAll(screen, "\n", ""), " ")
		u, err := url.Parse(link)
		return err == nil && u.Query().Get("prompt") == "consent" && u.Query().Get("code_challenge") != "" && u.Query().Get("state") != ""
	})
	w.does(esc, signInScreen)
	return link
}

// TestABrowserOnAnotherComputerSignsInByThePastedAddress: over SSH and in a
// container the browser can't load threelo's own page, and nothing is broken by it.
func TestABrowserOnAnotherComputerSignsInByThePastedAddress(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{
		"over SSH":       {"SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22"},
		"in a container": {"CODESPACES=true"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := farChromium(t)
			d := sit(t, env, "--demo", "--platform", platform)
			errand{d: d, b: f.browser, callback: theirCallback, far: f}.reachesSignInOfTargetprocess()

			d.shows("Does the last page not load? Copy its address and paste it here")
			f.accepts(d.wholeLink(), "acme")
			landed := f.didNotLoad()
			d.pastesLanding(landed)
			d.showsTests()
			d.finishes(afterTargetprocess)
		})
	}
}

// TestAConsoleWithASingleCallbackBoxIsTestedByPasteBack: threelo's line has no
// room there, so the answer is on the product's page, in its address.
func TestAConsoleWithASingleCallbackBoxIsTestedByPasteBack(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", platform)
	errand{d: d, b: b, callback: theirCallback, singleBox: true}.reachesSignInOfTargetprocess()

	d.shows("You land on a page of Targetprocess")
	b.accepts(d.opens(), "acme")
	landed := b.at()
	if !strings.Contains(landed, url.QueryEscape(theirCallback+"?code=")) {
		t.Fatalf("the browser landed at %s", landed)
	}
	d.pastesLanding(landed)
	d.showsTests()
	d.finishes(afterTargetprocess)
}
