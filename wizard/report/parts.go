package report

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps"
	"threelo/wizard/style"
)

// The columns of a line: two of margin or cursor, a sign, a space, a label.
const (
	margin     = "  "
	cursor     = "▸ "
	labelWidth = 11
	narrow     = 60  // columns below which labels stand before their text
	roomy      = 100 // columns from which rows have room for their evidence
)

// head answers "is it ready?": a mark, a word, the headline, and the counts.
func (p *painter) head() []level {
	mark, word := Shown(p.report)
	badge := margin + p.th.Sign(mark) + " " + p.th.Style(mark).Bold(true).Render(word)
	demo := ""
	if badge := Badge(p.report); badge != "" {
		demo = p.th.Demo.Render(" " + badge + " ")
	}
	headline := p.report.Headline
	if lead := badge + "   "; style.Width(lead+headline+demo)+2 <= p.width {
		badge, headline = lead+p.th.Title.Render(headline), ""
	}
	line := badge + style.Space(p.width-style.Width(badge+demo)-1) + demo
	first := append([]string{line}, p.wrapped("    ", headline, p.th.Title, 2)...)
	with := func(limit int) level {
		return func() []string { return slices.Concat(first, p.wrapped("    ", p.counts, p.th.Text, limit)) }
	}
	return []level{func() []string { return first }, with(1), with(0)}
}

// wrapped breaks a text into lines below an indent; at most limit lines, the
// last one cut. A limit of 0 sets no bound.
func (p *painter) wrapped(indent, text string, ink lipgloss.Style, limit int) []string {
	room := p.width - style.Width(indent) - 1
	lines := style.Wrap(text, room)
	if limit > 0 && len(lines) > limit {
		lines = append(lines[:limit-1], style.Truncate(strings.Join(lines[limit-1:], " "), room))
	}
	for i, line := range lines {
		lines[i] = indent + ink.Render(line)
	}
	return lines
}

// labelled is a text behind a mark and a label, broken into at most limit
// lines, the last one cut. A limit of 0 sets no bound.
func (p *painter) labelled(mark steps.Mark, label, text string, limit int) []string {
	lead := margin + p.th.Sign(mark) + " "
	switch {
	case p.width >= narrow:
		lead += p.th.Dim.Render(style.Pad(label, labelWidth))
	case label != "":
		text = label + ": " + text
	}
	indent := style.Space(style.Width(lead))
	lines := p.wrapped(indent, text, p.th.Text, limit)
	if len(lines) > 0 {
		lines[0] = lead + strings.TrimPrefix(lines[0], indent)
	}
	return lines
}

// trouble answers "what is wrong, and who can cure it?": the first trouble in
// brief, with its cure, all of them, and the calls that showed it.
func (p *painter) trouble() []level {
	if len(p.troubles) == 0 {
		return nil
	}
	first := func(cure bool) level {
		return func() []string {
			lines := p.troubled(p.troubles[0], 2, cure, false)
			if more := len(p.troubles) - 1; more > 0 {
				lines = append(lines, p.labelled("", "", fmt.Sprintf("and %d more: see the details", more), 1)...)
			}
			return lines
		}
	}
	all := func(call bool) level {
		return func() (lines []string) {
			for _, t := range enough(p, p.troubles) {
				lines = append(lines, p.troubled(t, 0, true, call)...)
			}
			return lines
		}
	}
	return []level{first(false), first(true), all(false), all(true)}
}

func (p *painter) troubled(t Trouble, limit int, cure, call bool) []string {
	label := "Wrong"
	if t.Mark == steps.MarkWarn {
		label = "Attention"
	}
	out := p.labelled(t.Mark, label, t.What, limit)
	if cure {
		out = append(out, p.numbered("Cure", t.Cure, limit)...)
	}
	if t.Who != "" {
		out = append(out, p.labelled("", "Who", t.Who, limit)...)
	}
	if call && t.Call != "" {
		out = append(out, p.labelled("", "Call", t.Call, 0)...)
	}
	return out
}

