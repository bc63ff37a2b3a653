package sandbox

import (
	"net/http"
	"net/url"
)

// askConsent is the consent page of a request that was judged good; who is not
// signed in signs in first.
func (s *Sandbox) askConsent(r *http.Request, ask request) http.Handler {
	who := s.signedInAs(r)
	if who == nil {
		return redirect{signInFor(r), http.StatusFound}
	}
	if refused := s.judgeAccount(ask, who); refused != nil {
		page := refused.page(who)
		page.Content = join(page.Content, el("p", nil, link(signInFor(r), "Switch account and try again")))
		return page
	}
	return s.consentPage(ask, who, "")
}

// consentPage says in words what the app asks for. Accept works once a site is
// picked: the style sheet shows it, the browser holds the form back, and the
// server checks again.
func (s *Sandbox) consentPage(ask request, who *account, complaint string) webPage {
	page := webPage{Title: ask.app.name + " asks for access to your account", Who: who, Leaves: true}
	if complaint != "" {
		page.Status = http.StatusBadRequest
		page.Content = notice("bad", para(complaint))
	}
	page.Content = join(page.Content, s.developmentNote(ask.app),
		el("p", nil, words("You are signed in as "), el("strong", nil, words(who.Name)), words(" ("+who.Email+"). "),
			link("/signin?to="+url.QueryEscape("/authorize?"+ask.query), "Not you? Switch account")),
		el("form", attributes{"method", "post", "action", "/consent", "class", "consent"},
			hidden("request", ask.query),
			el("section", attributes{"aria-labelledby", "asked"}, el("h2", attributes{"id", "asked"}, words("What it wants to do")),
				el("ul", attributes{"class", "scopes"}, each(ask.scopes, describeScope))),
			s.sitePicker(ask, who),
			para("Accepting lets "+ask.app.name+" do this as you until you remove it under Connected apps."),
			el("p", attributes{"class", "hint until"}, words("Accept works once a site is picked.")),
			el("p", attributes{"class", "buttons"},
				button("Accept", "name", "press", "value", "accept", "class", "accept"),
				button("Cancel", "name", "press", "value", "cancel", "class", "plain", "formnovalidate", "")),
		))
	return page
}

// developmentNote is the warning over every app that nobody reviewed.
func (s *Sandbox) developmentNote(a *app) markup {
	if a.sharing != nil && s.scenario != developmentBanner {
		return notice("note", para("This app has not been reviewed by Atlassian."))
	}
	return notice("note", para("This app is in development mode and has not been reviewed by Atlassian. Only its owner may grant it access."))
}

func describeScope(name string) markup {
	title := "Renew the connection by itself, also when you are away"
	if known, ok := findScope(name); ok {
		title = known.Title
	}
	return el("li", nil, words(title+" "), codeText(name))
}

// sitePicker asks for the site, or, for an account-level app, says which it will reach.
func (s *Sandbox) sitePicker(ask request, who *account) markup {
	if ask.app.access == AccountLevel {
		open, _ := s.openAmong(ask, who, s.reached(who))
		return el("section", attributes{"aria-labelledby", "sites"},
			el("h2", attributes{"id", "sites"}, words("Where")),
			para("This app reaches every site of your account:"),
			el("ul", nil, each(open, func(x *site) markup { return el("li", nil, words(x.URL)) })))
	}
	var options []markup
	for _, x := range s.reached(who) {
		options = append(options, choice("radio", "site", x.Name, x.Title, x.URL, false, "required", ""))
	}
	return group("Use the app on", options...)
}

// consented answers the buttons of the consent page. The request is judged
// again: what the form brings back is not trusted.
func (s *Sandbox) consented(r *http.Request) http.Handler {
	who := s.signedInAs(r)
	ask, refused := s.judge(r.PostFormValue("request"))
	if refused != nil {
		return refused.handler(who)
	}
	if who == nil {
		return redirect{"/signin?to=" + url.QueryEscape("/authorize?"+ask.query), http.StatusSeeOther}
	}
	if r.PostFormValue("press") != "accept" {
		return s.leave(ask.cancelled())
	}
	picked := s.company.site(r.PostFormValue("site"))
	if picked == nil && ask.app.access != AccountLevel {
		return s.consentPage(ask, who, "No site is picked yet: pick the site that the app may use, then press Accept.")
	}
	target, refused := s.accept(ask, who, picked)
	if refused != nil {
		page := refused.page(who)
		page.Content = join(page.Content, el("p", nil, link("/authorize?"+ask.query, "Back to the question")), s.approvalHint(ask, picked))
		return page
	}
	return s.leave(target)
}

// leave sends the browser to the callback. A callback on another computer would
// belong to a real product: its part is played by a page of the sandbox.
func (s *Sandbox) leave(target string) http.Handler {
	u, err := url.Parse(target)
	if err != nil || !isLoopback(u.Hostname()) {
		return redirect{s.platformAddress(target), http.StatusSeeOther}
	}
	return redirect{target, http.StatusSeeOther}
}
