package oauth

import (
	"net/url"
	"strings"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// olderSiteDomain is the domain of some of the commercial cloud's first sites.
const olderSiteDomain = ".jira.com"

var (
	noSite   = lazyregexp.New(`^(?:https?|www|jira|atlassian|admin|api|none|test)$`)
	siteName = lazyregexp.New(`^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$`)
	ipLike   = lazyregexp.New(`^[0-9.]+$`)

	// The places that show a cloud ID: alone, the administration's addresses, an
	// ARI, and a site's /_edge/tenant_info.
	cloudIDShown = lazyregexp.New(`(?i)(?:^|://admin\.atlassian[a-z-]*\.com/(?:s/|o/[^/\s]+/products/[a-z-]+/)|ari:cloud:[a-z-]+::site/|"cloudId"\s*:\s*")` +
		`([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:$|[/?#"\s])`)
)

// CloudID finds the cloud ID that a text names a Jira site by: the ID alone, or
// an address of admin.atlassian.com that carries it. It is "" when there is none.
func CloudID(text string) string {
	if found := cloudIDShown().FindStringSubmatch(strings.TrimSpace(text)); found != nil {
		return strings.ToLower(found[1])
	}
	return ""
}

// readCloudID reads a site's cloud ID, or the address of a page that shows it.
func readCloudID(text string) Cleaned {
	c := ReadLine(text)
	if id := CloudID(c.Text); id != "" || c.Problem != "" {
		c.Text = id
		return c
	}
	return c.refuse(assets.Slots{}, []flaw{{true, "cloud-id", ""}})
}

// ReadSite reads what names a Jira site: its short name, its host, or the address
// of one of its pages. The Text is https://NAME and the cloud's domain, or the
// cloud ID where the text names the site by it.
func ReadSite(text string, cloud Cloud) Cleaned {
	words := assets.Slots{"domain": cloud.SiteDomain}
	words["copy"] = assets.PasteWords("site-copy", words)
	c := washAddress(text, words["copy"])
	if id := CloudID(c.Text); id != "" {
		c.Text = id
		return c
	}
	address := c.Text
	if !scheme().MatchString(address) {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	c = c.refuse(words, []flaw{
		{c.Text == "", "site-empty", ""},
		{strings.ContainsAny(c.Text, " \t\n"), "site-space", ""},
		{err != nil, "site-signs", ""},
	})
	if c.Problem != "" {
		return c
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	domain := cloud.SiteDomain
	if domain == Commercial.SiteDomain && strings.HasSuffix(host, olderSiteDomain) {
		domain = olderSiteDomain
	}
	name, known := strings.CutSuffix(host, domain)
	ends := func(domain string) bool { return !known && strings.HasSuffix(host, domain) }
	isAddress := u.Port() != "" || scheme().MatchString(c.Text)
	c = c.refuse(words, []flaw{
		{u.User != nil, "site-user", ""},
		{ends(".atlassian-us-gov.net"), "site-unknown-cloud", ""},
		{ends(Government.SiteDomain), "site-government", ""},
		{ends(Commercial.SiteDomain), "site-commercial", ""},
		{"."+host == cloud.SiteDomain, "site-no-name", ""},
		{strings.Contains(host, ":") || ipLike().MatchString(host), "site-numbers", ""},
		{!known && AtlassianHost(host), "site-atlassian", shortened(host)},
		{!known && !strings.Contains(host, ".") && (host == "localhost" || isAddress), "site-network", shortened(host)},
		{!known && strings.Contains(host, "."), "site-domain", shortened(host)},
		{placeholder().MatchString(name), "site-placeholder", shortened(name)},
		{!siteName().MatchString(name), "site-signs", ""},
	})
	if c.Problem != "" {
		return c
	}
	site := "https://" + name + domain
	if noSite().MatchString(name) || idShape().MatchString(c.Text) {
		c.Doubt = "is " + site + " the address of your Jira? It was made from “" + c.Text + "”, which does not look like a site's name"
	}
	c.Text = site
	return c
}
