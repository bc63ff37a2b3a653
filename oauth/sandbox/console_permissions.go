package sandbox

import (
	"net/http"
	"slices"
)

// permissions answers GET /console/{app}/permissions.
func (s *Sandbox) permissions(_ *http.Request, a *app) http.Handler { return a.permissionsPage() }

func (a *app) permissionsPage() webPage {
	return a.consolePage("permissions", values{"apis": each(apis, func(x api) values {
		return values{
			"id": x.ID, "name": x.Name, "about": x.About, "used": len(a.scopesOf(x.ID, classic)) + len(a.scopesOf(x.ID, granular)),
			"added": slices.Contains(a.apis, x.ID), "to": a.page("permissions/" + x.ID),
		}
	})})
}

// addAPI answers POST /console/{app}/permissions.
func (s *Sandbox) addAPI(r *http.Request, a *app) http.Handler {
	id := r.PostFormValue("api")
	if findAPI(id).ID == "" {
		return notFound()
	}
	a.addAPI(id)
	return redirect(a.page("permissions"))
}

// apiScopes answers GET /console/{app}/permissions/{api}: the scopes of one kind,
// as a list, or, with ?edit, to select.
func (s *Sandbox) apiScopes(r *http.Request, a *app) http.Handler {
	api := findAPI(r.PathValue("api"))
	if !slices.Contains(a.apis, api.ID) {
		return redirect(a.page("permissions"))
	}
	kind := kindIn(r)
	var listed []values
	for _, x := range scopes() {
		if x.Product == api.ID && x.Kind == kind {
			listed = append(listed, values{"name": x.Name, "title": x.Title, "selected": slices.Contains(a.Scopes, x.Name)})
		}
	}
	return a.consolePage("permissions-scopes", values{
		"api": api.Name, "section": api.Section, "to": a.page("permissions/" + api.ID), "kind": kind, "classic": kind == classic,
		"edit": r.URL.Query().Has("edit"), "scopes": listed, "any": len(a.scopesOf(api.ID, kind)) > 0,
	})
}

func kindIn(r *http.Request) string {
	if r.FormValue("kind") == granular {
		return granular
	}
	return classic
}

// saveScopes answers POST /console/{app}/permissions/{api}: it saves one tab and leaves the other as it is.
func (s *Sandbox) saveScopes(r *http.Request, a *app) http.Handler {
	api, kind := r.PathValue("api"), kindIn(r)
	if err := a.selectScopes(r.PostForm["scope"], func(x scope) bool { return x.Product == api && x.Kind == kind }); err != nil {
		return a.permissionsPage().complaining(err)
	}
	return redirect(a.page("permissions/" + api + "?saved&kind=" + kind))
}
