package assets

import (
	"slices"
	"strings"
	"sync"
)

// ScopesByPlace returns the catalog in the console's order: by API and tab.
// The slice is shared: do not change it.
var ScopesByPlace = sync.OnceValue(func() []Scope {
	kinds := []string{Classic, Granular, Identity, OAuth}
	return slices.SortedStableFunc(slices.Values(Scopes()), func(a, b Scope) int {
		if byKind := slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind); byKind != 0 {
			return byKind
		}
		return strings.Compare(a.Product, b.Product)
	})
})

// Place names the API and the tab of the console that list a scope.
func (s Scope) Place() string {
	switch {
	case s.Kind == OAuth:
		return "Not in the console: asked when someone signs in"
	case s.Kind == Identity:
		return "User identity API"
	case s.Product == "jira-software":
		return "Jira API › Granular scopes › Jira Software"
	case s.Product == "jira-service-management":
		return "Jira API › Classic scopes › Jira Service Management"
	case s.Kind == Granular:
		return "Jira API › Granular scopes"
	}
	return "Jira API › Classic scopes"
}

// About says what a scope is called in the console and what it is for.
func (s Scope) About() string {
	about := "lets the product " + s.For
	if s.Title != "" {
		about = "“" + s.Title + "”, " + about
	}
	return about
}

// Matches reports whether a scope's name, title, purpose or place has every word
// of a search in it.
func (s Scope) Matches(search string) bool {
	text := strings.ToLower(strings.Join([]string{s.Scope, s.Title, s.For, s.Place()}, " "))
	for word := range strings.FieldsSeq(strings.ToLower(search)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
