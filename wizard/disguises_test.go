package wizard

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// disguise hides a secret as a server, a person or a file may hide it by chance or on
// purpose. It is written without a look at how threelo searches.
type disguise struct {
	name string
	do   func(rng *rand.Rand, text string) string
}

func eachByte(format string) func(*rand.Rand, string) string {
	return func(_ *rand.Rand, text string) string {
		var out strings.Builder
		for _, b := range []byte(text) {
			fmt.Fprintf(&out, format, b)
		}
		return out.String()
	}
}

func fixed(do func(string) string) func(*rand.Rand, string) string {
	return func(_ *rand.Rand, text string) string { return do(text) }
}

// between puts one of the signs between some of the characters.
func between(signs ...string) func(*rand.Rand, string) string {
	return func(rng *rand.Rand, text string) string {
		var out strings.Builder
		for i, b := range []byte(text) {
			if i > 0 && rng.IntN(4) == 0 {
				out.WriteString(signs[rng.IntN(len(signs))])
			}
			out.WriteByte(b)
		}
		return out.String()
	}
}

// wrapped breaks a text into lines of a width.
func wrapped(begin, end string) func(*rand.Rand, string) string {
	return func(rng *rand.Rand, text string) string {
		width, lines := 12+rng.IntN(30), []string{}
		for len(text) > width {
			lines, text = append(lines, begin+text[:width]+end), text[width:]
		}
		return strings.Join(append(lines, begin+text+end), "\n")
	}
}

func based(encoding *base64.Encoding) func(*rand.Rand, string) string {
	return func(rng *rand.Rand, text string) string {
		before := []string{"", "i", "id", "id:", "client-id:"}[rng.IntN(5)]
		return encoding.EncodeToString([]byte(before + text))
	}
}

// someOf changes some characters, and always those that the code itself needs.
func someOf(always string, change func(byte) string) func(*rand.Rand, string) string {
	return func(rng *rand.Rand, text string) string {
		var out strings.Builder
		for _, b := range []byte(text) {
			if rng.IntN(2) == 0 || strings.IndexByte(always, b) >= 0 {
				out.WriteString(change(b))
			} else {
				out.WriteByte(b)
			}
		}
		return out.String()
	}
}

// codes write a text in another way, which a reader can undo.
var codes = []disguise{
	{"base64", based(base64.StdEncoding)},
	{"base64 for URLs", based(base64.RawURLEncoding)},
	{"hex", fixed(func(s string) string { return hex.EncodeToString([]byte(s)) })},
	{"upper hex", eachByte("%02X")},
	{"percent", fixed(url.QueryEscape)},
	{"percent, each byte", eachByte("%%%02x")},
	{"percent, some bytes", someOf("%+", func(b byte) string { return fmt.Sprintf("%%%02X", b) })},
	{"HTML", fixed(html.EscapeString)},
	{"entities", eachByte("&#%d;")},
	{"hex entities", eachByte("&#x%X;")},
	{"some entities", someOf("&", func(b byte) string { return fmt.Sprintf("&#%d;", b) })},
	{"JSON", fixed(func(s string) string { return strings.Trim(fmt.Sprintf("%q", s), `"`) })},
	{"JSON, each byte", eachByte(`\u%04x`)},
	{"JSON, some bytes", someOf(`\"`, func(b byte) string { return fmt.Sprintf(`\u%04X`, b) })},
}

// shapes leave the characters and change how they stand.
var shapes = []disguise{
	{"as it is", fixed(func(s string) string { return s })},
	{"URL encoding undone", fixed(func(s string) string {
		undone, err := url.PathUnescape(s)
		if err != nil || strings.ContainsFunc(undone, func(r rune) bool { return r < ' ' || r > '~' }) {
			return s // no secret has bytes that are not text
		}
		return undone
	})},
	{"lower case", fixed(strings.ToLower)},
	{"upper case", fixed(strings.ToUpper)},
	{"mixed case", someOf("", func(b byte) string { return strings.ToUpper(string(rune(b))) })},
	{"backwards", fixed(func(s string) string {
		var out strings.Builder
		for i := len(s) - 1; i >= 0; i-- {
			out.WriteByte(s[i])
		}
		return out.String()
	})},
	{"split by spaces", between(" ", "  ")},
	{"split by signs", between("-", " - ", ", ", "|", `", "`)},
	{"split by tags", between("<b>", "</b>", "<br/>", `<i class="x">`)},
}

