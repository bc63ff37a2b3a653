package tui

import (
	"slices"
	"strings"

	"threelo/steps"
	"threelo/wizard/style"
)

// fieldKey tells the fields of all steps apart.
type fieldKey struct {
	step  steps.StepID
	field steps.InputID
}

// editor is the text that belongs to a field. It outlives the step, so what was
// typed is still there when one comes back.
func (m *model) editor(field steps.InputID) *editor {
	key := fieldKey{m.screen.Step, field}
	e := m.editors[key]
	if e == nil {
		e = &editor{}
		m.editors[key] = e
	}
	return e
}

// take brings the fields in line with what the journey holds. A secret that it
// has taken is forgotten here; one that it refused can still be edited.
func (m *model) take() {
	for _, f := range m.screen.Fields {
		e := m.editor(f.ID)
		key := fieldKey{m.screen.Step, f.ID}
		switch {
		case e.dirty:
		case f.Secret:
			if f.Set {
				e.set("")
			}
		case f.Withheld:
			e.set(f.Text)
			m.taken[key] = f.Text
		case f.Text != m.taken[key]:
			e.set(f.Text)
			m.taken[key] = f.Text
		}
	}
}

// inField reports whether typing goes into a field.
func (m *model) inField() bool { return m.focus < len(m.screen.Fields) }

// unset reports whether a field still waits for something.
func (m *model) unset(i int) bool {
	f, e := m.screen.Fields[i], m.editor(m.screen.Fields[i].ID)
	return !f.Set && f.Text == "" && (e.empty() || e.dirty)
}

// missing is the first field without which the step does not go on: nothing was
// entered there, or nothing that could be taken.
func (m *model) missing() (int, bool) {
	for i := range m.screen.Fields {
		if m.lacks(i) {
			return i, true
		}
	}
	return 0, false
}

// lacks reports whether a step does not go on without this field.
func (m *model) lacks(i int) bool {
	f := m.screen.Fields[i]
	return !f.Optional && !f.Set && f.Text == "" && !searches(m.screen)
}

// firstFocus is where typing goes on arrival: the first field that still waits,
// one that is needed before one that is not. Where there is something to choose,
// or a way to a cure, the actions come first.
func (m *model) firstFocus() int {
	fields := m.screen.Fields
	if _, ok := cure(m.screen); ok || m.screen.Choices != nil && !searches(m.screen) {
		return len(fields)
	}
	for _, optional := range []bool{false, true} {
		for i, f := range fields {
			if f.Optional == optional && m.unset(i) {
				return i
			}
		}
	}
	return len(fields)
}

// nextEmpty is the next field after the given one that waits; when that one was
// filled in, also a needed one before it. Whoever presses enter on empty fields
// only gets to the end, where the journey says what is missing.
func (m *model) nextEmpty(after int) (int, bool) {
	for i := after + 1; i < len(m.screen.Fields); i++ {
		if m.unset(i) {
			return i, true
		}
	}
	for i := range max(after, 0) {
		if m.unset(i) && !m.screen.Fields[i].Optional && m.filled(after) {
			return i, true
		}
	}
	return 0, false
}

// filled reports whether a field holds something, handed over or not.
func (m *model) filled(i int) bool {
	f := m.screen.Fields[i]
	return f.Set || f.Text != "" || !m.editor(f.ID).empty()
}

// commit hands a field's text to the journey when it was changed, and reports
// whether it was taken: a refused one stays in the field.
func (m *model) commit(i int) bool {
	if i >= len(m.screen.Fields) {
		return true
	}
	f := m.screen.Fields[i]
	e := m.editor(f.ID)
	if !e.dirty || f.Secret && e.empty() {
		e.dirty = false
		return true
	}
	e.dirty = false
	m.asked = true
	m.journey.Enter(f.ID, e.text())
	m.look()
	now := slices.IndexFunc(m.screen.Fields, func(now steps.Field) bool { return now.ID == f.ID })
	return now < 0 || !m.refused(now)
}

