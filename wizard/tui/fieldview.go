package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/assets/english"
	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// leastField is the room that a field's text needs beside its label.
const leastField = 20

// inline reports whether a field is drawn in one line, with its label before the text.
// What was pasted is seen whole where it can be.
func (m *model) inline(f dialog.Field, width int) bool {
	label, text := style.Width(fieldName(f)), leastField
	if f.Pasted && !f.Secret {
		text = max(text, style.Width(style.Line(m.editor(f.ID).text())))
	}
	return f.Help == "" && label <= longestLabel && label+text <= width-6
}

func fieldName(f dialog.Field) string {
	return style.Line(f.Label) + either(f.Optional, " (optional)", "")
}

// drawFields draws the fields and, below them, the questions that are answered already.
// Labels before their text have a column.
func (m *model) drawFields(p *page) {
	column := 0
	for _, f := range m.screen.Fields {
		if m.inline(f, p.width) && !withInstruction(m.screen, "", f.ID) {
			column = max(column, style.Width(fieldName(f)))
		}
	}
	for _, preset := range m.screen.Presets {
		column = max(column, min(style.Width(style.Line(preset.Label)), longestLabel))
	}
	for i, f := range m.screen.Fields {
		if !withInstruction(m.screen, "", f.ID) {
			m.drawField(p, i, f, column)
		}
	}
	for i, preset := range m.screen.Presets {
		top, r := len(p.lines), row{presetRow, i}
		p.text(m.marker(r)+m.labelStyle(r).Render(style.Pad(style.Line(preset.Label), column))+"  ", m.theme.Text, preset.Answer)
		p.place(r, span{top, len(p.lines)})
	}
	p.gap(airy)
}

// labelStyle is how the label of a row looks.
func (m *model) labelStyle(r row) lipgloss.Style {
	return either(m.mark == r, m.theme.Accent.Bold(true), m.theme.Text)
}

// marker begins a row. A field with the keyboard in it has the cursor instead.
func (m *model) marker(r row) string {
	return either(m.mark == r && !m.inField(), m.theme.Accent.Render("▸")+" ", "  ")
}

// drawField draws a label, what to put there, the text with its cursor, and whether
// it was accepted.
func (m *model) drawField(p *page, i int, f dialog.Field, column int) {
	top, r, oneLine := len(p.lines), row{fieldRow, i}, m.inline(f, p.width)
	label, name, help, lead := m.labelStyle(r), fieldName(f), style.Line(f.Help), ""
	switch {
	case oneLine:
		lead = m.marker(r) + label.Render(style.Pad(name, column)) + "  "
	case style.Width(name)+2+style.Width(help) <= p.width:
		p.add(strings.TrimRight(label.Render(name)+"  "+m.theme.Dim.Render(help), " "))
	default:
		p.text("", label, name)
		p.text("", m.theme.Dim, help)
	}
	m.drawText(p, i, lead, 2, top)
	if !oneLine {
		p.gap(airy)
	}
}

// drawText draws a field's text after a finished lead, and below it what was found,
// indented.
func (m *model) drawText(p *page, i int, lead string, indent, top int) {
	f, r := m.screen.Fields[i], row{fieldRow, i}
	marked := m.mark == r
	bar := either(marked, m.theme.Accent.Render("┃ "), m.theme.Rule.Render("│ "))
	at := style.Width(lead) + 2
	shown, cursor := m.fieldText(f, p.width-at, marked)
	if marked {
		p.cursor = point{either(m.inField(), at+cursor, 0), len(p.lines) - top}
	}
	p.add(lead + bar + shown)
	if found := m.found(f); found != nil {
		p.finding(style.Space(indent), *found, m.busySign())
	}
	p.place(r, span{top, len(p.lines)})
}

// found is what was found about a field's text, as long as the text is the same, and
// nothing else on the screen says it.
func (m *model) found(f dialog.Field) *dialog.Finding {
	if f.Finding == nil || m.editor(f.ID).dirty || m.repeatsProblem(*f.Finding) {
		return nil
	}
	return f.Finding
}

// What a field says where it has no text.
const (
	pasteHere  = "paste it here"
	pasteAgain = "  paste again to replace it"
)

// fieldText is what a field shows, and the cursor's column. A secret shows its
// length, whatever was typed.
func (m *model) fieldText(f dialog.Field, width int, focused bool) (shown string, column int) {
	e, s := m.editor(f.ID), either(focused, m.theme.Accent, m.theme.Text)
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
	case e.empty(): // without colors, too, it must not look like a text that was entered
		return m.theme.Dim.Render(style.Truncate(invitation(f), width)), 0
	case focused && m.inField():
		shown, column = e.view(width)
		return s.Render(shown), column
	}
	return s.Render(style.Truncate(style.Line(e.text()), width)), 0
}

// invitation says what an empty field waits for.
func invitation(f dialog.Field) string {
	switch {
	case f.Pasted && f.Set:
		return strings.TrimSpace(pasteAgain)
	case f.Pasted:
		return pasteHere
	case f.Placeholder != "":
		return "for example " + style.Line(f.Placeholder)
	}
	return ""
}
