package tui

import (
	"strings"

	"threelo/assets/english"
	"threelo/steps"
	"threelo/wizard/style"
)

func (m *model) drawFields(p *page) {
	for i, f := range m.screen.Fields {
		m.drawField(p, i, f)
		p.gap(airy)
	}
}

// drawField draws a label, what to put there, the text with its cursor, and whether
// it was accepted.
func (m *model) drawField(p *page, i int, f steps.Field) {
	top := len(p.lines)
	focused := m.isMarked(row{fieldRow, i})
	label, bar := m.theme.Text, m.theme.Rule.Render("│ ")
	if focused {
		label, bar = m.theme.Accent.Bold(true), m.theme.Accent.Render("┃ ")
	}
	name, help := style.Line(f.Label), style.Line(f.Help)
	if f.Optional {
		name += " (optional)"
	}
	if style.Width(name)+2+style.Width(help) <= p.width {
		p.add(strings.TrimRight(label.Render(name)+"  "+m.theme.Dim.Render(help), " "))
	} else {
		p.text("", label, name)
		p.text("", m.theme.Dim, help)
	}
	shown, column := m.fieldText(f, p.width-2, focused)
	if focused {
		p.cursor = &point{2 + column, len(p.lines)}
	}
	p.add(bar + shown)
	if f.Finding != nil && !m.repeatsProblem(*f.Finding) {
		p.finding("  ", *f.Finding, m.busySign())
	}
	p.place(row{fieldRow, i}, top)
}

// What a field says where it has no text.
const (
	pasteHere  = "paste it here"
	pasteAgain = "  paste again to replace it"
)

// fieldText is what a field shows, and the cursor's column. A secret shows its
// length, whatever was typed.
func (m *model) fieldText(f steps.Field, width int, focused bool) (shown string, column int) {
	e, s := m.editor(f.ID), m.theme.Text
	if focused {
		s = m.theme.Accent
	}
	summary := func(text string) (string, int) {
		text = style.Truncate(text, width-1)
		return s.Render(text), style.Width(text)
	}
	switch {
	case f.Secret && !e.empty():
		return summary(english.Count(len(e.clusters), "character"))
	case f.Secret && f.Set:
		shown, column = summary(f.Summary)
		if focused && column+len(pasteAgain) < width {
			shown += m.theme.Dim.Render(pasteAgain)
		}
		return shown, column
	case e.empty(): // without colours, too, it must not look like a text that was entered
		return m.theme.Dim.Render(style.Truncate(invitation(f), width)), 0
	case focused:
		shown, column = e.view(width)
		return s.Render(shown), column
	}
	return s.Render(style.Truncate(style.Line(e.text()), width)), 0
}

// invitation says what an empty field waits for.
func invitation(f steps.Field) string {
	var parts []string
	if f.Pasted {
		parts = append(parts, pasteHere)
	}
	if f.Placeholder != "" {
		parts = append(parts, "for example "+style.Line(f.Placeholder))
	}
	return strings.Join(parts, ", ")
}

// drawPresets draws the questions that are answered already, the answers in a column.
func (m *model) drawPresets(p *page) {
	column := 0
	for _, preset := range m.screen.Presets {
		column = max(column, style.Width(style.Line(preset.Label)))
	}
	column = min(column, longestLabel)
	for i, preset := range m.screen.Presets {
		top, r, label := len(p.lines), row{presetRow, i}, m.theme.Text
		if m.isMarked(r) {
			label = m.theme.Accent.Bold(true)
		}
		name := style.Pad(style.Truncate(style.Line(preset.Label), column), column)
		p.text(p.marker(m.isMarked(r))+label.Render(name)+"  ", m.theme.Text, preset.Answer)
		p.place(r, top)
	}
}
