package sandbox

import (
	"net/http"
	"strings"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// authorization answers GET /console/{app}/authorization: the kinds of
// authorization, of which the sandbox has one.
func (s *Sandbox) authorization(_ *http.Request, a *app) http.Handler {
	action := "Add"
	if a.Callback != "" {
		action = "Configure"
	}
	return a.consolePage("Authorization", "Authorization", table([]string{"Authorization type", "Callback URLs", "Action"}, Tr(
		rowHead("OAuth 2.0 (3LO)", "authorization code grants"), Td(callbackList(a)),
		Td(linkButton(a.page("authorization/auth-code-grant"), action, action+" OAuth 2.0 (3LO)")))))
}

// callbackList shows the saved callbacks.
func callbackList(a *app) Node {
	if a.Callback == "" {
		return Text("none yet")
	}
	return Map(a.callbacks(), func(callback string) Node { return Div(Code(Text(callback))) })
}

// codeGrantPage shows the callbacks as they are in the form, and the links that
// follow from what is saved.
func (s *Sandbox) codeGrantPage(r *http.Request, a *app, callbacks string) webPage {
	box := labeled("callbacks", "Callback URLs", "Enter up to 30 redirect URIs, one per line.",
		Textarea(ID("callbacks"), Name("callbacks"), Rows("5"), Attr("spellcheck", "false"), Aria("describedby", "callbacks-hint"), Required(), Text(callbacks)))
	if s.playing.ID == "single-callback-box" {
		first, _, _ := strings.Cut(callbacks, "\n")
		box = field("callbacks", "Callback URL", "", first, Required())
	}
	links := readyMadeLinks("http://"+r.Host, a)
	return a.consolePage("Authorization", "OAuth 2.0 authorization code grants (3LO) for apps",
		Form(Method("post"), Action("auth-code-grant"), box, saveOr("Save changes", "Discard changes", "auth-code-grant")),
		titled("Authorization URL generator",
			If(len(links) == 0, para("Save a Callback URL and select scopes. The authorization URLs then appear here.")),
			Map(links, func(l readyMade) Node { return toCopy(l.heading, l.address) })))
}

// saveCodeGrant answers POST /console/{app}/authorization/auth-code-grant.
func (s *Sandbox) saveCodeGrant(r *http.Request, a *app) http.Handler {
	text := r.PostFormValue("callbacks")
	if err := s.saveCallbacks(a, text); err != nil {
		return s.codeGrantPage(r, a, text).complaining(sentence(err))
	}
	return redirect(a.page("authorization/auth-code-grant?saved"))
}
