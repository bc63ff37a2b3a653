package receiver

import (
	"net/http"
	"strings"
	"testing"
)

const target = "https://auth.example/authorize?client_id=abc&scope=read%3Ajira-work&state=" + ours

func newLinks(t *testing.T) *Links {
	t.Helper()
	l, err := NewLinks()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func TestAShortLinkLeadsToTheLongOne(t *testing.T) {
	l := newLinks(t)
	short := l.Short("h4Xw9Qza", target)
	if len(short) > 40 || !strings.HasPrefix(short, "http://127.0.0.1:") || !strings.HasSuffix(short, "/go/h4Xw9Qza") {
		t.Errorf("the link is %s", short)
	}
	for range 2 { // people open it again
		got := visit(t, "GET", short)
		if got.status != http.StatusTemporaryRedirect || got.header.Get("Location") != target || got.body != "" {
			t.Errorf("got %d to %q with %q", got.status, got.header.Get("Location"), got.body)
		}
		checkHeaders(t, "the redirect", got)
	}
}

func TestAnOldLinkSaysToOpenTheNewOne(t *testing.T) {
	l := newLinks(t)
	old := l.Short("h4Xw9Qza", target)
	fresh := l.Short("Zk3tB8vR", target)
	pages.Expired.shownIn(t, visit(t, "GET", old))
	if got := visit(t, "GET", fresh); got.status != http.StatusTemporaryRedirect {
		t.Errorf("the new link gives %d", got.status)
	}
}

func TestOnlyTheExactLinkLeadsAnywhere(t *testing.T) {
	l := newLinks(t)
	base := strings.TrimSuffix(l.Short("h4Xw9Qza", target), "h4Xw9Qza")
	root := strings.TrimSuffix(base, "/go/")
	for _, address := range []string{
		root + "/", root + "/favicon.ico", base, base + "h4Xw9Qz", base + "H4XW9QZA", base + "h4Xw9Qza/", root + "/GO/h4Xw9Qza", root + "/x/../go/h4Xw9Qza",
	} {
		pages.NotFound.shownIn(t, visit(t, "GET", address))
	}
	for _, method := range []string{"POST", "OPTIONS", "DELETE"} {
		pages.Method.shownIn(t, visit(t, method, base+"h4Xw9Qza"))
	}
	foreign := visit(t, "GET", base+"h4Xw9Qza", func(r *http.Request) { r.Host = "evil.example" })
	pages.Foreign.shownIn(t, foreign)
	if foreign.header.Get("Location") != "" {
		t.Error("a foreign Host learned where the link leads")
	}
}

func TestThereIsNoLinkBeforeAnAttempt(t *testing.T) {
	l := newLinks(t)
	pages.NotFound.shownIn(t, visit(t, "GET", l.base))
}
