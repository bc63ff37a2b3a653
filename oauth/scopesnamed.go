package oauth

import (
	"slices"
	"strings"
	"sync"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

var (
	apisAsked   = lazyregexp.New(`(?i)has\s+requested\s+([^.:]{3,120}?)\s+scopes\s+that`)
	scopesAsked = lazyregexp.New(`(?i)scopes\s+to\s+the\s+[^:]{3,120}:\s`)
	scopeName   = lazyregexp.New(`^(?:(?:read|write|delete|manage|send|validate|search|report|act|admin|set|moderate):[a-z0-9.-]+(?::[a-z-]+)?|offline_access)$`)
)

// RefusedScopes lists the scopes that Atlassian's page wants to have added ("add
// the following scopes to the Jira API & User identity API: …"), in its order and
// each once, with the APIs that it names. Without that sentence it lists every
// scope in the text.
func RefusedScopes(text string) (apis string, scopes []string) {
	text = unescaped(text)
	if m := apisAsked().FindStringSubmatch(text); m != nil {
		apis = strings.Join(strings.Fields(m[1]), " ")
	}
	if at := scopesAsked().FindStringIndex(text); at != nil {
		text = text[at[1]:]
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" \t\n,;\"'`“”„‘’«»()[]{}<>•*\\", r) })
	for i := 0; i < len(words); i++ {
		word := words[i]
		for i+1 < len(words) && beginsScope(word+words[i+1]) { // a line ended within it
			i++
			word += words[i]
		}
		word = strings.TrimRight(word, ".…")
		if known := scopesByLetters()[fold(word).letters]; len(word) > len("read:") && known != "" {
			word = known
		}
		if scopeName().MatchString(word) {
			scopes = appendNew(scopes, word)
		}
	}
	return apis, scopes
}

// scopesByLetters finds a scope where OCR has read some letters wrongly.
var scopesByLetters = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, known := range assets.Scopes() {
		all[fold(known.Scope).letters] = known.Scope
	}
	return all
})

// beginsScope reports whether a word is a known scope, or the start of one.
func beginsScope(word string) bool {
	word = strings.TrimRight(word, ".")
	return slices.ContainsFunc(assets.Scopes(), func(s assets.Scope) bool { return strings.HasPrefix(s.Scope, word) })
}
