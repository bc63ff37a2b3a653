package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
)

// renewal renews the sign-in first, so that every later call proves the renewed
// token.
func (v *verifier) renewal(ctx context.Context) oauth.Check {
	switch {
	case v.Tokens.Refresh.IsSet():
	case slices.Contains(v.App.Scopes, oauth.OfflineAccess):
		return failed(assets.NoRefreshToken, "Atlassian sent no refresh token: the connection would end after an hour")
	default:
		return result(oauth.NotTried, "the sign-in did not ask for offline_access: its access ends after an hour")
	}
	begun := v.client.Now()
	renewed, err := v.client.Refresh(ctx, v.App, v.secret, v.Tokens)
	took := v.client.Now().Sub(begun)
	if e := (*Error)(nil); errors.As(err, &e) {
		return v.broken(answer{request: e.Request, trace: e.TraceID, took: took}, e)
	}
	v.result.Tokens, v.result.Observations = renewed, renewed.Grant.Observations
	check := result(oauth.Pass, "renewed once; every check below uses the renewed sign-in, and Atlassian replaced the refresh token")
	if renewed.Refresh.Equal(v.Tokens.Refresh) {
		check = attention(check, "renewed once, but Atlassian sent no new refresh token: it may not work a second time", tryLater+": that renews it again")
	}
	check.Request = &oauth.Request{Method: http.MethodPost, Path: tokenPath, Status: http.StatusOK, At: begun}
	check.Duration = took
	return check
}

// granted compares the requested scopes with those of the token answer, and
// settles the ones that it lacks: no call is made for them.
func (v *verifier) granted() oauth.Check {
	wanted := oauth.ConsoleScopes(v.App.Scopes)
	given := v.result.Tokens.Grant.Scopes
	if len(given) == 0 {
		return result(oauth.NotTried, "Atlassian's answer lists no scopes; the calls below show what works")
	}
	missing, extra := difference(wanted, given), difference(given, append([]string{oauth.OfflineAccess}, wanted...))
	also := ""
	if len(extra) > 0 {
		also = "; also granted, probably at an earlier sign-in: " + names(extra)
	}
	if len(missing) == 0 {
		return result(oauth.Pass, "Atlassian granted %s%s", english.Every(len(wanted), "scope"), also)
	}
	why, when := assets.ScopeNotGranted, ""
	switch {
	case len(difference(missing, v.Tokens.Grant.Scopes)) < len(missing): // the sign-in had them before it was renewed
		why, when = assets.ScopesLost, " after renewal"
	case v.granularScopesOnly() && slices.ContainsFunc(missing, classic):
		why = assets.GranularAlone
	}
	check := failed(why, fmt.Sprintf("Atlassian granted %d of the %d requested scopes%s; missing: %s%s", len(wanted)-len(missing), len(wanted), when, names(missing), also))
	ofScope := check
	ofScope.Detail = "requested, but not granted by Atlassian" + when
	for _, scope := range missing {
		v.settle(scopeCheck(scope), ofScope)
	}
	return check
}

// findSite reads the sites of the sign-in and picks one. It returns nil when the
// sign-in does not reach the right one.
func (v *verifier) findSite(ctx context.Context) (*oauth.Site, error) {
	list, a, failure := v.client.sites(ctx, v.result.Tokens.Access)
	if failure != nil {
		v.settle(checkSite, v.broken(a, failure))
		v.abandon("the sites of this sign-in could not be read")
		return nil, failure
	}
	v.result.Sites = list.sites
	v.observeSites(list)
	site, check, err := v.choose(list.sites)
	if err != nil {
		return nil, err
	}
	check.Request, check.TraceID, check.Duration = &a.request, a.trace, a.took
	v.settle(checkSite, check)
	return site, nil
}

// observeSites notes whether a site's ID is listed several times. A sign-in with
// scopes of one product cannot refute it.
func (v *verifier) observeSites(list siteList) {
	products := map[string]bool{}
	for _, scope := range oauth.ConsoleScopes(v.result.Tokens.Grant.Scopes) {
		entry, _ := assets.LookupScope(scope)
		products[entry.Product] = true
	}
	outcome := oauth.FactUnclear
	switch {
	case list.repeated:
		outcome = oauth.FactConfirmed
	case len(list.sites) > 0 && len(products) > 1:
		outcome = oauth.FactRefuted
	}
	v.result.Observations = append(v.result.Observations, oauth.Observation{Fact: oauth.FactRepeatedSiteIDs, Outcome: outcome})
}

// choose picks the site, never silently the first of several.
func (v *verifier) choose(sites []oauth.Site) (*oauth.Site, oauth.Check, error) {
	var others []string
	var site *oauth.Site
	for i, s := range sites {
		wanted := v.SiteID == "" && v.Site == "" && len(sites) == 1 ||
			v.SiteID != "" && s.ID == v.SiteID ||
			v.SiteID == "" && v.Site != "" && siteHost(s.URL) == siteHost(v.Site)
		if wanted && site == nil {
			site = &sites[i]
		} else {
			others = append(others, siteHost(s.URL))
		}
	}
	expected := cmp.Or(siteHost(v.Site), "the chosen site")
	switch {
	case site != nil && len(others) == 0:
		return site, result(oauth.Pass, "the sign-in reaches %s, and no other site", siteHost(site.URL)), nil
	case site != nil:
		return site, result(oauth.Pass, "the sign-in reaches %s, and %s of this or earlier sign-ins: %s", siteHost(site.URL), english.Count(len(others), "other site"), names(others)), nil
	case len(sites) == 0:
		return nil, failed(assets.SiteNotReached, "the sign-in does not reach "+cmp.Or(siteHost(v.Site), "any Jira site")), nil
	case v.SiteID == "" && v.Site == "":
		return nil, oauth.Check{}, ErrSeveralSites
	}
	if i := slices.IndexFunc(sites, func(s oauth.Site) bool { return v.SiteWas != "" && s.ID == v.SiteWas }); i >= 0 {
		check := failed(assets.SiteRenamed, expected+" is now "+siteHost(sites[i].URL)+": the cloud ID is the same")
		check.Outcome = oauth.Warn
		return &sites[i], check, nil
	}
	return nil, failed(assets.SiteNotReached, fmt.Sprintf("reached %s, expected %s", names(others), expected)), nil
}

// siteHost is the host of a site's URL, which is how people know a site.
func siteHost(site string) string {
	host := strings.ToLower(strings.TrimSpace(site))
	host = strings.TrimPrefix(strings.TrimPrefix(host, "https://"), "http://")
	host, _, _ = strings.Cut(host, "/")
	return host
}

// siteScopes compares the requested scopes with those that Atlassian lists for
// the site.
func (v *verifier) siteScopes(site oauth.Site) oauth.Check {
	wanted := slices.DeleteFunc(oauth.ConsoleScopes(v.App.Scopes), func(scope string) bool { return !oauth.NeedsSite([]string{scope}) })
	missing := difference(wanted, site.Scopes)
	switch {
	case len(site.Scopes) == 0:
		return result(oauth.NotTried, "Atlassian lists no scopes for this site; the calls below show what works")
	case len(missing) == 0:
		return result(oauth.Pass, "Atlassian lists %s for %s", english.Every(len(wanted), "scope"), siteHost(site.URL))
	}
	check := failed(assets.ScopeNotGranted, fmt.Sprintf("Atlassian's list for %s lacks: %s", siteHost(site.URL), names(missing)))
	check.Outcome = oauth.Warn
	return check
}

// difference returns what given lacks of wanted, in wanted's order.
func difference(wanted, given []string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(one string) bool { return slices.Contains(given, one) })
}
