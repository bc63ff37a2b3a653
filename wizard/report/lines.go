package report

import (
	"strings"
)

// sections are the headings of the kinds of items.
var sections = [kinds]string{
	facts: "What was set up", scopes: "Scopes", checks: "Checks", activities: "Activities", proofs: "What the steps found",
	changes: "Changed since the earlier report",
}

// spoken replaces the signs that a screen reader spells out.
var spoken = strings.NewReplacer(" → ", " to ", " · ", ", ")

// Lines is the report in sentences, one a line, without drawing: for a screen
// reader, for the plain face and for a text file.
func (p *Prepared) Lines() []string {
	out := withoutEmpty([]string{
		"threelo report: " + p.route(), p.unreal(), "Date: " + stamp(p.GeneratedAt), "Made with: " + p.system(), p.resultLine(),
	})
	if counts := p.counts(); counts != "" {
		out = append(out, "Counts: "+counts)
	}
	block := func(lines []string) {
		if len(lines) > 0 {
			out = append(append(out, ""), lines...)
		}
	}
	for _, problem := range p.problems {
		block(withoutEmpty(append([]string{problem.sentence()}, problem.lines()...)))
	}
	block(texts("Next: ", p.Next))
	for kind, heading := range sections {
		if items := p.items[kind]; len(items) > 0 {
			block(append([]string{heading + ":"}, p.sentences(items)...))
		}
	}
	block(texts("Note: ", p.Notes))
	return each(out, spoken.Replace)
}

func (p *Prepared) resultLine() string { return spoken.Replace("Result: " + p.Result()) }

func texts(lead string, list []string) []string {
	return each(list, func(text string) string { return lead + text })
}

// sentences writes items as sentences: label, what is known and how sure it is. A call that
// worked is not read aloud, with its trace ID letter by letter: Markdown and JSON have it.
func (p *Prepared) sentences(items []Item) []string {
	return each(items, func(it Item) string {
		text := it.Text
		if words := p.words(it.Mark); words != "" && !strings.Contains(text, words) {
			text = strings.TrimSpace(text + " (" + words + ")")
		}
		colon := ": "
		if strings.Contains(it.Label, colon) {
			colon = " – "
		}
		return "- " + it.Label + colon + strings.Join(withoutEmpty([]string{text, it.Aloud}), ", ")
	})
}