// numbered lists texts behind one label, with numbers when there are several.
func (p *painter) numbered(label string, texts []string, limit int) []string {
	out := make([]string, 0, len(texts))
	for i, text := range texts {
		if len(texts) > 1 {
			text = fmt.Sprintf("%d. %s", i+1, text)
		}
		out = append(out, p.labelled("", label, text, limit)...)
		label = ""
	}
	return out
}

// facts answers what was set up: only what a supporter asks first, a line each,
// or in full.
func (p *painter) facts() []level {
	items := p.of(facts)
	fact := func(i int, text string, limit int) []string {
		return p.pointed(p.labelled(items[i].Mark, items[i].Label, text, limit), i)
	}
	first := func() []string {
		lines := fact(factAuthorized, items[factAuthorized].Text, 1)
		if id := p.report.App.ClientID; id != "" {
			lines = append(lines, fact(factApp, id, 0)...)
		}
		return lines
	}
	brief := func() (lines []string) {
		for i, it := range items {
			limit := 1
			if i == factApp && p.width < narrow {
				limit = 0 // the client ID stands whole at any width
			}
			lines = append(lines, fact(i, it.Text, limit)...)
		}
		return lines
	}
	whole := func() (lines []string) {
		for i, it := range items {
			lines = append(lines, fact(i, it.Text, 0)...)
		}
		return lines
	}
	return []level{first, brief, whole}
}

// pointed marks a line as the selected one when it shows one of these items.
func (p *painter) pointed(lines []string, indexes ...int) []string {
	if len(lines) > 0 && slices.Contains(indexes, p.selected) && p.selected >= 0 {
		lines[0] = p.th.Accent.Render(cursor) + strings.TrimPrefix(lines[0], margin)
	}
	return lines
}

func (p *painter) checks() []level {
	if len(p.of(checks)) == 0 {
		return nil
	}
	return []level{
		nil,
		func() []string { return p.rows(enough(p, p.of(checks)), p.from[checks]) },
		func() []string { return p.whole(enough(p, p.of(checks)), p.from[checks]) },
	}
}

func (p *painter) activities() []level {
	items := p.of(activities)
	if len(items) == 0 {
		return nil
	}
	brief := func() (lines []string) {
		var verdicts []string
		names := map[string][]string{}
		for _, it := range items {
			if names[it.Text] == nil {
				verdicts = append(verdicts, it.Text)
			}
			names[it.Text] = append(names[it.Text], it.Label)
		}
		label := "Rights"
		for _, v := range verdicts {
			lines = append(lines, p.labelled("", label, v+": "+strings.Join(names[v], ", "), 2)...)
			label = ""
		}
		return lines
	}
	return []level{nil, brief, func() []string { return p.rows(enough(p, items), p.from[activities]) }}
}

func (p *painter) notes() []level {
	notes := p.report.Notes
	if len(notes) == 0 {
		return nil
	}
	all := func() (lines []string) {
		for _, note := range notes {
			lines = append(lines, p.labelled(steps.MarkNote, "Note", note, 0)...)
		}
		return lines
	}
	return []level{nil, func() []string { return p.labelled(steps.MarkNote, "Note", notes[0], 1) }, all}
}

func (p *painter) next() []level {
	next := p.report.Next
	if len(next) == 0 {
		return nil
	}
	return []level{
		nil,
		func() []string { return p.labelled("", "Next", next[0], 2) },
		func() []string { return p.numbered("Next", next, 0) },
	}
}

func (p *painter) proofs() []level {
	if len(p.of(proofs)) == 0 {
		return nil
	}
	return []level{nil, func() []string { return p.whole(enough(p, p.of(proofs)), p.from[proofs]) }}
}

// legend says what the signs mean.
func (p *painter) legend() []level {
	return []level{nil, func() []string {
		line := margin
		for _, m := range []steps.Mark{steps.MarkProved, steps.MarkAttested, steps.MarkUnchecked} {
			word := Said(m)
			if m == steps.MarkProved {
				word = "a server answered so"
			}
			line += p.th.Sign(m) + " " + p.th.Dim.Render(word) + "   "
		}
		return []string{line}
	}}
}

// made says when and with what the report was made.
func (p *painter) made() []level {
	return []level{nil, func() []string { return p.wrapped(margin, Made(p.report), p.th.Dim, 2) }}
}
