package oauth

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// maxAddress bounds a Callback URL, in bytes.
const maxAddress = 2000

var (
	lineBreak    = lazyregexp.New(`\s*\n\s*`)
	addressLabel = lazyregexp.New(`(?i)^["'*\s]*(?:callback(?:[ _-]?ur[il])?|redirect[ _-]?ur[il]|jira portal url|jira url|site(?: url)?|url)["'*]*[ \t]*[:=\n]\s*`)
	exampleHost  = lazyregexp.New(`(?:^|\.)example(?:\.[^.]+)?$|\.invalid$`)
	manualHost   = lazyregexp.New(`^(?:docs?|documentation|help|support|learn|community|developers?|console|wiki|blog|guide)\.`)
	ordinaryPage = lazyregexp.New(`(?i)\.(?:html?|aspx|pdf|png|jpe?g|docx?)$|/(?:log-?in|sign-?in|settings|profile|dashboard|admin|home|edit)$`)
	placeholder  = lazyregexp.New(`(?i)^(?:your[-_. ]?(?:own[-_]?)?(?:domain|site|company|instance|org|organi[sz]ation|name|jira|team|workspace|subdomain|account|host|app|product|tenant|platform)?(?:name)?|example(?:[-_]?(?:site|company|domain|org))?|(?:site|domain|company|sub-?domain|tenant|instance|host)(?:[-_]?name)?|my[-_]?(?:site|domain|company|instance)|xxx+|foo|bar)$`)
)

// ReadCallback reads a Callback URL. Atlassian compares every character, so
// nothing inside it is changed, a final slash included; only the breaks of a line
// that was too long are removed.
func ReadCallback(text string, known Known) Cleaned {
	words := assets.Slots{"copy": assets.PasteWords("callback-copy", nil)}
	c := washAddress(text, words["copy"])
	lines := strings.Contains(c.Text, "\n") && scheme().MatchString(c.Text)
	several := lines && len(scheme().FindAllStringIndex(c.Text, 2)) > 1
	if lines && !several {
		c.Text = lineBreak().ReplaceAllString(c.Text, "")
		c.note("a line break inside it was removed")
	}
	isFile := strings.HasPrefix(c.Text, "{") || strings.HasPrefix(c.Text, "[")
	c = c.refuse(words, []flaw{
		{c.Text == "", "callback-empty", ""},
		{several, "callback-several", ""},
		{holdsLinks(c.Text), "callback-link", ""},
		{isFile, "callback-file", ""},
		{strings.ContainsAny(c.Text, "<>{}*…") || strings.Contains(c.Text, "..."), "callback-shortened", ""},
		{strings.ContainsAny(c.Text, " \t\n"), "callback-space", ""},
		{len(c.Text) > maxAddress, "callback-long", strconv.Itoa(len(c.Text))},
		{!strings.Contains(c.Text, "://"), "callback-no-scheme", ""},
	})
	u, err := url.Parse(c.Text)
	if c.Problem != "" || err != nil {
		u = &url.URL{}
	}
	host := strings.ToLower(u.Hostname())
	hasDomain := strings.ContainsAny(host, ".:") || IsLoopback(host)
	c = c.refuse(words, []flaw{
		{host == "", "callback-part", ""},
		{u.User != nil, "callback-user", ""},
		{strings.Contains(c.Text, "#"), "callback-fragment", ""},
		{u.Scheme != "https" && u.Scheme != "http", "callback-scheme", shortened(u.Scheme + "://")},
		{u.Scheme == "http" && !IsLoopback(host), "callback-http", ""},
		{!validPort(u), "callback-port", ""},
		{known.Hosted && !hasDomain || host == "0.0.0.0", "callback-no-domain", shortened(host)},
		{isExample(host) && !known.Example, "callback-example", shortened(host)},
		{AtlassianHost(host), "callback-atlassian", shortened(host)},
	})
	switch {
	case isFile: // perhaps with a token
		return c.hidden()
	case c.Problem != "":
		return c
	case host == "localhost":
		c.note("for Atlassian localhost and 127.0.0.1 are two different addresses; 127.0.0.1 is probably the safer one")
	}
	ip, _ := netip.ParseAddr(host)
	path, last := strings.TrimRight(u.EscapedPath(), "/"), c.Text[len(c.Text)-1:]
	c.Doubt = firstOf([]flaw{
		{known.Hosted && IsLoopback(host), "callback-maybe-local", ""},
		{known.Hosted && (ip.IsPrivate() || ip.IsLinkLocalUnicast()), "callback-maybe-private", ""},
		{!hasDomain, "callback-maybe-no-domain", ""},
		{host == known.Document || manualHost().MatchString(host), "callback-maybe-document", ""},
		{path == "" && u.RawQuery == "", "callback-maybe-host", ""},
		{ordinaryPage().MatchString(path), "callback-maybe-page", ""},
		{strings.ContainsAny(last, ".,;:!)'"), "callback-maybe-mark", last},
	}, words)
	return c
}

// washAddress washes an address and removes a label and quotes around it. instead
// says what to do where it must not be kept.
func washAddress(text, instead string) Cleaned {
	c := wash(text).withhold(instead)
	if cut := addressLabel().FindString(c.Text); cut != "" && len(cut) < len(c.Text) {
		c.Text = c.Text[len(cut):]
		c.note("the label before it was removed")
	}
	c.Text = c.unquote(c.Text)
	return c
}

func validPort(u *url.URL) bool {
	n, _ := strconv.ParseUint(u.Port(), 10, 64) // 0 without digits
	return n >= 1 && n <= 65535 || u.Port() == "" && !strings.HasSuffix(u.Host, ":")
}

// isExample reports whether a host is one that documents use, such as those of
// RFC 2606.
func isExample(host string) bool {
	first, _, _ := strings.Cut(host, ".")
	return exampleHost().MatchString(host) || placeholder().MatchString(first)
}
