package sandbox

import (
	"net/http"
	"strings"
)

// ownApp lets a signed-in browser see the apps of its account, and no others:
// an app belongs to the account that created it.
func (s *Sandbox) ownApp(answer func(*http.Request, *app) http.Handler) func(*http.Request) http.Handler {
	return s.signedInPage(func(r *http.Request, who *account) http.Handler {
		own := find(s.apps, func(a *app) bool { return a.ID == r.PathValue("app") && a.Owner == who.Key })
		if own == nil {
			return webPage{file: "not-yours", status: http.StatusNotFound}
		}
		return answer(r, own)
	})
}

// listApps answers GET /console/: the apps of the account.
func (s *Sandbox) listApps(_ *http.Request, who *account) http.Handler {
	var apps []values
	for _, a := range s.apps {
		if a.Owner == who.Key {
			apps = append(apps, values{"to": a.page(""), "name": a.Name, "shared": a.Shared})
		}
	}
	return webPage{file: "apps", values: values{"any": len(apps) > 0, "apps": apps}}
}

// createPage is the form to create an app, as it was filled in.
func createPage(name string, access Access) webPage {
	return webPage{file: "create", values: values{"name": name, "resource": access == ResourceLevel, "account": access == AccountLevel}}
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
	return a.consolePage("Overview", "overview", values{
		"name": a.Name, "access": capitalized(string(a.Access)), "scopes": len(a.Scopes), "callbacks": a.callbacks(), "shared": a.Shared,
	})
}

// page is the path of one of the app's pages.
func (a *app) page(name string) string { return "/console/" + a.ID + "/" + name }

// consolePage is a page of one app, with the menu of its other pages.
func (a *app) consolePage(item, file string, v values) webPage {
	var menu []values
	for _, name := range []string{"Overview", "Distribution", "Permissions", "Authorization", "Settings"} {
		to := a.page(strings.ToLower(name))
		if name == "Overview" {
			to = a.page("")
		}
		menu = append(menu, values{"name": name, "to": to, "here": name == item})
	}
	v["app"], v["menu"] = true, menu
	return webPage{file: file, values: v}
}

// settings answers GET /console/{app}/settings: the ID and the secret, each in a
// field that can be selected as a whole.
func (s *Sandbox) settings(_ *http.Request, a *app) http.Handler {
	return a.consolePage("Settings", "settings", values{"id": a.ClientID, "secret": a.Secret})
}

// replaceSecret answers POST /console/{app}/settings, the round arrow.
func (s *Sandbox) replaceSecret(_ *http.Request, a *app) http.Handler {
	a.Secret, a.former = newClientSecret(), ""
	return redirect(a.page("settings?saved"))
}
