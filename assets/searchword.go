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
	left := slices.Clone(wanted)
	for len(left) > 0 {
		best, shows := "", []string(nil)
		for _, word := range candidates(left) {
			if covers := containing(left, word); tooNoisy(wanted, word) {
				continue
			} else if cmp.Or(cmp.Compare(len(covers), len(shows)), cmp.Compare(len(best), len(word))) > 0 {
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

// BySearch puts scopes next to each other that one search finds.
func BySearch(scopes []string, words map[string]string) []string {
	found := func(name string) int {
		return slices.IndexFunc(scopes, func(n string) bool { return words[n] == words[name] })
	}
	return slices.SortedStableFunc(slices.Values(scopes), func(a, b string) int { return found(a) - found(b) })
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

// tooNoisy reports whether a word shows more unwanted scopes than a person can look
// through at a glance.
func tooNoisy(wanted []string, word string) bool {
	const glance = 3
	others := 0
	for _, s := range Scopes() {
		if s.Kind == Granular && strings.Contains(s.Scope, word) && !slices.Contains(wanted, s.Scope) {
			others++
		}
	}
	return others > glance && !slices.Contains(wanted, word)
}

func containing(scopes []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(scopes), func(name string) bool { return !strings.Contains(name, word) })
}
