package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// ScenarioInfo is one mistake that the sandbox plays on demand.
type ScenarioInfo struct {
	ID   string
	Line string // what the trainee will see
}

// The mistakes that the server side plays; those of the product's own page are in
// platform_page.go, network faults in networkFaults.
const (
	callbackNotRegistered = "callback-not-registered"
	scopeNotAdded         = "scope-not-added"
	notShared             = "not-shared"
	somethingWentWrong    = "something-went-wrong"
	developmentBanner     = "development-banner"
	siteAdminMustApprove  = "site-admin-approval"
	appBlocked            = "app-blocked"
	noJiraAccess          = "product-access"
	cancelled             = "consent-cancelled"
	secretWrong           = "secret-refused"
	codeInvalid           = "code-refused"
	incorrectParameters   = "request-incomplete"
	grantTypeNotEnabled   = "authorization-not-added"
	noRefreshToken        = "no-refresh-token"
	refreshInvalid        = "refresh-token-refused"
	scopeMissing          = "scope-not-granted"
	agileScopes           = "board-scopes-missing"
	granularOnly          = "granular-alone"
	tokenSentToSite       = "token-sent-to-site"
	notInstalledThere     = "app-not-on-site"
	permissionMissing     = "permission-missing"
	oldToken              = "old-token"
	searchRemoved         = "search-removed"
	rateLimited           = "rate-limited"
	noSites               = "site-not-reached"
	scopesLost            = "scopes-lost"
	scopesByCommas        = "scopes-with-commas"
	urlTooLong            = "address-too-long"
)

var scenarios = []ScenarioInfo{
	{callbackNotRegistered, "the browser ends on an error page: the app's callback URL is invalid"},
	{scopeNotAdded, "the browser ends on an error page that lists a scope which was not added to the app"},
	{notShared, "the browser says that the app is in development and only its owner may allow it"},
	{somethingWentWrong, "after the site is picked the browser says only: something went wrong"},
	{developmentBanner, "the consent page warns that the app is in development; everything else works"},
	{siteAdminMustApprove, "after the site is picked the browser asks for a site admin's approval"},
	{appBlocked, "after the site is picked the browser says that an admin blocks the app"},
	{noJiraAccess, "the browser says that the account has no access to a Jira site"},
	{cancelled, "Accept does what Cancel does: the callback says that the user did not authorize"},
	{secretWrong, "the ID and the secret are refused, also after a consent that worked"},
	{codeInvalid, "the sign-in works, but its code is refused as expired or used"},
	{incorrectParameters, "Atlassian says that something is missing from the request"},
	{grantTypeNotEnabled, "Atlassian says that this kind of sign-in was never set up for the app"},
	{noRefreshToken, "everything works, but the connection cannot renew itself"},
	{refreshInvalid, "the first hour works, then renewing is refused"},
	{scopeMissing, "Jira calls are refused because the token lacks a scope"},
	{agileScopes, "calls to boards and sprints are refused, all others work"},
	{granularOnly, "calls to Jira's platform are refused, those to boards and sprints work"},
	{tokenSentToSite, "Jira says that the client must be authenticated, as when a token is sent to the site itself"},
	{notInstalledThere, "Jira says that the app is not installed on this site"},
	{permissionMissing, "the token is right, but the account may not do what is asked"},
	{oldToken, "calls with the first token are refused; they work once it was renewed"},
	{searchRemoved, "Jira says that a search call has been removed"},
	{rateLimited, "Jira answers that there were too many calls and how long to wait"},
	{noSites, "the token is good, but it reaches no site"},
	{scopesLost, "after renewing, the token has lost half of its scopes"},
	{scopesByCommas, "the browser ends on an error page that lists all scopes as one, joined by commas"},
	{urlTooLong, "the browser shows error 414: the address is too long"},
	{platformError, "your product's page shows an error; the code is still in its address"},
	{platformRedirect, "your product's page goes on at once, and the code is lost: another way is needed"},
	{platformSignIn, "your product's page asks to sign in; the code is nested in its address"},
	{platformCloses, "your product's window closes by itself: another way is needed"},
	{"network-timeout", "Atlassian does not answer: twenty seconds of waiting, then threelo says so"},
	{"network-reset", "the connection to Atlassian breaks off"},
	{"network-captive-portal", "something on the network answers in Atlassian's place, with a web page"},
	{"network-redirect", "something on the network sends the call on to another address"},
	{"network-garbled", "Atlassian's answer is cut off in the middle"},
}

// networkFaults are the scenarios that lie in the network rather than in an answer.
var networkFaults = map[string]map[Endpoint]Fault{
	"network-timeout": {TokenEndpoint: {Wait: 100 * time.Second, Drop: true}},
	"network-reset":   {TokenEndpoint: {Drop: true}},
	"network-captive-portal": {TokenEndpoint: {
		Status: http.StatusOK, Body: "<!doctype html><title>Guest network</title><p>Sign in to use this network.",
		Header: map[string]string{"Content-Type": "text/html; charset=utf-8"},
	}},
	"network-redirect": {TokenEndpoint: {Status: http.StatusFound, Header: map[string]string{"Location": "https://portal.invalid/signin"}}},
	"network-garbled": {TokenEndpoint: {
		Status: http.StatusOK, Body: `{"access_token":"cut o`, Header: map[string]string{"Content-Type": "application/json"},
	}},
}

// Scenarios lists the mistakes that the sandbox plays, in the order of the way walked.
func Scenarios() []ScenarioInfo { return slices.Clone(scenarios) }

// Play changes the mistake that is played; "" ends it. What was granted before stays.
func (s *Sandbox) Play(scenario string) error {
	known := slices.ContainsFunc(scenarios, func(i ScenarioInfo) bool { return i.ID == scenario })
	if scenario != "" && !known {
		return fmt.Errorf("the sandbox has no scenario %q; \"list\" shows those it has", scenario)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scenario = scenario
	return nil
}
