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

// copiedAtEnd is a line that says at its end that the row was copied, where that fits.
func (m *model) copiedAtEnd(p *page, line string, copied bool) string {
	sign := either(m.screen.Sent, "sent", strings.TrimSpace(copiedSign))
	if space := p.width - style.Width(line) - style.Width(sign); copied && space >= 2 {
		line += style.Space(space) + p.theme.Accent.Render(sign)
	}
	return line
}

// drawValues draws the values to copy: what each is, its text, and where it goes.
// Those that are drawn with their instruction are left out.
func (m *model) drawValues(p *page, values []dialog.Value) {
	proofs := slices.ContainsFunc(values, func(v dialog.Value) bool { return v.Proof != "" })
	lead := either(proofs, 4, 2)
	column := valueColumn(values, p.width-lead-2-len(copiedSign))
	for i, v := range values {
		if withInstruction(m.screen, v.ID, "") {
			continue
		}
		if column == 0 {
			p.gap(roomy)
		}
		top, r := len(p.lines), row{valueRow, i}
		head := p.marker(m.isMarked(r))
		if proofs {
			head += m.theme.Sign(v.Proof) + " "
		}
		m.drawValue(p, v, head, column, m.isMarked(r))
		p.place(r, top)
	}
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

// drawValue draws a label after a finished head, and the text beside it where the
// labels have a column, else below.
func (m *model) drawValue(p *page, v dialog.Value, head string, column int, marked bool) {
	indent, label, s := style.Width(head), m.labelStyle(marked), m.theme.Title
	room := p.width - indent
	head += label.Render(style.Truncate(style.Line(v.Label), room-len(copiedSign)))
	if column > 0 {
		indent += column + 2
		room = p.width - indent - len(copiedSign)
		head = style.Pad(head, indent)
	}
	lines := cutLines(style.Wrap(shownText(v), room), mostLines, room)
	if column > 0 && len(lines) > 0 {
		head += s.Render(lines[0])
		lines = lines[1:]
	}
	p.add(m.copiedAtEnd(p, head, v.Copied))
	for _, line := range lines {
		p.add(style.Space(indent) + s.Render(line))
	}
}

// drawValueBelow draws a value below its instruction, perhaps as the link there.
func (m *model) drawValueBelow(p *page, i int, l *dialog.Link) {
	v, r := m.screen.Values[i], row{valueRow, i}
	top, s := len(p.lines), m.theme.Title
	if v.Whole && !p.tight {
		if p.addWhole(shownText(v), m.width); m.isMarked(r) {
			p.cursor = &point{0, top}
		}
		p.place(r, top)
		return
	}
	lead := p.marker(m.isMarked(r)) + "  "
	if l != nil {
		lead, s = p.marker(m.isMarked(r))+m.keyStyle().Render("o "), linked(&m.theme, l.URL)
	}
	room := p.width - numbered
	for n, line := range cutLines(style.Wrap(shownText(v), room), either(p.tight, 1, mostLines), room) {
		p.add(m.copiedAtEnd(p, lead+s.Render(line), v.Copied && n == 0))
		lead = style.Space(numbered)
	}
	p.place(r, top)
}

// addWhole adds a text without a frame, for the terminal to select: it breaks where
// the window ends, and nowhere else.
func (p *page) addWhole(text string, width int) {
	top := len(p.lines)
	for _, line := range style.Chop(style.Line(text), width) {
		p.add(line)
	}
	p.whole = span{top, len(p.lines)}
}

func shownText(v dialog.Value) string { return cmp.Or(v.Shown, v.Text) }
