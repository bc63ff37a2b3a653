package client

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
)

func (p *proof) settleScopes(scopes []string, a answer, failure *Error) {
	for _, scope := range scopes {
		p.settle("scope:"+scope, p.judge(a, failure))
	}
}

// judge says what a call to Jira proves. The gateway checks scopes before Jira
// sees the call: whatever Jira itself answers, the scope was there.
func (p *proof) judge(a answer, failure *Error) oauth.Check {
	check := oauth.Check{Request: &a.request, TraceID: a.trace, Duration: a.took}
	if failure == nil {
		check.Outcome, check.Detail = oauth.Pass, "called, and Jira answered"
		return check
	}
	seen := failure.Seen
	known := recognise(seen)
	switch {
	case lacksScope(failure):
		check.Outcome, check.Detail = oauth.Fail, "the call was refused for want of this permission, although you may have ticked it: it was not part of what was accepted"
		if p.granularOnly() && !strings.Contains(seen.Path, "/rest/agile/") {
			seen.Error = assets.CodeGranularOnly
			known = recognise(seen)
		}
	case seen.Where == oauth.AtAPI && seen.Status == http.StatusUnauthorized:
		check.Outcome, check.Detail = oauth.Fail, "the gateway refuses this sign-in, also after renewing it where it could be renewed"
		if known.ID == "" {
			known = recognise(oauth.Seen{Where: oauth.AtAPI, Error: assets.CodeOldToken})
		}
	case notInstalled(failure):
		check.Outcome, check.Detail = oauth.Fail, "Atlassian says that the app is not connected to this site"
	case seen.Where == oauth.AtAPI && seen.Status == http.StatusForbidden:
		check.Outcome, check.Detail = oauth.Warn, "the permission is right, the account lacks the right in Jira"+quoted(seen)
	case seen.Where == oauth.AtAPI && (seen.Status == http.StatusBadRequest || seen.Status == http.StatusNotFound) && fromJira(a):
		check.Outcome, check.Detail = oauth.Pass, fmt.Sprintf("the permission is there: Jira itself answered, that there is nothing to show here (%d)", seen.Status)
		return check
	case seen.Where == oauth.AtAPI && (seen.Status == http.StatusBadRequest || seen.Status == http.StatusNotFound || seen.Status == http.StatusGone):
		check.Outcome, check.Detail = oauth.NotTried, fmt.Sprintf("could not be told: the call that would show it is not answered here (%d)", seen.Status)
		if seen.Status == http.StatusGone {
			check = withCure(check, known)
		}
		return check
	case seen.Where != oauth.AtNetwork && known.ID != "":
		check.Outcome, check.Detail = oauth.Warn, "not proved: "+known.Title+": "+known.Cause
	default: // no answer, or a fault of the server's: nothing is proved, nothing refuted
		check.Outcome, check.Detail = oauth.Warn, "not proved: "+failure.Error()
	}
	check = withCure(check, known)
	if check.Fix == "" {
		check.Fix = "check again in a few minutes"
	}
	return check
}

// broken is a call without which nothing else can be proved.
func (p *proof) broken(a answer, failure *Error) oauth.Check {
	check := p.judge(a, failure)
	if check.Fix == "" { // as a probe it would have done
		check.Detail = fmt.Sprintf("the answer is not what it should be (status %d)", failure.Seen.Status)
		check.Fix = "check again in a few minutes, and on another network if it stays so"
	}
	check.Outcome = oauth.Fail
	return check
}

// lacksScope reports whether the gateway refused a call because the token lacks a
// scope. Some have seen that with 403 in place of 401.
func lacksScope(e *Error) bool {
	return e.Seen.Where == oauth.AtAPI && strings.Contains(strings.ToLower(e.Seen.Text), "scope does not match")
}

func notInstalled(e *Error) bool {
	return e.Seen.Where == oauth.AtAPI && strings.Contains(strings.ToLower(e.Seen.Text), "app is not installed")
}

func quoted(seen oauth.Seen) string {
	if seen.Text == "" {
		return ""
	}
	return fmt.Sprintf(" (Jira says %q)", seen.Text)
}

// granularOnly reports whether the token has granular scopes and no classic ones.
func (p *proof) granularOnly() bool {
	scopes := oauth.ConsoleScopes(p.session.current().Grant.Scopes)
	return len(scopes) > 0 && !slices.ContainsFunc(scopes, classic)
}

