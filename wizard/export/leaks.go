package export

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"threelo/oauth"
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
	for _, form := range forms(string(data)) {
		for _, n := range needles {
			if strings.Contains(form, n) {
				return ErrLeak
			}
		}
	}
	return nil
}

// disguises are the ways to write a secret that hide it from a plain search.
func disguises(secret string) []string {
	digits := hex.EncodeToString([]byte(secret))
	out := []string{secret, unspaced(secret), digits, strings.ToUpper(digits)}
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

// forms lists a text and what it becomes when up to three of the escapes are
// taken off, in any order.
func forms(text string) []string {
	all := []string{text}
	known := map[string]bool{text: true}
	for from, depth := 0, 0; depth < 3; depth++ {
		to := len(all)
		for _, form := range all[from:to] {
			for _, undo := range []func(string) string{unquoted, html.UnescapeString, unescaped, untagged, unspaced} {
				if next := undo(form); !known[next] {
					known[next] = true
					all = append(all, next)
				}
			}
		}
		from = to
	}
	return all
}

var percent = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// unquoted takes URL escapes off, as far as they are some.
func unquoted(text string) string {
	return percent.ReplaceAllStringFunc(text, func(code string) string {
		n, _ := strconv.ParseUint(code[1:], 16, 8) // the pattern allows nothing else
		return string([]byte{byte(n)})
	})
}

var backslash = regexp.MustCompile(`\\(?:u[0-9A-Fa-f]{4}|[^u])`)

// unescaped takes JSON's escapes off.
func unescaped(text string) string {
	return backslash.ReplaceAllStringFunc(text, func(code string) string {
		switch code[1] {
		case 'u':
			n, _ := strconv.ParseUint(code[2:], 16, 16)
			return string(rune(n))
		case 'n', 'r', 't', 'b', 'f':
			return "\n"
		default:
			return code[1:]
		}
	})
}

var tag = regexp.MustCompile(`<[^<>]*>`)

func untagged(text string) string { return tag.ReplaceAllString(text, "") }

func unspaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}
