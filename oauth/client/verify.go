package client

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"threelo/assets"
	"threelo/oauth"
)

// Verification is what Verify is to prove.
type Verification struct {
	App        oauth.App
	Tokens     Tokens
	Site       string // the expected site's URL; "" when any one will do
	SiteID     string // the cloud ID the admin chose among several; wins over Site
	Account    string // the expected account's ID or display name; may be ""
	Activities []oauth.Activity
	Project    string // key of the project the activities are for; "" for any
}

// Result is what Verify found. Tokens are the renewed ones also when Verify
// fails: the old refresh token is spent.
type Result struct {
	Tokens     Tokens
	Sites      []oauth.Site
	Site       *oauth.Site
	User       *oauth.User
	Checks     []oauth.Check
	Activities []oauth.Activity
}

// ErrSeveralSites says that the sign-in reaches several sites and that none of
// them was named: they are in Result.Sites, to be chosen from.
var ErrSeveralSites = errors.New("this sign-in reaches several Jira sites: choose the one that the platform is to use")

// Verify proves a sign-in against Jira with calls that change nothing: it renews
// the tokens and goes on with the renewed ones, picks the site, and makes one
// call for each scope that has a harmless one.
//
// What is found wrong stands in Result.Checks and is no error. An error means
// that there is no full result: ErrSeveralSites, or an *Error when the sites
// could not be read, the time ran out or ctx was cancelled. progress, which may
// be nil, is told of each check, one after the other.
func (c *Client) Verify(ctx context.Context, secret oauth.Secret, v Verification, progress func(check oauth.Check, done, of int)) (Result, error) {
	bounded, cancel := context.WithTimeout(ctx, c.Limits.Verify)
	defer cancel()
	p := newProof(c, secret, v, progress)
	err := p.run(bounded)
	if stopped := bounded.Err(); stopped != nil {
		err = c.stopped(stopped)
	}
	p.result.Tokens = p.session.current()
	p.result.Checks = p.settled()
	return p.result, err
}

// stopped is the Error of a verification that did not come to its end.
func (c *Client) stopped(cause error) *Error {
	e := &Error{
		Seen:  oauth.Seen{Where: oauth.AtNetwork, Error: assets.CodeNetworkTimeout},
		Cause: cause,
		words: fmt.Sprintf("the checks took longer than %s and were stopped: Atlassian or the network is slow; try again", c.Limits.Verify),
	}
	if errors.Is(cause, context.Canceled) {
		e.Seen.Error = codeCancelled
		e.words = "the checks were stopped before they were through, because you cancelled: start them again when you like"
	}
	e.Failure = recognise(e.Seen).ID
	return e
}

// run goes through the stages that depend on each other.
func (p *proof) run(ctx context.Context) error {
	p.renewal(ctx)
	p.granted()
	sites, request, failure := p.sites(ctx)
	if failure != nil {
		p.settle("site", p.broken(request, failure))
		p.abandon("the sites of this sign-in could not be read")
		return failure
	}
	p.result.Sites = sites
	site, found, err := p.choose(sites)
	if err != nil {
		return err
	}
	found.Request, found.TraceID, found.Duration = &request.request, request.trace, request.took
	p.settle("site", found)
	if site == nil {
		p.abandon("there is no site to try it on")
		return nil
	}
	p.result.Site = site
	p.siteScopes(*site)
	p.calls(ctx, *site)
	p.abandon("no call was made for it") // none may vanish: calls.go has one for each that is planned
	return nil
}

func (p *proof) sites(ctx context.Context) (sites []oauth.Site, a answer, failure *Error) {
	a, failure = p.session.use(ctx, func(access oauth.Secret) (answer, *Error) {
		var a answer
		var failure *Error
		sites, a, failure = p.client.sites(ctx, access)
		return a, failure
	})
	return sites, a, failure
}

// choose picks the site, never silently the first of several.
func (p *proof) choose(sites []oauth.Site) (*oauth.Site, oauth.Check, error) {
	v := p.verification
	var names []string
	var site *oauth.Site
	for i, s := range sites {
		wanted := v.SiteID == "" && v.Site == "" && len(sites) == 1 ||
			v.SiteID != "" && s.ID == v.SiteID ||
			v.SiteID == "" && v.Site != "" && siteHost(s.URL) == siteHost(v.Site)
		if wanted && site == nil {
			site = &sites[i]
		} else {
			names = append(names, siteHost(s.URL))
		}
	}
	expected := siteHost(v.Site)
	if expected == "" {
		expected = "the chosen site"
	}
	switch {
	case site != nil && len(names) == 0:
		return site, oauth.Check{Outcome: oauth.Pass, Detail: "the sign-in reaches " + siteHost(site.URL) + ", and no other site"}, nil
	case site != nil:
		detail := fmt.Sprintf("the sign-in reaches %s, and %s of this or earlier sign-ins: %s", siteHost(site.URL), count(len(names), "other site", "other sites"), list(names))
		return site, oauth.Check{Outcome: oauth.Pass, Detail: detail}, nil
	case len(sites) == 0:
		return nil, failed(noSites, "the sign-in reaches no Jira site at all"), nil
	case v.SiteID == "" && v.Site == "":
		return nil, oauth.Check{}, ErrSeveralSites
	}
	return nil, failed(otherSite, fmt.Sprintf("the sign-in does not reach %s, but %s", expected, list(names))), nil
}

// siteHost is the host of a site's URL, which is how people know a site.
func siteHost(site string) string {
	site = strings.ToLower(strings.TrimSpace(site))
	if u, err := url.Parse(site); err == nil && u.Host != "" {
		return u.Host
	}
	return strings.TrimSuffix(site, "/")
}
