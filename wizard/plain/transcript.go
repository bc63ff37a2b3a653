package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/assets/english"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

// said are lines to be said.
type said []string

func (s *said) add(format string, args ...any) { *s = append(*s, fmt.Sprintf(format, args...)) }

// entered says what is in a field, unless its lines are many.
func (s *said) entered(f dialog.Field) {
	if text := cmp.Or(f.Summary, f.Text); text != "" && !f.Lines {
		s.add("%s: %s", f.Label, text)
	}
}

// instructionsOf returns what a screen says to do as lines, top to bottom, the heading
// first.
func instructionsOf(sc dialog.Screen) []string {
	heading := sc.Title
	if sc.Of > 0 {
		heading = fmt.Sprintf("Step %d of %d: %s", sc.N, sc.Of, sc.Title)
	}
	if badge := dialog.Badge(sc.Demo, sc.TestHost); badge != "" {
		heading = badge + ". " + heading
	}
	out := said{heading}
	if sc.Step == dialog.StepKnow {
		out.add("The console is Atlassian's developer console, where the app is created. "+
			"The document is the page of %s about this connection.", sc.Platform)
	}
	if sc.Source != "" {
		out.add("(%s)", sc.Source)
	}
	out = append(out, sc.Why...)
	for _, w := range sc.Warnings {
		out.add("%s", marked(w.Mark, w.Text))
	}
	return slices.Concat(out, tasksOf(sc), scopesOf(sc), carriedOf(sc))
}

// tasksOf numbers what to do, each with its value, its link and its field.
func tasksOf(sc dialog.Screen) (out said) {
	for i, in := range sc.Do {
		text, own := in.Text, slices.IndexFunc(sc.Fields, func(f dialog.Field) bool { return f.ID == in.Field })
		if own >= 0 { // other faces have it below
			text = strings.Replace(text, " here:", " here when you are asked.", 1)
		}
		out.add("%d. %s", i+1, text)
		at := slices.IndexFunc(sc.Values, func(v dialog.Value) bool { return v.ID == in.Value })
		if at >= 0 {
			out.add("%s", valueLine(at, sc.Values[at]))
		}
		if in.Link != "" && (at < 0 || sc.Values[at].Text != in.Link) {
			out.add("Link: %s", in.Link)
		}
		if own >= 0 {
			out.entered(sc.Fields[own])
		}
	}
	return out
}

// scopesOf lists the scopes of each tab, and then their marks: in lines of their own, so
// that a mark is all the news.
func scopesOf(sc dialog.Screen) (out said) {
	for i, s := range sc.Scopes {
		if tab := s.Tab(); tab != "" && (i == 0 || tab != sc.Scopes[i-1].Tab()) {
			out.add("%s:", tab)
		}
		line := fmt.Sprintf("Scope %d: ", i+1)
		if s.Title != "" {
			line += "“" + s.Title + "”, "
		}
		line += s.Scope.Scope + ", to " + s.For
		if s.Search != "" {
			line += ". Search for " + s.Search
		}
		if comment := cmp.Or(s.Comment, s.Unsure); comment != "" {
			line += ". " + sentence(comment)
		}
		out = append(out, line)
	}
	for i, s := range sc.Scopes {
		if s.Proof != "" {
			out.add("Scope %d, %s: %s.", i+1, s.Scope.Scope, s.Proof.Words())
		} else if s.Attested {
			out.add("Scope %d, %s: you marked it as done.", i+1, s.Scope.Scope)
		}
	}
	return out
}

// carriedOf lists the values, answers and fields that belong to no instruction.
func carriedOf(sc dialog.Screen) (out said) {
	for i, v := range sc.Values {
		if !slices.ContainsFunc(sc.Do, func(in dialog.Instruction) bool { return in.Value == v.ID }) {
			out.add("%s", valueLine(i, v))
		}
	}
	for _, p := range sc.Presets {
		out.add("%s: %s.", p.Label, p.Answer)
	}
	for _, f := range sc.Fields {
		if !slices.ContainsFunc(sc.Do, func(in dialog.Instruction) bool { return in.Field == f.ID }) {
			out.entered(f)
		}
	}
	return out
}

// resultsOf returns what a screen says of results as lines. The status itself goes to
// standard output later.
func resultsOf(sc dialog.Screen) []string {
	var out said
	for _, f := range sc.Fields {
		if f.Finding != nil && (sc.Problem == nil || sc.Problem.What != f.Finding.Text) {
			out = append(out, findingOf(f))
		}
	}
	for _, f := range sc.Findings {
		out = append(out, marked(f.Mark, f.Text))
	}
	if r := sc.Report; r != nil {
		out.add("Result: %s.", report.Prepare(*r, report.Admin).Result())
		for _, reason := range r.Attention {
			if !strings.HasPrefix(r.Headline, reason) {
				out.add("Attention: %s.", strings.TrimSuffix(reason, "."))
			}
		}
		for _, next := range r.Next {
			out.add("Next: %s", english.Stop(next))
		}
		out.add("The whole status is printed at the end.")
	}
	return append(out, Problem(sc.Problem)...)
}

// tooLong is the length of a value that takes too long to listen to.
const tooLong = 200

func valueLine(i int, v dialog.Value) string {
	if n := len(v.Shown); n > tooLong {
		return fmt.Sprintf("Value %d, %s: %d characters. Press v to show it.", i+1, v.Label, n)
	}
	return fmt.Sprintf("Value %d, %s: %s", i+1, v.Label, v.Shown)
}

// copiedOf names the values that were copied.
func copiedOf(sc dialog.Screen) []string {
	var out []string
	for _, v := range sc.Values {
		if v.Copied {
			out = append(out, v.Label)
		}
	}
	return out
}

// findingOf is the line for what was found about a field's text.
func findingOf(f dialog.Field) string {
	return f.Label + ": " + marked(f.Finding.Mark, f.Finding.Text)
}

// marked puts a mark in words before its line.
func marked(m dialog.Mark, text string) string {
	if m == "" {
		return text
	}
	return english.UpperFirst(m.Words()) + ": " + text
}

// sentence begins with a capital, but leaves names like threelo, scopes and
// addresses as they are.
func sentence(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if word == "threelo" || word == "threelo's" || strings.ContainsAny(word, ":./_") {
		return text
	}
	return english.UpperFirst(text)
}

// Problem returns what went wrong as lines: what happened, why, and what to do.
func Problem(t *dialog.Problem) []string {
	if t == nil {
		return nil
	}
	out := []string{"What happened: " + t.What}
	if t.Why != "" {
		out = append(out, "Why: "+strings.TrimSpace(t.Sure+" "+t.Why))
	}
	for i, c := range t.Fix {
		out = append(out, fmt.Sprintf("To do, %d: %s", i+1, c))
	}
	if t.By != "" {
		out = append(out, "Who can do it: "+t.By)
	}
	return out
}
