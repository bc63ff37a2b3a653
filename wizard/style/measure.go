package style

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// More is the sign that something was cut.
const More = "…"

// Width is the number of columns that a line takes, without escape codes. Terminals
// disagree on how wide a flag or a family is: some add up the characters, some count
// one. Width is the larger of both, so that a line that fits here fits everywhere.
func Width(text string) int {
	if isPrintable(text) {
		return len(text)
	}
	return max(ansi.StringWidth(text), ansi.StringWidthWc(text))
}

// Truncate cuts a line, which may carry escape codes, to at most width columns.
// What was cut shows as "…". A width below 1 gives "".
func Truncate(text string, width int) string {
	if width < 1 {
		return ""
	}
	for limit := width; Width(text) > width; limit-- {
		text = ansi.TruncateWc(ansi.Truncate(text, limit, More), limit, More)
	}
	return text
}

// Pad fills a line with spaces on the right, or cuts it, to exactly width columns.
func Pad(text string, width int) string {
	text = Truncate(text, width)
	return text + Space(width-Width(text))
}

// Space is n spaces; "" when n is below 1.
func Space(n int) string { return strings.Repeat(" ", max(n, 0)) }

// Line makes one line of a text that may hold anything: white space and control
// characters become single spaces; escape codes and characters that turn the direction
// of writing go. Joiners stay: some scripts and emoji need them.
func Line(text string) string {
	if isPrintable(text) && strings.Trim(text, " ") == text && !strings.Contains(text, "  ") {
		return text
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar:
			return -1
		default:
			return r
		}
	}, ansi.Strip(text))
	return strings.Join(strings.Fields(text), " ")
}

// isPrintable reports whether a text is printable ASCII: nearly all is.
func isPrintable(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// Wrap breaks plain text into lines of at most width columns, at spaces where it can;
// line feeds stay breaks. A word longer than a line is broken, after a sign such as "/"
// or "&" where one is near. An empty text gives no lines. A width below 2 counts as 2,
// because a wide character has to fit.
func Wrap(text string, width int) []string {
	width = max(width, 2)
	var lines []string
	for paragraph := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		lines = append(lines, wrapParagraph(Line(paragraph), width)...)
	}
	if len(lines) == 1 && lines[0] == "" {
		return nil
	}
	return lines
}

func wrapParagraph(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for word := range strings.FieldsSeq(text) {
		wide := Width(word)
		if line != "" && used+1+wide <= width {
			line, used = line+" "+word, used+1+wide
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		broken := pieces(word, width, breakAfter)
		lines = append(lines, broken[:len(broken)-1]...)
		line = broken[len(broken)-1]
		used = Width(line)
	}
	return append(lines, line)
}

// breakAfter are the signs after which a long address may be broken.
const breakAfter = "/&?=-_.,;:%+"

// Chop cuts a word into pieces of exactly width columns, as a terminal does with
// a line that is too long; a wide character that does not fit goes to the next line.
func Chop(word string, width int) []string { return pieces(word, width, "") }

// pieces cuts a word, after one of these signs where one is near the end of the line.
// Joined, the pieces are the word again, byte for byte.
func pieces(word string, width int, after string) []string {
	width = max(width, 2)
	var out []string
	start, used, good := 0, 0, 0
	for at := 0; at < len(word); {
		cluster, _ := ansi.FirstGraphemeCluster(word[at:], ansi.GraphemeWidth)
		wide := Width(cluster)
		if used+wide > width && at > start {
			cut := at
			if good > start {
				cut = good
			}
			out = append(out, word[start:cut])
			start, at, used = cut, cut, 0
			continue
		}
		at, used = at+len(cluster), used+wide
		if used > width*2/3 && strings.ContainsAny(cluster, after) {
			good = at
		}
	}
	return append(out, word[start:])
}
