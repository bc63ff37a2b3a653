package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/oauth"
	"threelo/steps"
)

// Item is one line of the status that can be pointed at.
type Item struct {
	Mark    steps.Mark
	Label   string // a word or a scope
	Text    string // what is to be said of it
	Call    string // method, path and status, "" when no call was made
	Time    string // how long it took
	ms      int64
	Details []string // everything known of it, a sentence each
}

// The ids of checks that speak for a fact: the one that refreshes once, and the
// one that compares who signed in.
const (
	renewalCheck = "renewal"
	accountCheck = "account"
)

// The places of two facts in Facts.
const (
	factAuthorized = 0
	factApp        = 1
)

// Facts answers what was asked for, by whom and where: the platform's own
// authorization, app, callback, account, site and renewal.
func Facts(r steps.Report) []Item {
	return []Item{authorized(r), app(r), callback(r), account(r), site(r), renewal(r)}
}

func authorized(r steps.Report) Item {
	in := cmp.Or(r.Platform, "the platform")
	it := Item{Label: "Authorize"}
	switch r.PlatformAuthorized {
	case "confirmed":
		it.Mark, it.Text = steps.MarkAttested, "done in "+in+", you confirmed it"
		if r.ConfirmedAt != nil {
			it.Text += " at " + r.ConfirmedAt.Format("15:04")
			it.Details = []string{"you confirmed it at " + Stamp(*r.ConfirmedAt)}
		}
	case "denied":
		it.Mark, it.Text = steps.MarkWarn, in+" showed that it was denied, you said so"
	case "error":
		it.Mark, it.Text = steps.MarkWarn, in+" showed an error, you said so"
	default:
		it.Mark, it.Text = steps.MarkUnchecked, "not done yet in "+in
	}
	return it
}

func app(r steps.Report) Item {
	it := Item{Label: "Client ID", Mark: steps.MarkUnchecked, Text: "not known yet"}
	if r.App.ClientID == "" {
		it.Text = unnamed(r, it.Text)
		return it
	}
	it.Text = join(r.App.ClientID, "secret "+cmp.Or(r.App.Secret, "unset"))
	it.Details = []string{"client ID: " + r.App.ClientID, "client secret: " + cmp.Or(r.App.Secret, "unset")}
	it = it.found(proof(r, "credentials"))
	if p := proof(r, "sharing"); p != nil { // the app's, whoever signs in
		how := "Sharing: " + cmp.Or(p.Evidence, Said(p.Outcome))
		it.Text, it.Details = join(it.Text, how), append(it.Details, how)
	}
	if r.Grant != nil {
		it.Mark = steps.MarkProved
		it.Details = append(it.Details, "Atlassian accepted client ID and secret in the sign-in test")
	}
	return it
}

func callback(r steps.Report) Item {
	it := Item{Label: "Callback", Mark: steps.MarkUnchecked, Text: "not known yet"}
	if r.App.Callback == "" {
		it.Text = unnamed(r, it.Text)
		return it
	}
	it.Text = r.App.Callback
	it.Details = []string{"callback: " + r.App.Callback}
	return it.found(proof(r, "callback"))
}

func account(r steps.Report) Item {
	it := Item{Label: "Account", Mark: steps.MarkUnchecked, Text: join("not seen yet", r.Account)}
	if r.User == nil {
		return it
	}
	it.Mark = steps.MarkProved
	if c := find(r.Checks, accountCheck); c != nil && c.Outcome == oauth.Warn {
		it.Mark = steps.MarkWarn
	}
	it.Text = join(cmp.Or(r.User.DisplayName, unnamed(r, r.User.AccountID)), r.Account)
	it.Details = []string{
		"display name: " + cmp.Or(r.User.DisplayName, "not given"),
		"account ID: " + cmp.Or(r.User.AccountID, "not given"),
		"kind of account: " + cmp.Or(r.User.AccountType, "not given"),
	}
	if r.Account != "" {
		it.Details = append(it.Details, r.Account)
	}
	return it
}

func site(r steps.Report) Item {
	it := Item{Label: "Site", Mark: steps.MarkUnchecked, Text: "not seen yet"}
	if r.Site == nil {
		return it
	}
	// A site that was only named has no id yet.
	it.Mark = steps.MarkAttested
	if r.Site.ID != "" || r.Anonymous && r.Sites > 0 {
		it.Mark = steps.MarkProved
	}
	it.Text = cmp.Or(join(r.Site.Name, r.Site.URL), unnamed(r, ""))
	if r.Sites > 1 {
		it.Text = join(it.Text, fmt.Sprintf("1 of %d sites", r.Sites))
	}
	it.Details = []string{
		"name: " + cmp.Or(r.Site.Name, "not given"),
		"address: " + cmp.Or(r.Site.URL, "not given"),
		"cloud ID: " + cmp.Or(r.Site.ID, "not given"),
	}
	if r.Sites > 0 {
		it.Details = append(it.Details, "the test's sign-in reaches "+plural(r.Sites, "site"))
	}
	return it
}

