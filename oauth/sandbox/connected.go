package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// connected answers GET /connected: the apps that the account allowed, and, for
// a site admin, what may be approved.
func (s *Sandbox) connected(r *http.Request, who *account) http.Handler {
	var rows []markup
	s.grants.each(func(_ string, g *grant) {
		a, found := s.apps.get(g.app)
		if g.account != who.Key || !found {
			return
		}
		rows = append(rows, el("tr", nil,
			el("th", attributes{"scope", "row"}, words(a.name),
				el("span", attributes{"class", "hint"}, words(strings.Join(s.siteNames(g.sites), ", ")+" · "+count(len(g.scopes), "scopes")))),
			el("td", nil, el("form", attributes{"method", "post", "action", "/connected/remove"},
				hidden("app", a.clientID), button("Remove access", "aria-label", "Remove access of "+a.name, "class", "plain")))))
	})
	content := saved(r)
	if len(rows) == 0 {
		content = join(content, para("No app is connected to this account."))
	} else {
		content = join(content, para("These apps may act as you. Removing one ends every connection that it holds, your product's too."), el("table", nil,
			el("thead", nil, el("tr", nil, heading("App"), heading("Action"))), el("tbody", nil, rows...)))
	}
	return webPage{Title: "Connected apps", Who: who, Content: join(content, s.approvalLinks(who))}
}

func (s *Sandbox) siteNames(ids []string) []string {
	var names []string
	for _, x := range s.company.Sites {
		if slices.Contains(ids, x.ID) {
			names = append(names, x.Title)
		}
	}
	return names
}

// removeConnected answers POST /connected/remove.
func (s *Sandbox) removeConnected(r *http.Request, who *account) http.Handler {
	s.revoke(r.PostFormValue("app"), who.Key)
	return redirect{"/connected?saved", http.StatusSeeOther}
}

func (s *Sandbox) approvalLinks(who *account) markup {
	if !who.SiteAdmin {
		return ""
	}
	var items []markup
	for _, x := range s.company.Sites {
		if x.Approval {
			items = append(items, el("li", nil, link("/approve/"+x.Name, x.Title)))
		}
	}
	return el("section", attributes{"aria-labelledby", "approve"},
		el("h2", attributes{"id", "approve"}, words("Sites whose apps you approve")), el("ul", nil, items...))
}

// approvalHint leads from the page that asks for a site admin to where one approves.
func (s *Sandbox) approvalHint(ask request, x *site) markup {
	if x == nil || !x.Approval || s.approved[approvalKey(x, ask.app)] {
		return ""
	}
	return el("p", nil, link("/approve/"+x.Name, "Play the site admin and approve the app"))
}

// approval answers GET /approve/{site}: what a site admin sees under the site's Connected apps.
func (s *Sandbox) approval(r *http.Request, who *account) http.Handler {
	x := s.company.site(r.PathValue("site"))
	if x == nil || !x.Approval {
		return notFound()
	}
	page := webPage{Title: "Apps on " + x.Title, Who: who, Crumbs: []markup{link("/connected", "Connected apps")}}
	if !who.SiteAdmin {
		page.Status = http.StatusForbidden
		page.Content = join(para("Only a site admin approves apps here."), el("p", nil, link(signInFor(r), "Switch account")))
		return page
	}
	var rows []markup
	s.apps.each(func(id string, a *app) {
		state := el("form", attributes{"method", "post", "action", "/approve/" + x.Name},
			hidden("app", id), button("Approve", "aria-label", "Approve "+a.name))
		if s.approved[approvalKey(x, a)] {
			state = words("approved")
		}
		rows = append(rows, el("tr", nil, el("th", attributes{"scope", "row"}, words(a.name)), el("td", nil, state)))
	})
	page.Content = join(saved(r), el("table", nil,
		el("thead", nil, el("tr", nil, heading("App"), heading("Approval"))), el("tbody", nil, rows...)))
	return page
}

// approve answers POST /approve/{site}.
func (s *Sandbox) approve(r *http.Request, who *account) http.Handler {
	x := s.company.site(r.PathValue("site"))
	a, found := s.apps.get(r.PostFormValue("app"))
	if x == nil || !x.Approval || !found || !who.SiteAdmin {
		return notFound()
	}
	s.approved[approvalKey(x, a)] = true
	return redirect{"/approve/" + x.Name + "?saved", http.StatusSeeOther}
}
