package sandbox

import (
	"embed"
	"maps"
	"net/http"
	"strings"
)

// webPage is one page for a person: a file of the folder pages, and what it shows.
// The first line of the file is the page's title.
type webPage struct {
	file   string
	status int // 200 when 0
	values values
	who    *account // who is signed in, set just before the page is written
}

// styles are the files that every page uses. The browser asks for them.
//
//go:embed pages/style.css pages/script.js
var styles embed.FS

//go:embed pages/*.html
var pages embed.FS

// ServeHTTP writes the page. Its referrer policy is same-origin because, with
// no-referrer, browsers send forms with "Origin: null", which the guard against
// other sites' forms refuses. Its content policy has no form-action because
// Chromium applies that to the callback to which the consent form leads.
func (p webPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	shown := p.around(r)
	maps.Copy(shown, p.values)
	title, content, _ := strings.Cut(pageFile(p.file), "\n")
	whole := shown.fill(strings.NewReplacer("{{title}}", title, "{{content}}", content).Replace(pageFile("shell")))

	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "same-origin")
	if p.status != 0 {
		w.WriteHeader(p.status)
	}
	_, _ = w.Write([]byte(whole)) // fails when the browser has gone
}

// around is what the frame of every page shows. Signing in leads back to the page. The
// sign-in page has no links: its form alone leads on to where the person wants to go.
func (p webPage) around(r *http.Request) values {
	here := r.URL.RequestURI()
	if r.URL.Path == "/consent" { // it takes forms only
		here = "/authorize?" + r.PostFormValue("request")
	}
	v := values{
		"nav": r.URL.Path != "/signin", "who": false, "here": here, "signin": signInAnd(here),
		"app": false, "complaint": "", "saved": r.URL.Query().Has("saved"), // a form that was saved leads back to its page
	}
	if p.who != nil {
		v["who"] = []values{{"initial": p.who.Name[:1], "name": p.who.Name, "email": p.who.Email}}
	}
	return v
}

// complaining is the page with the reason why its form was not accepted, as a sentence.
func (p webPage) complaining(why error) webPage {
	p.status, p.values["complaint"] = http.StatusBadRequest, capitalized(why.Error())+"."
	return p
}

func notFound() webPage { return webPage{file: "not-found", status: http.StatusNotFound} }

func pageFile(name string) string {
	file, _ := pages.ReadFile("pages/" + name + ".html") // the tests open every page
	return string(file)
}
