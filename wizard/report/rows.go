package report

import (
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps"
	"threelo/wizard/style"
)

// The columns of rows that have room for their evidence.
const (
	timeWidth = 12 // "10 × 116 ms"
	shortTime = 8  // "116 ms"
	callWidth = 24 // of a call, when its row is crowded
)

// columns are the widths that rows below each other share.
type columns struct{ label, text, call, time int }

// columns measures what items need; call and time are 0 where there is no room for them.
func (p *painter) columns(items []Item) columns {
	var c columns
	for _, it := range items {
		c.label = max(c.label, style.Width(it.Label))
		c.text = max(c.text, style.Width(it.Text))
		c.call = max(c.call, style.Width(it.Call))
		if it.Time != "" && p.width >= narrow {
			c.time = timeWidth
		}
	}
	most := p.width * 2 / 5
	if p.width >= roomy {
		most = p.width / 2
	}
	c.label = min(c.label, most)
	room := p.width - 4 - c.label - 2 - 1 - c.time
	if p.width < roomy || c.call == 0 {
		c.text, c.call = room, 0
		return c
	}
	c.call = min(c.call, room-2, max(room-2-c.text, callWidth)) // what was found matters more than the call
	c.text = room - c.call - 2
	return c
}

// rows draws items below each other; first is the index of the first in Items.
func (p *painter) rows(items []Item, first int) []string {
	c := p.columns(items)
	out := make([]string, 0, len(items))
	for i, it := range items {
		out = append(out, p.pointed([]string{p.row(it, c)}, first+i)...)
	}
	return out
}

// whole draws items with nothing cut: where rows would cut, what was found is
// broken into lines and the call stands below it. It costs lines, so it is for
// where there are many.
func (p *painter) whole(items []Item, first int) []string {
	c := p.columns(items)
	if !slices.ContainsFunc(items, func(it Item) bool {
		return style.Width(it.Text) > c.text || style.Width(it.Call) > c.call
	}) {
		return p.rows(items, first)
	}
	c.text, c.call = p.width-4-c.label-2-1-c.time, 0
	indent := style.Space(4 + c.label + 2)
	var out []string
	for i, it := range items {
		found := style.Wrap(it.Text, c.text)
		if len(found) > 1 {
			it.Text, found = found[0], found[1:]
		} else {
			found = nil
		}
		lines := []string{p.row(it, c)}
		for _, more := range found {
			lines = append(lines, indent+p.text(it.Mark).Render(more))
		}
		for _, call := range style.Wrap(it.Call, c.text) {
			lines = append(lines, indent+p.th.Dim.Render(call))
		}
		out = append(out, p.pointed(lines, first+i)...)
	}
	return out
}

// row is one line: mark, label, text, the call where there is room, its time.
func (p *painter) row(it Item, c columns) string {
	line := margin + p.th.Sign(it.Mark) + " " + style.Pad(it.Label, c.label) + "  " +
		p.text(it.Mark).Render(style.Pad(it.Text, c.text))
	if c.call > 0 {
		line += "  " + p.th.Dim.Render(style.Pad(it.Call, c.call))
	}
	return line + p.th.Dim.Render(rightAligned(it.Time, c.time))
}

// text is quiet where nothing was proved and nothing is wrong.
func (p *painter) text(m steps.Mark) lipgloss.Style {
	switch m {
	case steps.MarkUnchecked, steps.MarkAttested, steps.MarkNote:
		return p.th.Dim
	default:
		return p.th.Text
	}
}

func rightAligned(text string, width int) string {
	if text == "" || width == 0 {
		return ""
	}
	return style.Space(width-style.Width(text)) + text
}

// scopes answers what was asked, granted and proved: as counts, in groups, a
// row for each scope, and as a table with the scope's whole way.
func (p *painter) scopes() []level {
	items := p.of(scopes)
	if len(items) == 0 {
		return nil
	}
	levels := []level{
		p.counted,
		func() []string { return p.grouped(p.few) },
		func() []string { return p.grouped(p.granular) },
		func() []string { return p.rows(enough(p, items), p.from[scopes]) },
	}
	if p.width >= roomy {
		levels = append(levels, func() []string { return p.table(enough(p, items)) })
	}
	return levels
}

