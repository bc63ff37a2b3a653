// Package reporttest holds reports as runs make them, for the tests of what
// shows and saves them.
package reporttest

import (
	"time"

	"threelo/steps"
)

// At is when every report of this package was made.
var At = time.Date(2026, 11, 21, 22, 40, 12, 0, time.FixedZone("", 3600))

// The parts of a setup that every report of this package shares.
const (
	ClientID = "KqT71mWc0hPz4vR8sYb2nDx9JfLg3eUa"
	Callback = "https://acme.example/oauth/callback"
	CloudID  = "1f2a7c3e-58b4-4d6f-9a01-c2d3e4f5a6b7"
	Account  = "712020:8f0c1d2e-3b4a-4596-8778-695a4b3c2d1e"
)

// Ready is a connection of Lindenprocess that the admin confirmed.
func Ready() steps.Report {
	confirmed := At.Add(-2 * time.Minute)
	r := steps.Report{
		Schema:      steps.Schema,
		Tool:        steps.Tool{Name: "threelo", Version: "1.0.0"},
		Environment: steps.Environment{OS: "linux", Arch: "amd64", Terminal: "xterm-256color"},
		GeneratedAt: At,
		Platform:    "Lindenprocess", Outcome: "ready", PlatformAuthorized: "confirmed",
		App:         steps.ReportApp{ClientID: ClientID, Callback: Callback, Secret: "set"},
		Grant:       &steps.ReportGrant{TokenType: "Bearer", ExpiresIn: 3600, RefreshToken: true, Refreshed: true},
		Site:        &steps.ReportSite{ID: CloudID, URL: "https://acme.atlassian.net", Name: "acme"},
		Sites:       2,
		User:        &steps.ReportUser{AccountID: Account, DisplayName: "Integration Service", AccountType: "atlassian"},
		Headline:    "authorized in Lindenprocess, you confirmed it at 22:38",
		ConfirmedAt: &confirmed,
		Next:        []string{"set up the webhook in Jira, then finish the profile in Lindenprocess"},
		Notes:       []string{"no JS mapping of custom entity states with this method (Lindenprocess's own limit)"},
		Account:     "as expected",
	}
	for _, s := range scopes {
		r.App.ScopesRequested = append(r.App.ScopesRequested, s.name)
		r.Grant.ScopesGranted = append(r.Grant.ScopesGranted, s.name)
		row := steps.ReportScope{Scope: s.name, Wanted: "yes", Ticked: "yes", Asked: "yes", Granted: "yes"}
		if s.name == "offline_access" {
			row.Ticked = "no"
		}
		r.Scopes = append(r.Scopes, row)
		if s.path != "" {
			r.Checks = append(r.Checks, passed("scope:"+s.name, s.name+": "+s.what, s.path, s.ms))
		} else if s.what != "" {
			r.Checks = append(r.Checks, steps.ReportCheck{
				ID: "scope:" + s.name, Title: s.name + ": " + s.what, Outcome: "not-tried",
				Detail: "granted; no harmless call exists",
			})
		}
	}
	r.Checks = append([]steps.ReportCheck{
		{
			ID: "renewal", Title: "the connection can renew itself", Outcome: "pass", DurationMs: 183,
			Request: &steps.ReportRequest{Method: "POST", Path: "/oauth/token", Status: 200, At: At.Add(-40 * time.Second)},
		},
		{ID: "granted", Title: "permissions asked for and given", Outcome: "pass"},
		passed("server", "Jira answers", "/rest/api/3/serverInfo", 88),
	}, r.Checks...)
	r.Proofs = []steps.ReportProof{
		{Step: "create", Outcome: "said", Evidence: "you said so", At: At.Add(-22 * time.Minute)},
		{Step: "callback", Outcome: "proved", Evidence: "seen in the console's link", At: At.Add(-16 * time.Minute)},
		{Step: "links", Outcome: "proved", Evidence: "the console's links show 13 scopes and the callback", At: At.Add(-15 * time.Minute)},
		{Step: "credentials", Outcome: "proved", Evidence: "Atlassian accepts them", At: At.Add(-12 * time.Minute)},
		{Step: "sharing", Outcome: "said", Evidence: "you said so", At: At.Add(-10 * time.Minute)},
		{Step: "handover", Outcome: "not-checked", Evidence: "Lindenprocess's profile cannot be read from here", At: At.Add(-8 * time.Minute)},
	}
	return r
}

