package command

import (
	"net/url"
	"strings"
	"unicode"

	"threelo/oauth"
)

// The variables that replace Atlassian's hosts, for tests.
const (
	authVariable    = "THREELO_AUTH_URL"
	apiVariable     = "THREELO_API_URL"
	consoleVariable = "THREELO_CONSOLE_URL"
)

// cloudOf picks the hosts. With replaced ones no call and no link goes to a
// real Atlassian host.
func cloudOf(s streams, name string, demo bool) (oauth.Cloud, error) {
	auth, api, console := s.getenv(authVariable), s.getenv(apiVariable), s.getenv(consoleVariable)
	replaced := auth != "" || api != "" || console != ""
	switch {
	case demo && replaced:
		return oauth.Cloud{}, usage("--demo brings its own hosts, so %s, %s and %s must not be set: unset them, or leave --demo out", authVariable, apiVariable, consoleVariable)
	case replaced && (auth == "" || api == ""):
		return oauth.Cloud{}, usage("set both %s and %s, or neither", authVariable, apiVariable)
	}
	cloud := oauth.Commercial
	switch name {
	case "", cloud.Name:
	case oauth.Government.Name:
		cloud = oauth.Government
	default:
		return oauth.Cloud{}, usage("--cloud must be commercial or gov, not %q", name)
	}
	if !replaced {
		return cloud, nil
	}
	if console == "" {
		console = auth + "/console/"
	}
	for _, host := range [][2]string{{authVariable, auth}, {apiVariable, api}, {consoleVariable, console}} {
		variable, address := host[0], host[1]
		switch u, err := url.Parse(address); {
		case err != nil || !isSafe(u):
			return oauth.Cloud{}, usage("%s must be an https address, or an http one on loopback, with a host in ASCII and without user or query", variable)
		case oauth.AtlassianHost(u.Hostname()):
			return oauth.Cloud{}, usage("%s names a real Atlassian host: one run has test hosts or real ones, never both. Unset %s, %s and %s to work with Atlassian", variable, authVariable, apiVariable, consoleVariable)
		}
	}
	cloud.Name = "test"
	cloud.AuthURL, cloud.APIURL, cloud.ConsoleURL = strings.TrimSuffix(auth, "/"), strings.TrimSuffix(api, "/"), console
	return cloud, nil
}

// isSafe accepts https, and http on loopback only. A letter of another alphabet may
// look like one of the host that was meant.
func isSafe(u *url.URL) bool {
	foreign := strings.ContainsFunc(u.Host, func(r rune) bool { return r > unicode.MaxASCII })
	if u.Host == "" || foreign || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && oauth.IsLoopback(u.Hostname())
}
