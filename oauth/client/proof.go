package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
)

// proof is a verification on its way: the planned checks in the order they are
// shown, filled in as answers come. One goroutine owns it; only calls run beside.
type proof struct {
	client       *Client
	session      *session
	verification Verification
	progress     func(oauth.Check, int, int)

	checks []oauth.Check // the plan; a check without an Outcome is still open
	place  map[string]int
	done   int
	result Result
}

func newProof(c *Client, secret oauth.Secret, v Verification, progress func(oauth.Check, int, int)) *proof {
	p := &proof{
		client:       c,
		session:      &session{client: c, app: v.App, secret: secret, tokens: v.Tokens},
		verification: v,
		progress:     progress,
		place:        make(map[string]int),
	}
	var renewal []string
	if slices.Contains(v.App.Scopes, oauth.OfflineAccess) {
		renewal = []string{oauth.OfflineAccess}
	}
	p.plan("renewal", "the connection can renew itself", renewal...)
	p.plan("granted", "permissions asked for and given")
	p.plan("site", "the Jira site")
	p.plan("site-scopes", "permissions for this site")
	p.plan("server", "Jira answers")
	p.plan("account", "the account that signed in")
	for _, scope := range oauth.ConsoleScopes(v.App.Scopes) {
		p.plan("scope:"+scope, title(scope), scope)
	}
	if len(v.Activities) > 0 {
		p.plan("permissions", "what the account may do in Jira")
	}
	return p
}

func (p *proof) plan(id, title string, scopes ...string) {
	if _, twice := p.place[id]; twice {
		return
	}
	p.place[id] = len(p.checks)
	p.checks = append(p.checks, oauth.Check{ID: id, Title: title, Scopes: scopes})
}

// settle fills in a planned check, once, and reports it.
func (p *proof) settle(id string, found oauth.Check) {
	if !p.open(id) {
		return
	}
	i := p.place[id]
	found.ID, found.Title, found.Scopes = id, p.checks[i].Title, p.checks[i].Scopes
	p.checks[i] = found
	p.done++
	if p.progress != nil {
		p.progress(found, p.done, len(p.checks))
	}
}

// open reports whether a planned check still waits for its outcome.
func (p *proof) open(id string) bool {
	i, planned := p.place[id]
	return planned && p.checks[i].Outcome == ""
}

// abandon settles what is still open, with why it was not tried.
func (p *proof) abandon(why string) {
	for _, check := range p.checks {
		p.settle(check.ID, oauth.Check{Outcome: oauth.NotTried, Detail: why})
	}
}

// settled leaves out what an early end kept open.
func (p *proof) settled() []oauth.Check {
	return slices.DeleteFunc(slices.Clone(p.checks), func(c oauth.Check) bool { return c.Outcome == "" })
}

// What can be wrong with an answer that is a success as such.
var (
	noRefreshToken = oauth.Seen{Where: oauth.AtToken, Error: assets.CodeNoRefreshToken}
	noSites        = oauth.Seen{Where: oauth.AtAPI, Error: assets.CodeNoSites}
	otherSite      = oauth.Seen{Where: oauth.AtAPI, Error: assets.CodeOtherSite}
	scopesLost     = oauth.Seen{Where: oauth.AtToken, Error: assets.CodeScopesLost}
	granularAlone  = oauth.Seen{Where: oauth.AtAPI, Error: assets.CodeGranularOnly}
	scopeMissing   = oauth.Seen{Where: oauth.AtAPI, Status: http.StatusUnauthorized, Text: "Unauthorized; scope does not match"}
)

// failed is a failed check, with the cure of what was seen.
func failed(seen oauth.Seen, detail string) oauth.Check {
	return withCure(oauth.Check{Outcome: oauth.Fail, Detail: detail}, recognise(seen))
}

// withCure adds what to do about a known failure.
func withCure(check oauth.Check, f assets.Failure) oauth.Check {
	check.Fix, check.Step, check.Failure = strings.Join(f.Fix, " "), f.Step, f.ID
	return check
}

