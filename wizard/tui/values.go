package tui

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps"
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

// withCopied adds a line, and at its end that the row was copied.
func (p *page) withCopied(line string, copied bool) {
	if !copied || !p.sides(line, p.theme.Accent.Render(strings.TrimSpace(copiedSign))) {
		p.add(line)
	}
}

// drawValues draws the values to copy: what each is, its text, and where it goes.
// Those that are drawn with their instruction are left out.
func (m *model) drawValues(p *page, values []steps.Value) {
	proofs := slices.ContainsFunc(values, func(v steps.Value) bool { return v.Proof != "" })
	lead := 2
	if proofs {
		lead = 4
	}
	column := valueColumn(values, p.width-lead-2-len(copiedSign))
	for i, v := range values {
		if m.inInstruction(v) {
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
		m.drawValue(p, v, head, column, m.theme.Title, m.isMarked(r))
		p.place(r, top)
	}
}

// valueColumn is how wide the labels are where the texts are beside them; 0 where
// the texts are below, because there they break less.
func valueColumn(values []steps.Value, room int) int {
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
func (m *model) drawValue(p *page, v steps.Value, head string, column int, s lipgloss.Style, marked bool) {
	indent, label := style.Width(head), m.labelStyle(marked)
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
	p.withCopied(head, v.Copied)
	for _, line := range lines {
		p.add(style.Space(indent) + s.Render(line))
	}
}

// inInstruction reports whether a value is the link of an instruction, and drawn there.
func (m *model) inInstruction(v steps.Value) bool {
	return v.Text != "" && slices.ContainsFunc(m.screen.Do, func(do steps.Instruction) bool { return do.Link != nil && do.Link.URL == v.Text })
}

// drawLinkValue draws such a value below its instruction.
func (m *model) drawLinkValue(p *page, i int) {
	v, r := m.screen.Values[i], row{valueRow, i}
	top, marked := len(p.lines), m.isMarked(r)
	column := valueColumn([]steps.Value{v}, p.width-numbered-2-len(copiedSign))
	m.drawValue(p, v, p.marker(marked)+m.keyStyle().Render("o "), column, linked(m.theme.Link, v.Text), marked)
	p.place(r, top)
}

func shownText(v steps.Value) string { return cmp.Or(v.Shown, v.Text) }
