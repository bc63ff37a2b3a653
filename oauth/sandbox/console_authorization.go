package sandbox

import (
	"net/http"
	"strings"
)

// codeGrant answers GET /console/{app}/authorization/auth-code-grant.
func (s *Sandbox) codeGrant(r *http.Request, a *app) http.Handler {
	return s.codeGrantPage(r, a, a.Callback)
}

// codeGrantPage shows the callbacks as they are in the form, and the links that
// follow from what is saved.
func (s *Sandbox) codeGrantPage(r *http.Request, a *app, callbacks string) webPage {
	first, _, _ := strings.Cut(callbacks, "\n")
	return a.consolePage("authorization-code-grant", values{
		"single": s.playing.ID == "single-callback-box", "first": first, "typed": callbacks,
		"links": each(readyMadeLinks("http://"+r.Host, a), func(l readyMade) values {
			return values{"id": strings.ReplaceAll(l.heading, " ", "-"), "heading": l.heading, "address": l.address}
		}),
	})
}

// saveCodeGrant answers POST /console/{app}/authorization/auth-code-grant.
func (s *Sandbox) saveCodeGrant(r *http.Request, a *app) http.Handler {
	text := r.PostFormValue("callbacks")
	if err := s.saveCallbacks(a, text); err != nil {
		return s.codeGrantPage(r, a, text).complaining(err)
	}
	return redirect(a.page("authorization/auth-code-grant?saved"))
}
