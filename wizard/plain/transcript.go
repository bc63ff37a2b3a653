package plain

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"threelo/steps"
	"threelo/wizard/report"
)

// Transcript says a screen in lines, top to bottom. The status screen's report
// is left to the caller: it goes to standard output.
func Transcript(sc steps.Screen) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	heading := sc.Title
	if sc.Of > 0 {
		heading = fmt.Sprintf("Step %d of %d: %s", sc.N, sc.Of, sc.Title)
	}
	switch {
	case sc.Demo:
		heading = "DEMO. " + heading
	case sc.TestHost:
		heading = "TEST HOSTS. " + heading
	}
	add("%s", heading)
	if sc.Source != "" {
		add("(%s)", sc.Source)
	}
	for _, w := range sc.Why {
		add("%s", w)
	}
	for _, w := range sc.Warnings {
		add("%s", marked(w.Mark, w.Text))
	}
	for i, in := range sc.Do {
		line := fmt.Sprintf("%d. %s", i+1, in.Text)
		if in.Document != "" {
			line += " (the document: " + in.Document + ")"
		}
		add("%s", line)
		if in.Link != nil {
			add("   Link: %s", in.Link.URL)
		}
	}
	for i, s := range sc.Scopes {
		line := fmt.Sprintf("Scope %d: %s", i+1, s.Scope)
		if s.Title != "" {
			line += ", “" + s.Title + "”"
		}
		line += ", to " + s.For
		if s.Comment != "" {
			line += ". " + s.Comment
		}
		add("%s", line)
	}
	for i, s := range sc.Scopes { // of its own, so that a tick does not tell it all again
		if s.Proof != "" {
			add("Scope %d, %s: %s.", i+1, s.Scope, s.Proof.Words())
		} else if s.Attested {
			add("Scope %d, %s: you marked it as done.", i+1, s.Scope)
		}
		if s.Copied {
			add("Scope %d, %s: copied.", i+1, s.Scope)
		}
	}
	for i, v := range sc.Values {
		add("Value %d, %s: %s. It goes to %s.", i+1, v.Label, v.Shown, v.To)
	}
	for i, v := range sc.Values {
		if v.Copied {
			add("Value %d, %s: copied.", i+1, v.Label)
		}
	}
	for _, f := range sc.Fields {
		if f.Finding != nil {
			add("%s: %s", f.Label, marked(f.Finding.Mark, f.Finding.Text))
		}
	}
	out = append(out, table(sc.Table)...)
	for _, f := range sc.Findings {
		add("%s", finding(f))
	}
	if r := sc.Report; r != nil {
		add("Result: %s.", report.Prepare(*r, report.Admin).Result())
		for _, next := range r.Next {
			add("Next: %s.", next)
		}
		add("The whole status is printed at the end.")
	}
	return append(out, trouble(sc.Trouble)...)
}

// table says a table in sentences: rows that are alike after their name share
// one, so that what differs stands out.
func table(t *steps.Table) []string {
	if t == nil {
		return nil
	}
	var alike []string
	names := map[string][]string{}
	for _, row := range t.Rows {
		var cells []string
		for i, c := range row[1:] {
			cells = append(cells, t.Head[i+1]+" "+cell(c))
		}
		text := strings.Join(cells, ", ")
		if names[text] == nil {
			alike = append(alike, text)
		}
		names[text] = append(names[text], row[0].Text)
	}
	out := []string{t.Title + ":"}
	for _, text := range alike {
		if n := len(names[text]); n > 1 {
			text = fmt.Sprintf("%d alike: %s. They are %s", n, text, strings.Join(names[text], ", "))
		} else {
			text = names[text][0] + ": " + text
		}
		out = append(out, text+".")
	}
	return out
}

// finding says a line of proof with its mark in words.
func finding(f steps.Finding) string { return marked(f.Mark, f.Text) }

// marked says a line's mark in words, and then the line.
func marked(m steps.Mark, text string) string {
	if m == "" {
		return text
	}
	return upper(m.Words()) + ": " + text
}

// cell says a table's field: what was only said, or not checked, in words alone.
func cell(c steps.Cell) string {
	if c.Mark == steps.MarkAttested || c.Mark == steps.MarkUnchecked {
		return c.Mark.Words()
	}
	if c.Text == "–" {
		return "does not apply"
	}
	return c.Text
}

// upper begins a sentence.
func upper(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if word, _, _ := strings.Cut(text, " "); size == 0 || word == "threelo" || word == "threelo's" || strings.ContainsAny(word, ":./_") {
		return text // the program's name, a scope and an address are written as they are
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

func lower(text string) string { return strings.ToLower(text[:1]) + text[1:] }

func trouble(t *steps.Trouble) []string {
	if t == nil {
		return nil
	}
	out := []string{"What happened: " + t.What}
	if t.Why != "" {
		out = append(out, "Why: "+strings.TrimSpace(t.Sure+" "+t.Why))
	}
	for i, c := range t.Cure {
		out = append(out, fmt.Sprintf("To do, %d: %s", i+1, c))
	}
	if t.Who != "" && t.Who != "you" {
		out = append(out, "Who can do it: "+t.Who)
	}
	return out
}