func renewal(r steps.Report) Item {
	it := Item{Label: "Renewal", Mark: steps.MarkUnchecked, Text: "not tested"}
	if r.Grant == nil {
		return it
	}
	switch {
	case r.Grant.Refreshed:
		it.Mark, it.Text = steps.MarkProved, "renewed once · authorize again after 90 days without use"
	case r.Grant.RefreshToken:
		it.Text = "a refresh token came · renewal was not tried"
	case !slices.Contains(r.App.ScopesRequested, oauth.OfflineAccess):
		it.Mark, it.Text = steps.MarkNote, "not asked for · without it a sign-in lasts an hour"
	default:
		it.Mark, it.Text = steps.MarkWarn, "no refresh token came · the connection ends with its first token"
	}
	it.Details = []string{
		fmt.Sprintf("a token is good for %s", plural(r.Grant.ExpiresIn, "second")),
		"scopes granted: " + strings.Join(r.Grant.ScopesGranted, " "),
		"the test's tokens are held in memory only",
	}
	if c := find(r.Checks, renewalCheck); c != nil {
		it.Details = append(it.Details, checkDetails(*c)...)
		if c.Outcome == oauth.Fail {
			it.Mark = steps.MarkFail
			it.Text = cmp.Or(c.Detail, it.Text)
		}
	}
	return it
}

// unnamed says that a report left a name out.
func unnamed(r steps.Report, otherwise string) string {
	if r.Anonymous {
		return "left out"
	}
	return otherwise
}

// found adds what a step found when it tested itself.
func (it Item) found(p *steps.ReportProof) Item {
	if p == nil {
		return it
	}
	it.Mark = p.Outcome
	it.Text = join(it.Text, p.Evidence)
	it.Details = append(it.Details, Said(it.Mark)+": "+p.Evidence)
	return it
}

// proof finds what a step found, nil when it found nothing.
func proof(r steps.Report, step steps.StepID) *steps.ReportProof {
	for i, p := range r.Proofs {
		if p.Step == step {
			return &r.Proofs[i]
		}
	}
	return nil
}

// Proofs lists what each step found when it tested itself.
func Proofs(r steps.Report) []Item {
	out := make([]Item, 0, len(r.Proofs))
	for _, p := range r.Proofs {
		it := Item{Mark: p.Outcome, Label: cmp.Or(p.StepTitle, string(p.Step)), Text: p.Evidence, Details: []string{p.Evidence}}
		if !p.At.IsZero() {
			it.Time = p.At.Format("15:04:05")
			it.Details = append(it.Details, "at "+Stamp(p.At))
		}
		out = append(out, it)
	}
	return out
}

// Activities lists what the platform does in Jira and whether the account may.
func Activities(r steps.Report) []Item {
	out := make([]Item, 0, len(r.Activities))
	for _, a := range r.Activities {
		out = append(out, Item{Label: a.Name, Text: a.Verdict, Details: []string{
			a.Verdict, "needs: " + strings.Join(a.Permissions, ", "),
		}})
	}
	return out
}

// Checks lists the verification's lines that speak for no scope of their own.
func Checks(r steps.Report) []Item {
	var out []Item
	for _, c := range r.Checks {
		if !hasRow(r, c) {
			it := checked(c)
			it.Label = cmp.Or(c.Title, c.ID)
			out = append(out, it)
		}
	}
	return out
}

func checked(c steps.ReportCheck) Item {
	it := Item{Text: cmp.Or(c.Detail, Outcome(c.Outcome)), Details: checkDetails(c)}
	switch c.Outcome {
	case oauth.Pass:
		it.Mark = steps.MarkProved
	case oauth.Warn:
		it.Mark = steps.MarkWarn
	case oauth.Fail:
		it.Mark = steps.MarkFail
	default:
		it.Mark = steps.MarkUnchecked
	}
	if c.Request != nil {
		it.Call = c.Request.Method + " " + inSite(c.Request.Path) + " " + Answer(c.Request.Status)
		it.Time, it.ms = milliseconds(c.DurationMs), c.DurationMs
	}
	return it
}

func checkDetails(c steps.ReportCheck) []string {
	out := []string{c.Title + ": " + Outcome(c.Outcome)}
	for _, line := range []string{c.Detail, c.Fix} {
		if line != "" {
			out = append(out, line)
		}
	}
	if call := Call(c); call != "" {
		out = append(out, call, "took "+milliseconds(c.DurationMs))
	}
	return out
}

// Outcome is a check's result in words.
func Outcome(outcome oauth.Outcome) string {
	switch outcome {
	case oauth.Pass:
		return "passed"
	case oauth.Warn:
		return "attention"
	case oauth.Fail:
		return "failed"
	default:
		return "not tried"
	}
}

func find(checks []steps.ReportCheck, id string) *steps.ReportCheck {
	for i := range checks {
		if checks[i].ID == id {
			return &checks[i]
		}
	}
	return nil
}
