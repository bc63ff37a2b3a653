package report

import (
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// labels measures what items need for their labels.
func (p *layout) labels(items []Item) (width int) {
	if p.width >= narrow {
		width = labelWidth - 2 // like the other parts
	}
	for _, it := range items {
		width = min(max(width, style.Width(it.Label)), p.width*2/5)
	}
	return width
}

// rows draws items below each other, a line each: mark, label, text.
func (p *layout) rows(items []Item) []line {
	label := p.labels(items)
	return each(items, func(it Item) line { return p.ended(p.labelCell(it, label), it, it.Text) })
}

// ended ends a row with a text that is cut where it has no room.
func (p *layout) ended(l line, it Item, text string) line {
	room := p.width - l.width() - 1
	return append(l, span{style.Pad(shorten(text, room), room), p.quiet(it.Mark)})
}

// labelCell begins a row: mark and label.
func (p *layout) labelCell(it Item, width int) line {
	return line{{text: margin}, p.sign(it.Mark), space(1), {text: style.Pad(it.Label, width)}, space(2)}
}

// quiet is dim where nothing was confirmed and nothing is wrong.
func (p *layout) quiet(m dialog.Mark) *lipgloss.Style {
	if m == dialog.MarkUnchecked || m == dialog.MarkAttested || m == dialog.MarkNote {
		return &p.theme.Dim
	}
	return nil
}

// table follows each scope: wanted, selected in the console, requested, granted, and the
// call that used it. It is not Lip Gloss's table, which gives text with escape codes: a
// picture needs each piece of a line with its style, and text and picture have one layout.
func (p *layout) table() []line {
	items := p.items[scopes]
	label := p.labels(items)
	answers := []string{"wanted ", "selected ", "requested ", "granted  "} // as wide as their columns
	head := line{{text: margin + "  "}, {style.Pad("scope", label+2), &p.theme.Dim}}
	for _, column := range append(answers, "found") {
		head = append(head, span{column, &p.theme.Dim})
	}
	out := []line{head}
	for i, it := range items {
		s := p.Scopes[i]
		l := p.labelCell(it, label)
		for i, cell := range []line{
			p.answerCell(s.Wanted, ""), p.answerCell(selected(s), dialog.MarkProved),
			p.answerCell(s.Asked, ""), p.answerCell(p.granted(s), dialog.MarkProved),
		} {
			l = append(append(l, cell...), space(len(answers[i])-cell.width()))
		}
		text := it.Text
		if p.Grant == nil {
			text = "" // the columns say it already
		}
		out = append(out, p.ended(l, it, strings.TrimPrefix(text, "granted; "))) // a column says it
	}
	return out
}

// answerCell shows what is known of a scope; a yes has the given mark.
func (p *layout) answerCell(a dialog.Answer, yes dialog.Mark) line {
	switch {
	case a == dialog.Yes && yes != "":
		return line{p.sign(yes), {text: " yes"}}
	case a == dialog.NotListed:
		return line{{text: "–"}}
	case a == dialog.Attested:
		return line{p.sign(dialog.MarkAttested)}
	case a == dialog.Unknown, a == "":
		return line{p.sign(dialog.MarkUnchecked)}
	default:
		return line{{text: string(a)}}
	}
}
