package sandbox

import (
	_ "embed"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// refusal is a request that ends on an error page. refusals.json holds them all.
type refusal struct {
	Code   string   // as in error=
	Texts  []string // what people report about the real pages
	Note   string   // the sandbox's own explanation
	Status int      // of the page
	Error  string   // error_description, when the real host redirects to its own error page
}

// pageText is the page's text, as a person would copy it.
func (f *refusal) pageText() string {
	if f.Error != "" {
		return strings.TrimSpace(strings.Join(f.Texts, " ") + " " + f.Code + " " + f.Error)
	}
	return strings.Join(f.Texts, " ")
}

// PageError is the error of a consent that ended on an error page.
type PageError struct {
	Text string // the page's text, as a person would copy it
}

// Error implements error.
func (e *PageError) Error() string { return "the sandbox's page says: " + e.Text }

//go:embed refusals.json
var refusalsFile []byte

var refusals = embedded[map[string]refusal](refusalsFile)

// refuse makes the named refusal. The slots are what its text names in braces, each with its value.
func refuse(name string, slots ...string) *refusal {
	f, fill := refusals()[name], strings.NewReplacer(slots...)
	f.Error = fill.Replace(f.Error)
	f.Texts = slices.Clone(f.Texts)
	for i, text := range f.Texts {
		f.Texts[i] = fill.Replace(text)
	}
	return &f
}

// refuseScopes names the APIs of the missing scopes, unless one of the scopes is unknown.
func refuseScopes(missing ...string) *refusal {
	if apis := strings.Join(apiNames(missing), " & "); apis != "" {
		return refuse("scopes-of-apis", "{apis}", apis, "{scopes}", strings.Join(missing, ", "))
	}
	return refuse("scopes", "{scopes}", strings.Join(missing, " "))
}

// apiNames lists the API of each product and kind among the scopes; nil when one scope is unknown.
func apiNames(names []string) (list []string) {
	var seen []string
	for _, name := range names {
		s, known := findScope(name)
		if !known {
			return nil
		}
		if key := s.Product + s.Kind; !slices.Contains(seen, key) {
			seen = append(seen, key)
			list = append(list, findAPI(s.Product).Name)
		}
	}
	return list
}

// handler shows the refusal: as a page, or on the real host's own error page,
// whose address holds the reason.
func (f *refusal) handler() http.Handler {
	if f.Error == "" {
		return f.page(false)
	}
	return redirect("/error?" + percentEncoded(url.Values{"error": {f.Code}, "error_description": {f.Error}}))
}

// page shows the refusal, with or without links to try again. The heading is always
// the same, as on the real pages.
func (f *refusal) page(again bool) webPage {
	return webPage{file: "refused", status: f.Status, values: values{
		"texts": f.Texts, "code": f.Code, "error": f.Error, "note": f.Note, "again": again,
	}}
}

// errorPage answers GET /error, the page where the real host sends a browser
// that it cannot send to the callback.
func (s *Sandbox) errorPage(r *http.Request) http.Handler {
	query := r.URL.Query()
	code, description := query.Get("error"), query.Get("error_description")
	f := refuse("incomplete")
	switch {
	case code == refuse("callback").Code:
		f = refuse("callback")
	case description == refuse("client").Error:
		f = refuse("client")
	}
	f.Code, f.Error, f.Status = code, description, http.StatusBadRequest
	if len(f.Texts) == 0 {
		f.Texts = []string{f.Error}
	}
	return f.page(false)
}
