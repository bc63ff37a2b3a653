package steps

import (
	"cmp"
	"slices"

	"threelo/assets/english"
	"threelo/oauth"
)

// statusKind is the poster of the program: the report, and what to do with it.
func statusKind() kind { return kind{show: showStatus, handle: handleStatus} }

// saveAsKind asks, in front of the status, which kind of file a report becomes.
func saveAsKind() kind {
	return kind{
		show: func(_ *Journey, _ step, sc *Screen) { sc.Next = Onward{Label: "save it"} },
		choose: func(j *Journey, answer OptionID) []Effect {
			j.front = ""
			return []Effect{SaveReport{Kind: string(answer)}}
		},
	}
}

func showStatus(j *Journey, s step, sc *Screen) {
	r := j.Report()
	sc.Report = &r
	sc.Actions = append(sc.Actions,
		Action{ID: ActionSaveReport, Key: "s", Label: "save picture", Main: true},
		Action{ID: ActionCopyReport, Key: "m", Label: "copy for a ticket", Main: true},
		Action{ID: ActionCopyText, Key: "c", Label: "copy as text", Main: true},
		Action{ID: ActionSaveAs, Key: "f", Label: "save as another kind of file"})
	if t := j.mainProblem(s); t != nil && t.Step != "" {
		sc.Actions = append(sc.Actions, Action{ID: ActionFix, Key: "g", Label: "go to: " + english.LowerFirst(j.titleOf(t.Step)), Main: true})
	}
	sc.Next = Onward{Label: "finish"}
}

func handleStatus(j *Journey, ev Event) ([]Effect, bool) {
	act, _ := ev.(Act)
	switch act.ID {
	case ActionCopyText:
		return []Effect{CopyReport{Kind: "txt"}}, true
	case ActionSaveAs:
		j.front = StepSaveAs
		return nil, true
	case ActionFix:
		if t := j.mainProblem(j.step()); t != nil && t.Step != "" {
			return j.jump(t.Step), true
		}
	}
	return nil, false
}

// mainProblem is the most important problem, nil when there is none.
func (j *Journey) mainProblem(s step) *Problem {
	if j.credentialsRefused() {
		return j.credentialsProblem(s, *j.creds.verdict)
	}
	if t := j.problems[StepSignIn]; t != nil && j.sign.grant == nil {
		return t
	}
	if t := j.checkProblem(s); t != nil {
		return t
	}
	return j.problems[StepOutcome]
}

// Report builds what a supporter may see from what is known now.
func (j *Journey) Report() Report {
	r := Report{
		Schema: Schema, Tool: j.world.Tool, Environment: j.world.Environment, GeneratedAt: j.now,
		Demo: j.world.Demo || j.world.Cloud.IsTest(), TestHosts: j.world.Cloud.IsTest() && !j.world.Demo, PlatformAuthorized: cmp.Or(j.setup.PlatformAuthorized, NotYet),
		Scopes: []ReportScope{}, Proofs: []ReportProof{}, Checks: []ReportCheck{},
	}
	if j.platform == nil {
		r.Outcome = Unfinished
		return r
	}
	r.Names = []string{j.setup.Account, j.setup.Site}
	app := j.app()
	r.Platform = j.platform.Name
	r.App = ReportApp{ClientID: app.ClientID, Callback: j.setup.Callback, ScopesRequested: slices.Clone(app.Scopes), Secret: SecretUnset}
	if j.creds.length > 0 {
		r.App.Secret = SecretSet
	}
	j.reportGrant(&r)
	j.reportScopes(&r)
	for _, s := range j.plan {
		if p, ok := j.setup.Proofs[s.id]; ok {
			if (s.kind == StepHandover || s.kind == StepAfter) && r.PlatformAuthorized != Authorized {
				continue // both were read, and neither is done before the platform is authorized
			}
			evidence := p.Evidence
			if p.Old {
				evidence += " (in an earlier run)"
			}
			r.Proofs = append(r.Proofs, ReportProof{Step: s.id, Outcome: p.Outcome, Evidence: evidence, At: p.At, StepTitle: j.titleOf(s.id)})
		}
	}
	for _, c := range j.check.checks {
		r.Checks = append(r.Checks, j.reportCheck(c))
	}
	for _, a := range j.check.activities {
		r.Activities = append(r.Activities, ReportActivity{Name: a.Name, Permissions: slices.Clone(a.Permissions), Verdict: a.Verdict})
	}
	if t := j.mainProblem(j.step()); t != nil {
		r.Failure = j.reportFailure(t)
	}
	r.ConfirmedAt = j.setup.ConfirmedAt
	r.Account = j.accountLine()
	r.Notes = j.notes()
	c := j.conclude()
	r.Outcome, r.Headline, r.Attention, r.Next = c.Readiness, c.Headline, c.Attention, c.Next
	r.Observations = slices.Clone(j.observed)
	return r
}

// reportCheck names the step that fixes a check by its ID in this journey, not by
// its kind: that is what "step" means everywhere in a report.
func (j *Journey) reportCheck(c oauth.Check) ReportCheck {
	step := j.stepOfKind(StepID(c.Step))
	out := ReportCheck{ID: c.ID, Title: c.Title, Outcome: c.Outcome, Detail: c.Detail, Fix: c.Fix, Step: step, StepTitle: j.titleOf(step), TraceID: c.TraceID, DurationMs: c.Duration.Milliseconds()}
	if c.Request != nil {
		out.Request = &ReportRequest{Method: c.Request.Method, Path: c.Request.Path, Status: c.Request.Status, At: c.Request.At}
	}
	return out
}

func (j *Journey) reportGrant(r *Report) {
	g := j.check.grant
	if g == nil {
		g = j.sign.grant
	}
	if g != nil {
		r.Grant = &ReportGrant{TokenType: g.TokenType, ExpiresIn: g.ExpiresIn, ScopesGranted: slices.Clone(g.Scopes), RefreshToken: g.RefreshToken, Refreshed: g.Refreshed}
	}
	if s := j.check.site; s != nil {
		r.Site = &ReportSite{ID: s.ID, URL: s.URL, Name: s.Name}
	} else if j.setup.Site != "" {
		r.Site = &ReportSite{URL: j.setup.Site, Name: siteName(j.setup.Site)}
	}
	r.Sites = len(j.check.sites)
	if u := j.check.user; u != nil {
		r.User = &ReportUser{AccountID: u.AccountID, DisplayName: u.DisplayName, AccountType: u.AccountType}
	}
}

func (j *Journey) reportScopes(r *Report) {
	for _, name := range r.App.ScopesRequested {
		s := ReportScope{Scope: name, Wanted: Yes, Ticked: Unknown, Asked: Unknown, Granted: Unknown}
		if !slices.Contains(j.wanted(), name) {
			s.Wanted = No
		}
		switch {
		case name == oauth.OfflineAccess:
			s.Ticked = No // the console does not list it
		case slices.Contains(j.selected(), name):
			s.Ticked = Yes
		case slices.Contains(j.unselected(), name):
			s.Ticked = No
		case slices.Contains(j.setup.Ticked, name):
			s.Ticked = Attested
		}
		if r.Grant != nil {
			s.Asked = Yes
			s.Granted = yesNo(slices.Contains(r.Grant.ScopesGranted, name) || name == oauth.OfflineAccess && r.Grant.RefreshToken)
		}
		r.Scopes = append(r.Scopes, s)
	}
}

func yesNo(b bool) Answer {
	if b {
		return Yes
	}
	return No
}
