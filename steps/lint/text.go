package lint

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/lazyregexp"
	"threelo/steps"
)

// wash reports the control characters of a file and blanks them, so that the
// rest can be read. Line ends become those of Unix: the YAML library miscounts
// lines with the others.
func (l *linter) wash(data []byte) []byte {
	text := assets.PlatformText(data)
	line, column := 1, 0
	return []byte(strings.Map(func(r rune) rune {
		column++
		switch {
		case r == '\n':
			line, column = line+1, 0
		case r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0):
			l.add(place{line, column}, fmt.Sprintf("a control character (U+%04X) stands here", r), "delete it: a terminal might obey it")
			return ' '
		}
		return r
	}, text))
}

// notText finds the first byte that is not UTF-8.
func notText(data []byte) (place, bool) {
	at := place{1, 1}
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			return at, true
		case r == '\n':
			at = place{at.line + 1, 1}
		default:
			at.column++
		}
		data = data[size:]
	}
	return place{}, false
}

var lineNumber = lazyregexp.New(`\bline (\d+)`)

// lineIn finds the line that an error's text names, line 1 without one.
func lineIn(err error) place {
	if m := lineNumber().FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1]) // digits only; the first line when there are too many
		return place{n, 1}
	}
	return place{}
}

// indentedByTab reports whether a tab is among the spaces that a line begins with.
func indentedByTab(line string) bool {
	return strings.Contains(line[:len(line)-len(strings.TrimLeft(line, " \t"))], "\t")
}

// cureOfSyntax says what to do about what the YAML library says.
func cureOfSyntax(what string) string {
	switch {
	case strings.Contains(what, "could not find end"):
		return "close the quotes that begin here"
	case strings.Contains(what, "must be specified"), strings.Contains(what, "end token"):
		return "close the bracket, and put a comma between two entries"
	case strings.Contains(what, "not allowed in this context"):
		return "look at the spaces at the beginning of this line, and put a text that has a colon in it into quotes"
	case strings.Contains(what, "escape character"):
		return "write the text in single quotes, or without the backslash"
	}
	return "compare this line with docs/platform-file.md"
}

// checkText looks at a text as it will be on the screen.
func (l *linter) checkText(text, path string, at place) {
	switch plain := strings.TrimRight(text, "\n"); {
	case text == "":
	case !oauth.Showable(spaced.Replace(text)):
		l.add(at, "an invisible character is in this text", "type the text again, without \\x or \\u signs and without copied formatting")
	case plain == "":
	case strings.Contains(plain, "\n"):
		l.add(at, "a line break is in this text", "write it in one line, or begin it with >- (lines are then joined)")
	case plain != text:
		l.add(at, "a line break ends this text", "begin it with >- instead of > or |")
	}
	l.checkPlaceholders(text, path, at)
}

// spaced allows the line breaks and tabs of YAML.
var spaced = strings.NewReplacer("\n", " ", "\t", " ")

var (
	placeholder = lazyregexp.New(`\{\s*([\pL\pN._-]+)\s*\}`)
	filledIn    = lazyregexp.New(`^steps\[\d+\]\.(title|(why|warnings)\[\d+\]|(before|then|after)\[\d+\]\.text)$`)
)

// checkPlaceholders looks at the {names} that a screen fills in.
func (l *linter) checkPlaceholders(text, path string, at place) {
	if path == "callback.pattern" {
		return // has a rule of its own
	}
	known := steps.Placeholders()
	for _, m := range placeholder().FindAllStringSubmatch(text, 8) {
		switch fills := filledIn().MatchString(path); {
		case fills && m[0] == "{"+m[1]+"}" && slices.Contains(known, m[1]):
		case fills:
			l.add(at, "nothing is known for "+m[0], meant(Nearest(m[1], known), "{", "}", "known are {"+strings.Join(known, "}, {")+"}"))
		case slices.Contains(known, m[1]):
			l.add(at, m[0]+" is not filled in here", "write what is meant; only title, why, warnings and the texts of a step's before, then and after are filled in")
		}
	}
}
