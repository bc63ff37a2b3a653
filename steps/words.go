package steps

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainNumber writes a number as it stands in a sentence's title.
func plainNumber(n int) string { return strconv.Itoa(n) }

// count writes "1 scope", "13 scopes".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// lowerFirst lowers the first letter of a sentence, but not of a name.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// siteName is the short name of a site: "acme" for https://acme.atlassian.net.
func siteName(site string) string {
	host := strings.TrimPrefix(strings.TrimPrefix(site, "https://"), "http://")
	name, _, _ := strings.Cut(host, ".")
	return name
}

// listOf writes "a", "a and b", "a, b and c".
func listOf(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}
