package oauth

import (
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CleanText makes a text from outside fit to be shown and saved: an answer's
// body, a header, the words of a callback, a name. What comes back is one line
// without control characters, escape sequences and invisible characters, of at
// most limit characters; 0 is no limit. Every secret of the run in it is masked.
// A text in which one is hidden behind escapes comes back decoded, so that the
// rest can still be read.
func CleanText(text string, limit int, secrets ...Secret) string {
	text = masked(oneLine(text), secrets)
	if Leaks(text, secrets...) {
		text = masked(oneLine(decode(text)), secrets)
		if Leaks(text, secrets...) {
			return mask
		}
	}
	if runes := []rune(text); limit > 0 && len(runes) > limit {
		text = strings.TrimRight(string(runes[:limit-1]), " ") + "…"
	}
	return text
}

func oneLine(text string) string { return strings.Join(strings.Fields(scrub(text).text), " ") }

// masked replaces the secrets that a text holds as they are, or as a query does.
func masked(text string, secrets []Secret) string {
	for _, s := range secrets {
		if s.Len() < shortestSecret {
			continue
		}
		text = strings.ReplaceAll(text, s.Reveal(), mask)
		text = strings.ReplaceAll(text, url.QueryEscape(s.Reveal()), mask)
	}
	return text
}

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

// scrub removes control characters, escape sequences, what turns the direction of
// writing and what has no width. Emoji and combining marks stay; bytes that are
// not text become U+FFFD.
func scrub(text string) scrubbed {
	var s scrubbed
	var out strings.Builder
	out.Grow(len(text))
	unclosed := false // the rest of the text has no end of a control string
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			s.binary = true
			out.WriteRune(utf8.RuneError)
		case r == 0x1b || r >= 0x80 && r < 0xa0:
			size = escapeLength(text[i:], size, &unclosed)
			s.unseen = true
		case r == '\r':
			if !strings.HasPrefix(text[i+1:], "\n") {
				out.WriteByte('\n')
			}
		case r == '\n' || r == '\t':
			out.WriteRune(r)
		case r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029':
			out.WriteByte('\n')
		case r < 0x20 || r == 0x7f:
			s.unseen = true
			s.binary = s.binary || r == 0
		case turns(r), unseen(r):
			s.unseen = true
		case r != ' ' && unicode.Is(unicode.Zs, r):
			s.spaces = true
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
		i += size
	}
	s.text = out.String()
	return s
}

// turns reports whether a character changes the direction of writing.
func turns(r rune) bool {
	return r == 0x61c || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// unseen reports whether a character shows nothing and has no width. Combining
// marks and the selectors that colour an emoji are not among them.
func unseen(r rune) bool {
	switch r {
	case 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0: // joiners and fillers outside the format category
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// escapeLength is the length of the escape sequence or control character at the
// beginning of the text, whose first character has size bytes (ECMA-48 sections
// 5.3 to 5.6). Of a control string without an end it covers only the opening.
func escapeLength(text string, size int, unclosed *bool) int {
	var kind rune
	i := size
	if text[0] == 0x1b {
		if i >= len(text) {
			return size
		}
		kind = rune(text[i])
		i++
	} else {
		r, _ := utf8.DecodeRuneInString(text)
		kind = r - 0x40 // the seven-bit form of a C1 character
	}
	switch kind {
	case '[':
		for i < len(text) && text[i] >= 0x20 && text[i] <= 0x3f {
			i++
		}
		if i < len(text) && text[i] >= 0x40 && text[i] <= 0x7e {
			i++
		}
		return i
	case ']', 'P', 'X', '^', '_':
		if *unclosed {
			return i
		}
		if end := stringEnd(text[i:]); end >= 0 {
			return i + end
		}
		*unclosed = true
		return i
	}
	if text[0] != 0x1b {
		return size
	}
	i = size
	for i < len(text) && text[i] >= 0x20 && text[i] <= 0x2f {
		i++
	}
	if i < len(text) && text[i] >= 0x30 && text[i] <= 0x7e {
		return i + 1
	}
	return size
}

// stringEnd is the position after the first end of a control string, which is BEL,
// ESC \ or U+009C; -1 when there is none.
func stringEnd(text string) int {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == 0x07:
			return i + 1
		case strings.HasPrefix(text[i:], "\x1b\\"), strings.HasPrefix(text[i:], "\u009c"):
			return i + 2
		}
	}
	return -1
}
