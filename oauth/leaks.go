package oauth

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"threelo/oauth/lazyregexp"
)

// shortestSecret is the length in bytes from which a secret is searched for: a
// shorter one would be found by chance. Its letters and digits alone are searched for
// from shortestBare on.
const (
	shortestSecret = 8
	shortestBare   = 12
)

// Leaks reports whether one of the secrets is in a text: as it is, in base64 (at
// any alignment), in hexadecimal, or behind URL, JSON or HTML escapes, also within
// each other, in another case, backwards, or when spaces, line breaks, signs,
// invisible characters or tags split it.
func Leaks(text string, secrets ...Secret) bool {
	return leaks(text, needlesOf(secrets))
}

func leaks(text string, needles []needle) bool {
	return len(needles) > 0 && hides(text, needles, layers)
}

// A needle is a form in which a secret is searched for.
type needle struct {
	text    string
	bare    string // its letters and digits
	escaped bool   // peels may change it
}

// needlesOf lists each secret, and backwards.
func needlesOf(secrets []Secret) (needles []needle) {
	for _, s := range secrets {
		if s.Len() >= shortestSecret {
			backwards := []rune(s.Reveal())
			slices.Reverse(backwards)
			needles = append(needles, needleOf(s.Reveal()), needleOf(string(backwards)))
		}
	}
	return needles
}

func needleOf(text string) needle { return needle{text, bare(text), strings.ContainsAny(text, `&\%<`)} }

// peels take one kind of disguise off a whole text each. layers is how many are taken
// off, for escapes within escapes: one more, because a secret may have tags of its own.
var peels = [...]func(string) string{html.UnescapeString, unescapeJSON, unescape, untagged}

const layers = 3

// hides searches a text for secrets, and what is encoded in it, in so many layers. It
// tries the peels in every order: the wrong one first could spoil what another would
// have made readable. They come off the secrets too: one that itself looks like an
// escape changes as the text around it.
func hides(text string, secrets []needle, deep int) bool {
	type state struct {
		text    string
		needles []needle
	}
	if len(text) < shortestSecret || holds(text, secrets) {
		return len(text) >= shortestSecret
	}
	states := []state{{unspaced(text), secrets}}
	for range layers + 2 {
		var next []state
		seen := map[string]bool{} // most orders come to the same
		for _, s := range states {
			if holds(s.text, slices.Concat(secrets, s.needles)) || deep > 0 && hides(decoded(s.text), secrets, deep-1) {
				return true
			}
			for _, peel := range peels {
				peeled := state{unspaced(peel(s.text)), slices.Clone(s.needles)}
				for i, n := range s.needles {
					if n.escaped {
						peeled.needles[i] = needleOf(peel(n.text))
					}
				}
				if peeled.text == unspaced(s.text) && slices.Equal(peeled.needles, s.needles) {
					continue
				}
				if key := fmt.Sprint(peeled); !seen[key] {
					seen[key], next = true, append(next, peeled)
				}
			}
		}
		states = next
	}
	return false
}

func holds(text string, needles []needle) bool {
	letters := bare(text)
	return slices.ContainsFunc(needles, func(n needle) bool {
		return len(n.text) >= shortestSecret && strings.Contains(text, n.text) ||
			len(n.bare) >= shortestBare && strings.Contains(letters, n.bare)
	})
}

// bare is a text's letters and digits, in lower case. It needs no table for ASCII: every
// value of a report is searched for every secret.
func bare(text string) string {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			out = append(out, byte(r))
		case 'A' <= r && r <= 'Z':
			out = append(out, byte(r)+'a'-'A')
		case r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			out = utf8.AppendRune(out, unicode.ToLower(r))
		}
	}
	return string(out)
}

var (
	inBase64 = lazyregexp.New(`[A-Za-z0-9+/_\-]{11,}`)
	inHex    = lazyregexp.New(`[A-Fa-f0-9]{16,}`)
	standard = strings.NewReplacer("-", "+", "_", "/")
)

// decoded is what can be read of a text's words in base64 and hexadecimal. They may be
// the ends of longer ones, so that they begin at any place of a group. An empty tag parts
// what was read from each place: the wrong ones end in anything, such as half an escape.
func decoded(text string) string {
	var out strings.Builder
	add := func(raw []byte, _ error) { // what comes before an error is decoded
		for _, piece := range strings.FieldsFunc(string(raw), func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) }) {
			if len(piece) >= shortestSecret {
				out.WriteString(piece + "\n")
			}
		}
		if out.Len() > 0 {
			out.WriteString("<>")
		}
	}
	for _, word := range inBase64().FindAllString(text, -1) {
		for skip := range 4 {
			add(base64.RawStdEncoding.DecodeString(standard.Replace(word[skip:])))
		}
	}
	for _, word := range inHex().FindAllString(text, -1) {
		add(hex.DecodeString(word))
		add(hex.DecodeString(word[1:]))
	}
	return out.String()
}

var backslash = lazyregexp.New(`\\(?:u[0-9A-Fa-f]{4}|[^u])`)

// unescapeJSON undoes JSON's escapes.
func unescapeJSON(text string) string {
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

func untagged(text string) string { return tag().ReplaceAllString(text, "") }

// unspaced takes out white space, the frames of tables, a terminal's codes, and what
// cannot be seen.
func unspaced(text string) string {
	if strings.Contains(text, "\x1b") {
		text = ansi.Strip(text)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unseen(r) || r > unicode.MaxASCII && unicode.IsSymbol(r) {
			return -1
		}
		return r
	}, text)
}
