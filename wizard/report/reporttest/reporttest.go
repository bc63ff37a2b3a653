// Package reporttest has reports as runs make them, for tests.
package reporttest

import (
	"time"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// At is when all reports of this package were made.
var At = time.Date(2026, 11, 21, 22, 40, 12, 0, time.FixedZone("", 3600))

// What all reports of this package share.
const (
	ClientID = "KqT71mWc0hPz4vR8sYb2nDx9JfLg3eUa"
	Callback = "https://acme.example/oauth/callback"
	CloudID  = "1f2a7c3e-58b4-4d6f-9a01-c2d3e4f5a6b7"
	Account  = "712020:8f0c1d2e-3b4a-4596-8778-695a4b3c2d1e"
)

// Ready is a connection of Lindenprocess that the admin confirmed.
func Ready() dialog.Report {
	confirmed := At.Add(-2 * time.Minute)
	r := dialog.Report{
		Schema:      dialog.Schema,
		Tool:        dialog.Tool{Name: "threelo", Version: "1.0.0"},
		Environment: dialog.Environment{OS: "linux", Arch: "amd64", Terminal: "xterm-256color"},
		GeneratedAt: At,
		Platform:    "Lindenprocess", Outcome: dialog.Ready, PlatformAuthorized: dialog.Authorized,
		App:         dialog.ReportApp{ClientID: ClientID, Callback: Callback, Secret: "set"},
		Grant:       &dialog.ReportGrant{TokenType: "Bearer", ExpiresIn: 3600, RefreshToken: true, Refreshed: true},
		Site:        &dialog.ReportSite{ID: CloudID, URL: "https://acme.atlassian.net", Name: "acme"},
		Sites:       2,
		User:        &dialog.ReportUser{AccountID: Account, DisplayName: "Integration Service", AccountType: "atlassian"},
		Headline:    "the sign-in test passed, and you confirmed Authorize",
		ConfirmedAt: &confirmed,
		Next:        []string{"set up the webhook in Jira, then finish the profile in Lindenprocess"},
		Notes:       []string{"no JS mapping of custom entity states with this method (Lindenprocess's own limit)"},
		Account:     "as expected",
	}
	for _, s := range scopes {
		r.App.ScopesRequested = append(r.App.ScopesRequested, s.name)
		r.Grant.ScopesGranted = append(r.Grant.ScopesGranted, s.name)
		row := dialog.ReportScope{Scope: s.name, Wanted: dialog.Yes, Ticked: dialog.Yes, Asked: dialog.Yes, Granted: dialog.Yes}
		if s.name == "offline_access" {
			row.Ticked = dialog.No
		}
		r.Scopes = append(r.Scopes, row)
		if s.path != "" {
			r.Checks = append(r.Checks, passed("scope:"+s.name, s.name+": "+s.what, s.path, s.ms))
		} else if s.what != "" {
			r.Checks = append(r.Checks, dialog.ReportCheck{
				ID: "scope:" + s.name, Title: s.name + ": " + s.what, Outcome: oauth.NotTried,
				Detail: "granted; left unused on purpose",
			})
		}
	}
	r.Checks = append([]dialog.ReportCheck{
		{
			ID: "renewal", Title: "the access was renewed", Outcome: oauth.Pass, DurationMs: 183,
			Request: &dialog.ReportRequest{Method: "POST", Path: "/oauth/token", Status: 200, At: At.Add(-40 * time.Second)},
		},
		{ID: "granted", Title: "permissions requested and granted", Outcome: oauth.Pass},
		passed("server", "Jira answers", "/rest/api/3/serverInfo", 88),
	}, r.Checks...)
	r.Proofs = []dialog.ReportProof{
		{Step: "create", Outcome: dialog.MarkAttested, Evidence: "you confirmed", At: At.Add(-22 * time.Minute)},
		{Step: "callback", Outcome: dialog.MarkProved, Evidence: "seen in the console's link", At: At.Add(-16 * time.Minute)},
		{Step: "links", Outcome: dialog.MarkProved, Evidence: "the console's links show 13 scopes and the callback", At: At.Add(-15 * time.Minute)},
		{Step: "credentials", Outcome: dialog.MarkProved, Evidence: "accepted by Atlassian", At: At.Add(-12 * time.Minute)},
		{Step: "sharing", Outcome: dialog.MarkAttested, Evidence: "you confirmed", At: At.Add(-10 * time.Minute)},
		{Step: "handover", Outcome: dialog.MarkUnchecked, Evidence: "threelo can't read Lindenprocess's profile", At: At.Add(-8 * time.Minute)},
	}
	return r
}

// Demo is Ready in a rehearsal.
func Demo() dialog.Report {
	r := Ready()
	r.Demo = true
	return r
}

// Attention is a connection of WillowPath NX whose account lacks a permission.
func Attention() dialog.Report {
	r := Ready()
	r.Platform, r.Outcome, r.PlatformAuthorized = "WillowPath NX", dialog.Attention, dialog.NotYet
	r.Headline, r.ConfirmedAt = "the sign-in test passed, with 1 warning", nil
	r.Next = []string{"in the access token screen press Get OAuth2 Access Token, then Authorize for", "only Done saves the access token"}
	r.Notes = []string{"whether WillowPath renews its access is not known: after an hour it shows"}
	r.Attention = []string{"the account's permissions: the account lacks Delete issues in ACME"}
	r.Observations = []oauth.Observation{{Fact: oauth.FactMadeUpCodeAnswer, Outcome: oauth.FactConfirmed}}
	r.Activities = []dialog.ReportActivity{
		{Name: "Create Issue", Permissions: []string{"BROWSE_PROJECTS", "CREATE_ISSUES"}, Verdict: "allowed in ACME"},
		{Name: "Update Issue", Permissions: []string{"BROWSE_PROJECTS", "EDIT_ISSUES"}, Verdict: "allowed in ACME"},
		{Name: "Add Comments", Permissions: []string{"BROWSE_PROJECTS", "ADD_COMMENTS"}, Verdict: "allowed in ACME"},
		{Name: "Delete Issue", Permissions: []string{"BROWSE_PROJECTS", "DELETE_ISSUES"}, Verdict: "the account lacks Delete issues in ACME"},
	}
	r.Checks = append(r.Checks, dialog.ReportCheck{
		ID: "permissions", Title: "the account's permissions", Outcome: oauth.Warn,
		Detail: "the account lacks Delete issues in ACME", Fix: "ask a Jira admin for it, or don't use Delete Issue",
		Request: &dialog.ReportRequest{Method: "GET", Path: gateway + "/rest/api/3/mypermissions", Status: 200, At: At.Add(-5 * time.Second)},
		TraceID: "7be1d3c09a5f4e26", DurationMs: 93,
	})
	return r
}

// FailedAtPage is a sign-in that was refused on Atlassian's page.
func FailedAtPage() dialog.Report {
	r := unfinished()
	r.Failure = &dialog.ReportFailure{
		ID: "callback-not-registered", Step: "callback", Who: "you",
		Cause: "Atlassian does not know this callback for this app: it differs from the saved one, or was not saved",
		Fix: []string{
			"open Authorization in the console, then Configure", "make the Callback URL identical, including a final slash",
			"press Save changes and sign in again",
		},
	}
	r.Headline = "Atlassian refused the callback"
	r.Proofs = r.Proofs[:2] // the console's link was not looked at
	r.Proofs[1].Outcome, r.Proofs[1].Evidence = dialog.MarkAttested, "you confirmed"
	return r
}

// FailedAtCallback is a sign-in that came back refused.
func FailedAtCallback() dialog.Report {
	r := unfinished()
	r.Failure = &dialog.ReportFailure{
		ID: "admin-approval", Step: "signin", Who: "site admin",
		Cause: "acme.atlassian.net does not let users install apps",
		Fix:   []string{"ask a site admin of acme to press Accept once", "repeat the sign-in test"},
	}
	r.Headline = "Atlassian refused the sign-in: a site admin must accept the app first"
	return r
}

// FailedAtToken is a sign-in whose secret was refused.
func FailedAtToken() dialog.Report {
	r := unfinished()
	r.Failure = &dialog.ReportFailure{
		ID: "wrong-secret", Step: "credentials", Who: "you",
		Cause: "Atlassian does not accept this secret for this client ID",
		Fix:   []string{"copy Client ID and Secret again, both from Settings of the same app"},
	}
	r.Headline = "client ID or secret is wrong"
	r.Proofs[3].Outcome, r.Proofs[3].Evidence = dialog.MarkFail, "refused by Atlassian"
	r.Checks = []dialog.ReportCheck{{
		ID: "exchange", Title: "the sign-in test", Outcome: oauth.Fail, Detail: r.Failure.Cause, Step: "credentials",
		Request: &dialog.ReportRequest{Method: "POST", Path: "/oauth/token", Status: 401, At: At.Add(-3 * time.Second)},
		TraceID: "c41f0a9b7d3e4c55", DurationMs: 141,
	}}
	return r
}

// FailedAtAPI is a sign-in whose token lacks a scope.
func FailedAtAPI() dialog.Report {
	r := Ready()
	r.Outcome, r.PlatformAuthorized, r.ConfirmedAt = dialog.Failed, dialog.NotYet, nil
	r.Headline = "one scope does not work"
	r.Next = []string{"fix the scope, then press Authorize in Lindenprocess"}
	const lost = "read:sprint:jira-software"
	for i, c := range r.Checks {
		if c.ID == "scope:"+lost {
			c.Outcome, c.Detail = oauth.Fail, "the token lacks this scope"
			c.Fix, c.Step = "select it under Granular scopes, save, and repeat the sign-in test: a renewal never adds scopes", "scopes-granular"
			c.Request.Status, c.TraceID = 401, "e9a7c5b3d1f04826"
			r.Checks[i] = c
		}
	}
	for i, s := range r.Scopes {
		if s.Scope == lost {
			r.Scopes[i].Granted, r.Scopes[i].Ticked = dialog.No, dialog.No
		}
	}
	return r
}

// FailedAtNetwork is a run that got no answer.
func FailedAtNetwork() dialog.Report {
	r := unfinished()
	r.Outcome = dialog.Unfinished
	r.Failure = &dialog.ReportFailure{
		ID: "tls-inspection", Who: "network or identity provider",
		Cause: "a proxy between here and Atlassian presents its own certificate",
		Fix:   []string{"add the proxy's certificate to this system", "or run threelo on a network without such a proxy"},
	}
	r.Headline = "Atlassian did not answer"
	r.Checks = []dialog.ReportCheck{{
		ID: "exchange", Title: "the sign-in test", Outcome: oauth.Fail, Detail: r.Failure.Cause,
		Request: &dialog.ReportRequest{Method: "POST", Path: "/oauth/token", At: At.Add(-3 * time.Second)}, DurationMs: 30_000,
	}}
	return r
}

// unfinished is a setup without a grant.
func unfinished() dialog.Report {
	r := Ready()
	r.Outcome, r.PlatformAuthorized, r.ConfirmedAt = dialog.Failed, dialog.NotYet, nil
	r.Grant, r.Site, r.User, r.Sites = nil, nil, nil, 0
	r.Checks, r.Next, r.Account = nil, nil, ""
	for i := range r.Scopes {
		r.Scopes[i].Granted, r.Scopes[i].Ticked = dialog.Unknown, dialog.Attested
	}
	return r
}

const gateway = "/ex/jira/" + CloudID

func passed(id, title, path string, ms int64) dialog.ReportCheck {
	return dialog.ReportCheck{
		ID: id, Title: title, Outcome: oauth.Pass, DurationMs: ms, TraceID: "9d2b6f1e8c7a4350",
		Request: &dialog.ReportRequest{Method: "GET", Path: gateway + path, Status: 200, At: At.Add(-30 * time.Second)},
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
	{"manage:jira-configuration", "license", "/rest/api/3/instance/license", 104},
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
