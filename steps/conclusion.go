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

// conclude says first in a report how it stands, from what is known now. One function
// decides all of it, so that no face and no file contradicts another.
func (f *Facts) conclude(r *dialog.Report) {
	r.Attention = f.concerns()
	r.Outcome, r.Headline = f.unready()
	passed := r.Headline == ""
	switch {
	case !passed: // that is itself a reason
		r.Attention = append([]string{r.Headline}, r.Attention...)
	case len(r.Attention) > 0:
		r.Outcome, r.Headline = dialog.Attention, "the sign-in test passed"
	default:
		r.Outcome, r.Headline = dialog.Ready, "the sign-in test passed"
	}
	switch {
	case f.mainProblem() == nil && f.setup.PlatformAuthorized == dialog.Authorized && r.Outcome != dialog.Unfinished:
		r.Headline += f.fill(", and you confirmed {label.authorize}", 0)
	case passed:
		r.Headline += f.fill(". Next: press {label.authorize} in {platform}", 0)
	}
	r.Next = f.whatNext(r.Outcome)
}

// unready is the outcome and the headline of a journey whose sign-in test did not pass,
// or whose Authorize did not work; "" when nothing is in the way.
func (f *Facts) unready() (dialog.Readiness, string) {
	problem, tested := f.mainProblem(), f.tested()
	showed := showedAtAuthorize[f.setup.PlatformAuthorized]
	switch {
	case problem != nil && (problem.Mark == dialog.MarkWarn || oauth.DecidesNothing(problem.Failure)),
		problem != nil && showed == "" && (problem.Found || problem.Failure == "consent-cancelled"):
		return dialog.Unfinished, cmp.Or(problem.What, problem.Why) // nothing is known: try again
	case problem != nil:
		return dialog.Failed, cmp.Or(problem.What, problem.Why)
	case showed != "":
		return dialog.Failed, f.platform.Name + " " + showed
	case f.setup.Way == dialog.WaySkip:
		return dialog.Attention, "the sign-in test was skipped"
	case tested.checks.ask():
		outcome := dialog.Unfinished
		if f.unattended { // nobody answers
			outcome = dialog.Failed
		}
		return outcome, "the account reaches " + english.Count(len(tested.checks.Sites), "site") + ": which of them?"
	case f.unattended && f.accountDiffers():
		return dialog.Failed, f.acceptedBy() + " pressed Accept, expected " + f.setup.Account
	case tested.grant != nil && !tested.checks.finished():
		return dialog.Unfinished, "Atlassian gave access, and the tests of it did not end"
	case !tested.checks.finished():
		return f.untested()
	}
	return "", ""
}

// untested is unready for a journey whose sign-in test was not made in this run.
func (f *Facts) untested() (dialog.Readiness, string) {
	verdict, earlier := f.secret.verdict.Outcome, f.proof(dialog.StepVerify).Outcome == dialog.MarkProved
	switch {
	case f.unattended && (verdict == oauth.Pass || verdict == oauth.NotTried) && f.stray != "": // check has shown the link
		return dialog.Unfinished, "no answer to the sign-in link came, only one that may not belong to this test: " + f.stray
	case f.unattended && (verdict == oauth.Pass || verdict == oauth.NotTried):
		return dialog.Unfinished, "no answer to the sign-in link came"
	case earlier && f.setup.PlatformAuthorized == dialog.Authorized && !f.unattended: // a finished setup, opened again
		return dialog.Attention, dialog.FoundEarlier + "the sign-in test passed"
	case earlier:
		return dialog.Unfinished, dialog.FoundEarlier + "the sign-in test passed"
	case f.proof(dialog.StepSignIn).Outcome == dialog.MarkProved:
		return dialog.Unfinished, "the sign-in test was made in an earlier run; repeat it to see the results here"
	}
	return dialog.Unfinished, "the sign-in test was not made"
}

