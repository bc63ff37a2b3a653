package assets

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxNesting is the most brackets or opening dashes that may be inside each
// other: the YAML library needs 20 seconds for 100,000 nested dashes.
const maxNesting = 16

// readable returns a file's text without what Windows adds: a byte order mark,
// and line ends whose lines the YAML library miscounts. It reports control
// characters and blanks them, so that the rest can be read. It returns false for
// what must not reach the parser: too much text, nesting without end, or bytes
// that are not text.
func (d *Decoded) readable(data []byte) (string, bool) {
	if len(data) > MaxPlatformFile {
		d.Add(Place{}, fmt.Sprintf("the file has %d bytes; a platform file has at most %d", len(data), MaxPlatformFile), "leave out what threelo does not need")
		return "", false
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
	at, dashes, brackets, inText := Place{1, 0}, 0, 0, false
	var out strings.Builder
	for i, r := range text {
		at.Column++
		switch {
		case r == '\n':
			at, dashes, inText = Place{at.Line + 1, 0}, 0, false
		case r == ' ', r == '\t':
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)):
			d.Add(at, "this is not text in UTF-8", "save the file as UTF-8")
			return "", false
		case unicode.IsControl(r):
			d.Add(at, fmt.Sprintf("a control character (U+%04X) is here", r), "delete it: a terminal might obey it")
			r = ' '
		case r == '[', r == '{':
			brackets++
		case r == ']', r == '}':
			brackets = max(0, brackets-1)
		case r != '-' && r != '?':
			inText = true
		case !inText:
			dashes++
		}
		if brackets > maxNesting || dashes > maxNesting {
			d.Add(Place{at.Line, 1}, "too much is nested here", "a platform file is a short text in YAML; docs/platform-file.md shows one")
			return "", false
		}
		out.WriteRune(r)
	}
	return out.String(), true
}
