package oauth

import (
	"net/url"
	"strings"

	"threelo/oauth/lazyregexp"
)

const (
	copySite = "open Jira in the browser and copy the address, such as https://NAME.atlassian.net"

	// olderSiteDomain is the domain of some of the commercial cloud's first sites.
	olderSiteDomain = ".jira.com"
)

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
	return c.refuse("this is not a cloud ID, which has 36 letters, digits and hyphens: open /_edge/tenant_info below your site's address, and copy the value of cloudId")
}

// ReadSite reads what names a Jira site: its short name, its host, or the address
// of one of its pages. The Text is https://NAME and the cloud's domain, or the
// cloud ID where the text names the site by it.
func ReadSite(text string, cloud Cloud) Cleaned {
	copySite := strings.Replace(copySite, Commercial.SiteDomain, cloud.SiteDomain, 1)
	c := washAddress(text, copySite)
	switch {
	case c.Problem != "":
		return c
	case c.Text == "":
		return c.refuse("nothing was entered: %s", copySite)
	}
	if id := CloudID(c.Text); id != "" {
		c.Text = id
		return c
	}
	if strings.ContainsAny(c.Text, " \t\n") {
		return c.refuse("there is a space inside, which a site's address does not have: %s", copySite)
	}
	address := c.Text
	if !scheme().MatchString(address) {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return c.refuse("a site's name has only letters, digits and hyphens: %s", copySite)
	case u.User != nil:
		return c.refuse("this looks like an e-mail address or has a user name in it: %s", copySite)
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	domain := cloud.SiteDomain
	if domain == Commercial.SiteDomain && strings.HasSuffix(host, olderSiteDomain) {
		domain = olderSiteDomain
	}
	name, known := strings.CutSuffix(host, domain)
	switch {
	case strings.HasSuffix(host, ".atlassian-us-gov.net"):
		return c.refuse("threelo does not know the sign-in addresses of the government cloud of .atlassian-us-gov.net: ask Atlassian's support how an app is connected there")
	case !known && strings.HasSuffix(host, Government.SiteDomain):
		return c.refuse("this is a site of Atlassian Government Cloud, and threelo was started for the commercial one: start it again with --cloud gov")
	case !known && strings.HasSuffix(host, Commercial.SiteDomain):
		return c.refuse("this is a site of Atlassian's commercial cloud, and threelo was started for Government Cloud: start it again without --cloud gov")
	case "."+host == cloud.SiteDomain:
		return c.refuse("the name before %s is missing: %s", cloud.SiteDomain, copySite)
	case strings.Contains(host, ":") || ipLike().MatchString(host):
		return c.refuse("this is a numeric address, and a Jira Cloud site has a name: %s", copySite)
	case !known && AtlassianHost(host):
		return c.refuse("%s is one of Atlassian's own pages, not your Jira site: %s", shortened(host), copySite)
	case !known && (host == "localhost" || u.Port() != "" || scheme().MatchString(c.Text)) && !strings.Contains(host, "."):
		return c.refuse("%s is a computer in your own network, and threelo can't connect a Jira server of your own: %s", shortened(host), copySite)
	case !known && strings.Contains(host, "."):
		return c.refuse("%s does not end in %s. A custom domain of a Jira Cloud site? Tokens don't work under it: enter the default address, which is at admin.atlassian.com › Apps › App URLs › Custom domains › Show details. threelo can't connect a Jira server of your own",
			shortened(host), cloud.SiteDomain)
	case placeholder().MatchString(name):
		return c.refuse("%s is a placeholder, not your site's name: %s", shortened(name), copySite)
	case !siteName().MatchString(name):
		return c.refuse("a site's name has only letters, digits and hyphens: %s", copySite)
	}
	site := "https://" + name + domain
	if noSite().MatchString(name) || idShape().MatchString(c.Text) {
		c.Doubt = "is " + site + " the address of your Jira? It was made from “" + c.Text + "”, which does not look like a site's name"
	}
	c.Text = site
	return c
}
