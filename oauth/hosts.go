package oauth

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Cloud is one of Atlassian's clouds: its hosts, without a trailing slash.
// Government hosts never receive commercial secrets, nor the other way round.
type Cloud struct {
	Name       string // "commercial", "gov", or "test" when hosts were replaced
	AuthURL    string // has /authorize and /oauth/token
	APIURL     string // has /oauth/token/accessible-resources and /ex/jira/{cloudId}
	ConsoleURL string // the developer console's list of apps
	Audience   string
	SiteDomain string // ".atlassian.net": the domain of its Jira sites
}

// Commercial is the cloud that nearly everybody uses.
var Commercial = Cloud{
	Name:       "commercial",
	AuthURL:    "https://auth.atlassian.com",
	APIURL:     "https://api.atlassian.com",
	ConsoleURL: "https://developer.atlassian.com/console/myapps/",
	Audience:   "api.atlassian.com",
	SiteDomain: ".atlassian.net",
}

// Government is Atlassian Government Cloud.
var Government = Cloud{
	Name:       "gov",
	AuthURL:    "https://auth.atlassian-us-gov-mod.com",
	APIURL:     "https://api.atlassian-us-gov-mod.com",
	ConsoleURL: "https://developer.atlassian-us-gov-mod.com/console/myapps/",
	Audience:   "api.atlassian-us-gov-mod.com",
	SiteDomain: ".atlassian-us-gov-mod.net",
}

// IsTest reports whether the hosts were replaced, so that nothing shown is real.
func (c Cloud) IsTest() bool { return c.Name == "test" }

// CreateForm is the address of the console's form for a new app.
func (c Cloud) CreateForm() string {
	return strings.TrimSuffix(c.ConsoleURL, "/") + "/create-3lo-app/"
}

// SiteName is the short name of a site: "acme" for https://acme.atlassian.net.
func SiteName(site string) string {
	host := strings.TrimPrefix(strings.TrimPrefix(site, "https://"), "http://")
	name, _, _ := strings.Cut(host, ".")
	return name
}

// atlassianDomains are the domains of Atlassian's own pages and of its sites. A
// site's custom domain cannot be known from here.
var atlassianDomains = []string{
	"atlassian.com", "atlassian.net", "jira.com",
	"atlassian-us-gov-mod.com", "atlassian-us-gov-mod.net",
	"atlassian-us-gov.com", "atlassian-us-gov.net",
}

// AtlassianHost reports whether a host, given without its port, belongs to one
// of Atlassian's clouds.
func AtlassianHost(host string) bool {
	host = "." + strings.ToLower(strings.TrimSuffix(host, "."))
	return slices.ContainsFunc(atlassianDomains, func(domain string) bool { return strings.HasSuffix(host, "."+domain) })
}

// IsLoopback reports whether a host, given without its port, is this computer:
// localhost in any case, 127.0.0.0/8, or ::1 without brackets.
func IsLoopback(host string) bool {
	ip, _ := netip.ParseAddr(host) // the zero address is not loopback
	return strings.EqualFold(host, "localhost") || ip.IsLoopback() && ip.Zone() == "" && !ip.Is4In6()
}

// OnLoopback reports whether a callback is an http address of this computer, where
// threelo can listen.
func OnLoopback(callback string) bool {
	u, err := url.Parse(callback)
	return err == nil && u.Scheme == "http" && IsLoopback(u.Hostname())
}
