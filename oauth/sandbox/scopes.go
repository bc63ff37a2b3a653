package sandbox

import (
	_ "embed"
	"slices"
	"strings"
)

// api is one row of the console's Permissions page. Section is its name on the page
// of its scopes and in its ready-made links.
type api struct{ ID, Name, Section, About string }

var apis = []api{
	{"jira", "Jira API", "Jira platform REST API", "projects, issues, boards, sprints"},
	{"service", "Jira Service Management API", "Jira Service Management API", "requests, customers, service desks"},
	{"confluence", "Confluence API", "Confluence API", "pages, spaces, comments"},
	{"identity", "User identity API", "User identity API", "the profile of the person who signs in"},
}

func findAPI(id string) api { return find(apis, func(x api) bool { return x.ID == id }) }

// scope is one row of the console's list of scopes.
type scope struct {
	Name    string
	Title   string
	Kind    string // classic or granular: the tab it is on
	Product string // the ID of its API
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

// isClassic reports whether a scope is on the Classic scopes tab.
func isClassic(name string) bool {
	s, found := findScope(name)
	return found && s.Kind == classic
}

// scopesOf lists the app's selected scopes of one API and kind.
func (a *app) scopesOf(product, kind string) []string {
	return slices.DeleteFunc(slices.Clone(a.Scopes), func(name string) bool {
		s, _ := findScope(name)
		return s.Product != product || s.Kind != kind
	})
}
