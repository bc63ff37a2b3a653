package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
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
	readOnly      = gatewayError(http.StatusMethodNotAllowed, "Method Not Allowed: the sandbox answers reading calls only")
	sentToSite    = reply{status: http.StatusUnauthorized, body: plainText("Client must be authenticated to access this resource.")}
)

// tooMany says that there were too many calls, in the headers of the real gateway.
var tooMany = reply{
	status: http.StatusTooManyRequests,
	body:   map[string]any{"code": http.StatusTooManyRequests, "message": "Rate limit exceeded"},
	header: map[string]string{
		"Retry-After": "2", "X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "0", "RateLimit-Reason": "jira-burst-based",
	},
}

// call is one request to Jira, past the gateway.
type call struct {
	site  *site
	who   *account
	query url.Values
	id    string // what stood in the path's {id}
}

// jiraErrors is how Jira itself refuses.
func jiraErrors(status int, texts ...string) reply {
	return reply{status: status, body: map[string]any{"errorMessages": texts, "errors": map[string]string{}}}
}

var forbidden = jiraErrors(http.StatusForbidden, "You do not have permission to perform this operation.")

// gateway answers /ex/jira/{cloudId}/…: first the token, then the site, then the
// scopes that the path wants, then what the account may do in Jira.
func (s *Sandbox) gateway(r *http.Request) http.Handler {
	path, cloudID := "/"+r.PathValue("path"), r.PathValue("cloud")
	t, known := s.bearer(r)
	switch {
	case s.scenario == tokenSentToSite:
		return sentToSite
	case !known, s.scenario == oldToken && !t.refreshed:
		return notSignedIn
	case s.scenario == rateLimited:
		return tooMany
	case !slices.Contains(t.grant.sites, cloudID), s.scenario == notInstalledThere:
		return notInstalled
	}
	e, id, found := findEndpoint(path)
	switch {
	case !found:
		return noSuchPath
	case r.Method != http.MethodGet:
		return readOnly
	case !e.allows(s.gatewayScopes(t, path)):
		return scopeMismatch
	}
	return s.jira(e, call{
		site: s.company.site(cloudID), who: s.account(t.grant.account), query: r.URL.Query(), id: id,
	})
}

// jira answers a call that the gateway let through.
func (s *Sandbox) jira(e *endpoint, c call) reply {
	switch {
	case s.scenario == searchRemoved && strings.Contains(e.pattern, "search"):
		return gone
	case s.scenario == permissionMissing && e.pattern != "/rest/api/3/serverInfo" && e.pattern != "/rest/api/3/myself":
		return forbidden
	case e.permission != "" && !c.who.may(c.site, e.permission):
		return forbidden
	}
	return e.answer(s, c)
}

// gatewayScopes is what a token may do here, less what a scenario takes away.
func (s *Sandbox) gatewayScopes(t *accessToken, path string) []string {
	granted := effective(t.scopes, t.grant)
	switch {
	case s.scenario == agileScopes && strings.HasPrefix(path, "/rest/agile/"):
		return nil
	case s.scenario == granularOnly:
		return slices.DeleteFunc(granted, isClassic)
	case s.scenario == scopeMissing:
		if first := slices.IndexFunc(granted, isClassic); first >= 0 {
			return slices.Delete(granted, first, first+1)
		}
	}
	return granted
}
