package oauth

import (
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

var (
	scopesAsked = lazyregexp.New(`(?i)scopes\s+to\s+the\s+app\s*:?`)
	scopeName   = lazyregexp.New(`^(?:(?:read|write|delete|manage|send|validate|search|report|act|admin|set|moderate):[a-z0-9.-]+(?::[a-z-]+)?|offline_access)$`)
)

// ScopesNamed lists the scopes that Atlassian's page wants to have added to the
// app ("add the following scopes to the app: …"), in its order and each once.
// Without that sentence it lists every scope that the text names.
func ScopesNamed(text string) []string {
	text = strings.ToLower(scrub(text[:min(len(text), maxExplained)]).text)
	if end := scopesAsked().FindStringIndex(text); end != nil {
		text = text[end[1]:]
	}
	var names []string
	add := func(word string) {
		if scopeName().MatchString(word) && !slices.Contains(names, word) {
			names = append(names, word)
		}
	}
	last := "" // the word at the end of the line before, which may go on
	for line := range strings.SplitSeq(text, "\n") {
		words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t,;\"'`()[]{}<>•*", r) })
		if len(words) == 0 {
			continue
		}
		if last != "" {
			if joined := last + words[0]; beginsScope(joined) {
				words[0] = joined
			} else {
				add(strings.TrimRight(last, "."))
			}
		}
		for _, word := range words[:len(words)-1] {
			add(strings.TrimRight(word, "."))
		}
		last = words[len(words)-1]
	}
	add(strings.TrimRight(last, "."))
	return names
}

// beginsScope reports whether a word is a known scope, or the start of one.
func beginsScope(word string) bool {
	word = strings.TrimRight(word, ".")
	return slices.ContainsFunc(assets.Scopes(), func(s assets.Scope) bool { return strings.HasPrefix(s.Scope, word) })
}
