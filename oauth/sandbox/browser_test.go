package sandbox

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// browser is a person with cookies, who follows redirects within the sandbox and
// stops at the first address outside of it.
type browser struct {
	t      *testing.T
	s      *Sandbox
	client *http.Client
	at     string // the address bar
	page   answer
}

func newBrowser(t *testing.T, s *Sandbox) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, s: s, client: &http.Client{Jar: jar, CheckRedirect: plain.CheckRedirect, Transport: plain.Transport}}
}

func (b *browser) open(address string) {
	b.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = b.s.URL() + address
	}
	b.send(http.MethodGet, address, nil)
}

// submit sends a form as a browser does: same-origin.
func (b *browser) submit(action string, fields url.Values) {
	b.t.Helper()
	b.send(http.MethodPost, b.s.URL()+action, fields)
}

func (b *browser) send(method, address string, fields url.Values) {
	b.t.Helper()
	for range 10 {
		b.at = address
		if !strings.HasPrefix(address, b.s.URL()) {
			b.page = answer{}
			return
		}
		request, err := http.NewRequestWithContext(b.t.Context(), method, address, strings.NewReader(fields.Encode()))
		if err != nil {
			b.t.Fatal(err)
		}
		if method == http.MethodPost {
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			request.Header.Set("Origin", b.s.URL())
			request.Header.Set("Sec-Fetch-Site", "same-origin")
		}
		b.page = askAs(b.t, b.client, request)
		if b.page.status < 300 || b.page.status > 399 {
			return
		}
		next, err := request.URL.Parse(b.page.header.Get("Location"))
		if err != nil {
			b.t.Fatal(err)
		}
		method, address, fields = http.MethodGet, next.String(), nil
	}
	b.t.Fatalf("too many redirects, the last to %s", address)
}

func (b *browser) sees(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(b.page.body, text) {
			b.t.Errorf("at %s (%d) there is no %q in:\n%s", b.at, b.page.status, text, b.page.body)
		}
	}
}

func (b *browser) signIn(who Account, to string) {
	b.t.Helper()
	b.submit("/signin", url.Values{"account": {string(who)}, "to": {to}})
}
