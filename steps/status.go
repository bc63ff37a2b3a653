package steps

import (
	"cmp"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// status is the poster of the program: the report, and what to do with it.
type status struct{ base }

func (s *status) Show(f *Facts, sc *dialog.Screen) {
	sc.Offer(dialog.ActionSaveReport, "s", "save picture").Main = true
	sc.Offer(dialog.ActionCopyReport, "m", "copy for a ticket").Main = true
	sc.Offer(dialog.ActionCopyText, "c", "copy as text")
	sc.Offer(dialog.ActionSaveAs, "f", "save as another kind of file")
	if f.setup.Purpose == dialog.PurposeScopes {
		sc.Offer(dialog.ActionCheckAgain, "t", "test the new scopes").Main = true
	}
	for _, do := range sc.Do { // what comes after; the poster has room for the first one
		sc.AddDetail("Afterwards", do.Text)
	}
	r := f.Report()
	sc.Report = &r
	sc.Next = dialog.Onward{Label: "finish"}
}

func (s *status) Handle(f *Facts, ev dialog.Event) (Reply, bool) {
	act, _ := ev.(dialog.Act)
	switch act.ID {
	case dialog.ActionCopyText:
		return reply(dialog.CopyReport{Kind: "txt"}), true
	case dialog.ActionCheckAgain:
		f.setup.Purpose = dialog.PurposeRepair
		return Reply{Go: Move{begin: true}}, true
	case dialog.ActionSaveAs:
		return Reply{Go: Move{question: dialog.StepSaveAs}}, true
	}
	return Reply{}, false
}

// saveAs asks, in front of the status, which kind of file a report becomes.
type saveAs struct{ base }

func (s *saveAs) Show(_ *Facts, sc *dialog.Screen) { sc.Next = dialog.Onward{Label: "save it"} }

func (s *saveAs) Choose(_ *Facts, kind dialog.OptionID) Reply {
	return Reply{Effects: []dialog.Effect{dialog.SaveReport{Kind: string(kind)}}, Go: Move{close: true}}
}

// mainProblem is the most important problem, nil when there is none.
func (f *Facts) mainProblem() *dialog.Problem {
	t := f.tested()
	switch p := cmp.Or(t.problem, f.checkProblem(), f.shown); {
	case f.credentialsRefused(), f.callbackDenied() && t.grant == nil:
		return f.credentialsProblem()
	case p != nil:
		return p
	case t.grant == nil && oauth.DecidesNothing(f.secret.verdict.Failure):
		v := f.secret.verdict
		return f.completeProblem(&dialog.Problem{Failure: v.Failure, What: v.Reason, Detail: v.Evidence, Refusal: v.Refusal})
	case t.grant == nil && f.earlierProblem() != nil:
		return f.earlierProblem()
	case f.setup.PlatformAuthorized == dialog.ShowedError:
		return f.problem("error-shown", nil)
	}
	return nil
}

// Report builds what a supporter may see from what is known now.
func (f *Facts) Report() dialog.Report {
	r := dialog.Report{
		Schema: dialog.Schema, Tool: f.world.Tool, Environment: f.world.Environment, GeneratedAt: f.now,
		Demo: f.world.Demo || f.world.Cloud.IsTest(), TestHosts: f.world.Cloud.IsTest() && !f.world.Demo, PlatformAuthorized: cmp.Or(f.setup.PlatformAuthorized, dialog.NotYet),
		Scopes: []dialog.ReportScope{}, Proofs: []dialog.ReportProof{}, Checks: []dialog.ReportCheck{},
	}
	if f.platform == nil {
		r.Outcome = dialog.Unfinished
		return r
	}
	r.Names = []string{f.setup.Account, f.setup.Site}
	app := f.app()
	r.Platform = f.platform.Name
	r.App = dialog.ReportApp{ClientID: app.ClientID, Callback: f.setup.Callback, ScopesRequested: slices.Clone(app.Scopes), Secret: dialog.SecretUnset}
	if f.setup.App != dialog.AppExisting && f.went(dialog.StepCreate) {
		if r.App.Name = f.setup.AppName; f.setup.Accounts == dialog.AccountsTwo {
			r.App.Owner = "another account should own it"
		}
	}
	if f.hasSecret() {
		r.App.Secret = dialog.SecretSet
	}
	t := f.tested()
	if g := t.grant; g != nil {
		r.Grant = &dialog.ReportGrant{TokenType: g.TokenType, ExpiresIn: g.ExpiresIn, ScopesGranted: slices.Clone(g.Scopes), RefreshToken: g.RefreshToken, Refreshed: g.Refreshed}
	}
	if u := t.checks.User; u != nil { // not its mail address
		r.User = &dialog.ReportUser{AccountID: u.AccountID, DisplayName: u.DisplayName, AccountType: u.AccountType}
	}
	r.Sites = len(t.checks.Sites)
	if s := t.checks.Site; s != nil {
		r.Site = &dialog.ReportSite{ID: s.ID, URL: s.URL, Name: s.Name}
	} else if f.setup.Site != "" {
		r.Site = &dialog.ReportSite{URL: f.setup.Site, Name: oauth.SiteName(f.setup.Site)}
	}
	f.reportScopes(&r)
	f.reportProofs(&r)
	for _, c := range t.checks.Checks {
		r.Checks = append(r.Checks, f.reportCheck(c))
	}
	for _, a := range t.checks.Activities {
		r.Activities = append(r.Activities, dialog.ReportActivity{Name: a.Name, Permissions: slices.Clone(a.Permissions), Verdict: a.Verdict})
	}
	if p := f.mainProblem(); p != nil {
		r.Failure = f.reportFailure(p)
	}
	r.ConfirmedAt = f.setup.ConfirmedAt
	r.Account = f.accountLine()
	r.TestSkipped = f.setup.Way == dialog.WaySkip && t.grant == nil
	r.Notes = f.notes()
	f.conclude(&r)
	r.Observations = slices.Clone(f.observed)
	if before := f.world.Earlier; before != nil {
		r.Since = dialog.Since(*before, r)
		if before.User != nil {
			r.Names = append(r.Names, before.User.DisplayName)
		}
	}
	f.concludePurpose(&r) // after the comparison: that a repair is never ready is no change
	return r
}

// reportCheck names the step that fixes a check by its ID in this journey, not by
// its kind: that is what "step" means everywhere in a report.
func (f *Facts) reportCheck(c oauth.Check) dialog.ReportCheck {
	out := dialog.ReportCheck{
		ID: c.ID, Title: c.Title, Outcome: c.Outcome, Detail: f.named(c.Detail), Fix: f.named(english.UpperFirst(c.Fix)),
		TraceID: c.TraceID, DurationMs: c.Duration.Milliseconds(), Failure: c.Failure, Said: c.Slots["said"],
	}
	if r := c.Request; r != nil {
		out.Request = &dialog.ReportRequest{Method: r.Method, Path: r.Path, Status: r.Status, At: r.At}
	}
	if f.accountIsRight(c) && c.Outcome == oauth.Warn {
		c.Outcome, c.Fix = oauth.Pass, ""
		out.Outcome, out.Fix, out.Detail = c.Outcome, c.Fix, out.Detail+" (you confirmed that it is the right account)"
	}
	out.Step = f.stepOfKind(dialog.StepID(c.Step))
	out.StepTitle = f.titleOf(out.Step)
	if c.Failure != "" && (c.Outcome == oauth.Fail || c.Outcome == oauth.Warn) {
		p := f.problemOf(c)
		out.Who, out.Fix = string(p.Who), strings.Join(p.Fix, " ")
	}
	return out
}

func (f *Facts) reportScopes(r *dialog.Report) {
	asked := dialog.Unknown
	if r.Grant != nil || f.tested().problem != nil || f.proof(dialog.StepSignIn).Failure != "" {
		asked = dialog.Yes // by threelo's link
	}
	for _, name := range r.App.ScopesRequested {
		s := dialog.ReportScope{Scope: name, Wanted: dialog.AnswerOf(slices.Contains(f.wanted(), name)), Ticked: dialog.Unknown, Asked: asked, Granted: dialog.Unknown}
		item, earlier := f.scopeNamed(name), f.proof(scopesStep(name))
		switch {
		case name == oauth.OfflineAccess:
			s.Ticked, s.NotListed = dialog.NotListed, true
		case item.Proof == dialog.MarkFail:
			s.Ticked = dialog.No
		case item.Proof == dialog.MarkProved:
			s.Ticked = dialog.Yes
		case earlier.Old && earlier.Outcome == dialog.MarkProved: // links are not saved, and what they proved is
			s.Ticked = dialog.Earlier
		case item.Attested:
			s.Ticked = dialog.Attested
		}
		if r.Grant != nil {
			s.Granted = dialog.AnswerOf(slices.Contains(r.Grant.ScopesGranted, name) || name == oauth.OfflineAccess && r.Grant.RefreshToken)
		}
		r.Scopes = append(r.Scopes, s)
	}
}

func (f *Facts) reportProofs(r *dialog.Report) {
	for _, part := range f.planned {
		p := f.proof(part.id)
		if p.Outcome == "" {
			continue
		}
		if p.Old {
			p.Evidence = dialog.FoundEarlier + p.Evidence
			if p.Outcome == dialog.MarkProved { // as in the list of steps: nothing confirms it now
				p.Outcome = dialog.MarkUnchecked
			}
		}
		title := f.fill(cmp.Or(part.data.Title, f.words(part.kind).Title), len(f.scopesOn(part.kind))) // whatever screen it shares
		r.Proofs = append(r.Proofs, dialog.ReportProof{Step: part.id, Outcome: p.Outcome, Evidence: p.Evidence, At: p.At, StepTitle: title})
	}
}

func (f *Facts) accountLine() string {
	switch {
	case f.tested().checks.User == nil || f.setup.Account == "":
		return ""
	case f.accountDiffers():
		return dialog.AccountExpected + f.setup.Account
	}
	return "as expected"
}

// notes are known limits and fine print: no warnings.
func (f *Facts) notes() []string {
	var out []string
	for _, l := range f.platform.Limits {
		out = append(out, l.Text)
	}
	if f.tested().checks.finished() {
		note := "The test's tokens are forgotten when threelo ends, and the app must stay under Connected apps"
		switch {
		case f.tested().grant.RefreshToken:
			note = "The connection must be authorized again after 90 days without use. " + note
		case f.platform.Renewal == assets.RenewalNone:
			out = append(out, f.platform.Name+" works without renewal: its document does not ask for it")
		}
		out = append(out, note)
	}
	switch line, ok := f.value(dialog.ValueLocal); {
	case ok && f.setup.LineUsed:
		out = append(out, "Callback URLs still has threelo's line (the sign-in test used it): "+line.Text)
	case ok && f.went(dialog.StepCallback):
		out = append(out, "Callback URLs may have threelo's line (not checked): "+line.Text)
	}
	return out
}
