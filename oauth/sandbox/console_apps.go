package sandbox

import (
	"net/http"
	"strconv"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// ownApp lets a signed-in browser see the apps of its account, and no others:
// an app belongs to the account that created it.
func (s *Sandbox) ownApp(answer func(*http.Request, *app) http.Handler) func(*http.Request) http.Handler {
	return s.signedInPage(func(r *http.Request, who *account) http.Handler {
		own := find(s.apps, func(a *app) bool { return a.ID == r.PathValue("app") && a.Owner == who.Key })
		if own == nil {
			page := notFound()
			page.Content = Group{
				para("Your account has no app at this address. Only the account that created an app can see it."),
				P(link(signInAnd(r.URL.RequestURI()), "Switch account")), P(link("/console/", "My apps")),
			}
			return page
		}
		return answer(r, own)
	})
}

// listApps answers GET /console/: the apps of the account.
func (s *Sandbox) listApps(_ *http.Request, who *account) http.Handler {
	var rows []Node
	for _, a := range s.apps {
		if a.Owner == who.Key {
			rows = append(rows, Tr(Td(link(a.page(""), a.Name)), Td(Text("OAuth 2.0 integration")), Td(Text(a.distributionStatus()))))
		}
	}
	list := para("This account has no app yet.")
	if len(rows) > 0 {
		list = table([]string{"Name", "Kind", "Distribution"}, rows...)
	}
	return webPage{Title: "My apps", Content: Group{
		P(A(Class("button"), Href("/console/create-3lo-app/"), Text("Create")), Text(" an OAuth 2.0 integration")), list,
	}}
}

func (a *app) distributionStatus() string {
	if a.Shared {
		return "Sharing"
	}
	return "Not sharing"
}

// createPage is the form to create an app, as it was filled in.
func createPage(name string, access Access) webPage {
	return webPage{
		Title: "Create an OAuth 2.0 integration",
		Content: Form(Method("post"), Action("/console/create-3lo-app/"),
			field("name", "Name", "Everyone who is asked for access sees it.", name, Required(), MaxLength("60")),
			group("Access type",
				choice("radio", "access", string(ResourceLevel), "Resource-level", "only the site that is chosen when Accept is pressed", access == ResourceLevel, Required()),
				choice("radio", "access", string(AccountLevel), "Account-level", "every site of the account", access == AccountLevel, Required())),
			choice("checkbox", "terms", "yes", "I agree to be bound by Atlassian's developer terms.", "The sandbox has no terms.", false, Required()),
			P(button("Create"))),
	}
}

// create answers POST /console/create-3lo-app/.
func (s *Sandbox) create(r *http.Request, who *account) http.Handler {
	name, access := r.PostFormValue("name"), Access(r.PostFormValue("access"))
	if r.PostFormValue("terms") == "" {
		return createPage(name, access).complaining("The developer terms are not selected: select them to create the app.")
	}
	a, err := newApp(name, who.Key, access)
	if err != nil {
		return createPage(name, access).complaining(sentence(err))
	}
	s.apps = append(s.apps, a)
	return redirect(a.page(""))
}

// overview answers GET /console/{app}/.
func (s *Sandbox) overview(_ *http.Request, a *app) http.Handler {
	return a.consolePage("Overview", a.Name, Dl(
		Dt(Text("Access type")), Dd(Text(capitalized(string(a.Access)))),
		Dt(Text("Scopes")), Dd(Text(count(len(a.Scopes), "selected"))),
		Dt(Text("Callback URLs")), Dd(callbackList(a)),
		Dt(Text("Distribution")), Dd(Text(a.distributionStatus())),
	))
}

func count(n int, of string) string { return strconv.Itoa(n) + " " + of }

// page is the path of one of the app's pages.
func (a *app) page(name string) string { return "/console/" + a.ID + "/" + name }

// consolePage is a page of one app, with the menu of its other pages.
func (a *app) consolePage(item, title string, content ...Node) webPage {
	return webPage{
		Title: title, Content: Group(content),
		Menu: menu("menu", "App", item, [][2]string{
			{"Overview", a.page("")},
			{"Distribution", a.page("distribution")},
			{"Permissions", a.page("permissions")},
			{"Authorization", a.page("authorization")},
			{"Settings", a.page("settings")},
		}),
	}
}

// settings answers GET /console/{app}/settings: the ID and the secret, each in a
// field that can be selected as a whole.
func (s *Sandbox) settings(_ *http.Request, a *app) http.Handler {
	return a.consolePage("Settings", "Settings", titled("Authentication details",
		field("client-id", "Client ID", "", a.ClientID, ReadOnly()),
		field("secret", "Secret", "A sandbox secret: worthless anywhere else.", a.Secret, ReadOnly()),
		Form(Method("post"), Action("settings"), Class("renew"),
			P(button("↻", Class("plain"), Aria("label", "Round arrow: make a new secret"), Title("Make a new secret")),
				Span(Class("hint"), Text("makes a new secret; the old one stops working"))))))
}

// replaceSecret answers POST /console/{app}/settings, the round arrow.
func (s *Sandbox) replaceSecret(_ *http.Request, a *app) http.Handler {
	a.Secret, a.former = newClientSecret(), ""
	return redirect(a.page("settings?saved"))
}
