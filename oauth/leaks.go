package oauth

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"threelo/oauth/lazyregexp"
)

// shortestSecret is the length in bytes from which a secret is searched for: a
// shorter one would be found by chance.
const shortestSecret = 8

// Leaks reports whether one of the secrets is in a text: as it is, in base64 (at
// any alignment), in hexadecimal, or behind URL, JSON or HTML escapes, also when
// spaces, line breaks, invisible characters or tags split it.
func Leaks(text string, secrets ...Secret) bool {
	var needles []string
	for _, s := range secrets {
		// What is longer than the text can be in it only behind escapes.
		if s.Len() >= shortestSecret && (s.Len() <= len(text) || strings.ContainsAny(s.Reveal(), `\%&<`)) {
			needles = append(needles, disguises(s.Reveal())...)
		}
	}
	if len(needles) == 0 {
		return false
	}
	// The escapes come off layer by layer. They come off a copy of the needles too: a
	// secret that itself looks like an escape changes as the text around it.
	needles = slices.Concat(needles, needles)
	peeled := needles[len(needles)/2:]
	isInText := func(needle string) bool { return len(needle) >= shortestSecret && strings.Contains(text, needle) }
	for range layers {
		before := text
		for _, peel := range peels {
			if slices.ContainsFunc(needles, isInText) {
				return true
			}
			text = peel(text)
			for i, needle := range peeled {
				peeled[i] = peel(needle)
			}
		}
		if text == before {
			break
		}
	}
	return slices.ContainsFunc(needles, isInText)
}

// peels take one kind of disguise off a whole text each. layers is how often all
// of them are tried, for escapes within escapes.
var peels = [...]func(string) string{unspaced, html.UnescapeString, unescapeJSON, unescape, untagged}

const layers = 3

// disguises are the ways to write a secret that hide it from a plain search.
func disguises(secret string) []string {
	digits := hex.EncodeToString([]byte(secret))
	out := make([]string, 0, 9)
	out = append(out, secret, digits, strings.ToUpper(digits))
	for before := range 3 {
		// Bytes before and after share characters with the secret's own first
		// and last bits: those characters are left out of the search.
		padded := append(make([]byte, before), secret...)
		first := (before*8 + 5) / 6
		last := len(padded) * 8 / 6
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			out = append(out, enc.EncodeToString(padded)[first:last])
		}
	}
	return out
}

var backslash = lazyregexp.New(`\\(?:u[0-9A-Fa-f]{4}|[^u])`)

// unescapeJSON undoes JSON's escapes.
func unescapeJSON(text string) string {
	if !strings.Contains(text, `\`) {
		return text // most texts, and each pass costs a copy
	}
	return backslash().ReplaceAllStringFunc(text, func(code string) string {
		switch code[1] {
		case 'u':
			n, _ := strconv.ParseUint(code[2:], 16, 16) // the expression allows nothing else
			return string(rune(n))
		case 'n', 'r', 't', 'b', 'f':
			return " "
		default:
			return code[1:]
		}
	})
}

var tag = lazyregexp.New(`<[^<>]*>`)

func untagged(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	return tag().ReplaceAllString(text, "")
}

// unspaced takes out white space and what cannot be seen.
func unspaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unseen(r) {
			return -1
		}
		return r
	}, text)
}
