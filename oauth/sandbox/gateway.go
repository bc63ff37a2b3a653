package sandbox

import (
	"net/http"
	"net/url"
	"slices"
)

// gatewayError is a refusal by the gateway itself, before Jira is asked.
func gatewayError(status int, message string) reply {
	return reply{status: status, body: map[string]any{"code": status, "message": message}}
}

var (
	notSignedIn   = gatewayError(http.StatusUnauthorized, "Unauthorized")
	scopeMismatch = gatewayError(http.StatusUnauthorized, "Unauthorized; scope does not match")
	notInstalled  = gatewayError(http.StatusForbidden, "The app is not installed on this instance")
	noSuchPath    = gatewayError(http.StatusNotFound, "Not Found")
	sentToSite    = reply{status: http.StatusUnauthorized, body: plainText("Client must be authenticated to access this resource.")}
)

// tooMany has the headers of the real gateway.
var tooMany = reply{
	status: http.StatusTooManyRequests,
	body:   map[string]any{"code": http.StatusTooManyRequests, "message": "Rate limit exceeded"},
	header: map[string]string{
		"Retry-After": "2", "X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "0", "RateLimit-Reason": "jira-burst-based",
	},
}

// What Jira answers where an organization, a bill or a disruption keeps callers out.
var (
	addressRejected = jiraErrors(http.StatusForbidden, "The IP address has been rejected because it is not on the allowed list. See your admin for more information.")
	suspended       = gatewayError(http.StatusForbidden, "Tenant is restricted: suspended-payment")
	unavailable     = reply{status: http.StatusServiceUnavailable, body: htmlText(`<!doctype html><title>Oops - an error has occurred</title><h1>Something went wrong</h1>` +
		`<p>Try reloading the page, then check our <a href="https://status.atlassian.com">Statuspage</a> for any current outages.</p>`)}
)

// call is one request to Jira, past the gateway.
type call struct {
	site  *site
	who   *account
	query url.Values
	id    string // the part at the path's {id}
}

// jiraErrors is how Jira itself refuses.
func jiraErrors(status int, texts ...string) reply {
	return reply{status: status, body: map[string]any{"errorMessages": texts, "errors": map[string]string{}}}
}

var forbidden = jiraErrors(http.StatusForbidden, "You do not have permission to perform this operation.")

// gateway answers GET /ex/jira/{cloudId}/…. It looks at the token first, then at
// the site, at the scopes that the path needs, and at the account's permissions.
func (s *Sandbox) gateway(r *http.Request) http.Handler {
	path, cloudID := "/"+r.PathValue("path"), r.PathValue("cloud")
	t := s.bearer(r)
	if t == nil {
		return notSignedIn
	}
	if s.playing.call != nil {
		if refused := s.playing.call(path, t); refused != nil {
			return refused
		}
	}
	e, id, found := findEndpoint(path)
	granted := effective(t.scopes, t.grant)
	if s.playing.grants != nil {
		granted = s.playing.grants(path, granted)
	}
	c := call{site: s.company.site(cloudID), who: s.account(t.grant.account), query: r.URL.Query(), id: id}
	switch {
	case !slices.Contains(t.grant.sites, cloudID):
		return notInstalled
	case !found:
		return noSuchPath
	case !e.allows(granted):
		return scopeMismatch
	case e.Permission != "" && !c.who.may(c.site, e.Permission):
		return forbidden
	}
	return e.answer(s, c)
}
