package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// api is one line of the Permissions page.
type api struct{ Product, Name, About string }

var apis = []api{
	{"jira", "Jira API", "projects, issues, boards and sprints"},
	{"service", "Jira Service Management API", "customers and requests"},
	{"identity", "User Identity API", "the profile of whoever signs in"},
}

func findAPI(product string) (api, bool) {
	i := slices.IndexFunc(apis, func(a api) bool { return a.Product == product })
	if i < 0 {
		return api{}, false
	}
	return apis[i], true
}

// permissions answers GET /console/{app}/permissions.
func (s *Sandbox) permissions(_ *http.Request, who *account, a *app) http.Handler {
	base := "/console/" + a.clientID + "/permissions"
	page := appPage(who, a, "Permissions", "Permissions")
	page.Content = join(
		para("Add an API, then configure which of its scopes the app may ask for. offline_access is in no list: it is only asked for when signing in."),
		el("table", nil,
			el("thead", nil, el("tr", nil, heading("API"), heading("Scopes"), heading("Action"))),
			el("tbody", nil, each(apis, func(x api) markup {
				used := len(a.scopesOf(x.Product, classic)) + len(a.scopesOf(x.Product, granular))
				action := join(hidden("product", x.Product), button("Add", "aria-label", "Add "+x.Name))
				action = el("form", attributes{"method", "post", "action", base}, action)
				if slices.Contains(a.apis, x.Product) {
					action = el("a", attributes{"class", "button", "href", base + "/" + x.Product, "aria-label", "Configure " + x.Name}, words("Configure"))
				}
				return el("tr", nil,
					el("th", attributes{"scope", "row"}, words(x.Name), el("span", attributes{"class", "hint"}, words(x.About))),
					el("td", nil, words(count(used, "ticked"))), el("td", nil, action))
			}))))
	return page
}

func count(n int, of string) string { return strconv.Itoa(n) + " " + of }

// addAPI answers POST /console/{app}/permissions.
func (s *Sandbox) addAPI(r *http.Request, _ *account, a *app) http.Handler {
	x, found := findAPI(r.PostFormValue("product"))
	if !found {
		return notFound()
	}
	if !slices.Contains(a.apis, x.Product) {
		a.apis = append(a.apis, x.Product)
	}
	return redirect{"/console/" + a.clientID + "/permissions", http.StatusSeeOther}
}

// picker answers GET /console/{app}/permissions/{product}: the scopes of one
// kind. Without ?edit they are a list, with it tick boxes; ?search narrows both.
func (s *Sandbox) picker(r *http.Request, who *account, a *app) http.Handler {
	x, found := findAPI(r.PathValue("product"))
	if !found || !slices.Contains(a.apis, x.Product) {
		return redirect{"/console/" + a.clientID + "/permissions", http.StatusSeeOther}
	}
	query := r.URL.Query()
	kind := kindOf(query)
	here := "/console/" + a.clientID + "/permissions/" + x.Product
	page := appPage(who, a, "Permissions", x.Name)
	page.Crumbs = append(page.Crumbs, link("/console/"+a.clientID+"/permissions", "Permissions"))
	page.Tabs = join(page.Tabs, tabBar("Kind of scopes", [][2]string{
		{"Classic scopes", here + "?kind=classic"}, {"Granular scopes", here + "?kind=granular"},
	}, strings.ToUpper(kind[:1])+kind[1:]+" scopes"))

	ticked := a.scopesOf(x.Product, kind)
	if !query.Has("edit") {
		edit := here + "?edit&kind=" + kind
		page.Content = join(saved(r), el("p", nil, el("a", attributes{"class", "button", "href", edit}, words("Edit Scopes"))), tickedList(ticked))
		return page
	}
	page.Content = join(searchForm(here, kind, query.Get("search")), scopeForm(here, kind, query.Get("search"), x.Product, ticked))
	return page
}

func kindOf(query url.Values) string {
	if query.Get("kind") == granular {
		return granular
	}
	return classic
}

func tickedList(ticked []string) markup {
	if len(ticked) == 0 {
		return para("No scope of this kind is ticked yet.")
	}
	return el("ul", attributes{"class", "scopes"}, each(ticked, describeScope))
}

func searchForm(here, kind, search string) markup {
	return el("form", attributes{"method", "get", "action", here, "role", "search", "class", "search"},
		hidden("edit", ""), hidden("kind", kind),
		field("search", "Search scopes", "by name or by title; ticks that are not saved yet are lost", search),
		el("p", nil, button("Search", "class", "plain")))
}

// scopeForm shows the scopes that a search finds. The others travel along, as
// they are, so that saving a search does not untick what it hides.
func scopeForm(here, kind, search, product string, ticked []string) markup {
	var boxes []markup
	var others []markup
	for _, x := range scopes() {
		if x.Product != product || x.Kind != kind {
			continue
		}
		on := slices.Contains(ticked, x.Name)
		switch {
		case matches(x, search):
			boxes = append(boxes, choice("checkbox", "scope", x.Name, x.Title, x.Name, on))
		case on:
			others = append(others, hidden("scope", x.Name))
		}
	}
	if len(boxes) == 0 {
		boxes = []markup{para("No scope is found. Is it on the other tab?")}
	}
	return el("form", attributes{"method", "post", "action", here},
		hidden("kind", kind), join(others...),
		group("Scopes", el("div", attributes{"class", "choices"}, boxes...)),
		el("p", attributes{"class", "buttons"}, button("Save"), el("a", attributes{"href", here + "?kind=" + kind}, words("Cancel"))))
}

func matches(x scope, search string) bool {
	search = strings.ToLower(strings.TrimSpace(search))
	return strings.Contains(strings.ToLower(x.Name+" "+x.Title), search)
}

// saveScopes answers POST /console/{app}/permissions/{product}: one tab is saved, the other stays.
func (s *Sandbox) saveScopes(r *http.Request, who *account, a *app) http.Handler {
	x, found := findAPI(r.PathValue("product"))
	if !found {
		return notFound()
	}
	kind := classic
	if r.PostFormValue("kind") == granular {
		kind = granular
	}
	if err := a.tick(r.PostForm["scope"], x.Product, kind); err != nil {
		page := appPage(who, a, "Permissions", x.Name)
		page.Status = http.StatusBadRequest
		page.Content = notice("bad", para(sentence(err)))
		return page
	}
	return redirect{"/console/" + a.clientID + "/permissions/" + x.Product + "?saved&kind=" + kind, http.StatusSeeOther}
}
