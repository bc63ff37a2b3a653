package oauth

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"threelo/oauth/lazyregexp"
)

const copyCallback = "copy the Callback URL from the product's own screen"

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
	c := washAddress(text, copyCallback)
	if c.Problem != "" {
		return c
	}
	if c.Text == "" {
		return c.refuse("nothing was pasted: %s", copyCallback)
	}
	if scheme().MatchString(c.Text) && strings.Contains(c.Text, "\n") {
		if len(scheme().FindAllStringIndex(c.Text, 2)) > 1 {
			return c.refuse("more than one address was pasted: %s", copyCallback)
		}
		c.Text = lineBreak().ReplaceAllString(c.Text, "")
		c.note("a line break inside it was removed")
	}
	if holdsLinks(c.Text) {
		return c.refuse("this is a ready-made link of Atlassian's console, not the Callback URL: paste it where threelo asks for the links; here, %s", copyCallback)
	}
	switch {
	case strings.HasPrefix(c.Text, "{"), strings.HasPrefix(c.Text, "["): // perhaps with a token
		c.Text = ""
		return c.refuse("this is a whole answer or a file, not one address: %s", copyCallback)
	case strings.ContainsAny(c.Text, "<>{}*…") || strings.Contains(c.Text, "..."):
		return c.refuse("this is an example or a shortened address, with a part left to fill in: %s", copyCallback)
	case strings.ContainsAny(c.Text, " \t\n"):
		return c.refuse("there is a space inside, which an address does not have: probably too much was copied; %s", copyCallback)
	case len(c.Text) > maxAddress:
		return c.refuse("this address has %d characters, far more than a Callback URL: %s", len(c.Text), copyCallback)
	case !strings.Contains(c.Text, "://"):
		return c.refuse("an address begins with https://, and this one does not: %s, from its first to its last character", copyCallback)
	}
	u, err := url.Parse(c.Text)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return c.refuse("this is not a complete address: %s", copyCallback)
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case u.User != nil:
		return c.refuse("there is a user name before the @ in this address; a Callback URL has none, and a password does not belong here: %s", copyCallback)
	case strings.Contains(c.Text, "#"):
		return c.refuse("a Callback URL must not have the part from # on (RFC 6749 section 3.1.2): %s", copyCallback)
	case u.Scheme != "https" && u.Scheme != "http":
		return c.refuse("an address begins with https://, and this one begins with %s: %s", shortened(u.Scheme+"://"), copyCallback)
	case u.Scheme == "http" && !IsLoopback(host):
		return c.refuse("this address begins with http://, so anyone on the way could read the sign-in; only an address of this computer may begin so. Does the product show the same address with https://?")
	case !validPort(u):
		return c.refuse("the port after the colon is not a number from 1 to 65535: %s", copyCallback)
	case known.Hosted && !strings.ContainsAny(host, ".:") && !IsLoopback(host), host == "0.0.0.0":
		return c.refuse("%s is not the name of a computer on the internet, because it has no domain such as .com: %s", shortened(host), copyCallback)
	case isExample(host) && !known.Example:
		return c.refuse("%s is an example, not the product's real address: %s", shortened(host), copyCallback)
	case AtlassianHost(host):
		return c.refuse("this is an address of Atlassian's (%s), and the Callback URL is the product's: %s", shortened(host), copyCallback)
	}
	if host == "localhost" {
		c.note("for Atlassian localhost and 127.0.0.1 are two different addresses; 127.0.0.1 is probably the safer one")
	}
	c.Doubt = doubtCallback(c.Text, u, known)
	return c
}

// doubtCallback asks about an address that can be a Callback URL and probably is not;
// it is "" for any other.
func doubtCallback(text string, u *url.URL, known Known) string {
	host, path, last := strings.ToLower(u.Hostname()), strings.TrimRight(u.EscapedPath(), "/"), text[len(text)-1]
	ip, _ := netip.ParseAddr(host)
	var why string
	switch {
	case known.Hosted && IsLoopback(host):
		why = "It leads to this computer, so Atlassian's answer would not reach the product"
	case known.Hosted && (ip.IsPrivate() || ip.IsLinkLocalUnicast()):
		why = "It leads into a private network, and a hosted product runs elsewhere"
	case !known.Hosted && !strings.ContainsAny(host, ".:") && !IsLoopback(host):
		why = "It has no domain, such as .com"
	case host == known.Document || manualHost().MatchString(host):
		why = "It looks like an address of the product's documentation or console"
	case path == "" && u.RawQuery == "":
		why = "There is nothing after the host name, and most Callback URLs have a path"
	case ordinaryPage().MatchString(path):
		why = "It looks like the address of an ordinary page"
	case strings.IndexByte(".,;:!)'", last) >= 0:
		return "does the “" + string(last) + "” at the end belong to the Callback URL?"
	default:
		return ""
	}
	return "is this the Callback URL of the product? " + why
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
