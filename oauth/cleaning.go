package oauth

import (
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// CleanText makes a text from outside fit to be shown and saved: an answer's
// body, a header, the words of a callback, a name. What comes back is one line
// without control characters, escape sequences and invisible characters, of at
// most limit characters; 0 for any length. Every secret of the run in it is masked.
// If escapes hide a secret, the text comes back decoded, so that the rest can still
// be read.
func CleanText(text string, limit int, secrets ...Secret) string {
	return Cleaner(secrets...)(text, limit)
}

// Cleaner returns CleanText for many texts: preparing the search for the secrets
// takes longer than the search.
func Cleaner(secrets ...Secret) func(text string, limit int) string {
	needles, forms := needlesOf(secrets), []string{}
	for _, s := range secrets {
		if s.Len() >= shortestSecret {
			forms = append(forms, s.Reveal(), url.QueryEscape(s.Reveal()))
		}
	}
	masked := func(text string) string {
		for _, form := range forms {
			text = strings.ReplaceAll(text, form, mask)
		}
		return text
	}
	return func(text string, limit int) string {
		text = masked(oneLine(text))
		if leaks(text, needles) {
			decoded := oneLine(decode(text))
			text = masked(decoded)
			if text == decoded || leaks(text, needles) { // pieces of it may be left
				return mask
			}
		}
		if limit > 0 && utf8.RuneCountInString(text) > limit {
			text = strings.TrimRight(string([]rune(text)[:limit-1]), " \u200c\u200d") + "…"
		}
		return text
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(scrub(text).text), " ") }

// decode undoes JSON escapes, HTML entities and percent-encoding, also within
// each other.
func decode(text string) string {
	for range layers {
		text = unescape(unescapeJSON(html.UnescapeString(text)))
	}
	return text
}

// Showable reports whether all of a text can be seen as it is. Unusual spaces
// may be in it: people have them in the names of their folders.
func Showable(text string) bool {
	s := scrub(text)
	return !s.unseen && !s.binary && !strings.ContainsAny(s.text, "\n\t")
}

// scrubbed is a text with nothing in it but what can be seen, spaces, tabs and line
// breaks.
type scrubbed struct {
	text   string
	unseen bool // something was removed that cannot be seen
	spaces bool // an unusual space became an ordinary one
	binary bool // it is not a text: it has a zero byte or is not valid UTF-8
}

// scrub removes control characters, escape sequences, marks that change the writing
// direction, and characters without width. Emoji, combining marks and the joiners that
// some scripts and emoji need stay; bytes that are not text become U+FFFD.
func scrub(text string) scrubbed {
	if strings.IndexFunc(text, func(r rune) bool { return (r < ' ' || r > '~') && r != '\n' && r != '\t' }) < 0 {
		return scrubbed{text: text} // nearly every text
	}
	s := scrubbed{binary: !utf8.ValidString(text) || strings.Contains(text, "\x00")}
	if strings.Contains(text, "\x1b") {
		text, s.unseen = ansi.Strip(text), true
	}
	text = lineEnds.Replace(strings.ToValidUTF8(text, "\ufffd"))
	var out strings.Builder
	out.Grow(len(text))
	before := ' ' // the last character that stayed
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case r >= ' ' && r <= '~', r == '\n', r == '\t':
		case isJoiner(r) && joins(before) && i+1 < len(runes) && joins(runes[i+1]):
		case unseen(r):
			s.unseen = true
			continue
		case unicode.Is(unicode.Zs, r):
			s.spaces = true
			r = ' '
		}
		out.WriteRune(r)
		before = r
	}
	s.text = out.String()
	return s
}

// isJoiner reports whether a character joins its neighbors, or keeps them apart,
// as Persian and Indian scripts and families of emoji need it.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins reports whether a joiner beside a character has a meaning. Beside Latin
// letters and digits it has none, and would only hide something.
func joins(r rune) bool {
	return r > unicode.MaxLatin1 && unicode.In(r, unicode.L, unicode.M, unicode.So, unicode.Sk) && !unicode.Is(unicode.Latin, r) && !unseen(r)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u2028", "\n", "\u2029", "\n")

// unseen reports whether a character shows nothing and has no width, or is none at
// all. It may change the writing direction or join its neighbors. Combining marks and
// the selectors that color an emoji are not among them.
func unseen(r rune) bool {
	return (r < ' ' || r > '~') && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Noncharacter_Code_Point)
}
