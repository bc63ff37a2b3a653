package sandbox

import (
	_ "embed"
	"slices"
	"strings"
)

// api is one row of the console's Permissions page.
type api struct{ ID, Name, About string }

var apis = []api{
	{"jira", "Jira API", "projects, issues, boards, sprints"},
	{"service", "Jira Service Management API", "requests, customers, service desks"},
	{"confluence", "Confluence API", "pages, spaces, comments"},
	{"identity", "User identity API", "the profile of the person who signs in"},
}

func findAPI(id string) api { return find(apis, func(x api) bool { return x.ID == id }) }

// section is a part of an API that has its own ready-made links.
type section struct{ Product, API, Name string }

var sections = []section{
	{"jira", "jira", "Jira platform REST API"},
	{"service", "service", "Jira Service Management API"},
	{"confluence", "confluence", "Confluence API"},
	{"identity", "identity", "User identity API"},
}

// scope is one row of the console's list of scopes.
type scope struct {
	Name    string
	Title   string
	Kind    string // classic or granular: the tab it is on
	Product string // the section it is in
}

const (
	classic  = "classic"
	granular = "granular"
)

// offlineAccess asks for a refresh token. The console does not list it, and no app needs it added.
const offlineAccess = "offline_access"

//go:embed scopes.json
var scopesFile []byte

// scopes lists the scopes of both tabs. A granular scope whose title is not known has one
// made of its own words.
var scopes = embedded[[]scope](scopesFile)

// capitalized writes the first letter of a text that is not empty as a capital.
func capitalized(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// findScope finds a scope of the console.
func findScope(name string) (scope, bool) {
	found := find(scopes(), func(s scope) bool { return s.Name == name })
	return found, found.Name != ""
}

// knownScope is the tab of all scopes.
func knownScope(scope) bool { return true }

// API is the ID of the API that the scope belongs to.
func (s scope) API() string {
	return find(sections, func(x section) bool { return x.Product == s.Product }).API
}

// isClassic reports whether a scope is on the Classic scopes tab.
func isClassic(name string) bool {
	s, found := findScope(name)
	return found && s.Kind == classic
}

// scopesOf lists the app's selected scopes of one section and kind.
func (a *app) scopesOf(product, kind string) []string {
	return slices.DeleteFunc(slices.Clone(a.Scopes), func(name string) bool {
		s, _ := findScope(name)
		return s.Product != product || s.Kind != kind
	})
}