// Demo is Ready in a rehearsal.
func Demo() steps.Report {
	r := Ready()
	r.Demo = true
	return r
}

// Attention is a connection of WillowPath NX whose account lacks a right.
func Attention() steps.Report {
	r := Ready()
	r.Platform, r.Outcome, r.PlatformAuthorized = "WillowPath NX", "attention", "not-done"
	r.Headline, r.ConfirmedAt = "ready to authorize in WillowPath NX, one thing needs attention", nil
	r.Next = []string{"in the access token screen press Get OAuth2 Access Token, then Authorize for", "only Done saves the access token"}
	r.Notes = []string{"what WillowPath itself asks for is not known: whether it renews the connection shows after an hour"}
	r.Account = "as expected"
	r.Activities = []steps.ReportActivity{
		{Name: "Create Issue", Permissions: []string{"BROWSE_PROJECTS", "CREATE_ISSUES"}, Verdict: "allowed in ACME"},
		{Name: "Update Issue", Permissions: []string{"BROWSE_PROJECTS", "EDIT_ISSUES"}, Verdict: "allowed in ACME"},
		{Name: "Add Comments", Permissions: []string{"BROWSE_PROJECTS", "ADD_COMMENTS"}, Verdict: "allowed in ACME"},
		{Name: "Delete Issue", Permissions: []string{"BROWSE_PROJECTS", "DELETE_ISSUES"}, Verdict: "the account lacks Delete issues in ACME"},
	}
	r.Checks = append(r.Checks, steps.ReportCheck{
		ID: "permissions", Title: "the account's rights", Outcome: "warn",
		Detail: "the account lacks Delete issues in ACME", Fix: "ask a Jira administrator for it, or leave Delete Issue out",
		Request: &steps.ReportRequest{Method: "GET", Path: gateway + "/rest/api/3/mypermissions", Status: 200, At: At.Add(-5 * time.Second)},
		TraceID: "7be1d3c09a5f4e26", DurationMs: 93,
	})
	return r
}

// FailedAtPage is a sign-in that a page of Atlassian's refused.
func FailedAtPage() steps.Report {
	r := unfinished()
	r.Failure = &steps.ReportFailure{
		ID: "callback-not-registered", Step: "callback", Who: "you",
		Cause: "Atlassian does not know this callback for this app: it differs from the saved one, or was not saved",
		Cure: []string{
			"open Authorization in the console, then Configure", "make the Callback URL identical, to the last slash",
			"press Save changes and sign in again",
		},
	}
	r.Headline = "Atlassian refused the callback"
	r.Proofs = r.Proofs[:2] // the console's link was not looked at
	r.Proofs[1].Outcome, r.Proofs[1].Evidence = "said", "you said so"
	return r
}

// FailedAtCallback is a sign-in that came back refused.
func FailedAtCallback() steps.Report {
	r := unfinished()
	r.Failure = &steps.ReportFailure{
		ID: "admin-approval", Step: "signin", Who: "site admin",
		Cause: "an admin of the site has to approve this app first",
		Cure:  []string{"ask an admin of acme to allow it: admin.atlassian.com › Apps › Sites › acme › Connected apps", "sign in again"},
	}
	r.Headline = "the site's admin must approve the app"
	return r
}

// FailedAtToken is a sign-in whose secret was refused.
func FailedAtToken() steps.Report {
	r := unfinished()
	r.Failure = &steps.ReportFailure{
		ID: "wrong-secret", Step: "credentials", Who: "you",
		Cause: "Atlassian does not accept this secret for this client ID",
		Cure:  []string{"copy Client ID and Secret again, both from Settings of the same app"},
	}
	r.Headline = "client ID or secret is wrong"
	r.Proofs[3].Outcome, r.Proofs[3].Evidence = "refuted", "Atlassian refuses them"
	r.Checks = []steps.ReportCheck{{
		ID: "exchange", Title: "the sign-in test", Outcome: "fail", Detail: r.Failure.Cause, Step: "credentials",
		Request: &steps.ReportRequest{Method: "POST", Path: "/oauth/token", Status: 401, At: At.Add(-3 * time.Second)},
		TraceID: "c41f0a9b7d3e4c55", DurationMs: 141,
	}}
	return r
}

