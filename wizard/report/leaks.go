package report

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// ErrLeak says that a secret would have been written. It never quotes it.
var ErrLeak = errors.New("nothing was written or copied: a secret of this run was found in the report, which must never happen. " +
	"Please tell the makers of threelo what you did, and use another way to report for now")

// shortest is the length in bytes from which a secret is looked for: shorter
// ones would be found by chance.
const shortest = 8

// Leaks looks for secrets in what is about to leave: as they are, in base64 (at
// any alignment), in hexadecimal, and behind URL, JSON or HTML escapes, also
// when spaces, line breaks or tags split them. It returns ErrLeak, or nil.
func Leaks(data []byte, secrets []oauth.Secret) error {
	var needles []string
	for _, s := range secrets {
		if s.Len() >= shortest {
			needles = append(needles, disguises(s.Reveal())...)
		}
	}
	if len(needles) == 0 {
		return nil
	}
	// Layer by layer the escapes come off. Each is taken off the needles too:
	// a secret that itself looks like an escape changes as the text around it.
	text, peeled := string(data), slices.Clone(needles)
	for layer := 0; ; layer++ {
		for i := range needles {
			if holds(text, needles[i]) || holds(text, peeled[i]) {
				return ErrLeak
			}
		}
		if layer == layers*len(peels) {
			return nil
		}
		peel := peels[layer%len(peels)]
		text = peel(text)
		for i, n := range peeled {
			peeled[i] = peel(n)
		}
	}
}

// peels take one kind of disguise off a whole text each; layers is how often
// they are all tried, for escapes within escapes.
var peels = []func(string) string{unspaced, html.UnescapeString, unescaped, unquoted, untagged}

const layers = 3

func holds(text, needle string) bool {
	return len(needle) >= shortest && strings.Contains(text, needle)
}

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

var percent = lazyregexp.New(`%[0-9A-Fa-f]{2}`)

// unquoted takes URL escapes off, as far as they are some.
func unquoted(text string) string {
	return percent().ReplaceAllStringFunc(text, func(code string) string {
		n, _ := strconv.ParseUint(code[1:], 16, 8) // the pattern allows nothing else
		return string([]byte{byte(n)})
	})
}

var backslash = lazyregexp.New(`\\(?:u[0-9A-Fa-f]{4}|[^u])`)

// unescaped takes JSON's escapes off.
func unescaped(text string) string {
	return backslash().ReplaceAllStringFunc(text, func(code string) string {
		switch code[1] {
		case 'u':
			n, _ := strconv.ParseUint(code[2:], 16, 16)
			return string(rune(n))
		case 'n', 'r', 't', 'b', 'f':
			return "" // white space, which goes in any case
		default:
			return code[1:]
		}
	})
}

var tag = lazyregexp.New(`<[^<>]*>`)

func untagged(text string) string { return tag().ReplaceAllString(text, "") }

func unspaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}
