package assets

import (
	"cmp"
	"slices"
	"strings"
)

// Listed is a scope as one finds it in the console.
type Listed struct {
	Scope
	Search string // what to type into the search box of its tab; "" on a short tab
}

// List puts scopes into the console's order: by API and tab, and next to each other
// those that one search finds.
func List(names []string) []Listed {
	isShort := func(name string) bool { s, _ := LookupScope(name); return s.Kind != Granular }
	words := SearchWords(slices.DeleteFunc(slices.Clone(names), isShort))
	first := func(word string) int {
		return slices.IndexFunc(names, func(name string) bool { return words[name] == word })
	}
	var list []Listed
	for _, name := range names {
		s, _ := LookupScope(name)
		list = append(list, Listed{s, words[name]})
	}
	return slices.SortedStableFunc(slices.Values(list), func(a, b Listed) int {
		return cmp.Or(cmp.Compare(a.place(), b.place()), cmp.Compare(first(a.Search), first(b.Search)))
	})
}

// ScopeList lists scopes by the console's APIs and tabs, with the words to search for.
func ScopeList(names []string) string {
	var lines []string
	place := -1
	for _, s := range List(names) {
		if s.place() != place {
			place = s.place()
			lines = append(lines, s.Tab()+":")
			if s.Kind == Granular {
				lines[len(lines)-1] = s.Tab() + ", and what to search for:"
			}
		}
		lines = append(lines, strings.TrimSuffix("  "+s.Scope.Scope+" ("+s.Search+")", " ()"))
	}
	return strings.Join(lines, "\n")
}

// ScopeMeanings says what each scope allows, a line each.
func ScopeMeanings(names []string) string {
	var lines []string
	for _, name := range names {
		s, _ := LookupScope(name)
		lines = append(lines, strings.TrimSuffix(name+": "+s.For, ": "))
	}
	return strings.Join(lines, "\n")
}
