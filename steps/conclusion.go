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
func (j *Journey) conclude() conclusion {
	name := j.platform.Name
	c := conclusion{Readiness: Ready, Headline: "the sign-in test passed", Attention: j.concerns()}
	t := j.mainProblem(j.step())
	stated := true // the headline is itself a reason
	switch authorized := j.setup.PlatformAuthorized; {
	case t != nil && (isNetwork(t.Failure) || j.sign.cancelled && j.sign.grant == nil):
		c.Readiness, c.Headline = Unfinished, cmp.Or(t.What, t.Why) // nothing is known: try again
	case t != nil:
		c.Readiness, c.Headline = Failed, cmp.Or(t.What, t.Why)
	case authorized == Denied:
		c.Readiness, c.Headline = Failed, name+" showed that access was denied"
	case authorized == ShowedError:
		c.Readiness, c.Headline = Failed, name+" showed an error"
	case j.setup.Way == WaySkip:
		c.Readiness, c.Headline = Attention, "the sign-in test was skipped"
	case !j.check.finished:
		c.Readiness, c.Headline = Unfinished, "the sign-in test was not made"
	default:
		if stated = false; len(c.Attention) > 0 {
			c.Readiness = Attention
		}
	}
	if stated {
		c.Attention = append([]string{c.Headline}, c.Attention...)
	}
	if t == nil && j.setup.PlatformAuthorized == Authorized {
		c.Headline += ", and you confirmed Authorize in " + name
	}
	c.Next = j.whatNext(c.Readiness)
	return c
}

// concerns are what needs attention besides what failed, a sentence each.
func (j *Journey) concerns() []string {
	var out []string
	if j.check.finished && !j.ownCallback() {
		out = append(out, "the Callback URL of "+j.platform.Name+" is not checked: Authorize will show whether it is right")
	}
	for _, check := range j.check.checks {
		if check.Outcome == oauth.Warn && check.SameAs == "" && !j.accountIsRight(check) {
			out = append(out, check.Title+": "+check.Detail)
		}
	}
	if lack := j.boardsLack(); lack != "" {
		out = append(out, lack)
	}
	if missing := j.unselected(); len(missing) > 0 {
		out = append(out, "not selected in the console: "+english.And(missing))
	}
	return out
}

func (j *Journey) whatNext(outcome Readiness) []string {
	var out []string
	name, authorize := j.platform.Name, cmp.Or(j.platform.Labels.Authorize, "Authorize")
	switch j.setup.PlatformAuthorized {
	case Authorized:
	case Denied, ShowedError:
		out = append(out, fmt.Sprintf("press %s in %s again, in the window of %s", authorize, name, j.userWords()))
	default:
		if outcome != Failed {
			out = append(out, fmt.Sprintf("press %s in %s, in the window of %s", authorize, name, j.userWords()))
		}
	}
	if s, ok := j.platform.Step("after"); ok && s.Title != "" && outcome != Failed && s.Title != wordsOf(StepAfter).Title {
		out = append(out, english.LowerFirst(s.Title))
	}
	if next := j.lineNext(); next != "" && j.check.finished {
		out = append(out, next)
	}
	return out
}

// reportFailure is a problem as a report has it. A screen doesn't offer to go to
// the step that it shows; a report names that step too.
func (j *Journey) reportFailure(t *Problem) *ReportFailure {
	out := &ReportFailure{ID: cmp.Or(t.Failure, "unknown"), Cause: cmp.Or(t.What, t.Why), Fix: slices.Clone(t.Fix), Step: t.Step, Who: t.Who}
	if t.Why != "" && t.What != "" {
		out.Cause = t.What + ". " + english.UpperFirst(t.Why)
	}
	if out.Step == "" {
		known, _ := assets.LookupFailure(t.Failure, "")
		out.Step = j.stepOfKind(StepID(known.Step))
	}
	if out.Step == "" && t == j.problems[StepSignIn] {
		out.Step = j.stepOfKind(StepSignIn)
	}
	out.StepTitle = j.titleOf(out.Step)
	return out
}
