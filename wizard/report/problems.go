package report

import (
	"cmp"
	"slices"
	"strings"

	"threelo/oauth"
	"threelo/steps"
)

// Problem is one thing that is wrong, or that needs attention.
type Problem struct {
	Mark  steps.Mark // MarkFail or MarkWarn
	Label string     // the word before it
	What  string     // "" when the headline says it
	Fix   []string   // what to do, in order
	Who   string     // who can fix it; "" when not known
	Call  string     // method, path, status, trace ID and time; "" when no call showed it
}

// sentence is what is wrong, with its label; "" when the headline says it.
func (problem Problem) sentence() string {
	if problem.What == "" {
		return ""
	}
	return problem.Label + ": " + problem.What
}

// lines are what to do about a problem, each with its label.
func (problem Problem) lines() []string {
	out := texts("Fix: ", problem.Fix)
	if problem.Who != "" {
		out = append(out, "Who: "+problem.Who)
	}
	if problem.Call != "" {
		out = append(out, "Call: "+problem.Call)
	}
	return out
}

// findProblems lists what ended the run, then what failed, then what needs
// attention. What the headline says is not said again.
func (p *Prepared) findProblems() []Problem {
	var out []Problem
	if f := p.Failure; f != nil {
		problem := Problem{Mark: steps.MarkFail, Label: "Problem", What: cmp.Or(f.Cause, f.ID), Fix: f.Cure, Who: p.whoCanFix(f.Who, f.Step, f.StepTitle)}
		if why, ok := strings.CutPrefix(f.Cause, p.Headline); ok && p.Headline != "" {
			problem.Label, problem.What = "Why", strings.TrimPrefix(why, ". ")
		}
		out = append(out, problem)
	}
	for _, kind := range []struct {
		outcome oauth.Outcome
		label   string
	}{{oauth.Fail, "Problem"}, {oauth.Warn, "Attention"}} {
		for _, c := range p.Checks {
			switch {
			case c.Outcome != kind.outcome:
			case p.Failure != nil && out[0].Call == "" && explains(*p.Failure, c):
				out[0].Call = call(c)
			default:
				out = append(out, p.problemOf(c, kind.label))
			}
		}
	}
	for _, reason := range p.Attention {
		isKnown := slices.ContainsFunc(out, func(known Problem) bool { return known.What == reason })
		if !isKnown && !strings.HasPrefix(p.Headline, reason) {
			out = append(out, Problem{Mark: steps.MarkWarn, Label: "Attention", What: reason})
		}
	}
	return out
}

func (p *Prepared) problemOf(c steps.ReportCheck, label string) Problem {
	out := Problem{Mark: checkItem(c).Mark, Label: label, What: c.Title, Who: p.whoCanFix("", c.Step, c.StepTitle), Call: call(c)}
	if c.Detail != "" {
		out.What += ": " + c.Detail
	}
	if c.Fix != "" {
		out.Fix = []string{c.Fix}
	}
	return out
}

// explains reports whether a check is what ended the run.
func explains(f steps.ReportFailure, c steps.ReportCheck) bool {
	return c.Detail == f.Cause || c.Title != "" && strings.HasPrefix(f.Cause, c.Title+": ")
}

// people are the ones who can fix something, as a sentence names them.
var people = map[string]string{
	"app owner": "the app's owner", "site admin": "a site admin", "organization admin": "an organization admin",
	"Jira admin": "a Jira admin",
}

// whoCanFix says who can fix a problem, and in which step.
func (p *Prepared) whoCanFix(who string, step steps.StepID, title string) string {
	switch who {
	case "":
	case "you":
		if who = "you"; p.reader == Supporter {
			who = "the admin"
		}
	case "platform support":
		who = "the support of " + cmp.Or(p.Platform, "the product")
	default:
		who = cmp.Or(people[who], who)
	}
	in := cmp.Or(title, string(step))
	switch {
	case who == "" && in == "":
		return ""
	case who == "":
		return "the step “" + in + "” fixes this"
	case in == "":
		return who + " can fix this"
	default:
		return who + " can fix this, in the step “" + in + "”"
	}
}
