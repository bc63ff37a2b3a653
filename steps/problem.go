package steps

import (
	"cmp"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
)

// problem puts a problem into a person's words. kind names the step that fixes it.
func (j *Journey) problem(s step, failure, what, why string, fix []string, kind StepID) *Problem {
	t := &Problem{Mark: MarkFail, What: what, Why: why, Fix: fix, Who: "you", Failure: failure}
	j.fixedBy(t, s, kind)
	return t
}

// failureProblem puts a failure of failures.yaml into a person's words; nil when it
// does not have it.
func (j *Journey) failureProblem(s step, id, detail string) *Problem {
	f, ok := assets.LookupFailure(id, "")
	if !ok {
		return nil
	}
	mark := MarkFail
	if f.Harmless {
		mark = MarkWarn
	}
	t := &Problem{Mark: mark, What: j.named(f.Title), Why: j.named(f.Cause), Who: string(f.Who), Failure: f.ID, Detail: detail, Sure: f.Probably()}
	for _, fix := range f.Fix {
		t.Fix = append(t.Fix, j.named(j.fill(fix, s)))
	}
	j.fixedBy(t, s, StepID(f.Step))
	return t
}

// named puts names into a failure's words: the product's, and the site's when it
// is known.
func (j *Journey) named(text string) string {
	names := []string{"the product", j.platform.Name}
	if site := siteName(j.setup.Site); site != "" {
		names = append(names, "a site admin", "an admin of "+site)
	}
	return strings.NewReplacer(names...).Replace(text)
}

// whoCan names who can fix a failure.
func (j *Journey) whoCan(who string) string {
	return assets.Who(who).OnScreen(j.platform.Name, siteName(j.setup.Site))
}

func (j *Journey) fixedBy(t *Problem, s step, kind StepID) {
	if id := j.stepOfKind(kind); id != "" && id != s.id {
		t.Step = id
	}
}

// titleOf is a step's title as its screen has it, "" for a step that this
// journey does not have.
func (j *Journey) titleOf(id StepID) string {
	i, ok := j.find(id)
	if !ok {
		return ""
	}
	return j.fill(cmp.Or(j.plan[i].data.Title, wordsOf(j.plan[i].kind).Title), j.plan[i])
}

// completeProblem adds to a problem from outside (a failed sign-in, say) what
// failures.yaml knows of it, and the step that fixes it.
func (j *Journey) completeProblem(s step, t *Problem) *Problem {
	if t == nil {
		return nil
	}
	known := j.failureProblem(s, t.Failure, t.Detail)
	switch {
	case known == nil:
		return unknownProblem(t)
	case ownWords(t.Failure):
		known.What, known.Why = t.What, "" // it names the host, the proxy, the certificate's issuer, and why
	}
	return known
}

// isNetwork reports whether a failure lies in the network: nothing is known
// then of what was to be tested.
func isNetwork(failure string) bool { return strings.HasPrefix(failure, "network-") }

// ownWords reports whether the sentence about a failure says more than
// failures.yaml: the host of a network failure, or how long to wait.
func ownWords(failure string) bool { return isNetwork(failure) || failure == assets.RateLimited }

// unknownProblem shows what the atlas does not have whole, with what a
// supporter needs.
func unknownProblem(t *Problem) *Problem {
	out := *t
	out.Mark = MarkFail
	if t.Detail != "" {
		out.Why = "threelo doesn't know this error. What came: " + oauth.CleanText(t.Detail, 0)
	}
	out.Fix = append(out.Fix, "Try again once.",
		"Does it happen again? Copy the report on the last screen and send it to the product's support or to Atlassian's, with the trace ID if there is one.")
	return &out
}

// checkProblem is the first failed check in a person's words, nil when none failed.
func (j *Journey) checkProblem(s step) *Problem {
	if j.check.problem != nil {
		return j.completeProblem(s, j.check.problem)
	}
	for _, c := range j.check.checks {
		if c.Outcome == oauth.Fail {
			return j.problemOf(s, c)
		}
	}
	return nil
}

// checkConcern is the first check that did not fail and still needs somebody's
// attention, nil when there is none.
func (j *Journey) checkConcern(s step) *Problem {
	for _, c := range j.check.checks {
		if c.Outcome != oauth.Pass && c.Outcome != oauth.Fail && (c.Failure != "" || c.Step != "") {
			t := j.problemOf(s, c)
			t.Mark = MarkWarn
			return t
		}
	}
	return nil
}

func (j *Journey) problemOf(s step, c oauth.Check) *Problem {
	if t := j.failureProblem(s, c.Failure, checkDetail(c)); t != nil {
		if ownWords(c.Failure) {
			t.What, t.Why = c.Title+": "+c.Detail, ""
		} else {
			t.What = c.Title + ": " + t.What
		}
		if i, ok := j.find(t.Step); ok && len(c.Scopes) > 0 && len(j.scopesOn(j.plan[i].kind)) > 0 {
			j.fixedBy(t, s, scopesStep(c.Scopes[0])) // the tab on which this scope stands
		}
		return t
	}
	var fix []string
	if c.Fix != "" {
		fix = []string{english.UpperFirst(c.Fix)}
	}
	t := j.problem(s, c.Failure, c.Title+": "+c.Detail, "", fix, StepID(c.Step))
	t.Detail = checkDetail(c)
	return t
}
