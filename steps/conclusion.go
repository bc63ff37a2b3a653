package steps

import (
	"cmp"
	"fmt"
	"slices"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
)

// conclusion is what a status says first. One function decides all of it, so
// that no face and no file contradicts another.
type conclusion struct {
	Readiness Readiness
	Headline  string
	Attention []string // why it is not simply ready, a sentence each
	Next      []string // what to do next, in order
}

// conclude decides from what is known now.
func (f *Facts) conclude() conclusion {
	name := f.platform.Name
	c := conclusion{Readiness: Ready, Headline: "the sign-in test passed", Attention: f.concerns()}
	t := f.mainProblem()
	stated := true // the headline is itself a reason
	switch authorized := f.setup.PlatformAuthorized; {
	case t != nil && (oauth.DecidesNothing(t.Failure) || f.tested().cancelled && f.tested().grant == nil):
		c.Readiness, c.Headline = Unfinished, cmp.Or(t.What, t.Why) // nothing is known: try again
	case t != nil:
		c.Readiness, c.Headline = Failed, cmp.Or(t.What, t.Why)
	case authorized == Denied:
		c.Readiness, c.Headline = Failed, name+" showed that access was denied"
	case authorized == Nothing:
		c.Readiness, c.Headline = Failed, name+" opened no window to authorize"
	case authorized == ShowedError:
		c.Readiness, c.Headline = Failed, name+" showed an error"
	case f.setup.Way == WaySkip:
		c.Readiness, c.Headline = Attention, "the sign-in test was skipped"
	case f.tested().checks.ask:
		c.Readiness, c.Headline = f.unanswered(), "the account reaches "+english.Count(len(f.tested().checks.sites), "site")+": which of them?"
	case f.unattended && f.accountDiffers():
		c.Readiness, c.Headline = Failed, "another account pressed Accept than "+f.setup.Account
	case f.tested().grant != nil && !f.tested().checks.finished:
		c.Readiness, c.Headline = Unfinished, "Atlassian gave access, and the tests of it did not end"
	case !f.tested().checks.finished:
		c.Readiness, c.Headline = Unfinished, "the sign-in test was not made"
		if f.proof(f.stepOfKind(StepVerify)).Outcome == MarkProved {
			c.Headline = "the sign-in test passed in an earlier run; repeat it to see the results here"
		}
	default:
		if stated = false; len(c.Attention) > 0 {
			c.Readiness = Attention
		}
	}
	if stated {
		c.Attention = append([]string{c.Headline}, c.Attention...)
	}
	if t == nil && f.setup.PlatformAuthorized == Authorized {
		c.Headline += ", and you confirmed Authorize in " + name
	}
	c.Next = f.whatNext(c.Readiness)
	return c
}

// unanswered is what a question comes to that waits for its answer: nobody answers
// it in an unattended test.
func (f *Facts) unanswered() Readiness {
	if f.unattended {
		return Failed
	}
	return Unfinished
}

// concerns are what needs attention besides what failed, a sentence each.
func (f *Facts) concerns() []string {
	var out []string
	if f.tested().checks.finished && !f.ownCallback() {
		out = append(out, "the Callback URL of "+f.platform.Name+" is not checked: Authorize will show whether it is right")
	}
	for _, check := range f.tested().checks.checks {
		if check.Outcome == oauth.Warn && check.SameAs == "" && !f.accountIsRight(check) {
			out = append(out, check.Title+": "+check.Detail)
		}
	}
	if lack := f.boardsLack(); lack != "" {
		out = append(out, lack)
	}
	if missing := f.unselected(); len(missing) > 0 {
		out = append(out, "not selected in the console: "+english.And(missing))
	}
	return out
}

func (f *Facts) whatNext(outcome Readiness) []string {
	var out []string
	worked := outcome == Ready || outcome == Attention
	name, authorize := f.platform.Name, cmp.Or(f.platform.Labels.Authorize, "Authorize")
	switch f.setup.PlatformAuthorized {
	case Authorized:
	case Denied, ShowedError, Nothing:
		out = append(out, fmt.Sprintf("press %s in %s again, in the window of %s", authorize, name, f.userWords()))
	default:
		if worked {
			out = append(out, fmt.Sprintf("press %s in %s, in the window of %s", authorize, name, f.userWords()))
		}
	}
	if s, ok := f.platform.Step("after"); ok && s.Title != "" && worked && s.Title != f.words(StepAfter).Title {
		out = append(out, english.LowerFirst(s.Title))
	}
	if next := f.lineNext(); next != "" && (f.tested().checks.finished || f.setup.LineUsed) {
		out = append(out, next)
	}
	return out
}

// reportFailure is a problem as a report has it. A screen doesn't offer to go to
// the step that it shows; a report names that step too.
func (f *Facts) reportFailure(t *Problem) *ReportFailure {
	out := &ReportFailure{ID: cmp.Or(t.Failure, "unknown"), Cause: cmp.Or(t.What, t.Why), Fix: slices.Clone(t.Fix), Step: t.Step, Who: t.Who}
	if t.Why != "" && t.What != "" {
		out.Cause = t.What + ". " + english.UpperFirst(t.Why)
	}
	if out.Step == "" {
		known, _ := assets.LookupFailure(t.Failure, "")
		out.Step = f.stepOfKind(StepID(known.Step))
	}
	if out.Step == "" && t == f.tested().problem {
		out.Step = f.stepOfKind(StepSignIn)
	}
	out.StepTitle = f.titleOf(out.Step)
	return out
}
