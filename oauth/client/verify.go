package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"threelo/assets"
	"threelo/oauth"
)

// Verification is what Verify is asked to prove.
type Verification struct {
	App        oauth.App
	Tokens     Tokens
	Site       string // the expected site's URL; "" when any one will do
	SiteID     string // the cloud ID that the admin chose among several; wins over Site
	SiteWas    string // the cloud ID that Site had at an earlier test; may be ""
	Account    string // the expected account's ID or display name; may be ""
	Activities []oauth.Activity
	Project    string // key of the project the activities are for; "" for any
}

// Result is what Verify found. Tokens are the renewed ones, also when Verify
// fails: the old refresh token is spent.
type Result struct {
	Tokens       Tokens
	Sites        []oauth.Site
	Site         *oauth.Site
	User         *oauth.User
	Checks       []oauth.Check
	Activities   []oauth.Activity
	Observations []oauth.Observation
}

// ErrSeveralSites says that the sign-in reaches several sites and that none of
// them was named. They are in Result.Sites, to choose from.
var ErrSeveralSites = errors.New("this sign-in reaches several Jira sites: choose the one that the product should use")

// Verify proves a sign-in against Jira with calls that change nothing. It renews
// the tokens and uses the renewed ones, picks the site, and makes one call for
// each scope that has a harmless one. An app whose scopes read the account alone
// (User Identity API) needs no site.
//
// Problems are in Result.Checks and are not an error. An error means that the
// result is incomplete: ErrSeveralSites, or an *Error when the sites could not be
// read, the time ran out or ctx was canceled. Verify calls progress, which may
// be nil, after each check, one at a time.
func (c *Client) Verify(ctx context.Context, secret oauth.Secret, v Verification, progress func(check oauth.Check, done, of int)) (Result, error) {
	bounded, cancel := context.WithTimeout(ctx, c.Limits.Verify)
	defer cancel()
	run := newVerifier(c, secret, v, progress)
	err := run.stages(bounded)
	if stopped := bounded.Err(); stopped != nil {
		err = c.stopped(stopped)
	}
	run.result.Checks = run.settled()
	return run.result, err
}

// stopped is the Error of a verification that was ended early.
func (c *Client) stopped(cause error) *Error {
	id := assets.NetworkTimeout
	words := fmt.Sprintf("the checks took longer than %s and were stopped: Atlassian or the network is slow. Try again", c.Limits.Verify)
	if errors.Is(cause, context.Canceled) {
		id = canceled
		words = "the checks are not complete, because you canceled. You can start them again at any time"
	}
	return newError(failureOf(id), oauth.Seen{Where: oauth.AtNetwork, Error: id}, answer{}, words)
}

// verifier is a verification in progress: the planned checks in the order of the
// report, filled in as answers arrive.
type verifier struct {
	Verification
	client   *Client
	secret   oauth.Secret
	progress func(oauth.Check, int, int)
	places   chan struct{} // one for each call that may be made at the same time
	calls    sync.WaitGroup
	result   Result // every field is set by one call only

	mu     sync.Mutex // guards checks
	checks []oauth.Check
}

func newVerifier(c *Client, secret oauth.Secret, v Verification, progress func(oauth.Check, int, int)) *verifier {
	run := &verifier{
		Verification: v,
		client:       c,
		secret:       secret,
		result:       Result{Tokens: v.Tokens},
		progress:     progress,
		places:       make(chan struct{}, max(1, c.Limits.Parallel)),
	}
	site, jira := run.needsSite(), oauth.NeedsJira(v.App.Scopes)
	run.plan(true, checkRenewal, "renewal of the connection")
	if slices.Contains(v.App.Scopes, oauth.OfflineAccess) {
		run.checks[0].Scopes = []string{oauth.OfflineAccess}
	}
	run.plan(true, checkGranted, "scopes requested and granted")
	run.plan(site, checkSite, "the Jira site")
	run.plan(site, checkSiteScopes, "scopes for this site")
	run.plan(jira, checkServer, "Jira answers")
	run.plan(true, checkAccount, "the account that signed in")
	run.plan(jira, checkDataPolicy, "content that apps may read")
	for _, scope := range oauth.ConsoleScopes(v.App.Scopes) {
		run.plan(true, scopeCheck(scope), scopeTitle(scope), scope)
	}
	run.plan(site && len(v.Activities) > 0, checkPermissions, "what the account may do in Jira")
	return run
}

func (v *verifier) needsSite() bool { return oauth.NeedsSite(v.App.Scopes) }

// stages makes the calls that depend on each other's answers.
func (v *verifier) stages(ctx context.Context) error {
	v.settle(checkRenewal, v.renewal(ctx))
	v.settle(checkGranted, v.granted())
	if v.needsSite() {
		site, err := v.findSite(ctx)
		if err != nil {
			return err
		}
		if site == nil {
			v.abandon("no site was checked: the expected one was not reached")
			return nil
		}
		v.result.Site, v.SiteID = site, site.ID
		v.settle(checkSiteScopes, v.siteScopes(*site))
	}
	v.askJira(ctx)
	v.abandon("no call was made for it") // every planned check gets an outcome
	return nil
}

// plan adds a check if the app needs it, once.
func (v *verifier) plan(needed bool, id, title string, scopes ...string) {
	if needed && v.index(id) < 0 {
		v.checks = append(v.checks, oauth.Check{ID: id, Title: title, Scopes: scopes})
	}
}

// settle fills in a planned check, once, and reports it.
func (v *verifier) settle(id string, found oauth.Check) {
	v.mu.Lock()
	defer v.mu.Unlock()
	i := v.index(id)
	if i < 0 || v.checks[i].Outcome != "" {
		return
	}
	found.ID, found.Title, found.Scopes = id, v.checks[i].Title, v.checks[i].Scopes
	v.checks[i] = found
	if v.progress != nil {
		v.progress(found, len(v.settled()), len(v.checks))
	}
}

func (v *verifier) index(id string) int {
	return slices.IndexFunc(v.checks, func(c oauth.Check) bool { return c.ID == id })
}

// open reports whether a planned check has no outcome yet.
func (v *verifier) open(id string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	i := v.index(id)
	return i >= 0 && v.checks[i].Outcome == ""
}

// abandon settles the open checks as not tried.
func (v *verifier) abandon(why string) {
	for _, check := range slices.Clone(v.checks) {
		v.settle(check.ID, oauth.Check{Outcome: oauth.NotTried, Detail: why})
	}
}

// settled returns the checks that have an outcome.
func (v *verifier) settled() []oauth.Check {
	return slices.DeleteFunc(slices.Clone(v.checks), func(c oauth.Check) bool { return c.Outcome == "" })
}
