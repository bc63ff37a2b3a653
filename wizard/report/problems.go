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
	Also  string      // the other checks that show the same; "" for none
	Said  string      // what a server answered, where no check has it
	Calls []string    // those that showed it: method, path, status, trace ID and time
}

// sentence is what is wrong, with its label; "" when the headline says it.
func (problem Problem) sentence() string {
	if problem.What == "" {
		return ""
	}
	return problem.Label + ": " + problem.What
}

// more is one more thing that is known of a problem.
type more struct {
	label, text string
	detail      detail // that has to fit for it; 0 for what is always shown
}

// rest lists what is known of a problem, except what it is and its fix.
func (problem Problem) rest() []more {
	all := []more{{"Who", problem.Who, 0}, {"Also", problem.Also, allProblems}, {"Answer", problem.Said, theCalls}}
	for _, call := range problem.Calls {
		all = append(all, more{"Call", call, theCalls})
	}
	return slices.DeleteFunc(all, func(m more) bool { return m.text == "" })
}

// lines are what to do about a problem, each with its label.
func (problem Problem) lines() []string {
	out := texts("Fix: ", problem.Fix)
	for _, m := range problem.rest() {
		out = append(out, m.label+": "+m.text)
	}
	return out
}

// findProblems lists what ended the run, then what failed, then what needs
// attention. What the headline says is not said again, and what has one cause is
// told once.
func (p *Prepared) findProblems() []Problem {
	var out []Problem
	if f := p.Failure; f != nil {
		problem := Problem{
			Mark: p.decided(dialog.MarkFail), Label: "Problem", What: cmp.Or(f.Cause, f.ID),
			Fix: f.Fix, Who: p.whoCanFix(assets.Who(f.Who), f.Step, f.StepTitle), Said: f.Said,
		}
		if why, ok := strings.CutPrefix(f.Cause, p.Headline); ok && p.Headline != "" {
			problem.Label, problem.What = "Why", strings.TrimPrefix(why, ". ")
		}
		out = append(out, problem)
	}
	for _, checks := range p.byCause() {
		i := -1
		if p.Failure != nil {
			i = slices.IndexFunc(checks, func(c dialog.ReportCheck) bool { return explains(*p.Failure, c) })
		}
		if i < 0 {
			out = append(out, p.problemOf(checks))
			continue
		}
		others := slices.Delete(slices.Clone(checks), i, i+1)
		out[0].Calls, out[0].Also = calls(append(checks[i:i+1:i+1], others...)), titles(others)
	}
	for _, reason := range p.Attention {
		isKnown := slices.ContainsFunc(p.Checks, func(c dialog.ReportCheck) bool { return sentenceOf(c) == reason })
		if !isKnown && !strings.HasPrefix(p.Headline, reason) {
			out = append(out, Problem{Mark: dialog.MarkWarn, Label: "Attention", What: reason})
		}
	}
	return out
}

// byCause lists the checks that failed, then those with a warning. Those with one
// cause are together.
func (p *Prepared) byCause() [][]dialog.ReportCheck {
	var wrong []dialog.ReportCheck
	for _, wanted := range []oauth.Outcome{oauth.Fail, oauth.Warn} {
		wrong = append(wrong, slices.DeleteFunc(slices.Clone(p.Checks), func(c dialog.ReportCheck) bool { return c.Outcome != wanted })...)
	}
	return together(wrong, oneCause)
}

// lackOfScope are the failures that one missing scope can show at several calls.
var lackOfScope = []string{assets.ScopeNotGranted, assets.ScopesLost, assets.GranularAlone, assets.BoardScopesMissing}

// oneCause reports whether two checks show the same.
func oneCause(a, b dialog.ReportCheck) bool {
	const unchecked = "not checked: "
	same := b.Detail != "" && strings.TrimPrefix(a.Detail, unchecked) == strings.TrimPrefix(b.Detail, unchecked)
	return same && a.Failure == b.Failure || slices.Contains(lackOfScope, a.Failure) && slices.Contains(lackOfScope, b.Failure)
}

// problemOf is what several checks with one cause show.
func (p *Prepared) problemOf(checks []dialog.ReportCheck) Problem {
	c, label := checks[0], "Problem"
	mark, _ := outcome(c.Outcome)
	if c.Outcome == oauth.Warn {
		label = "Attention"
	}
	what := sentenceOf(c)
	if len(checks) > 1 {
		what = c.Detail + ": " + titles(checks)
	}
	return Problem{
		Mark: p.decided(mark), Label: label, What: what,
		Fix: withoutEmpty([]string{c.Fix}), Who: p.whoCanFix(assets.Who(c.Who), c.Step, c.StepTitle), Calls: calls(checks),
	}
}

// sentenceOf is a check with what it found, as Attention has it.
func sentenceOf(c dialog.ReportCheck) string {
	return strings.Join(withoutEmpty([]string{c.Title, c.Detail}), ": ")
}

// titles names checks in one list. A title may have commas.
func titles(checks []dialog.ReportCheck) string {
	return strings.Join(each(checks, func(c dialog.ReportCheck) string { return cmp.Or(c.Title, c.ID) }), "; ")
}

// calls lists the calls of checks, once each: several checks can share a call.
func calls(checks []dialog.ReportCheck) []string { return once(withoutEmpty(each(checks, call))) }

// explains reports whether a check is what ended the run.
func explains(f dialog.ReportFailure, c dialog.ReportCheck) bool {
	return f.Check != "" && f.Check == c.ID || c.Detail == f.Cause || c.Title != "" && strings.HasPrefix(f.Cause, c.Title+": ")
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
	if who != assets.WhoYou && words != "" { // the others don't see threelo's steps
		where = ""
	}
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