// refused reports whether what was last entered in a field was not taken.
func (m *model) refused(i int) bool {
	f := m.screen.Fields[i]
	return f.Finding != nil && f.Finding.Mark == steps.MarkFail && !m.editor(f.ID).dirty
}

// paste puts text into the field and hands it over at once, so that its proof
// can start. It replaces what was handed over before, and a secret always; else
// it goes in where the cursor stands.
func (m *model) paste(text string) {
	if !m.inField() {
		i, ok := m.nextEmpty(-1)
		if !ok && len(m.screen.Fields) == 1 {
			i, ok = 0, true
		}
		if !ok {
			m.note = "nothing here takes a paste"
			if len(m.screen.Fields) > 0 {
				m.note = "press tab to choose the field, then paste again"
			}
			return
		}
		m.focus = i
	}
	f := m.screen.Fields[m.focus]
	e := m.editor(f.ID)
	if !e.dirty || f.Secret {
		e.set("")
	}
	e.insert(text)
	m.doubted = false
	m.commit(m.focus)
	m.reveal = true
}

// field draws a label, what to put there, the text with its cursor, and what
// became of it.
func (m *model) field(p *page, i int, f steps.Field) {
	top := len(p.lines)
	focused := m.focus == i && m.overlay.kind == overNone
	ink := m.theme.Text
	if focused {
		ink = m.theme.Accent.Bold(true)
	}
	label := style.Line(f.Label)
	if f.Optional {
		label += " (optional)"
	}
	help := style.Line(f.Help)
	if help != "" && style.Width(label)+2+style.Width(help) <= p.width {
		p.add(ink.Render(label) + "  " + m.theme.Dim.Render(help))
	} else {
		p.text("", 0, ink, label)
		p.text("", 0, m.theme.Dim, help)
	}
	shown, column := m.fieldText(f, p.width-2, focused)
	bar := m.theme.Rule.Render("│ ")
	if focused {
		bar = m.theme.Accent.Render("┃ ")
		p.cursor = &point{2 + column, len(p.lines)}
	}
	p.add(bar + shown)
	if f.Finding != nil && !m.told(*f.Finding) {
		p.finding(2, *f.Finding, m.busySign())
	}
	p.fields = append(p.fields, span{top, len(p.lines)})
}

// fieldText is what stands in a field, and the cursor's column. A secret shows
// as its length, whatever was typed.
func (m *model) fieldText(f steps.Field, width int, focused bool) (shown string, column int) {
	e := m.editor(f.ID)
	ink := m.theme.Text
	if focused {
		ink = m.theme.Accent
	}
	switch {
	case f.Secret && !e.empty():
		text := style.Truncate(characters(len(e.clusters)), width-1)
		return ink.Render(text), style.Width(text)
	case f.Secret && f.Set:
		text := f.Summary
		if focused && style.Width(text)+len(pasteAgain) < width {
			return ink.Render(text) + m.theme.Dim.Render(pasteAgain), style.Width(text)
		}
		text = style.Truncate(text, width-1)
		return ink.Render(text), style.Width(text)
	case e.empty():
		return m.theme.Dim.Render(style.Truncate(example(f.Placeholder), width)), 0
	}
	text, column := e.view(width)
	if !focused {
		text = style.Truncate(strings.Join(mapped(e.clusters, width+1), ""), width)
	}
	return ink.Render(text), column
}

// example is what stands in an empty field; without colours, too, it must not
// be taken for a text that was entered.
func example(placeholder string) string {
	text := style.Line(placeholder)
	if text == "" {
		return text
	}
	return "for example " + text
}

const pasteAgain = "  paste again to replace it"

// mapped is the start of a text as it stands on the screen, as much as can matter.
func mapped(clusters []string, most int) []string {
	out := make([]string, 0, most)
	for _, c := range clusters[:min(len(clusters), most)] {
		out = append(out, visible(c))
	}
	return out
}
