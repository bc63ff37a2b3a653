package report

import (
	"strings"

	"threelo/steps"
)

// Lines tells a report in sentences, one a line, without drawing: for the
// plain face, for a screen reader and for the saved text.
func Lines(r steps.Report) []string {
	r = Clean(r)
	out := []string{"threelo report: " + Route(r)}
	if badge := Badge(r); badge != "" {
		out = append(out, badge+": made against a stand-in for Atlassian. Nothing here is real.")
	}
	out = append(out,
		"Date: "+Stamp(r.GeneratedAt),
		"Made with: "+System(r),
		Result(r))
	if counts := Counts(r); len(counts) > 0 {
		out = append(out, "Counts: "+strings.Join(counts, "; "))
	}
	for _, t := range Troubles(r) {
		label := "Wrong"
		if t.Mark == steps.MarkWarn {
			label = "Attention"
		}
		out = append(out, "", label+": "+t.What)
		for _, cure := range t.Cure {
			out = append(out, "Cure: "+cure)
		}
		if t.Who != "" {
			out = append(out, "Who: "+t.Who)
		}
		if t.Call != "" {
			out = append(out, "Call: "+t.Call)
		}
	}
	out = block(out, "", texts("Next: ", r.Next))
	out = block(out, "Set up", told(Facts(r)))
	out = block(out, "Scopes", told(Scopes(r)))
	out = block(out, "Checks", told(Checks(r)))
	out = block(out, "Activities", told(Activities(r)))
	out = block(out, "Steps", told(Proofs(r)))
	return block(out, "", texts("Note: ", r.Notes))
}

// Result says how it stands: the word and the headline, neither twice.
func Result(r steps.Report) string {
	_, word := Shown(r)
	headline := strings.TrimPrefix(r.Headline, strings.ToLower(word)+": ")
	if headline == "" {
		return "Result: " + word
	}
	return "Result: " + word + ", " + headline
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

// told writes items as sentences: label, what is known and how sure it is.
func told(items []Item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		text := it.Text
		if how := Said(it.Mark); it.Mark != "" && !strings.HasSuffix(text, how) {
			text = strings.TrimSpace(text + " (" + how + ")")
		}
		parted := ": "
		if strings.Contains(it.Label, parted) {
			parted = " – "
		}
		line := "- " + it.Label + parted + text
		for _, more := range []string{it.Call, it.Time} {
			if more != "" {
				line += ", " + more
			}
		}
		out[i] = line
	}
	return out
}