// showedAtAuthorize has what the product showed when Authorize did not work.
var showedAtAuthorize = map[dialog.OptionID]string{
	dialog.Denied: "showed that access was denied", dialog.Nothing: "opened no window to authorize", dialog.ShowedError: "showed an error",
}

// concerns are what needs attention besides what failed, a sentence each.
func (f *Facts) concerns() []string {
	var out []string
	callbackShown := f.proof(dialog.StepCallback).Outcome == dialog.MarkProved // by a link, or by the test
	if f.tested().checks.finished() && !callbackShown && f.setup.PlatformAuthorized != dialog.Authorized && f.setup.Purpose != dialog.PurposeRepair {
		out = append(out, "the Callback URL of "+f.platform.Name+" is not checked: Authorize will show whether it is right")
	}
	told := map[string]bool{} // one cause is given once
	for _, check := range f.tested().checks.Checks {
		if check.Failed() {
			told[check.Detail] = true
		}
		if detail := strings.TrimPrefix(check.Detail, "not checked: "); check.Outcome == oauth.Warn && !told[detail] && !f.accountIsRight(check) {
			told[detail] = true
			out = append(out, check.Title+": "+f.named(check.Detail))
		}
	}
	if lack := f.boardsLack(); lack != "" {
		out = append(out, lack)
	}
	if site, typed := f.tested().checks.Site, f.entered(assets.CloudID); site != nil && typed != "" && typed != site.ID {
		out = append(out, "the cloud ID that was entered, "+typed+", is not that of "+oauth.SiteName(site.URL)+": "+site.ID)
	}
	if missing := f.compared().Missing; len(missing) > 0 {
		out = append(out, "not selected in the console: "+english.And(missing))
	}
	return out
}

func (f *Facts) whatNext(outcome dialog.Readiness) []string {
	var out []string
	t, worked := f.mainProblem(), outcome == dialog.Ready || outcome == dialog.Attention
	again := ""
	if showedAtAuthorize[f.setup.PlatformAuthorized] != "" {
		again = " again"
	}
	if concern := f.checkConcern(); outcome == dialog.Attention && concern != nil && len(concern.Fix) > 0 {
		out = append(out, strings.TrimSuffix(concern.Fix[0], "."))
	}
	switch {
	case worked && !f.tested().checks.finished() && f.setup.Way != dialog.WaySkip,
		!worked && (again == "" || f.tested().grant == nil || f.checkProblem() != nil) && (t == nil || t.Step != f.stepOfKind(dialog.StepHandover)):
		out = append(out, f.testFirst(t))
	case again != "", worked && f.setup.PlatformAuthorized != dialog.Authorized:
		out = append(out, f.fill("Press {label.authorize} in {platform}"+again+", in the window of {user}", 0))
	}
	if worked && f.unattended && f.setup.Purpose == "" {
		out = append(out, f.fill("Did a connection of {platform} with this app stop? The access that it holds can end by itself: press {label.authorize} again", 0))
	}
	if s, ok := f.platform.Step("after"); ok && worked {
		switch {
		case s.Title != "" && s.Title != f.words(dialog.StepAfter).Title:
			out = append(out, english.UpperFirst(s.Title))
		case len(s.Then) > 0:
			out = append(out, strings.TrimSuffix(f.fill(s.Then[0].Text, 0), "."))
		}
	}
	if line, ok := f.value(dialog.ValueLocal); ok && (f.tested().checks.finished() || f.setup.LineUsed) {
		out = append(out, "Delete threelo's line from Callback URLs, or keep it for later checks: "+line.Text)
	}
	return out
}

// testFirst says that the sign-in test comes next, after a fix if there is a problem.
func (f *Facts) testFirst(problem *dialog.Problem) string {
	test := f.nextTest(problem)
	if problem != nil && problem.Mark == dialog.MarkFail && problem.Who != assets.WhoMakers {
		return "Fix this, then " + test
	}
	return english.UpperFirst(test)
}

