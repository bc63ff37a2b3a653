package receiver

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http/httptest"
	"strings"
	"testing"
)

var allPages = []page{
	pages.Received, pages.Denied, pages.Stray, pages.Incomplete,
	pages.Used, pages.Expired, pages.NotFound, pages.Method, pages.Foreign,
}

func TestEveryPageCanBeReadByEverybody(t *testing.T) {
	for _, p := range allPages {
		if p.Title == "" {
			t.Error("a page is missing in pages.json")
		}
		body := p.html()
		for _, part := range []string{
			`<html lang="en">`, `<meta charset="utf-8">`, `name="viewport"`, `<title>` + p.Title, `<main class="`, `"><h1>`,
			`prefers-color-scheme:dark`, `color-scheme:light dark`,
		} {
			if !strings.Contains(body, part) {
				t.Errorf("%q lacks %s", p.Title, part)
			}
		}
		if len(body) > 2<<10 {
			t.Errorf("%q has %d bytes", p.Title, len(body))
		}
		for _, outside := range []string{"http://", "https://", "<script", "<img", "<link", "url("} {
			if strings.Contains(body, outside) {
				t.Errorf("%q reaches outside itself: %s", p.Title, outside)
			}
		}
	}
}

func TestEveryPageKeepsTheAddressToItself(t *testing.T) {
	for _, p := range allPages {
		w := httptest.NewRecorder()
		p.write(w)
		checkHeaders(t, p.Title, reply{w.Code, w.Header(), w.Body.String()})
	}
}

// checkHeaders wants the headers that keep a page out of caches, frames and
// referrers, and a policy that allows its own style.
func checkHeaders(t *testing.T, what string, got reply) {
	t.Helper()
	for name, want := range map[string]string{
		"Cache-Control":          "no-store",
		"Referrer-Policy":        "no-referrer",
		"X-Content-Type-Options": "nosniff",
		"X-Frame-Options":        "DENY",
	} {
		if value := got.header.Get(name); value != want {
			t.Errorf("%s: %s is %q, want %q", what, name, value, want)
		}
	}
	_, rest, _ := strings.Cut(got.body, "<style>")
	shown, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(shown))
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	csp := got.header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "default-src 'none'") || shown != "" && !strings.Contains(csp, hash) || strings.Contains(csp, "unsafe") {
		t.Errorf("%s: the policy is %q", what, csp)
	}
}