// counted counts the scopes by their outcome, on as few lines as that needs.
func (p *painter) counted() []string {
	var out []string
	line := plural(len(p.report.Scopes), "scope") + ":"
	for _, it := range p.tally {
		c := p.th.Sign(it.Mark) + " " + it.Text
		if style.Width(margin+line+" "+c)+1 > p.width {
			out, line = append(out, margin+line), " "
		}
		line += " " + c
	}
	return append(out, margin+line)
}

func (p *painter) grouped(made []group) []string {
	made = enough(p, made)
	shown := make([]Item, len(made))
	for i, g := range made {
		shown[i] = g.item
	}
	c := p.columns(shown)
	first := p.from[scopes]
	out := make([]string, 0, len(made))
	for _, g := range made {
		indexes := make([]int, len(g.members))
		for i, m := range g.members {
			indexes[i] = first + m
		}
		out = append(out, p.pointed([]string{p.row(g.item, c)}, indexes...)...)
	}
	return out
}

// answers are columns of the scope table: as wide as their names, and a gap.
var answers = []string{"wanted  ", "ticked  ", "asked  ", "granted  "}

// table follows each scope: wanted, ticked in the console, asked for, granted,
// and the call that used it.
func (p *painter) table(items []Item) []string {
	label := p.columns(items).label
	head := margin + "  " + style.Pad("scope", label) + "  " + strings.Join(answers, "")
	out := make([]string, 0, 1+len(items))
	out = append(out, p.th.Dim.Render(head+"found"))
	for i, it := range items {
		s := p.report.Scopes[i]
		line := margin + p.th.Sign(it.Mark) + " " + style.Pad(it.Label, label) + "  "
		for i, cell := range []string{
			p.cell(string(s.Wanted), ""), p.cell(Ticked(s), steps.MarkProved), p.cell(string(s.Asked), ""), p.cell(grantedWord(p.report, s), steps.MarkProved),
		} {
			line += style.Pad(cell, len(answers[i]))
		}
		room := p.width - style.Width(line) - shortTime - 1
		text := it.Text
		if p.report.Grant == nil {
			text = "" // its columns have said it all
		}
		line += p.text(it.Mark).Render(style.Pad(text, room)) + p.th.Dim.Render(rightAligned(it.Time, shortTime))
		out = append(out, p.pointed([]string{line}, p.from[scopes]+i)...)
	}
	return out
}

// calls lists every call that was made, as Atlassian's support can find it too.
func (p *painter) calls() []level {
	made := func(c steps.ReportCheck) bool { return c.Request != nil }
	if p.width < roomy || !slices.ContainsFunc(p.report.Checks, made) {
		return nil
	}
	return []level{nil, func() []string {
		var items []Item
		for _, c := range p.report.Checks {
			if made(c) && len(items) <= p.height {
				it := checked(c)
				it.Label, it.Text, it.Call = c.Request.At.Format("15:04:05"), it.Call, c.TraceID
				items = append(items, it)
			}
		}
		head := p.th.Dim.Render(margin + "  calls, with their time and Atlassian's trace ID")
		return append([]string{head}, p.rows(items, math.MinInt)...) // told with their checks, not on their own
	}}
}

// cell shows a scope's yes, no, said or unknown; yes has the given mark.
func (p *painter) cell(value string, yes steps.Mark) string {
	mark, word := steps.Mark(""), value
	switch value {
	case "yes":
		mark = yes
	case "said":
		mark = steps.MarkAttested
	case "unknown", "":
		mark, word = steps.MarkUnchecked, ""
	}
	if mark != "" {
		word = strings.TrimSpace(p.th.Sign(mark) + " " + word)
	}
	return word
}
