package sandbox

import (
	"net/http"
	"strings"
)

// ownApp lets a signed-in browser see the apps of its account, and no other's:
// an app belongs to the account that created it.
func (s *Sandbox) ownApp(answer func(*http.Request, *account, *app) http.Handler) func(*http.Request) http.Handler {
	return s.signedInPage(func(r *http.Request, who *account) http.Handler {
		a, found := s.apps.get(r.PathValue("app"))
		if !found || a.owner != who.Key {
			page := notFound()
			page.Who = who
			page.Content = join(para("Your account has no app at this address. An app can be seen only by the account that created it."),
				el("p", nil, link(signInFor(r), "Switch account")), el("p", nil, link("/console/", "My apps")))
			return page
		}
		return answer(r, who, a)
	})
}

// listApps answers GET /console/: the apps of the account.
func (s *Sandbox) listApps(_ *http.Request, who *account) http.Handler {
	var rows []markup
	s.apps.each(func(id string, a *app) {
		if a.owner == who.Key {
			rows = append(rows, el("tr", nil,
				el("td", nil, link("/console/"+id+"/", a.name)), el("td", nil, words("OAuth 2.0 integration")), el("td", nil, words(shared(a)))))
		}
	})
	content := el("p", nil, el("a", attributes{"class", "button", "href", "/console/create"}, words("Create")), words(" an OAuth 2.0 integration"))
	if len(rows) == 0 {
		content = join(content, para("This account has no app yet."))
	} else {
		content = join(content, el("table", nil,
			el("thead", nil, el("tr", nil, heading("Name"), heading("Kind"), heading("Distribution"))), el("tbody", nil, rows...)))
	}
	return webPage{Title: "My apps", Who: who, Content: content}
}

func heading(text string) markup { return el("th", attributes{"scope", "col"}, words(text)) }

func shared(a *app) string {
	if a.sharing != nil {
		return "Sharing"
	}
	return "Not sharing"
}

// createForm answers GET /console/create.
func (s *Sandbox) createForm(_ *http.Request, who *account) http.Handler {
	return createPage(who, "", "", "")
}

func createPage(who *account, name string, access Access, complaint string) webPage {
	page := webPage{Title: "Create an OAuth 2.0 integration", Who: who, Crumbs: []markup{link("/console/", "My apps")}}
	if complaint != "" {
		page.Status = http.StatusBadRequest
		page.Content = notice("bad", para(complaint))
	}
	page.Content = join(page.Content, el("form", attributes{"method", "post", "action", "/console/create"},
		field("name", "Name", "Whoever is asked for consent sees it.", name, "required", "", "maxlength", "60"),
		group("Access type",
			choice("radio", "access", string(ResourceLevel), "Resource-level", "only the site that is picked at consent", access == ResourceLevel, "required", ""),
			choice("radio", "access", string(AccountLevel), "Account-level", "every site of the account", access == AccountLevel, "required", "")),
		choice("checkbox", "terms", "yes", "I agree to be bound by the developer terms", "in the sandbox there are none", false, "required", ""),
		el("p", nil, button("Create"))))
	return page
}

// create answers POST /console/create.
func (s *Sandbox) create(r *http.Request, who *account) http.Handler {
	name, access := r.PostFormValue("name"), Access(r.PostFormValue("access"))
	if r.PostFormValue("terms") == "" {
		return createPage(who, name, access, "The developer terms are not ticked: tick them to create the app.")
	}
	a, err := s.createApp(name, who, access)
	if err != nil {
		return createPage(who, name, access, sentence(err))
	}
	return redirect{"/console/" + a.clientID + "/", http.StatusSeeOther}
}

// sentence makes a sentence of an error, which starts with a small letter and has no full stop.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// overview answers GET /console/{app}/.
func (s *Sandbox) overview(_ *http.Request, who *account, a *app) http.Handler {
	page := appPage(who, a, "Overview", a.name)
	page.Content = el("dl", nil,
		el("dt", nil, words("Access type")), el("dd", nil, words(string(a.access))),
		el("dt", nil, words("Scopes")), el("dd", nil, words(count(len(a.scopes), "ticked"))),
		el("dt", nil, words("Callback URL")), el("dd", nil, callbackText(a)),
		el("dt", nil, words("Distribution")), el("dd", nil, words(shared(a))),
	)
	return page
}

// appPage is a page of one app, with the tabs to its other pages.
func appPage(who *account, a *app, tab, title string) webPage {
	base := "/console/" + a.clientID + "/"
	tabs := [][2]string{
		{"Overview", base},
		{"Distribution", base + "distribution"},
		{"Permissions", base + "permissions"},
		{"Authorization", base + "authorization"},
		{"Settings", base + "settings"},
	}
	return webPage{
		Title: title, Who: who,
		Crumbs: []markup{link("/console/", "My apps"), link(base, a.name)},
		Tabs:   tabBar("App", tabs, tab),
	}
}

// tabBar is a row of links, one of them to the page that is shown.
func tabBar(label string, tabs [][2]string, current string) markup {
	return el("nav", attributes{"aria-label", label, "class", "tabs"}, el("ul", nil, each(tabs, func(tab [2]string) markup {
		here := omit
		if tab[0] == current {
			here = "page"
		}
		return el("li", nil, el("a", attributes{"href", tab[1], "aria-current", here}, words(tab[0])))
	})))
}

// saved is the message after a form was saved: the form comes back with ?saved.
func saved(r *http.Request) markup {
	if !r.URL.Query().Has("saved") {
		return ""
	}
	return notice("good", para("Your changes have been saved."))
}
