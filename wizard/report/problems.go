package report

import (
	"cmp"
	"strings"

	"threelo/oauth"
	"threelo/steps"
)

// Problem is one thing that is wrong, or that needs attention.
type Problem struct {
	Mark steps.Mark // MarkFail or MarkWarn
	What string
	Fix  []string // what to do, in order
	Who  string   // who can fix it; "" when not known
	Call string   // method, path, status, trace ID and time; "" when no call showed it
}

// label is the word before a problem.
func (pr Problem) label() string {
	if pr.Mark == steps.MarkWarn {
		return "Attention"
	}
	return "Problem"
}

// findProblems lists what ended the run, then what failed, then what needs
// attention.
func (p *Prepared) findProblems() []Problem {
	var out []Problem
	if f := p.Failure; f != nil {
		out = append(out, Problem{Mark: steps.MarkFail, What: cmp.Or(f.Cause, f.ID), Fix: f.Cure, Who: p.whoCanFix(f.Who, f.Step, f.StepTitle)})
	}
	for _, outcome := range []oauth.Outcome{oauth.Fail, oauth.Warn} {
		for _, c := range p.Checks {
			if c.Outcome != outcome {
				continue
			}
			if p.Failure != nil && out[0].Call == "" && explains(*p.Failure, c) {
				out[0].Call = call(c)
				continue
			}
			problem := Problem{Mark: checkItem(c).Mark, What: c.Title, Who: p.whoCanFix("", c.Step, c.StepTitle), Call: call(c)}
			if c.Detail != "" {
				problem.What += ": " + c.Detail
			}
			if c.Fix != "" {
				problem.Fix = []string{c.Fix}
			}
			out = append(out, problem)
		}
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
