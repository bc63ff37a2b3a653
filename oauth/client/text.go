package client

import (
	"html"
	"net/url"
	"strings"

	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// The longest texts of a server that are kept, in characters.
const (
	maxText = 300 // an error's description, a page's title
	maxName = 120 // a site's, an account's or a scope's name
)

// clean makes a server's text fit to be shown: one line, without control and
// bidi characters, at most limit characters long.
func clean(text string, limit int) string {
	return oauth.CleanText(text[:min(len(text), 16*limit)], limit) // enough also when most of it goes
}

// hide takes secrets out of a text: servers quote what they were sent.
func hide(text string, secrets ...oauth.Secret) string {
	for _, s := range secrets {
		if !s.IsSet() {
			continue
		}
		for _, form := range [...]string{s.Reveal(), url.QueryEscape(s.Reveal())} {
			text = strings.ReplaceAll(text, form, s.String())
		}
	}
	return text
}

var (
	titleTag = lazyregexp.New(`(?is)<title[^>]*>(.*?)</title>`)
	anyTag   = lazyregexp.New(`(?s)<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>`)
)

// isPage reports whether an answer is a web page, whatever its header says.
func isPage(a answer) bool {
	return strings.HasPrefix(strings.TrimLeft(string(a.body[:min(len(a.body), 200)]), "\ufeff \t\r\n"), "<")
}

// pageText is what a web page says: its title, and its words.
func pageText(body []byte) string {
	page := string(body[:min(len(body), 64<<10)])
	title := ""
	if found := titleTag().FindStringSubmatch(page); found != nil {
		title = found[1] + ": "
	}
	return html.UnescapeString(title + anyTag().ReplaceAllString(titleTag().ReplaceAllString(page, " "), " "))
}

// list joins names for a sentence, and counts what would make it too long.
func list(names []string) string {
	const most = 5
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " and " + count(len(names)-most, "other", "others")
	}
	return strings.Join(names, ", ")
}
