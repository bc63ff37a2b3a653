package sandbox

import (
	"net/http"
	"slices"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// permissions answers GET /console/{app}/permissions.
func (s *Sandbox) permissions(_ *http.Request, a *app) http.Handler {
	return a.consolePage("Permissions", "Permissions",
		para("Press Add beside an API. Then select the scopes that the app may ask for. offline_access is not in the list: it is asked for only at the sign-in."),
		table([]string{"API name", "Scopes used", "Action"}, Map(apis, func(x api) Node {
			used := slices.DeleteFunc(slices.Clone(a.Scopes), func(name string) bool { known, _ := findScope(name); return known.Product != x.ID })
			action := Form(Method("post"), Action("permissions"), hidden("api", x.ID), button("Add", Aria("label", "Add "+x.Name)))
			if slices.Contains(a.apis, x.ID) {
				action = linkButton(a.page("permissions/"+x.ID), "Configure", "Configure "+x.Name)
			}
			return Tr(rowHead(x.Name, x.About), Td(Text(count(len(used), "selected"))), Td(action))
		})))
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
	kind, here := kindIn(r), a.page("permissions/"+api.ID)
	selected := a.scopesOf(api.ID, kind)
	var shown Node = Group{
		P(linkButton(here+"?edit&kind="+kind, "Edit Scopes", "Edit Scopes")),
		titled(api.Section, If(len(selected) == 0, para("No scopes are selected.")), If(len(selected) > 0, scopeList(selected))),
	}
	if r.URL.Query().Has("edit") {
		shown = scopeForm(a, api, kind, here)
	}
	return a.consolePage("Permissions", api.Name,
		menu("tabs", "Kind of scopes", capitalized(kind)+" scopes", [][2]string{
			{"Classic scopes", here + "?kind=classic"}, {"Granular scopes", here + "?kind=granular"},
		}), shown)
}

func kindIn(r *http.Request) string {
	if r.FormValue("kind") == granular {
		return granular
	}
	return classic
}

// scopeForm lists the scopes with a check box each. A script filters the list
// by what is typed into the search box; what is selected stays selected.
func scopeForm(a *app, x api, kind, here string) Node {
	listed := slices.DeleteFunc(slices.Clone(scopes()), func(known scope) bool { return known.Product != x.ID || known.Kind != kind })
	return Form(Method("post"), Action(here), Class("pick"),
		hidden("kind", kind),
		field("search", "Search scopes", "by name or by code", ""),
		If(kind == granular, choice("checkbox", "hide", "unselected", "Hide unselected scopes", "", false)),
		titled(x.Section, table([]string{"Scope name", "Code", "Select"}, Map(listed, func(known scope) Node {
			id := "scope-" + known.Name
			return Tr(Class("scope"), Td(Label(For(id), Text(known.Title))), Td(Code(Text(known.Name))),
				Td(Input(Type("checkbox"), ID(id), Name("scope"), Value(known.Name), If(slices.Contains(a.Scopes, known.Name), Checked()))))
		}))),
		P(Class("none"), Hidden("hidden"), Text("No scope found here. Try another word, or the other tab.")),
		saveOr("Save", "Cancel", here+"?kind="+kind))
}

// saveScopes answers POST /console/{app}/permissions/{api}: it saves one tab and leaves the other as it is.
func (s *Sandbox) saveScopes(r *http.Request, a *app) http.Handler {
	api, kind := r.PathValue("api"), kindIn(r)
	if err := a.selectScopes(r.PostForm["scope"], func(x scope) bool { return x.Product == api && x.Kind == kind }); err != nil {
		return a.consolePage("Permissions", "Permissions").complaining(sentence(err))
	}
	return redirect(a.page("permissions/" + api + "?saved&kind=" + kind))
}