func classic(scope string) bool {
	entry, _ := assets.LookupScope(scope)
	return entry.Kind == assets.Classic
}

// server settles whether Jira answers through the gateway at all.
func (p *proof) server(a answer, failure *Error) []*call {
	if failure != nil {
		p.settle("server", p.broken(a, failure))
		return nil
	}
	check := p.judge(a, nil)
	fields, _ := parseObject(a.body) // no object: no fields
	base := clean(fields.text("baseUrl"), maxText)
	check.Detail = fmt.Sprintf("Jira at %s answers through Atlassian's gateway", siteHost(base))
	switch site := p.result.Site; {
	case base == "":
		check.Outcome = oauth.Warn
		check.Detail = "something answers through Atlassian's gateway, without saying which Jira site it is"
		check.Fix = "check again in a few minutes, and on another network if it stays so"
	case site.URL != "" && siteHost(base) != siteHost(site.URL):
		check.Detail += ", under another name than " + siteHost(site.URL)
	}
	p.settle("server", check)
	return nil
}

// account settles who signed in, and whether it is who was expected.
func (p *proof) account(a answer, failure *Error) []*call {
	check := p.judge(a, failure)
	if failure != nil {
		if check.Outcome == oauth.Pass { // Jira answered, without saying who
			check.Outcome = oauth.NotTried
		}
		p.settle("account", check)
		return nil
	}
	fields, _ := parseObject(a.body)
	user := oauth.User{
		AccountID:   clean(fields.text("accountId"), maxName),
		DisplayName: clean(fields.text("displayName"), maxName),
		AccountType: clean(fields.text("accountType"), maxName),
	}
	if user.AccountID == "" {
		check.Outcome, check.Detail = oauth.Warn, "Jira answered without saying which account this is"
		check.Fix = "look at the account that Atlassian shows when you press Accept"
		p.settle("account", check)
		return nil
	}
	p.result.User = &user
	name := user.DisplayName
	if name == "" {
		name = user.AccountID
	}
	expected := strings.TrimSpace(p.verification.Account)
	switch {
	case expected == "":
		check.Detail = "the sign-in was made by " + name
	case expected == user.AccountID, strings.EqualFold(expected, user.DisplayName):
		check.Detail = "the sign-in was made by " + name + ", as expected"
	default:
		check.Outcome = oauth.Warn // a display name is easily written another way
		if accountID(expected) {
			check.Outcome = oauth.Fail
			name += " (" + user.AccountID + ")"
		}
		check.Detail = fmt.Sprintf("you said %s, the sign-in was made by %s", clean(expected, maxName), name)
		check.Fix = "if that is the wrong account, sign in again in a private window, and look at the account that Atlassian shows before you accept"
		check.Step = "signin"
	}
	p.settle("account", check)
	return nil
}

// accountID reports whether a text has the form of an Atlassian account ID:
// 24 hexadecimal digits, or a number and a UUID with a colon between.
func accountID(text string) bool {
	return len(text) >= 20 && !strings.ContainsAny(text, " @") && strings.ContainsAny(text, "0123456789")
}

// title names a scope's check by what its call reads.
func title(scope string) string {
	entry, _ := assets.LookupScope(scope)
	switch {
	case entry.Probe == nil && entry.For != "":
		return scope + ": " + entry.For
	case entry.Probe == nil:
		return scope
	}
	for _, one := range [...]struct{ path, noun string }{
		{boardPath, "boards"},
		{myselfPath, "the account"},
		{"/rest/api/3/field/", "fields"},
		{"/rest/api/3/instance/license", "the licence"},
		{"/email", "a project's e-mail address"},
		{"/rest/api/3/webhook", "webhooks"},
		{"/configuration", "a board's configuration"},
		{"/sprint", "sprints"},
		{"/quickfilter", "quick filters"},
		{"/epic", "epics"},
		{"/rest/agile/1.0/board/{boardId}", "a board"},
	} {
		if strings.Contains(entry.Probe.Path, one.path) {
			return scope + ": " + one.noun
		}
	}
	if entry.For != "" {
		return scope + ": " + entry.For
	}
	return scope
}
