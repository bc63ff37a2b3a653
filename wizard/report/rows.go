package report

import (
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

const timeWidth = 9 // " 10:17:26"

// columns measures what items need for their labels and times; 0 without times.
func (p *layout) columns(items []Item) (label, time int) {
	if p.width >= narrow {
		label = labelWidth - 2 // like the other parts
	}
	for _, it := range items {
		label = min(max(label, style.Width(it.Label)), p.width*2/5)
		if it.Time != "" && p.width >= narrow {
			time = timeWidth
		}
	}
	return label, time
}

// rows draws items below each other, a line each: mark, label, text, time.
func (p *layout) rows(items []Item) []line {
	label, time := p.columns(items)
	out := make([]line, len(items))
	for i, it := range items {
		l := p.labelCell(it, label)
		text := style.Pad(it.Text, p.width-l.width()-1-time)
		out[i] = append(l, span{text, p.quiet(it.Mark)}, p.timeCell(it, time))
	}
	return out
}

// labelCell begins a row: mark and label.
func (p *layout) labelCell(it Item, width int) line {
	return line{{text: margin}, p.sign(it.Mark), space(1), {text: style.Pad(it.Label, width)}, space(2)}
}

// timeCell ends a row, aligned to the right.
func (p *layout) timeCell(it Item, width int) span {
	if it.Time == "" || width == 0 {
		return space(0)
	}
	return span{style.Space(width-style.Width(it.Time)) + it.Time, &p.theme.Dim}
}

// quiet is dim where nothing was confirmed and nothing is wrong.
func (p *layout) quiet(m dialog.Mark) *lipgloss.Style {
	switch m {
	case dialog.MarkUnchecked, dialog.MarkAttested, dialog.MarkNote:
		return &p.theme.Dim
	default:
		return nil
	}
}

// table follows each scope: wanted, selected in the console, requested, granted,
// and the call that used it.
func (p *layout) table() []line {
	items := p.items[scopes]
	label, _ := p.columns(items)
	answers := []string{"wanted ", "selected ", "requested ", "granted  "} // as wide as their columns
	out := []line{{{margin + "  " + style.Pad("scope", label) + "  " + strings.Join(answers, "") + "found", &p.theme.Dim}}}
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
		text = strings.TrimPrefix(text, "granted; ") // a column says it
		time := 0
		if it.Time != "" {
			time = timeWidth
		}
		l = append(l, span{style.Pad(text, p.width-l.width()-time-1), p.quiet(it.Mark)}, p.timeCell(it, time))
		out = append(out, l)
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
