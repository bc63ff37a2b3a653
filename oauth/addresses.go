package oauth

import (
	"net/url"
	"strconv"
	"strings"

	"threelo/oauth/lazyregexp"
)

var (
	scheme    = lazyregexp.New(`(?i)https?://`)
	entity    = strings.NewReplacer("&amp;", "&", "&#38;", "&", `\u0026`, "&", `\/`, "/")
	urlRunes  = lazyregexp.New("^[A-Za-z0-9._~%&=/+?:;@#!$'()*,{}-]+$")
	plainWord = lazyregexp.New(`^[A-Za-z]?[a-z]{3,}[.!,;?]?$`)
	callbacky = lazyregexp.New(`(?i)[?&#](code|error|state)=|^(code|error|state)=`)
	// Some browsers copy an address without encoding its spaces.
	bareScopes = lazyregexp.New(`(?i)[?&]scope=[^\s&"<>]+(?: +[a-z]+:[A-Za-z.:-]+| +offline_access)+`)
	bareReason = lazyregexp.New(`(?i)[?&]error_description=[^&\n"<>]+`)
)

// addresses finds the web addresses in a washed text. It joins those that a terminal or
// a mail broke over lines, and turns HTML's ampersands into plain ones.
func addresses(text string) []string {
	text = entity.Replace(unwrap(text))
	text = bareScopes().ReplaceAllStringFunc(text, fillSpaces)
	text = bareReason().ReplaceAllStringFunc(text, fillSpaces)
	var found []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" \t\n\"`<>“”", r) }) {
		if start := scheme().FindStringIndex(word); start != nil {
			found = append(found, trimTail(word[start[0]:]))
		}
	}
	return found
}

func fillSpaces(s string) string { return strings.ReplaceAll(strings.TrimRight(s, " "), " ", "%20") }

// trimTail removes the punctuation of the sentence around an address.
func trimTail(address string) string {
	marks := ".,;:!'’|*\\]}"
	if !strings.Contains(address, "(") {
		marks += ")"
	}
	return strings.TrimRight(address, marks)
}

// unwrap joins the lines of a broken address. It removes indentation, the marks of
// quotations and the frames of tables.
func unwrap(text string) string {
	var out strings.Builder
	open := false // the text so far ends inside an address
	last, width := 0, 0
	for i, line := range strings.Split(text, "\n") {
		line = strings.Trim(line, " \t|│┃")
		line = strings.TrimLeft(line, "> ")
		line = strings.TrimRight(line, " \\")
		if open && continues(line, last == width) {
			if width == 0 {
				width = last
			}
		} else {
			if i > 0 {
				out.WriteByte('\n')
			}
			open, width = false, 0
		}
		out.WriteString(line)
		last = len(line)
		if space := strings.LastIndexAny(line, " \t"); space >= 0 || !open {
			tail := line[space+1:]
			open = scheme().MatchString(tail) || callbacky().MatchString(tail)
		}
	}
	return out.String()
}

// continues reports whether a line looks like the rest of an address that began
// on the line before. A plain word alone on its line counts only after lines of
// the same width.
func continues(line string, even bool) bool {
	first, _, more := strings.Cut(line, " ")
	switch {
	case !urlRunes().MatchString(first), strings.HasSuffix(first, ":"):
		return false
	case scheme().MatchString(first) && strings.Index(first, ":") < 6: // another address
		return false
	case more:
		return strings.ContainsAny(first, "&=%")
	}
	return even || !plainWord().MatchString(first)
}

// splitAddress splits an address into what is before its query, and the
// parameters of its query and its fragment. A plus stays a plus: codes may contain
// one. Of a damaged address it returns what can be read.
func splitAddress(address string) (*url.URL, url.Values) {
	address, fragment, _ := strings.Cut(address, "#")
	before, query, _ := strings.Cut(address, "?")
	at, err := url.Parse(before)
	if err != nil {
		at = &url.URL{}
	}
	if _, inner, ok := strings.Cut(fragment, "?"); ok {
		fragment = inner
	}
	all, _ := url.ParseQuery(strings.ReplaceAll(query+"&"+fragment, "+", "%2B"))
	return at, all
}

var percentCode = lazyregexp.New(`%[0-9A-Fa-f]{2}`)

// unescape undoes percent-encoding and leaves what is damaged, so that a cut-off
// address can still be read. A plus stays a plus: codes may contain one.
func unescape(text string) string {
	return percentCode().ReplaceAllStringFunc(text, func(code string) string {
		n, _ := strconv.ParseUint(code[1:], 16, 8) // the expression allows nothing else
		return string([]byte{byte(n)})
	})
}

// spaced reads a value in which a plus means a space.
func spaced(value string) string { return strings.ReplaceAll(value, "+", " ") }
