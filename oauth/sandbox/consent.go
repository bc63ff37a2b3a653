package sandbox

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// consentPage says in words what the app asks for. Accept works once a site is
// chosen: the style sheet greys it, the browser holds the form back, and the
// server checks again.
func (s *Sandbox) consentPage(ask request, who *account) webPage {
	sites, all := s.reached(who), ask.app.Access == AccountLevel
	if all {
		sites, _ = s.openSites(ask, who, sites)
	}
	return webPage{file: "consent", values: values{
		"asker": ask.app.Name, "request": ask.query,
		"development": !ask.app.Shared || s.playing.ID == "development-banner", // else only not reviewed, as every app
		"everySite":   all,
		"sites": each(sites, func(x *site) values {
			return values{"label": x.label(), "host": x.host(), "title": x.Title, "url": x.URL}
		}),
		"scopes": each(ask.scopes, scopeValues),
	}}
}

// scopeValues describe a scope by its title.
func scopeValues(name string) values {
	title := "Renew the connection by itself, also when you are away"
	if known, found := findScope(name); found {
		title = known.Title
	}
	return values{"name": name, "title": title}
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
		return s.consentPage(ask, who).complaining(errors.New("choose the site that the app may use, then press Accept"))
	}
	target, refused := s.accept(ask, who, picked)
	if refused != nil {
		return refused.page(true)
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
