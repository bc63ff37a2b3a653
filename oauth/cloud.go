package oauth

// Cloud is one of Atlassian's clouds: its hosts, without a trailing slash.
// Government hosts never receive commercial secrets, nor the other way round.
type Cloud struct {
	Name       string // "commercial", "gov", or "test" when hosts were replaced
	AuthURL    string // /authorize and /oauth/token hang below
	APIURL     string // /oauth/token/accessible-resources and /ex/jira/{cloudId} hang below
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