// wraps come last: a code of them would be a code of something else.
var wraps = []disguise{
	{"as it came", fixed(func(s string) string { return s })},
	{"invisible signs", between("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d", "\x00", "\u202e")},
	{"over lines", wrapped("", "")},
	{"in a quotation", wrapped("    ", "\r")},
	{"in a frame", wrapped("│ ", " │")},
	{"colored", between("\x1b[31m", "\x1b[0m", "\x1b]0;x\x07")},
}

// hidden is a secret in a disguise of up to four layers, and the names of them.
func hidden(rng *rand.Rand, secret string) (text, how string) {
	var names []string
	text = secret
	apply := func(of []disguise) {
		d := of[rng.IntN(len(of))]
		names = append(names, d.name)
		text = d.do(rng, text)
	}
	apply(shapes)
	for range rng.IntN(3) {
		apply(codes)
	}
	apply(wraps)
	return text, strings.Join(names, ", ")
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// randomSecret is like a client secret, a token or a password of a product.
func randomSecret(rng *rand.Rand) string {
	kind := []struct {
		begin, of string
		length    int
	}{
		{"ATOA", letters + "-_", 72},
		{"ATOA", letters + "-_=", 72},
		{"ATCTT3xFfGN0", letters + "-_=.", 180},
		{"eyJ", letters + "-_.", 120},
		{"", letters, 32},
		{"", "0123456789abcdef", 40},
		{"", letters + `+/"<&>'=?_~%`, 48},
		{"", letters + "%2F%2B", 30},
	}[rng.IntN(8)]
	var out strings.Builder
	out.WriteString(kind.begin)
	for range kind.length {
		out.WriteByte(kind.of[rng.IntN(len(kind.of))])
	}
	return out.String()
}

// The hunter reads what came out as somebody who wants the secret would: without
// what splits it, and with its escapes undone.
type hunter struct {
	pieces map[string]string // a piece of a disguise, of this many bytes, and how it was made
	bare   map[string]string
}

var controls = regexp.MustCompile(`\\u(00[01][0-9a-f]|20[0-9a-f]{2}|feff|00ad)`)

const (
	pieceLength = 24
	bareLength  = 12
)

func newHunter() *hunter { return &hunter{pieces: map[string]string{}, bare: map[string]string{}} }

// joined leaves out what splits a text.
func joined(text string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || unicode.IsSpace(r) || strings.ContainsRune("│┃\u200b\u2060\ufeff\u00ad\u200d\u202e…", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

func windows(text string, length int, each func(string)) {
	for at := 0; at+length <= len(text); at++ {
		each(text[at : at+length])
	}
}

// knows makes a secret, and how it was disguised, known to the hunter.
func (h *hunter) knows(secret, hidden, how string) {
	windows(joined(hidden), pieceLength, func(piece string) { h.pieces[piece] = how })
	windows(lettersOf(secret), bareLength, func(piece string) { h.bare[piece] = how })
}

// finds returns how the first secret in an output was disguised, "" for none.
func (h *hunter) finds(output string) (how, piece string) {
	plain := strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(html.UnescapeString(output))
	unquoted := controls.ReplaceAllString(plain, "") // as JSON writes them
	for _, text := range []string{joined(output), joined(plain), joined(unquoted)} {
		windows(text, pieceLength, func(p string) {
			if known, ok := h.pieces[p]; ok {
				how, piece = known, p
			}
		})
	}
	windows(lettersOf(output), bareLength, func(p string) {
		if known, ok := h.bare[p]; ok {
			how, piece = "a piece of it, "+known, p
		}
	})
	return how, piece
}
