package report

import (
	"strings"
)

// Lines is the report in sentences, one a line, without drawing: for a screen
// reader, for the plain face and for a text file.
func (p *Prepared) Lines() []string {
	out := []string{"threelo report: " + p.route()}
	if unreal := p.unreal(); unreal != "" {
		out = append(out, unreal)
	}
	out = append(out, "Date: "+stamp(p.GeneratedAt), "Made with: "+p.system(), "Result: "+p.Result())
	if counts := p.counts(); len(counts) > 0 {
		out = append(out, "Counts: "+strings.Join(counts, "; "))
	}
	for _, problem := range p.problems {
		out = block(out, "", withoutEmpty(append([]string{problem.sentence()}, problem.lines()...)))
	}
	out = block(out, "", texts("Next: ", p.Next))
	out = block(out, "Set up", p.sentences(p.of(facts)))
	out = block(out, "Scopes", p.sentences(p.of(scopes)))
	out = block(out, "Checks", p.sentences(p.of(checks)))
	out = block(out, "Activities", p.sentences(p.of(activities)))
	out = block(out, "Steps", p.sentences(p.of(proofs)))
	return block(out, "", texts("Note: ", p.Notes))
}

// block adds lines behind an empty line and a heading, if there are any.
func block(out []string, heading string, lines []string) []string {
	if len(lines) == 0 {
		return out
	}
	out = append(out, "")
	if heading != "" {
		out = append(out, heading+":")
	}
	return append(out, lines...)
}

func texts(lead string, list []string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = lead + text
	}
	return out
}

// sentences writes items as sentences: label, what is known and how sure it is.
func (p *Prepared) sentences(items []Item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		text := it.Text
		if words := p.words(it.Mark); words != "" && !strings.Contains(text, words) {
			text = strings.TrimSpace(text + " (" + words + ")")
		}
		colon := ": "
		if strings.Contains(it.Label, colon) {
			colon = " – "
		}
		out[i] = "- " + it.Label + colon + text
		for _, more := range []string{it.Call, it.Time} {
			if more != "" {
				out[i] += ", " + more
			}
		}
	}
	return out
}
