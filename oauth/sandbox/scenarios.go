package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ScenarioInfo is one problem that the sandbox simulates on demand.
type ScenarioInfo struct {
	ID   string
	Line string // what the trainee sees
}

// scenario is a problem together with the answers that it replaces. A scenario
// without any is looked up by its ID where it matters.
type scenario struct {
	ID, Line string
	request  func(request) *refusal // a request that is fine otherwise
	account  func() *refusal        // an account before it is asked
	site     func(*site) *refusal   // a site when Accept is pressed

	client, exchange, renewal *tokenError                                  // token requests: all of them, a code's, a refresh token's
	issued                    func(scopes []string, renewed bool) []string // the scopes of a new token

	call   func(path string, t *accessToken) *reply    // a call to Jira, before its scopes are looked at
	grants func(path string, scopes []string) []string // the scopes that count for a call
	faults map[Endpoint]Fault
}

// Scenarios that are looked up by their ID.
const (
	developmentBanner = "development-banner"
	consentCancelled  = "consent-cancelled"
	singleCallback    = "single-callback-box"
	noRefreshToken    = "no-refresh-token"
	siteNotReached    = "site-not-reached"
	appAccessRule     = "app-access-rule"
)

// scenarios are in the order in which an admin meets them.
var scenarios = []scenario{
	{ID: "callback-not-registered", Line: "after signing in, the browser ends on an error page: the callback is not registered", request: refuseCallback},
	{ID: singleCallback, Line: "the console has a single box, Callback URL, instead of a list"},
	{ID: "scope-not-added", Line: "the browser ends on an error page that lists a scope which was not added to the app", request: missLastScope},
	{ID: "not-shared", Line: "the browser says that the app is in development and only its owner may allow it", account: refuseStranger},
	{ID: "something-went-wrong", Line: "after the site is chosen the browser says only: something went wrong", site: refuseSomething},
	{ID: developmentBanner, Line: "the consent page warns that the app is in development; everything else works"},
	{ID: "site-admin-approval", Line: "after the site is chosen the browser says that an admin must authorize the app", site: refuseUnapproved},
	{ID: "app-blocked", Line: "after the site is chosen the browser says that an admin blocks the app", site: refuseBlocked},
	{ID: "accept-rate-limited", Line: "after Accept the browser shows 429: there were too many requests", site: refuseTooMany},
	{ID: "product-access", Line: "the browser says that the account has no access to a Jira site", account: refuseNoAccess},
	{ID: consentCancelled, Line: "Accept does what Cancel does: the callback says that the user did not authorize"},
	{ID: "secret-refused", Line: "the ID and the secret are refused, even after a sign-in that worked", client: wrongClient},
	{ID: "code-refused", Line: "the sign-in works, but its code is refused as expired or used", exchange: wrongCode},
	{ID: "request-incomplete", Line: "Atlassian says that the request has incorrect parameters", client: wrongFields},
	{ID: "authorization-not-added", Line: "Atlassian says that this kind of sign-in was never set up for the app", client: wrongGrantType},
	{ID: noRefreshToken, Line: "everything works, but the connection cannot renew itself"},
	{ID: "refresh-token-refused", Line: "the first hour works, then renewing is refused", renewal: unknownRefresh},
	{ID: "scope-not-granted", Line: "Jira calls are refused because the token lacks a scope", grants: func(_ string, scopes []string) []string {
		return withoutFirst(scopes, isClassic)
	}},
	{ID: "board-scopes-missing", Line: "calls to boards and sprints are refused, all others work", grants: func(path string, scopes []string) []string {
		if strings.HasPrefix(path, "/rest/agile/") {
			return nil
		}
		return scopes
	}},
	{ID: "granular-alone", Line: "calls to Jira's platform are refused, those to boards and sprints work", issued: func(scopes []string, _ bool) []string {
		return slices.DeleteFunc(scopes, isClassic)
	}},
	{ID: "token-sent-to-site", Line: "Jira says that the client must be authenticated, as when a token is sent to the site itself", call: every(sentToSite)},
	{ID: "app-not-on-site", Line: "Jira says that the app is not installed on this site", call: every(notInstalled)},
	{ID: "permission-missing", Line: "the token is right, but the account lacks a Jira permission", call: func(path string, _ *accessToken) *reply {
		if path == "/rest/api/3/serverInfo" || path == "/rest/api/3/myself" {
			return nil
		}
		return &forbidden
	}},
	{ID: "old-token", Line: "calls with the first token are refused; they work once it was renewed", call: func(_ string, t *accessToken) *reply {
		if t.renewed {
			return nil
		}
		return &notSignedIn
	}},
	{ID: "search-removed", Line: "Jira says that a search call has been removed", call: func(path string, _ *accessToken) *reply {
		if strings.Contains(path, "search") {
			return &gone
		}
		return nil
	}},
	{ID: "rate-limited", Line: "Jira answers that there were too many calls and how long to wait", call: every(tooMany)},
	{ID: appAccessRule, Line: "projects and boards are missing, without any error"},
	{ID: "ip-allowlist", Line: "Jira says that the IP address is not on the allowed list", call: every(addressRejected)},
	{ID: "site-suspended", Line: "Jira says that the site is suspended", call: every(suspended)},
	{ID: "atlassian-unavailable", Line: "Jira answers 503 with a web page: something went wrong", call: every(unavailable)},
	{ID: siteNotReached, Line: "the token is good, but it reaches no site"},
	{ID: "scopes-lost", Line: "after renewing, the token has lost half of its scopes", issued: func(scopes []string, renewed bool) []string {
		if renewed {
			return scopes[:(len(scopes)+1)/2]
		}
		return scopes
	}},
	{ID: "scopes-with-commas", Line: "the browser ends on an error page that lists all scopes as one, joined by commas", request: func(r request) *refusal {
		return refuseScopes([]string{strings.Join(r.scopes, ",")})
	}},
	{ID: "address-too-long", Line: "the browser shows error 414: the address is too long", request: func(request) *refusal { return refuseLength() }},

	{ID: "platform-error", Line: "your product's page shows an error; the code is still in its address"},
	{ID: "platform-redirect", Line: "your product's page moves on by itself, and the code is lost: another method is needed"},
	{ID: "platform-sign-in", Line: "your product's page asks to sign in; the code is nested in its address"},
	{ID: "platform-closes", Line: "your product's window closes by itself: another method is needed"},

	{ID: "network-timeout", Line: "Atlassian does not answer: threelo says so after twenty seconds", faults: atToken(Fault{Wait: 100 * time.Second, Drop: true})},
	{ID: "network-reset", Line: "the connection to Atlassian is interrupted", faults: atToken(Fault{Drop: true})},
	{ID: "network-captive-portal", Line: "something on the network answers in Atlassian's place, with a web page", faults: atToken(Fault{
		Status: http.StatusOK, Body: "<!doctype html><title>Guest network</title><p>Sign in to use this network.",
		Header: map[string]string{"Content-Type": "text/html; charset=utf-8"},
	})},
	{ID: "network-redirect", Line: "something on the network redirects the call to another address", faults: atToken(Fault{
		Status: http.StatusFound, Header: map[string]string{"Location": "https://portal.invalid/signin"},
	})},
	{ID: "network-garbled", Line: "Atlassian's answer is cut off in the middle", faults: atToken(Fault{
		Status: http.StatusOK, Body: `{"access_token":"cut o`, Header: map[string]string{"Content-Type": "application/json"},
	})},
}

