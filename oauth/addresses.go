package oauth

import (
	"strings"

	"threelo/oauth/lazyregexp"
)

var (
	scheme    = lazyregexp.New(`(?i)https?://`)
	entity    = strings.NewReplacer("&amp;", "&", "&#38;", "&", `\u0026`, "&", `\/`, "/")
	urlRunes  = lazyregexp.New("^[A-Za-z0-9._~%&=/+?:;@#!$'()*,{}-]+$")
	plainWord = lazyregexp.New(`^[A-Za-z]?[a-z]{3,}[.!,;?]?$`)
	callbacky = lazyregexp.New(`(?i)[?&#](code|error|state)=|^(code|error|state)=`)
	// Some browsers copy an address with its spaces bare.
	bareScopes = lazyregexp.New(`(?i)[?&]scope=[^\s&"<>]+(?: +[a-z]+:[A-Za-z.:-]+| +offline_access)+`)
	bareReason = lazyregexp.New(`(?i)[?&]error_description=[^&\n"<>]+`)
)

// addresses finds the web addresses in a text, whole again where a terminal or
// a mail broke them over lines, and with HTML's ampersands as plain ones.
func addresses(text string) []string {
	text = entity.Replace(unwrap(scrub(text).text))
	text = bareScopes().ReplaceAllStringFunc(text, fillSpaces)
	text = bareReason().ReplaceAllStringFunc(text, fillSpaces)
	var found []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" \t\n\"`<>“”", r) }) {
		start := scheme().FindStringIndex(word)
		if start == nil {
			continue
		}
		found = append(found, trimTail(word[start[0]:]))
	}
	return found
}

func fillSpaces(s string) string { return strings.ReplaceAll(strings.TrimRight(s, " "), " ", "%20") }

// trimTail takes off the punctuation of the sentence around an address.
func trimTail(address string) string {
	for {
		cut := strings.TrimRight(address, ".,;:!'’|*\\]}")
		if !strings.Contains(cut, "(") {
			cut = strings.TrimRight(cut, ")")
		}
		if cut == address {
			return address
		}
		address = cut
	}
}

// unwrap joins the lines over which an address was broken. Indentation, marks of
// quoting and the frames of a table go.
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

// continues reports whether a line looks like the rest of an address that the
// line before it began. A plain word alone on its line is taken for the rest
// only when lines of one width came before it.
func continues(line string, even bool) bool {
	first, _, more := strings.Cut(line, " ")
	switch {
	case first == "", !urlRunes().MatchString(first), scheme().MatchString(first) && strings.Index(first, ":") < 6, strings.HasSuffix(first, ":"):
		return false
	case more:
		return strings.ContainsAny(first, "&=%")
	}
	return even || !plainWord().MatchString(first)
}

// place is what an address names before its query.
type place struct {
	origin string // scheme://host[:port], "" when the address has none
	path   string
}

func (p place) String() string { return p.origin + p.path }

// host is the lower-case host name without its port.
func (p place) host() string {
	_, host, _ := strings.Cut(p.origin, "://")
	if at := strings.LastIndex(host, "@"); at >= 0 {
		host = host[at+1:]
	}
	if end := strings.Index(host, "]"); strings.HasPrefix(host, "[") && end > 0 {
		return strings.ToLower(host[1:end])
	}
	host, _, _ = strings.Cut(host, ":")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// parameter is one name and value of a query.
type parameter struct{ name, value string }

type parameters []parameter

func (p parameters) get(name string) string {
	for _, each := range p {
		if strings.EqualFold(each.name, name) {
			return each.value
		}
	}
	return ""
}

func (p parameters) has(name string) bool {
	for _, each := range p {
		if strings.EqualFold(each.name, name) {
			return true
		}
	}
	return false
}

const maxParameters = 200

// splitAddress takes an address apart, also a damaged one: its place, and the
// parameters of its query and of its fragment.
func splitAddress(address string) (place, parameters) {
	address, fragment, _ := strings.Cut(address, "#")
	before, query, _ := strings.Cut(address, "?")
	var p place
	if start := scheme().FindStringIndex(before); start != nil && start[0] == 0 {
		rest := before[start[1]:]
		if slash := strings.IndexByte(rest, '/'); slash >= 0 {
			p = place{before[:start[1]+slash], rest[slash:]}
		} else {
			p = place{before, ""}
		}
	} else {
		p.path = before
	}
	if _, inner, ok := strings.Cut(fragment, "?"); ok {
		fragment = inner
	}
	var all parameters
	for _, part := range []string{query, fragment} {
		for pair := range strings.SplitSeq(part, "&") {
			name, value, ok := strings.Cut(pair, "=")
			if ok && len(all) < maxParameters {
				all = append(all, parameter{unescape(name), unescape(value)})
			}
		}
	}
	return p, all
}

// unescape undoes percent-encoding where it is whole and leaves the rest, so
// that a cut-off address is still read. A plus stays a plus: codes may have one.
func unescape(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			high, low := unhex(text[i+1]), unhex(text[i+2])
			if high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return string(out)
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// spaced reads a value in which a plus stands for a space.
func spaced(value string) string { return strings.ReplaceAll(value, "+", " ") }
