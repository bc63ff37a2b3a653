package assets

import (
	"cmp"
	"slices"
	"strings"
)

// SearchWords finds what to type into the search box of the console's granular
// scopes, so that as few words as possible show all of the wanted ones. A word may
// also show others, but not many. It returns the word for each scope.
func SearchWords(wanted []string) map[string]string {
	words := map[string]string{}
	left, others := slices.Clone(wanted), besides(wanted)
	for len(left) > 0 {
		best, shows := "", []string(nil)
		for _, word := range candidates(left) {
			const glance = 3 // more unwanted ones than a person can look through
			covers := containing(left, word)
			better := cmp.Or(cmp.Compare(len(covers), len(shows)), cmp.Compare(len(best), len(word))) > 0
			if better && (slices.Contains(wanted, word) || len(containing(others, word)) <= glance) {
				best, shows = word, covers
			}
		}
		for _, name := range shows {
			words[name] = best
		}
		left = slices.DeleteFunc(left, func(name string) bool { return words[name] != "" })
	}
	return words
}

// candidates are the words worth trying: what a scope is about (board-scope), the
// same with its verb (read:project:), and its whole name.
func candidates(scopes []string) []string {
	var out []string
	for _, name := range scopes {
		out = append(out, name)
		if verb, rest, ok := strings.Cut(name, ":"); ok {
			about, _, _ := strings.Cut(rest, ":")
			base, _, _ := strings.Cut(about, ".")
			out = append(out, base, about, verb+":"+about+":")
		}
	}
	return out
}

// besides lists the granular scopes that a search can show beside the wanted ones. Each
// API has its own search box.
func besides(wanted []string) []string {
	var others []string
	pages := APINames(wanted)
	for _, s := range Scopes() {
		if s.Kind == Granular && strings.Contains(pages, s.API().Name) && !slices.Contains(wanted, s.Scope) {
			others = append(others, s.Scope)
		}
	}
	return others
}

func containing(scopes []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(scopes), func(name string) bool { return !strings.Contains(name, word) })
}
