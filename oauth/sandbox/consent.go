package sandbox

import (
	"net/http"
	"net/url"
	"strings"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// consentPage says in words what the app asks for. Accept works once a site is
// chosen: the style sheet greys it, the browser holds the form back, and the
// server checks again.
func (s *Sandbox) consentPage(ask request, who *account) webPage {
	return webPage{Title: ask.app.Name + " is requesting access to your Atlassian account", Content: Group{
		s.developmentNote(ask.app),
		P(Text("You are signed in as "), Strong(Text(who.Name)), Text(" ("+who.Email+"). "),
			link(signInAnd("/authorize?"+ask.query), "Not you? Switch account")),
		Form(Method("post"), Action("/consent"), Class("consent"),
			hidden("request", ask.query),
			s.sitePicker(ask, who),
			titled("What it wants to do", scopeList(ask.scopes)),
			para("By accepting, you let "+ask.app.Name+" do this as you until you remove it under Connected apps."),
			P(Class("hint until"), Text("Choose a site to use Accept.")),
			P(Class("buttons"),
				button("Accept", Name("press"), Value("accept"), Class("accept")),
				button("Cancel", Name("press"), Value("cancel"), Class("plain"), FormNoValidate())),
		),
	}}
}

// developmentNote is the note above every app that Atlassian has not reviewed.
func (s *Sandbox) developmentNote(a *app) Node {
	if a.Shared && s.playing.ID != "development-banner" {
		return notice("note", "This app has not been reviewed by Atlassian.")
	}
	return notice("note", "This app is in development mode and has not been reviewed by Atlassian. Only its owner may grant it access.")
}

// scopeList describes scopes by their titles.
func scopeList(names []string) Node {
	return Ul(Class("scopes"), Map(names, func(name string) Node {
		title := "Renew the connection by itself, also when you are away"
		if known, found := findScope(name); found {
			title = known.Title
		}
		return Li(Text(title+" "), Code(Text(name)))
	}))
}

// sitePicker asks for the site. For an account-level app it says which sites the app will use.
func (s *Sandbox) sitePicker(ask request, who *account) Node {
	if ask.app.Access == AccountLevel {
		open, _ := s.openSites(ask, who, s.reached(who))
		return titled("Where", para("This app can use every site of your account:"), Ul(Map(open, func(x *site) Node { return Li(Text(x.URL)) })))
	}
	return P(
		Label(For("site"), Text("Use app on")),
		Select(ID("site"), Name("site"), Required(),
			Option(Value(""), Text("Choose a site")),
			Map(s.reached(who), func(x *site) Node { return Option(Value(x.label()), Text(x.host()+" – "+x.Title)) })),
	)
}

// consent answers POST /consent. The request is judged again, because a form
// can bring back anything.
func (s *Sandbox) consent(r *http.Request) http.Handler {
	who := s.signedInAs(r)
	query := r.PostFormValue("request")
	if who == nil {
		return redirect(signInAnd("/authorize?" + query))
	}
	ask, refused := s.judge(query)
	if refused != nil {
		return refused.handler()
	}
	if r.PostFormValue("press") != "accept" {
		return s.leave(ask.canceled())
	}
	picked := s.company.site(r.PostFormValue("site"))
	if picked == nil && ask.app.Access != AccountLevel {
		return s.consentPage(ask, who).complaining("Choose the site that the app may use, then press Accept.")
	}
	target, refused := s.accept(ask, who, picked)
	if refused != nil {
		return refused.page("/authorize?" + query)
	}
	return s.leave(target)
}

// leave sends the browser to the callback. A callback on another computer would
// be a real product's, so a page of the sandbox takes its place. The whole callback
// is nested in its address, as many products do.
func (s *Sandbox) leave(target string) http.Handler {
	if u, err := url.Parse(target); err == nil && isLoopback(u.Hostname()) {
		return redirect(target)
	}
	how, found := strings.CutPrefix(s.playing.ID, "platform-")
	if !found {
		how = "shows"
	}
	return redirect("/platform/" + how + "?returnUrl=" + url.QueryEscape(target))
}
