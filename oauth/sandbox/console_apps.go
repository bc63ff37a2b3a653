package sandbox

import (
	"errors"
	"maps"
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
		return createPage(name, access).complaining(errors.New("the developer terms are not selected: select them to create the app"))
	}
	a, err := newApp(name, who.Key, access)
	if err != nil {
		return createPage(name, access).complaining(err)
	}
	s.apps = append(s.apps, a)
	return redirect(a.page(""))
}

// page is the path of one of the app's pages.
func (a *app) page(name string) string { return "/console/" + a.ID + "/" + name }

// consolePage is a page of one app, with the menu of its other pages: the file's name
// begins with its item there. Every such page can show what is known of the app.
func (a *app) consolePage(file string, more values) webPage {
	var menu []values
	for _, name := range []string{"overview", "distribution", "permissions", "authorization", "settings"} {
		menu = append(menu, values{
			"name": capitalized(name), "to": a.page(strings.TrimPrefix(name, "overview")), "here": strings.HasPrefix(file, name),
		})
	}
	v := values{
		"app": a.Name, "menu": menu, "clientID": a.ClientID, "secret": a.Secret, "access": capitalized(string(a.Access)),
		"callbacks": a.callbacks(), "configured": a.Callback != "", "selected": len(a.Scopes),
		"shared": a.Shared, "vendor": a.vendor, "privacy": a.privacy,
	}
	maps.Copy(v, more)
	return webPage{file: file, values: v}
}

// shows answers a GET with a page that shows nothing but the app.
func shows(file string) func(*http.Request, *app) http.Handler {
	return func(_ *http.Request, a *app) http.Handler { return a.consolePage(file, nil) }
}

// replaceSecret answers POST /console/{app}/settings, the round arrow.
func (s *Sandbox) replaceSecret(_ *http.Request, a *app) http.Handler {
	a.Secret, a.former = newClientSecret(), ""
	return redirect(a.page("settings?saved"))
}
