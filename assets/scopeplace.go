package assets

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// kinds are the kinds of scopes in the console's order.
var kinds = []string{Classic, Granular, Identity, OAuth}

// tabs names the console's tab of each kind.
var tabs = map[string]string{Classic: "Classic scopes", Granular: "Granular scopes", Identity: "User identity"}

// ScopesByPlace returns the catalog in the console's order: by API and tab.
// The slice is shared: do not change it.
var ScopesByPlace = sync.OnceValue(func() []Scope {
	return slices.SortedStableFunc(slices.Values(Scopes()), func(a, b Scope) int { return a.place() - b.place() })
})

// place is where the console lists a scope; offline_access is last.
func (s Scope) place() int {
	api := slices.IndexFunc(apis, func(a API) bool { return a.Name == s.API().Name })
	if api < 0 {
		api = len(apis)
	}
	return api*len(kinds) + slices.Index(kinds, s.Kind)
}

// Tab names the tab that lists a scope, with its API where that is not Jira's.
func (s Scope) Tab() string {
	tab := tabs[s.Kind]
	if api := s.API().Name; api != "" && api != apis[0].Name && s.Kind != Identity {
		return api + " › " + tab
	}
	return tab
}

// Place names the API and the tab of the console that list a scope.
func (s Scope) Place() string {
	api := cmp.Or(s.API().Name, apis[0].Name)
	switch {
	case s.Kind == OAuth:
		return "Not in the console: asked when someone signs in"
	case s.Kind == Identity:
		return api
	case s.Product == "jira-software":
		return api + " › Granular scopes › Jira Software"
	}
	return api + " › " + tabs[s.Kind]
}

// About says what a scope is called in the console and what it is for.
func (s Scope) About() string {
	about := "lets the product " + s.For
	if s.Title != "" {
		about = "“" + s.Title + "”, " + about
	}
	return about
}

// Reads is what the call that proves a scope reads, or else what the scope is for.
func (s Scope) Reads() string {
	if s.Probe == nil {
		return s.For
	}
	return cmp.Or(s.Probe.Reads, s.For)
}

// Matches reports whether a scope's name, title, purpose or place has every word
// of a search in it.
func (s Scope) Matches(search string) bool {
	return hasWords(search, s.Scope, s.Title, s.For, s.Place())
}

// hasWords reports whether each word of a search is in one of the texts.
func hasWords(search string, texts ...string) bool {
	text := strings.ToLower(strings.Join(texts, " "))
	for word := range strings.FieldsSeq(strings.ToLower(search)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
