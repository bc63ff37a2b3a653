package report

import (
	"strings"

	"threelo/steps"
	"threelo/wizard/style"
)

const (
	timeWidth = 9  // " 10:17:26"
	callWidth = 24 // of a call, when its row is crowded
)

// columns are the widths that rows below each other share.
type columns struct{ label, text, call, time int }

// columns measures what items need; call and time are 0 where there is no room.
func (p *layout) columns(items []Item) columns {
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

// rows draws items below each other, a line each; first is the index of the
// first in Items.
func (p *layout) rows(items []Item, first int) []line {
	c := p.columns(items)
	out := make([]line, 0, len(items))
	for i, it := range items {
		out = append(out, p.pointed([]line{row(it, c)}, first+i)...)
	}
	return out
}

// whole is rows with nothing cut: what was found is wrapped, and calls are below it.
func (p *layout) whole(items []Item, first int) []line {
	c := p.columns(items)
	c.text, c.call = p.width-4-c.label-2-1-c.time, 0
	indent := space(4 + c.label + 2)
	var out []line
	for i, it := range items {
		found := append(style.Wrap(it.Text, c.text), "")
		it.Text = found[0]
		lines := []line{row(it, c)}
		for _, more := range withoutEmpty(found[1:]) {
			lines = append(lines, line{indent, in(quiet(it.Mark), more)})
		}
		for _, call := range style.Wrap(it.Call, c.text) {
			lines = append(lines, line{indent, in(dim, call)})
		}
		out = append(out, p.pointed(lines, first+i)...)
	}
	return out
}

// row is one line: mark, label, text, the call where there is room, its time.
func row(it Item, c columns) line {
	out := line{
		in(plain, margin), sign(it.Mark), space(1), in(plain, style.Pad(it.Label, c.label)), space(2),
		in(quiet(it.Mark), style.Pad(it.Text, c.text)),
	}
	if c.call > 0 {
		out = append(out, space(2), in(dim, style.Pad(it.Call, c.call)))
	}
	return append(out, rightAligned(it.Time, c.time))
}

// quiet is dim where nothing was confirmed and nothing is wrong.
func quiet(m steps.Mark) role {
	switch m {
	case steps.MarkUnchecked, steps.MarkAttested, steps.MarkNote:
		return dim
	default:
		return plain
	}
}

func rightAligned(text string, width int) span {
	if text == "" || width == 0 {
		return space(0)
	}
	return in(dim, style.Space(width-style.Width(text))+text)
}

// scopeLevels answer what was requested, granted and used: grouped by outcome, a
// row for each scope, and as a table that follows each scope.
func (p *layout) scopeLevels() []level {
	items := p.of(scopes)
	if len(items) == 0 {
		return nil
	}
	levels := []level{nil, p.grouped, func() []line { return p.rows(enough(p, items), p.from[scopes]) }}
	if p.width >= roomy {
		levels = append(levels, p.table)
	}
	return levels
}

func (p *layout) grouped() []line {
	all := enough(p, groups(p.of(scopes)))
	shown := make([]Item, len(all))
	for i, g := range all {
		shown[i] = g.item
	}
	c := p.columns(shown)
	out := make([]line, 0, len(all))
	for _, g := range all {
		indexes := make([]int, len(g.members))
		for i, m := range g.members {
			indexes[i] = p.from[scopes] + m
		}
		out = append(out, p.pointed([]line{row(g.item, c)}, indexes...)...)
	}
	return out
}

// table follows each scope: wanted, selected in the console, requested, granted,
// and the call that used it.
func (p *layout) table() []line {
	items := enough(p, p.of(scopes))
	label := p.columns(items).label
	answers := []string{"wanted  ", "selected  ", "requested  ", "granted  "} // as wide as their columns
	out := []line{{in(dim, margin+"  "+style.Pad("scope", label)+"  "+strings.Join(answers, "")+"found")}}
	for i, it := range items {
		s := p.Scopes[i]
		l := line{in(plain, margin), sign(it.Mark), space(1), in(plain, style.Pad(it.Label, label)), space(2)}
		for i, cell := range []line{
			answerCell(s.Wanted, ""), answerCell(selected(s), steps.MarkProved),
			answerCell(s.Asked, ""), answerCell(p.granted(s), steps.MarkProved),
		} {
			l = append(append(l, cell...), space(len(answers[i])-cell.width()))
		}
		text := it.Text
		if p.Grant == nil {
			text = "" // the columns say it already
		}
		l = append(l, in(quiet(it.Mark), style.Pad(text, p.width-l.width()-timeWidth-1)), rightAligned(it.Time, timeWidth))
		out = append(out, p.pointed([]line{l}, p.from[scopes]+i)...)
	}
	return out
}

// answerCell shows what is known of a scope; a yes has the given mark.
func answerCell(a steps.Answer, yes steps.Mark) line {
	switch {
	case a == steps.Yes && yes != "":
		return line{sign(yes), in(plain, " yes")}
	case a == steps.Attested:
		return line{sign(steps.MarkAttested)}
	case a == steps.Unknown, a == "":
		return line{sign(steps.MarkUnchecked)}
	default:
		return line{in(plain, string(a))}
	}
}