// FailedAtAPI is a grant that lacks a scope.
func FailedAtAPI() steps.Report {
	r := Ready()
	r.Outcome, r.PlatformAuthorized, r.ConfirmedAt = "failed", "not-done", nil
	r.Headline = "one scope does not work"
	r.Next = []string{"mend the scope before you press Authorize in Lindenprocess"}
	const lost = "read:sprint:jira-software"
	for i, c := range r.Checks {
		if c.ID == "scope:"+lost {
			c.Outcome, c.Detail = "fail", "the sign-in does not carry this scope"
			c.Fix, c.Step = "tick it under Granular scopes, save, and sign in again: a renewal never adds scopes", "scopes-granular"
			c.Request.Status, c.TraceID = 401, "e9a7c5b3d1f04826"
			r.Checks[i] = c
		}
	}
	for i, s := range r.Scopes {
		if s.Scope == lost {
			r.Scopes[i].Granted, r.Scopes[i].Ticked = "no", "no"
		}
	}
	return r
}

// FailedAtNetwork is a run that reached nobody.
func FailedAtNetwork() steps.Report {
	r := unfinished()
	r.Outcome = "unfinished"
	r.Failure = &steps.ReportFailure{
		ID: "tls-inspection", Who: "your network's admin",
		Cause: "a proxy between here and Atlassian presents a certificate of its own",
		Cure:  []string{"give this system the proxy's certificate", "or run threelo where no proxy inspects"},
	}
	r.Headline = "no answer of Atlassian's came"
	r.Checks = []steps.ReportCheck{{
		ID: "exchange", Title: "the sign-in test", Outcome: "fail", Detail: r.Failure.Cause,
		Request: &steps.ReportRequest{Method: "POST", Path: "/oauth/token", At: At.Add(-3 * time.Second)}, DurationMs: 30_000,
	}}
	return r
}

// unfinished is a setup without a grant.
func unfinished() steps.Report {
	r := Ready()
	r.Outcome, r.PlatformAuthorized, r.ConfirmedAt = "failed", "not-done", nil
	r.Grant, r.Site, r.User, r.Sites = nil, nil, nil, 0
	r.Checks, r.Next, r.Account = nil, nil, ""
	for i := range r.Scopes {
		r.Scopes[i].Granted, r.Scopes[i].Ticked = "unknown", "said"
	}
	return r
}

const gateway = "/ex/jira/" + CloudID

func passed(id, title, path string, ms int64) steps.ReportCheck {
	return steps.ReportCheck{
		ID: id, Title: title, Outcome: "pass", DurationMs: ms, TraceID: "9d2b6f1e8c7a4350",
		Request: &steps.ReportRequest{Method: "GET", Path: gateway + path, Status: 200, At: At.Add(-30 * time.Second)},
	}
}

var scopes = []struct {
	name, what, path string
	ms               int64
}{
	{"offline_access", "", "", 0},
	{"read:jira-work", "fields", "/rest/api/3/field/search?maxResults=1", 98},
	{"write:jira-work", "create, edit and delete issues", "", 0},
	{"manage:jira-project", "project e-mail", "/rest/api/3/project/10000/email", 107},
	{"manage:jira-configuration", "licence", "/rest/api/3/instance/license", 104},
	{"read:jira-user", "who am I", "/rest/api/3/myself", 112},
	{"read:board-scope:jira-software", "boards", "/rest/agile/1.0/board?maxResults=1", 121},
	{"read:board-scope.admin:jira-software", "board settings", "/rest/agile/1.0/board/1/configuration", 118},
	{"write:board-scope:jira-software", "move issues to and from the backlog", "", 0},
	{"read:sprint:jira-software", "sprints", "/rest/agile/1.0/board/1/sprint?maxResults=1", 109},
	{"write:sprint:jira-software", "update sprints", "", 0},
	{"read:project:jira", "boards", "/rest/agile/1.0/board?maxResults=1", 121},
	{"read:issue-details:jira", "one board", "/rest/agile/1.0/board/1", 96},
	{"read:jql:jira", "quick filters", "/rest/agile/1.0/board/1/quickfilter?maxResults=1", 101},
}
