package sandbox

import (
	"net/http"
	"strings"
)

// authorization answers GET /console/{app}/authorization: the kinds of
// authorization, of which the sandbox has one.
func (s *Sandbox) authorization(_ *http.Request, a *app) http.Handler {
	action := "Add"
	if a.Callback != "" {
		action = "Configure"
	}
	return a.consolePage("Authorization", "authorization", values{
		"callbacks": a.callbacks(), "to": a.page("authorization/auth-code-grant"), "action": action,
	})
}

// codeGrantPage shows the callbacks as they are in the form, and the links that
// follow from what is saved.
func (s *Sandbox) codeGrantPage(r *http.Request, a *app, callbacks string) webPage {
	first, _, _ := strings.Cut(callbacks, "\n")
	return a.consolePage("Authorization", "code-grant", values{
		"single": s.playing.ID == "single-callback-box", "first": first, "callbacks": callbacks,
		"links": each(readyMadeLinks("http://"+r.Host, a), func(l readyMade) values {
			return values{"id": strings.ReplaceAll(l.heading, " ", "-"), "heading": l.heading, "address": l.address}
		}),
	})
}

// saveCodeGrant answers POST /console/{app}/authorization/auth-code-grant.
func (s *Sandbox) saveCodeGrant(r *http.Request, a *app) http.Handler {
	text := r.PostFormValue("callbacks")
	if err := s.saveCallbacks(a, text); err != nil {
		return s.codeGrantPage(r, a, text).complaining(sentence(err))
	}
	return redirect(a.page("authorization/auth-code-grant?saved"))
}
