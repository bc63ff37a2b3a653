package tui

import (
	"cmp"
	"slices"
	"strings"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// longestLabel is the widest label beside its value; leastText is the room that a
// text needs there; mostLines is how many lines of a value are drawn: "v" shows all.
const (
	longestLabel = 22
	leastText    = 24
	mostLines    = 3
)

const copiedSign = "  copied"

// copied is what the end of a row's line says when the row was copied.
func (m *model) copied(is bool) string {
	if !is {
		return ""
	}
	return m.theme.Accent.Render(either(m.screen.Sent, "sent", strings.TrimSpace(copiedSign)))
}

// drawValues draws the values to copy, a label and a text each: in a table, or the texts
// below. Those that are drawn with their instruction are left out.
func (m *model) drawValues(p *page, values []dialog.Value) {
	const lead = 2
	room := p.width - lead - len(copiedSign) // for a label
	column := valueColumn(values, room-2)
	var table []tableRow
	for i, v := range values {
		if withInstruction(m.screen, v.ID, "") {
			continue
		}
		r := row{valueRow, i}
		head := m.marker(r)
		head += m.labelStyle(r).Render(style.Truncate(style.Line(v.Label), room))
		text := either(column > 0, room-column-2, p.width-lead)
		lines := cutLines(style.Wrap(shownText(v), text), mostLines, text)
		for n := range lines {
			lines[n] = m.theme.Title.Render(lines[n])
		}
		if column > 0 {
			table = append(table, tableRow{r, m.copied(v.OnClipboard), []string{head, strings.Join(lines, "\n")}})
			continue
		}
		p.gap(roomy)
		below := strings.Join(slices.Insert(lines, 0, head), "\n"+style.Space(lead))
		p.table([]tableRow{{r, m.copied(v.OnClipboard), []string{below}}})
	}
	p.table(table)
}

// valueColumn is how wide the labels are where the texts are beside them; 0 where
// the texts are below, because there they break less.
func valueColumn(values []dialog.Value, room int) int {
	column, longest := 0, leastText
	for _, v := range values {
		column = max(column, style.Width(style.Line(v.Label)))
		if text := shownText(v); !strings.Contains(text, " ") {
			longest = max(longest, style.Width(text))
		}
	}
	if column > longestLabel || column+longest > room {
		return 0
	}
	return column
}

// drawValueBelow draws a value below its instruction, perhaps as the link there.
func (m *model) drawValueBelow(p *page, i int, l string) {
	v, r := m.screen.Values[i], row{valueRow, i}
	top, s := len(p.lines), m.theme.Title
	if v.Whole && !p.tight {
		p.addWhole(shownText(v), m.width)
		p.place(r, span{top, len(p.lines)})
		return
	}
	lead := m.marker(r) + "  "
	if l != "" {
		lead, s = m.marker(r)+m.keyStyle().Render("o "), linked(&m.theme, l)
	}
	room := p.width - numbered
	for n, line := range cutLines(style.Wrap(shownText(v), room), either(p.tight, 1, mostLines), room) {
		p.add(p.ended(lead+s.Render(line), m.copied(v.OnClipboard && n == 0)))
		lead = style.Space(numbered)
	}
	p.place(r, span{top, len(p.lines)})
}

// addWhole adds a text without a frame, for the terminal to select: it breaks where
// the window ends, and nowhere else.
func (p *page) addWhole(text string, width int) {
	top := len(p.lines)
	p.add(style.Chop(style.Line(text), width)...)
	p.whole = span{top, len(p.lines)}
}

func shownText(v dialog.Value) string { return cmp.Or(v.Shown, v.Text) }
