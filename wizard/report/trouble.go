package report

import (
	"cmp"
	"strings"

	"threelo/oauth"
	"threelo/steps"
)

// Trouble is one thing that is wrong, in the words of the report.
type Trouble struct {
	Mark steps.Mark // MarkFail or MarkWarn
	What string
	Cure []string // what to do, in order
	Who  string   // who can do it, a sentence; "" when not known
	Call string   // method, path, status, trace id and time; "" when no call decided
}

// Troubles lists what is wrong: what ended the run, then what failed, then
// what needs attention.
func Troubles(r steps.Report) []Trouble {
	var out []Trouble
	if f := r.Failure; f != nil {
		out = append(out, Trouble{Mark: steps.MarkFail, What: cmp.Or(f.Cause, f.ID), Cure: f.Cure, Who: who(r, f.Who, cmp.Or(f.StepTitle, string(f.Step)))})
	}
	for _, outcome := range []oauth.Outcome{oauth.Fail, oauth.Warn} {
		for _, c := range r.Checks {
			if c.Outcome != outcome {
				continue
			}
			if r.Failure != nil && out[0].Call == "" && explains(*r.Failure, c) {
				out[0].Call = Call(c)
				continue
			}
			t := Trouble{Mark: checked(c).Mark, What: c.Title, Who: who(r, "", cmp.Or(c.StepTitle, string(c.Step))), Call: Call(c)}
			if c.Detail != "" {
				t.What += ": " + c.Detail
			}
			if c.Fix != "" {
				t.Cure = []string{c.Fix}
			}
			out = append(out, t)
		}
	}
	return out
}

// explains reports whether what ended the run is this very check.
func explains(f steps.ReportFailure, c steps.ReportCheck) bool {
	return c.Detail == f.Cause || c.Title != "" && strings.HasPrefix(f.Cause, c.Title+": ")
}

// who says who can cure a failure and which step does it.
func who(r steps.Report, name, step string) string {
	switch name {
	case "", "you":
	case "platform support":
		name = "the support of " + cmp.Or(r.Platform, "the platform")
	case "site admin":
		name = "an admin of the site"
	}
	switch {
	case name == "" && step == "":
		return ""
	case name == "":
		return `step "` + step + `" cures this`
	case step == "":
		return name + " can cure this"
	default:
		return name + ` can cure this, in step "` + step + `"`
	}
}
