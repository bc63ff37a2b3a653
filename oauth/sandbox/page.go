package sandbox

import (
	_ "embed"
	"net/http"
)

// webPage is one page for a person.
type webPage struct {
	Title   string
	Status  int // 200 when 0
	Who     *account
	Crumbs  []markup // the way here, links first
	Tabs    markup   // the pages beside this one
	Content markup
	// Leaves is set on pages whose form ends on another site's callback:
	// Chromium holds form-action against the redirect that follows a form, so
	// these leave it out.
	Leaves bool
}

//go:embed pages/style.css
var styleSheet []byte

//go:embed pages/copy.js
var copyScript []byte

const (
	policy     = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
	policyHome = policy + "; form-action 'self'"
)

// ServeHTTP writes the page. same-origin, because with no-referrer a browser
// sends a form as "Origin: null", which the guard against other sites' forms refuses.
func (p webPage) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policyHome)
	if p.Leaves {
		h.Set("Content-Security-Policy", policy)
	}
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if p.Status != 0 {
		w.WriteHeader(p.Status)
	}
	_, _ = w.Write([]byte("<!doctype html>\n" + string(p.markup()) + "\n")) // whoever asked has left when this fails
}

func (p webPage) markup() markup {
	return el("html", attributes{"lang", "en"},
		el("head", nil,
			el("meta", attributes{"charset", "utf-8"}),
			el("meta", attributes{"name", "viewport", "content", "width=device-width, initial-scale=1"}),
			el("meta", attributes{"name", "color-scheme", "content", "light dark"}),
			el("title", nil, words(p.Title+" · sandbox")),
			el("link", attributes{"rel", "stylesheet", "href", "/style.css"}),
			el("link", attributes{"rel", "icon", "href", "data:,"}),
			el("script", attributes{"src", "/copy.js", "defer", ""}),
		),
		el("body", nil,
			el("a", attributes{"class", "skip", "href", "#content"}, words("Skip to the content")),
			p.header(),
			p.crumbs(),
			p.Tabs,
			el("main", attributes{"id", "content", "tabindex", "-1"}, el("h1", nil, words(p.Title)), p.Content),
			el("footer", nil, para("This is threelo's sandbox on this computer. It is not Atlassian, and nothing here reaches Atlassian or your product. Its secrets, codes and tokens are worthless."),
				el("p", nil, link("/faithful", "What this sandbox does and does not imitate"))),
		),
	)
}

func (p webPage) header() markup {
	return el("header", nil,
		el("p", attributes{"class", "banner"}, el("strong", nil, words("SANDBOX")), words(" not Atlassian: for practice")),
		el("nav", attributes{"aria-label", "Sandbox"},
			link("/console/", "Console"), link("/connected", "Connected apps"), who(p.Who)),
	)
}

func who(a *account) markup {
	if a == nil {
		return link("/signin", "Sign in")
	}
	return el("span", attributes{"class", "who"}, words(a.Name+" "), link("/signin", "Switch account"))
}

func (p webPage) crumbs() markup {
	if len(p.Crumbs) == 0 {
		return ""
	}
	return el("nav", attributes{"aria-label", "The way here", "class", "crumbs"},
		el("ol", nil, each(p.Crumbs, func(c markup) markup { return el("li", nil, c) })))
}

// file serves one embedded file.
func file(kind string, content []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", kind+"; charset=utf-8")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		_, _ = w.Write(content) // whoever asked has left when this fails
	}
}
