package report

import (
	"cmp"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// Problem is one thing that is wrong, or that needs attention.
type Problem struct {
	Mark  dialog.Mark // MarkFail or MarkWarn
	Label string      // the word before it
	What  string      // "" when the headline says it
	Fix   []string    // what to do, in order
	Who   string      // who can fix it; "" when not known
	Call  string      // method, path, status, trace ID and time; "" when no call showed it
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
		problem := Problem{Mark: dialog.MarkFail, Label: "Problem", What: cmp.Or(f.Cause, f.ID), Fix: f.Fix, Who: p.whoCanFix(assets.Who(f.Who), f.Step, f.StepTitle)}
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
			out = append(out, Problem{Mark: dialog.MarkWarn, Label: "Attention", What: reason})
		}
	}
	return out
}

func (p *Prepared) problemOf(c dialog.ReportCheck, label string) Problem {
	mark, _ := outcome(c.Outcome)
	return Problem{
		Mark: mark, Label: label, What: strings.Join(withoutEmpty([]string{c.Title, c.Detail}), ": "),
		Fix: withoutEmpty([]string{c.Fix}), Who: p.whoCanFix("", c.Step, c.StepTitle), Call: call(c),
	}
}

// explains reports whether a check is what ended the run.
func explains(f dialog.ReportFailure, c dialog.ReportCheck) bool {
	return c.Detail == f.Cause || c.Title != "" && strings.HasPrefix(f.Cause, c.Title+": ")
}

// whoCanFix says who can fix a problem, and in which step.
func (p *Prepared) whoCanFix(who assets.Who, step dialog.StepID, title string) string {
	site := ""
	if p.Site != nil {
		site = p.Site.Name
	}
	words := who.OnScreen(p.Platform, site)
	if p.reader == Supporter {
		words = who.InReport(p.Platform, site)
	}
	where := cmp.Or(title, string(step))
	switch {
	case who == assets.WhoNobody, words == "" && where == "":
		return words
	case words == "":
		return "the step “" + where + "” fixes this"
	case where == "":
		return words + " can fix this"
	default:
		return words + " can fix this, in the step “" + where + "”"
	}
}
