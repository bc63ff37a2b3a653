package report

import (
	"html"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

// aYearLater is the report of a connection that lost a scope, with what changed.
func aYearLater() dialog.Report {
	r := reporttest.Attention()
	earlier := reporttest.Ready()
	earlier.GeneratedAt = r.GeneratedAt.AddDate(-1, 0, 0)
	earlier.Site.URL, earlier.User.DisplayName, earlier.User.AccountID = "https://zenith.atlassian.net", "Former Service", "712020:other"
	r.Since = dialog.Since(earlier, r)
	return r
}

// withoutGrant takes back what only a sign-in shows.
func withoutGrant(r *dialog.Report) {
	r.Grant, r.User, r.Checks = nil, nil, []dialog.ReportCheck{}
	for i := range r.Scopes {
		r.Scopes[i].Asked, r.Scopes[i].Granted = dialog.Unknown, dialog.Unknown
	}
}

func TestEveryDifferenceBetweenTwoReportsIsToldAndNothingElse(t *testing.T) {
	for _, pair := range []struct {
		name          string
		earlier, now  func(*dialog.Report)
		changes, says []string
	}{
		{name: "the same again", says: []string{"nothing that was checked again has changed"}},
		{name: "other values", now: func(r *dialog.Report) {
			r.App.ClientID, r.App.Callback, r.Site.URL = "another", "https://new.example/callback", "https://acme-test.atlassian.net"
		}, changes: []string{
			"clientId: " + reporttest.ClientID + " → another", "callback: " + reporttest.Callback + " → https://new.example/callback",
			"site: https://acme.atlassian.net → https://acme-test.atlassian.net",
		}, says: []string{"- Site: https://acme.atlassian.net, now https://acme-test.atlassian.net"}},
		{name: "another account of the same name", now: func(r *dialog.Report) { r.User.AccountID = "b" }, changes: []string{
			"account: Integration Service (" + reporttest.Account + ") → Integration Service (b)",
		}},
		{name: "the same account under a new name", now: func(r *dialog.Report) { r.User.DisplayName = "Iris" }},
		{name: "a scope more, a scope less", now: func(r *dialog.Report) {
			r.Scopes = append(r.Scopes[:1:1], append(r.Scopes[2:], dialog.ReportScope{Scope: "read:me", Wanted: dialog.Yes, Granted: dialog.Yes})...)
		}, changes: []string{"scope:read:jira-work: granted → not requested", "scope:read:me: not requested → granted"}, says: []string{"- read:me: not requested, now granted"}},
		{name: "a smaller access", now: func(r *dialog.Report) { r.Scopes[1].Granted = dialog.No }, changes: []string{"scope:read:jira-work: granted → not granted"}},
		{name: "a test that was not made before", earlier: func(r *dialog.Report) {
			withoutGrant(r)
			r.Outcome, r.Proofs[3].Outcome = dialog.Unfinished, dialog.MarkUnchecked
		}, changes: []string{"outcome: unfinished → ready", "proof:credentials: not-checked → proved"}, says: []string{"- Result: NOT FINISHED, now READY"}},
		{name: "a test that was not made again", now: func(r *dialog.Report) {
			withoutGrant(r)
			r.Outcome, r.Proofs[3].Outcome = dialog.Unfinished, dialog.MarkUnchecked
		}, changes: []string{"outcome: ready → unfinished"}},
		{name: "a secret that was replaced", now: func(r *dialog.Report) {
			withoutGrant(r)
			r.Outcome, r.Proofs[3].Outcome = dialog.Failed, dialog.MarkFail
		}, changes: []string{"outcome: ready → failed", "proof:credentials: proved → refuted"}, says: []string{"- credentials: confirmed by Atlassian, now problem"}},
		{name: "a check that fails, and one that was not made", now: func(r *dialog.Report) {
			r.Checks[0].Outcome, r.Checks[1].Outcome = oauth.Fail, oauth.NotTried
		}, changes: []string{"check:renewal: pass → fail", "check:granted: pass → not-tried"}, says: []string{"- the access was renewed: passed, now failed", "passed, now not tried"}},
		{name: "an anonymous report", earlier: func(r *dialog.Report) { *r = Prepare(anonymousReport(), Supporter).Report }},
	} {
		t.Run(pair.name, func(t *testing.T) {
			earlier, now := reporttest.Ready(), reporttest.Ready()
			if pair.earlier != nil {
				pair.earlier(&earlier)
			}
			if pair.now != nil {
				pair.now(&now)
			}
			now.GeneratedAt = earlier.GeneratedAt.Add(372*24*time.Hour + time.Minute)
			now.Since = dialog.Since(earlier, now)
			var got []string
			for _, c := range now.Since.Changes {
				got = append(got, c.What+": "+c.Before+" → "+c.Now)
			}
			if diff := cmp.Diff(pair.changes, got); diff != "" {
				t.Errorf("changes:\n%s", diff)
			}
			text := string(exported(t, now, Text))
			for _, want := range append(pair.says, "- Earlier report: made 2026-11-21 22:40 +01:00, 372 days before this one") {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in\n%s", want, text)
				}
			}
		})
	}
}

// Every kind of file has it: sentences, tables, the picture, the object.
func TestWhatChangedIsInEveryKindOfFile(t *testing.T) {
	r := aYearLater()
	picture := Prepare(r, Supporter).picture(darkTheme()).text
	for kind, text := range map[string]string{
		"text": string(exported(t, r, Text)), "Markdown": string(exported(t, r, Markdown)), "SVG": string(exported(t, r, SVG)), "the picture": picture,
	} {
		for _, want := range []string{"365 days before this one", "zenith.atlassian.net", "READY, now ATTENTION", "Jira answers", r.Proofs[len(r.Proofs)-1].Evidence} {
			if !strings.Contains(html.UnescapeString(text), want) {
				t.Errorf("%s has no %q", kind, want)
			}
		}
	}
	if text := string(exported(t, r, JSON)); !strings.HasSuffix(text, "    ]\n  }\n}\n") || strings.Index(text, `"since": {`) < strings.Index(text, `"attention"`) {
		t.Error("since is not at the end")
	}
}

func TestWhatChangedIsAnonymousToo(t *testing.T) {
	r := aYearLater()
	r.Anonymous = true
	for kind, text := range every(t, r) {
		for _, name := range []string{"zenith", "acme", "Former", "712020"} {
			if strings.Contains(text, name) {
				t.Errorf("%s shows %q", kind, name)
			}
		}
	}
	if text := string(exported(t, r, Text)); !strings.Contains(text, "- Account: (left out), now (left out)") {
		t.Errorf("nothing says that the account changed:\n%s", text)
	}
}
