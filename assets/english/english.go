// Package english writes numbers, lists and capitals the way a sentence needs
// them. It imports nothing of the project, so that every package can use it.
package english

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Count writes a number with its noun: "1 scope", "13 scopes", "2 activities".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "ity"); ok {
		noun = stem + "itie"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// And joins items for a sentence: "a", "a and b", "a, b and c".
func And(items []string) string { return join(items, "and") }

// Every names all of n things by their kind: “all 13 scopes”, “the scope”.
func Every(n int, noun string) string {
	if n == 1 {
		return "the " + noun
	}
	return "all " + Count(n, noun)
}

// All names n things together: “it”, “both lines”, “all 3 lines”.
func All(n int, noun string) string {
	switch n {
	case 1:
		return "it"
	case 2:
		return "both " + noun + "s"
	}
	return "all " + Count(n, noun)
}

// Or is And with "or".
func Or(items []string) string { return join(items, "or") }

func join(items []string, last string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	n := len(items) - 1
	return strings.Join(items[:n], ", ") + " " + last + " " + items[n]
}

// UpperFirst begins a sentence with a capital. A code stays as it is, such as a scope.
func UpperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s, " ")
	if n == 0 || strings.ContainsAny(strings.TrimRight(word, ":,."), "_:") {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Stop ends a sentence with a full stop. An address at its end has none, because it would
// be opened or copied with it.
func Stop(text string) string {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	if strings.HasSuffix(text, ".") || strings.Contains(last, "://") {
		return text
	}
	return text + "."
}

// LowerFirst continues a sentence with s. An abbreviation keeps its capitals:
// "JSON" stays "JSON".
func LowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[n:]); n == 0 || unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}
