package oauth

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"threelo/oauth/lazyregexp"
)

const copyCallback = "copy the Callback URL from the platform's own screen"

var (
	placeLabel  = lazyregexp.New(`(?i)^["'*\s]*(?:callback(?:[ _-]?ur[il])?|redirect[ _-]?ur[il]|jira portal url|jira url|site(?: url)?|url)["'*]*[ \t]*[:=\n]\s*`)
	placeholder = lazyregexp.New(`(?i)^(?:your[-_. ]?(?:own[-_]?)?(?:domain|site|company|instance|org|organi[sz]ation|name|jira|team|workspace|subdomain|account|host|app|product|tenant|platform)?(?:name)?|example(?:[-_]?(?:site|company|domain|org))?|(?:site|domain|company|sub-?domain|tenant|instance|host)(?:[-_]?name)?|my[-_]?(?:site|domain|company|instance)|xxx+|foo|bar)$`)
)

// CleanCallback tidies a Callback URL. Atlassian compares it byte for byte, so
// nothing inside it is changed, a slash at its end included; only the breaks of
// a line that was too long are taken out.
func CleanCallback(text string) Cleaned {
	c := washPlace(text, copyCallback)
	if c.Problem != "" {
		return c
	}
	if c.Text == "" {
		return c.refuse("nothing was pasted: %s", copyCallback)
	}
	if scheme().MatchString(c.Text) && strings.Contains(c.Text, "\n") {
		if c = c.joinLines(); c.Problem != "" {
			return c
		}
	}
	switch {
	case strings.HasPrefix(c.Text, "{"), strings.HasPrefix(c.Text, "["): // perhaps with a token
		c.Text = ""
		return c.refuse("this is a whole answer or a file, not one address: %s", copyCallback)
	case strings.ContainsAny(c.Text, "<>{}*…") || strings.Contains(c.Text, "..."):
		return c.refuse("this is an example or a shortened address, with a part left to fill in: %s", copyCallback)
	case strings.ContainsAny(c.Text, " \t\n"):
		return c.refuse("there is a space inside, which no address has, so probably more than the address was copied: %s", copyCallback)
	case !strings.Contains(c.Text, "://"):
		return c.refuse("an address begins with https://, this one does not: %s, from its first to its last character", copyCallback)
	}
	u, err := url.Parse(c.Text)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return c.refuse("this is no complete address: %s", copyCallback)
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case u.User != nil:
		return c.refuse("there is a user name before the @ in this address; a callback has none, and a password does not belong here: %s", copyCallback)
	case strings.Contains(c.Text, "#"):
		return c.refuse("the part from # on is not allowed in a callback (RFC 6749 section 3.1.2): %s", copyCallback)
	case u.Scheme != "https" && u.Scheme != "http":
		return c.refuse("an address begins with https://, this one begins with %s: %s", shortened(u.Scheme+"://"), copyCallback)
	case u.Scheme == "http" && !IsLoopback(host):
		return c.refuse("this address begins with http://, so the sign-in would travel unprotected; only an address of this computer may do so. Does the platform show the same with https://?")
	case !validPort(u):
		return c.refuse("the port after the colon is no number from 1 to 65535: %s", copyCallback)
	case isExample(host):
		return c.refuse("%s is an example, not the platform's real address: %s", shortened(host), copyCallback)
	case AtlassianHost(host):
		return c.refuse("this is an address of Atlassian's (%s); the callback is the platform's: %s", shortened(host), copyCallback)
	}
	if host == "localhost" {
		c.note("for Atlassian localhost and 127.0.0.1 are two different addresses; probably 127.0.0.1 is the safer one")
	}
	if last := c.Text[len(c.Text)-1]; strings.IndexByte(".,;:!)'", last) >= 0 {
		c.note("the address ends with %q: is that a part of it?", string(last))
	}
	return c
}

// joinLines joins an address that was broken over lines.
func (c Cleaned) joinLines() Cleaned {
	if len(scheme().FindAllStringIndex(c.Text, 2)) > 1 {
		return c.refuse("more than one address was pasted: %s", copyCallback)
	}
	joined := ""
	for line := range strings.SplitSeq(c.Text, "\n") {
		joined += strings.TrimSpace(line)
	}
	c.Text = joined
	c.note("a line break inside it was removed")
	return c
}

func washPlace(text, instead string) Cleaned {
	c := wash(text)
	if c.Problem != "" {
		return c
	}
	if c = c.withhold(instead); c.Problem != "" {
		return c
	}
	if cut := placeLabel().FindString(c.Text); cut != "" && len(cut) < len(c.Text) {
		c.Text = c.Text[len(cut):]
		c.note("the label before it was left out")
	}
	c.Text = c.unquote(c.Text)
	return c
}

func validPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.Atoi(u.Port())
	return err == nil && n >= 1 && n <= 65535
}

// isExample recognises the hosts of documents (RFC 2606 among them).
func isExample(host string) bool {
	labels := strings.Split(host, ".")
	if n := len(labels); n >= 2 {
		if labels[n-2] == "example" || labels[n-1] == "example" || labels[n-1] == "invalid" {
			return true
		}
	}
	return placeholder().MatchString(labels[0])
}

