package report

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// The columns of a line: two of margin, a sign, a space, a label.
const (
	margin     = "  "
	labelWidth = 11
	narrow     = 60  // below it, a label is part of the text and has no column
	roomy      = 100 // from here, scopes have room for a table
)

// headPart answers "is it ready?": a mark, a word, the headline, and the counts.
func (p *layout) headPart() []line {
	mark, word := p.verdict()
	bold := p.theme.Style(mark).Bold(true)
	head := line{{text: margin}, p.sign(mark), space(1), {word, &bold}}
	var unreal line
	if badge := p.badge(); badge != "" {
		unreal = line{{" " + badge + " ", &p.theme.Demo}}
	}
	var below []line
	if head.width()+3+style.Width(p.Headline)+unreal.width()+2 <= p.width {
		head = append(head, space(3), span{p.Headline, &p.theme.Title})
	} else {
		below = p.wrapped(4, p.Headline, &p.theme.Title, 2)
	}
	head = append(head, space(p.width-head.width()-unreal.width()-1))
	out := append([]line{append(head, unreal...)}, below...)
	if p.shows(theCounts) {
		out = append(out, p.wrapped(4, p.counts(), nil, p.limit(1, longCounts))...)
	}
	return out
}

// wrapped breaks a text into lines below an indent; at most limit lines, the
// last one cut. A limit of 0 sets no bound.
func (p *layout) wrapped(indent int, text string, s *lipgloss.Style, limit int) []line {
	room := p.width - indent - 1
	broken := style.Wrap(text, room)
	if limit > 0 && len(broken) > limit {
		broken = append(broken[:limit-1], shorten(strings.Join(broken[limit-1:], " "), room))
	}
	out := make([]line, len(broken))
	for i, text := range broken {
		out[i] = line{space(indent), {text, s}}
	}
	return out
}

// shorten cuts a text that is too wide: after a whole part of it, where that leaves more
// than half.
func shorten(text string, room int) string {
	cut := style.Truncate(text, room)
	if cut == text {
		return text
	}
	for _, end := range []string{" · ", ", "} {
		if i := strings.LastIndex(cut, end); i > len(cut)/2 {
			return cut[:i] + strings.TrimRight(end, "· ") + " " + style.More
		}
	}
	return cut
}

// labeled returns a text after a mark and a label, broken into lines like wrapped.
func (p *layout) labeled(mark dialog.Mark, label, text string, limit int) []line {
	lead := line{{text: margin}, p.sign(mark), space(1)}
	switch {
	case p.width >= narrow:
		lead = append(lead, span{style.Pad(label, labelWidth), &p.theme.Dim})
	case label != "":
		text = label + ": " + text
	}
	if limit == 1 && (mark == dialog.MarkFail || mark == dialog.MarkWarn) { // some of a reason is better than none
		text = style.Truncate(text, p.width-lead.width()-1)
	}
	out := p.wrapped(lead.width(), text, nil, limit)
	if len(out) > 0 {
		out[0] = append(lead, out[0][1:]...)
	}
	return out
}

// numbered lists texts behind one label, with numbers when there are several.
func (p *layout) numbered(label string, texts []string, limit int) []line {
	var out []line
	for i, text := range texts {
		if len(texts) > 1 {
			text = fmt.Sprintf("%d. %s", i+1, text)
		}
		out = append(out, p.labeled("", label, text, limit)...)
		label = ""
	}
	return out
}

// problemPart answers "what is wrong, and who can fix it?".
func (p *layout) problemPart() (out []line) {
	limit := p.limit(2, allProblems)
	for i, problem := range p.problems {
		if rest := len(p.problems) - i; limit > 0 && i > 0 {
			return append(out, p.labeled("", "", fmt.Sprintf("and %d more: see the details", rest), 1)...)
		}
		out = append(out, p.labeled(problem.Mark, problem.Label, problem.What, limit)...)
		if p.shows(theFix) {
			out = append(out, p.numbered("Fix", problem.Fix, limit)...)
		}
		for _, m := range problem.rest() {
			if m.detail == 0 || p.shows(m.detail) {
				out = append(out, p.labeled("", m.label, m.text, p.limit(limit, m.detail))...)
			}
		}
	}
	return out
}

func (p *layout) nextPart() []line {
	switch {
	case p.shows(allNext):
		return p.numbered("Next", p.Next, 0)
	case p.shows(firstNext):
		return p.numbered("Next", p.Next[:min(len(p.Next), 1)], 2)
	}
	return nil
}

// factPart answers what was set up.
func (p *layout) factPart() (out []line) {
	for i, it := range p.items[facts] {
		limit := 1
		if i == factApp && p.width < narrow {
			limit = 2 // the client ID is never cut
		}
		if i <= factApp || p.shows(eachFact) {
			out = append(out, p.labeled(it.Mark, it.Label, it.Text, p.limit(limit, longFacts))...)
		}
	}
	return out
}

func (p *layout) scopePart() []line {
	switch items := p.items[scopes]; {
	case p.shows(eachScope) && p.width >= roomy && len(items) > 0:
		return p.table()
	case p.shows(eachScope):
		return p.rows(items)
	case p.shows(scopeGroups):
		return p.rows(grouped(items))
	}
	return nil
}

// itemPart returns a row for each item of a kind, if the layout shows that detail.
func (p *layout) itemPart(kind int, d detail) []line {
	if p.shows(d) {
		return p.rows(p.items[kind])
	}
	return nil
}

// activityPart lists the activities by their verdict.
func (p *layout) activityPart() (out []line) {
	if !p.shows(theActivities) {
		return nil
	}
	label := "Permission"
	for _, same := range together(p.items[activities], func(a, b Item) bool { return a.Text == b.Text }) {
		names := strings.Join(each(same, func(it Item) string { return it.Label }), ", ")
		text := strings.TrimPrefix(same[0].Text+": "+names, ": ") // older reports have no verdict
		out = append(out, p.labeled("", label, text, 2)...)
		label = ""
	}
	return out
}

func (p *layout) notePart() (out []line) {
	for i, note := range p.Notes {
		if p.shows(allNotes) || i == 0 && p.shows(firstNote) {
			out = append(out, p.labeled(dialog.MarkNote, "Note", note, p.limit(1, allNotes))...)
		}
	}
	return out
}

// footPart says what the signs mean, and when and with what the report was made.
func (p *layout) footPart() (out []line) {
	if p.shows(theLegend) {
		legend := line{{text: margin}}
		for _, m := range []dialog.Mark{dialog.MarkProved, dialog.MarkAttested, dialog.MarkUnchecked} {
			words := strings.Replace(p.words(m), "Atlassian", "Atlassian or its link", 1)
			legend = append(legend, p.sign(m), span{" " + words + "   ", &p.theme.Dim})
		}
		out = append(out, legend)
	}
	if p.shows(howMade) {
		made := join(p.unreal(), "made "+minute(p.GeneratedAt), p.system())
		out = append(out, p.wrapped(len(margin), made, &p.theme.Dim, 2)...)
	}
	return out
}