func (f *Facts) nextTest(problem *dialog.Problem) string {
	step := ", in the step “" + f.titleOf(dialog.StepSignIn) + "”"
	ask := f.tested().checks.ask()
	switch {
	case ask && f.unattended:
		return "run the check again with --site"
	case ask:
		return "choose the site" + step
	case f.unattended && problem == nil && f.tested().grant == nil:
		return "run the check again. Did a page of Atlassian's show an error? threelo explain says what it means"
	case f.unattended:
		return "run the check again"
	case problem == nil && f.proof(dialog.StepVerify).Outcome == "":
		return "make the sign-in test" + step
	}
	return "make the sign-in test again" + step
}

// earlierProblem is what a sign-in test found in an earlier run, or before it began
// again; nil when it failed nowhere. A later answer takes its place.
func (f *Facts) earlierProblem() *dialog.Problem {
	for _, kind := range []dialog.StepID{dialog.StepCredentials, dialog.StepSignIn, dialog.StepVerify} {
		proof := f.proof(kind)
		answered := proof.Outcome == dialog.MarkUnchecked && proof.Failure != "" && !oauth.DecidesNothing(proof.Failure)
		if proof.Outcome != dialog.MarkFail && !answered {
			continue
		}
		p := cmp.Or(f.ownProblem(proof.Failure, nil, ""), &dialog.Problem{Mark: dialog.MarkFail, What: proof.Evidence, Who: assets.WhoYou, Failure: proof.Failure, Step: f.stepOfKind(kind)})
		f.lineRefused(p, f.app().Callback)
		if p.Found = proof.Old || kind != dialog.StepCredentials; p.Found {
			p.What = dialog.FoundEarlier + p.What
		}
		return p
	}
	return nil
}

// forgetPassed drops what steps found. A failure stays until a new answer replaces it.
func (f *Facts) forgetPassed(ids ...dialog.StepID) {
	for _, id := range ids {
		if f.proof(id).Outcome != dialog.MarkFail {
			delete(f.setup.Proofs, id)
		}
	}
}

// lineRefused says so when the callback that Atlassian refused is threelo's line: the
// product's own may be saved.
func (f *Facts) lineRefused(p *dialog.Problem, callback string) {
	if p.Failure != assets.CallbackNotRegistered || callback == f.setup.Callback {
		return
	}
	p.What = "the Callback URL " + callback + " is not saved in the app"
	p.Why = "the sign-in test asked with it, and Atlassian does not know it. It is missing or differs by a character, Save changes was not pressed, or the client ID belongs to another app"
	for _, fixes := range [][]string{p.Fix, p.Send} {
		if len(fixes) > 1 {
			fixes[1] = "Paste " + callback + " into Callback URLs, on a line of its own below " + f.platform.Name + "'s."
		}
	}
}

// reportFailure is a problem as a report has it. A screen doesn't offer to go to
// the step that it shows; a report names that step too.
func (f *Facts) reportFailure(t *dialog.Problem) *dialog.ReportFailure {
	known, _ := assets.LookupFailure(t.Failure, nil)
	out := &dialog.ReportFailure{ID: cmp.Or(known.ID, "unknown"), Cause: cmp.Or(t.What, t.Why), Fix: slices.Clone(t.Fix), Who: string(t.Who), Check: t.Check}
	if t.Why != "" && t.What != "" {
		out.Cause = t.What + ". " + english.UpperFirst(strings.TrimSpace(t.Sure+" "+t.Why))
	}
	out.Step = cmp.Or(t.Step, f.stepOfKind(dialog.StepID(known.Step)))
	if out.Step == "" && t == f.tested().problem {
		out.Step = f.stepOfKind(dialog.StepSignIn)
	}
	out.StepTitle = f.titleOf(out.Step)
	out.Detail, out.Status, out.TraceID, out.RetryAfter = t.Refusal.Said, t.Refusal.Status, t.Refusal.TraceID, int(t.Refusal.RetryAfter.Seconds())
	if t.Check == "" {
		out.Said = oauth.CleanText(strings.ReplaceAll(t.Detail, "\n", " · "), 300)
	}
	return out
}