var siteName = lazyregexp.New(`^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$`)

const copySite = "open Jira in the browser and copy the address, such as https://NAME.atlassian.net"

var (
	projectKey = lazyregexp.New(`^[A-Z][A-Z0-9_]{0,63}$`)
	inAddress  = lazyregexp.New(`(?i)/(?:browse|projects)/([A-Z][A-Z0-9_]*)`)
	inIssue    = lazyregexp.New(`(?i)^([A-Z][A-Z0-9_]*)-[0-9]+$`)
)

// CleanProject tidies the key of a Jira project, in capitals; an issue's key and
// the address of either are taken for the project's. Empty is fine.
func CleanProject(text string) Cleaned {
	c := CleanLine(text)
	if c.Problem != "" || c.Text == "" {
		return c
	}
	for _, shape := range []func() *regexp.Regexp{inAddress, inIssue} {
		if part := shape().FindStringSubmatch(c.Text); part != nil {
			c.Text = part[1]
			c.note("the project's part of it was taken")
			break
		}
	}
	c.Text = strings.ToUpper(c.Text)
	if !projectKey().MatchString(c.Text) {
		return c.refuse("a project's key has letters, digits and underscores only: it stands before the number of each issue, PROJ in PROJ-7; or leave this empty")
	}
	return c
}

// CleanAccount tidies the name of the account that is to press Accept, or its
// account ID. Empty is fine.
func CleanAccount(text string) Cleaned {
	c := CleanLine(text)
	if c.Problem == "" && (strings.Contains(c.Text, "://") || strings.ContainsAny(c.Text, "{}<>")) {
		c.Text = ""
		return c.refuse("this is no account's name: copy the name as Jira shows it beside the picture, or leave this empty")
	}
	return c
}

// olderSiteDomain is the domain of some of the commercial cloud's first sites.
const olderSiteDomain = ".jira.com"

// CleanSite turns whatever names a Jira site, its short name, its host or an
// address of one of its pages, into https://NAME and the cloud's domain.
func CleanSite(text string, cloud Cloud) Cleaned {
	copySite := strings.Replace(copySite, Commercial.SiteDomain, cloud.SiteDomain, 1)
	c := washPlace(text, copySite)
	switch {
	case c.Problem != "":
		return c
	case c.Text == "":
		return c.refuse("nothing was entered: %s", copySite)
	case strings.ContainsAny(c.Text, " \t\n"):
		return c.refuse("a site's address has no space inside: %s", copySite)
	}
	host := strings.ToLower(c.Text)
	if start := scheme().FindStringIndex(host); start != nil {
		host = host[start[1]:]
	}
	if end := strings.IndexAny(host, "/?#"); end >= 0 {
		host = host[:end]
	}
	if at := strings.LastIndex(host, "@"); at >= 0 {
		return c.refuse("this looks like an e-mail address or has a user name in it: %s", copySite)
	}
	host = place{origin: "https://" + host}.host()
	domain := cloud.SiteDomain
	if cloud.SiteDomain == Commercial.SiteDomain && strings.HasSuffix(host, olderSiteDomain) {
		domain = olderSiteDomain
	}
	name, known := strings.CutSuffix(host, domain)
	switch {
	case strings.HasSuffix(host, ".atlassian-us-gov.net"):
		return c.refuse("sites that end in .atlassian-us-gov.net belong to a government cloud whose sign-in addresses are not known here: threelo cannot set them up; Atlassian's support can tell how they are connected")
	case !known && strings.HasSuffix(host, Government.SiteDomain):
		return c.refuse("this is a site of Atlassian Government Cloud, and threelo was started for the commercial one: start it again with --cloud gov")
	case !known && strings.HasSuffix(host, Commercial.SiteDomain):
		return c.refuse("this is a site of Atlassian's commercial cloud, and threelo was started for Government Cloud: start it again without --cloud gov")
	case "."+host == cloud.SiteDomain:
		return c.refuse("the name before %s is missing: %s", cloud.SiteDomain, copySite)
	case strings.ContainsAny(host, ":[]") || ipLike().MatchString(host):
		return c.refuse("this is a numeric address, and a Jira Cloud site has a name: %s", copySite)
	case !known && AtlassianHost(host):
		return c.refuse("%s is a page of Atlassian's own, not your Jira site: %s", shortened(host), copySite)
	case !known && strings.Contains(host, "."):
		return c.refuse("%s is not a Jira Cloud address: only sites that end in %s work here, neither a Jira server of your own nor an address of your own domain; %s", shortened(host), cloud.SiteDomain, copySite)
	case placeholder().MatchString(name):
		return c.refuse("%s is a placeholder, not your site's name: %s", shortened(name), copySite)
	case !siteName().MatchString(name):
		return c.refuse("a site's name has letters, digits and hyphens only: %s", copySite)
	}
	c.Text = "https://" + name + domain
	return c
}

var ipLike = lazyregexp.New(`^[0-9.]+$`)
