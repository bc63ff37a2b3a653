package assets

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxNesting is the most brackets or opening dashes that may be inside each
// other: the YAML library needs 20 seconds for 100,000 nested dashes.
const maxNesting = 16

// notText finds the first byte that is not UTF-8.
func notText(data []byte) (Place, bool) {
	at := Place{1, 1}
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			return at, true
		case r == '\n':
			at = Place{at.Line + 1, 1}
		default:
			at.Column++
		}
		data = data[size:]
	}
	return Place{}, false
}

// platformText is a platform file's text without what Windows adds: a byte order
// mark, and line ends whose lines the YAML library miscounts.
func platformText(data []byte) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
}

// withoutControls reports the control characters of a text and blanks them, so
// that the rest can be read.
func (d *Decoded) withoutControls(text string) string {
	line, column := 1, 0
	return strings.Map(func(r rune) rune {
		column++
		switch {
		case r == '\n':
			line, column = line+1, 0
		case r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0):
			d.Add(Place{line, column}, fmt.Sprintf("a control character (U+%04X) is here", r), "delete it: a terminal might obey it")
			return ' '
		}
		return r
	}, text)
}

// tooMuch finds what must not reach the YAML parser: too much text, nesting
// without end, or nothing at all.
func tooMuch(text string) (line int, what string) {
	if len(text) > MaxPlatformFile {
		return 1, fmt.Sprintf("the file has %d bytes; a platform file has at most %d", len(text), MaxPlatformFile)
	}
	if strings.TrimSpace(text) == "" {
		return 1, "the file is empty"
	}
	line, dashes, brackets, inText := 1, 0, 0, false
	for _, r := range text {
		switch r {
		case '\n':
			line, dashes, inText = line+1, 0, false
		case ' ', '\t', '\r':
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(0, brackets-1)
		case '-', '?':
			if !inText {
				dashes++
			}
		default:
			inText = true
		}
		if brackets > maxNesting || dashes > maxNesting {
			return line, fmt.Sprintf("line %d is nested too deeply", line)
		}
	}
	return 0, ""
}