// missLastScope refuses a request as if the last scope it asks for were not added to the app.
func missLastScope(r request) *refusal {
	for _, name := range slices.Backward(r.scopes) {
		if name != offlineAccess {
			return refuseScopes([]string{name})
		}
	}
	return refuseNoScopes()
}

// withoutFirst leaves out the first element that matches.
func withoutFirst(list []string, matches func(string) bool) []string {
	if i := slices.IndexFunc(list, matches); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

func every(answer reply) func(string, *accessToken) *reply {
	return func(string, *accessToken) *reply { return &answer }
}

func atToken(f Fault) map[Endpoint]Fault { return map[Endpoint]Fault{TokenEndpoint: f} }

// Scenarios lists the problems that the sandbox simulates, in the order in which an admin meets them.
func Scenarios() []ScenarioInfo {
	var list []ScenarioInfo
	for _, x := range scenarios {
		list = append(list, ScenarioInfo{x.ID, x.Line})
	}
	return list
}

// Play changes the problem that is simulated; "" ends it. What was granted before stays granted.
func (s *Sandbox) Play(id string) error {
	i := slices.IndexFunc(scenarios, func(x scenario) bool { return x.ID == id })
	if id != "" && i < 0 {
		return fmt.Errorf("the sandbox has no scenario %q; \"list\" shows those it has", id)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.playing = scenario{}
	if i >= 0 {
		s.playing = scenarios[i]
	}
	return nil
}
