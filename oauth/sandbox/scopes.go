package sandbox

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// scope is one line of the console's picker.
type scope struct {
	Name    string
	Title   string
	Kind    string // classic or granular: the tab it is on
	Product string // jira, service or identity: the API it belongs to
}

const (
	classic  = "classic"
	granular = "granular"
)

// offlineAccess asks for a refresh token. No picker lists it and no app needs it added.
const offlineAccess = "offline_access"

//go:embed scopes.txt
var scopesFile string

// scopes reads the embedded list once.
var scopes = sync.OnceValue(func() []scope {
	var list []scope
	for line := range strings.Lines(scopesFile) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.SplitN(line, " ", 4)
		s := scope{Kind: words[0], Product: words[1], Name: words[2]}
		if len(words) == 4 {
			s.Title = words[3]
		} else {
			s.Title = titleFromName(s.Name)
		}
		list = append(list, s)
	}
	return list
})

// titleFromName makes "Delete issue link" of "delete:issue-link:jira".
func titleFromName(name string) string {
	parts := strings.Split(name, ":")
	words := strings.NewReplacer("-", " ", ".", " ").Replace(strings.Join(parts[:min(2, len(parts))], " "))
	if words == "" {
		return name
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// findScope finds a scope of the picker.
func findScope(name string) (scope, bool) {
	list := scopes()
	i := slices.IndexFunc(list, func(s scope) bool { return s.Name == name })
	if i < 0 {
		return scope{}, false
	}
	return list[i], true
}

// isClassic reports whether a scope is on the picker's first tab.
func isClassic(name string) bool {
	s, found := findScope(name)
	return found && s.Kind == classic
}

// ofSoftware reports whether a scope belongs to Jira Software, whose calls are under /rest/agile.
func ofSoftware(name string) bool { return strings.HasSuffix(name, ":jira-software") }