// renewal renews the sign-in at once, so that every later call proves the
// renewed token.
func (p *proof) renewal(ctx context.Context) {
	asked := slices.Contains(p.verification.App.Scopes, oauth.OfflineAccess)
	before := p.verification.Tokens.Refresh
	if !before.IsSet() {
		if asked {
			p.settle("renewal", failed(noRefreshToken, "Atlassian gave no refresh token: the connection would end after an hour"))
		} else {
			p.settle("renewal", oauth.Check{Outcome: oauth.NotTried, Detail: "offline_access was not asked for: this sign-in ends after an hour"})
		}
		return
	}
	begun := p.client.Now()
	err := p.session.renew(ctx)
	took := p.client.Now().Sub(begun)
	if err != nil {
		check := oauth.Check{Outcome: oauth.Fail, Detail: err.Error()}
		if e := (*Error)(nil); errors.As(err, &e) {
			check = p.broken(answer{request: e.Request, trace: e.TraceID}, e)
		}
		check.Duration = took
		p.settle("renewal", check)
		return
	}
	detail := "renewed, and the renewed sign-in is used for every call below"
	if !p.session.current().Refresh.Equal(before) {
		detail += "; Atlassian replaced the refresh token, and the new one is kept"
	}
	request := oauth.Request{Method: http.MethodPost, Path: tokenPath, Status: http.StatusOK, At: begun}
	p.settle("renewal", oauth.Check{Outcome: oauth.Pass, Detail: detail, Request: &request, Duration: took})
}

// granted compares what was asked for with what the token answer lists, and
// settles the scopes it lacks: no call is made for them.
func (p *proof) granted() {
	wanted := oauth.ConsoleScopes(p.verification.App.Scopes)
	given := p.session.current().Grant.Scopes
	if len(given) == 0 {
		p.settle("granted", oauth.Check{Outcome: oauth.NotTried, Detail: "Atlassian's answer lists no permissions; the calls below show what works"})
		return
	}
	missing, extra := difference(wanted, given), difference(given, append([]string{oauth.OfflineAccess}, wanted...))
	also := ""
	if len(extra) > 0 {
		also = fmt.Sprintf("; also given, probably at an earlier sign-in: %s", list(extra))
	}
	if len(missing) == 0 {
		p.settle("granted", oauth.Check{Outcome: oauth.Pass, Detail: fmt.Sprintf("Atlassian gave all that was asked for (%d)%s", len(wanted), also)})
		return
	}
	why := scopeMissing
	switch {
	case len(difference(missing, p.verification.Tokens.Grant.Scopes)) < len(missing):
		why = scopesLost // the sign-in had them before it was renewed
	case p.granularOnly() && slices.ContainsFunc(missing, classic):
		why = granularAlone
	}
	p.settle("granted", failed(why, fmt.Sprintf("Atlassian gave %d of the %d that were asked for; missing: %s%s", len(wanted)-len(missing), len(wanted), list(missing), also)))
	for _, scope := range missing {
		p.settle("scope:"+scope, failed(why, "asked for, and not given by Atlassian"))
	}
}

// siteScopes compares what was asked for with what Atlassian lists for the site.
func (p *proof) siteScopes(site oauth.Site) {
	var wanted []string
	for _, scope := range oauth.ConsoleScopes(p.verification.App.Scopes) {
		if entry, _ := assets.LookupScope(scope); entry.Kind != assets.Identity { // those belong to the account
			wanted = append(wanted, scope)
		}
	}
	missing := difference(wanted, site.Scopes)
	switch {
	case len(site.Scopes) == 0:
		p.settle("site-scopes", oauth.Check{Outcome: oauth.NotTried, Detail: "Atlassian lists no permissions for this site; the calls below show what works"})
	case len(missing) == 0:
		p.settle("site-scopes", oauth.Check{Outcome: oauth.Pass, Detail: fmt.Sprintf("Atlassian lists all %d for %s", len(wanted), siteHost(site.URL))})
	default:
		check := failed(scopeMissing, fmt.Sprintf("Atlassian's list for %s lacks: %s", siteHost(site.URL), list(missing)))
		check.Outcome = oauth.Warn
		p.settle("site-scopes", check)
	}
}

// difference is what of wanted is not in given, in wanted's order.
func difference(wanted, given []string) []string {
	var out []string
	for _, one := range wanted {
		if !slices.Contains(given, one) {
			out = append(out, one)
		}
	}
	return out
}
