package tui

import (
	"slices"

	"threelo/steps"
)

// inField reports whether typing goes into a field.
func (m *model) inField() bool { return m.focus < len(m.screen.Fields) }

// unset reports whether a field still waits for something.
func (m *model) unset(i int) bool {
	f, e := m.screen.Fields[i], m.editor(m.screen.Fields[i].ID)
	return !f.Set && f.Text == "" && (e.empty() || e.dirty)
}

// lacks reports whether the step does not go on without this field, because nothing
// was entered there, or nothing that was accepted.
func (m *model) lacks(i int) bool {
	f := m.screen.Fields[i]
	return !f.Optional && !f.Set && f.Text == "" && !searches(m.screen)
}

// missing is the first field without which the step does not go on.
func (m *model) missing() (int, bool) {
	for i := range m.screen.Fields {
		if m.lacks(i) {
			return i, true
		}
	}
	return 0, false
}

// refused reports whether what was last entered in a field was not accepted.
func (m *model) refused(i int) bool {
	f := m.screen.Fields[i]
	return f.Finding != nil && f.Finding.Mark == steps.MarkFail && !m.editor(f.ID).dirty
}

// firstFocus is where typing goes on arrival: the first field that waits, a required
// one before an optional one. Where there is something to choose, or a way to a fix,
// the keys come first.
func (m *model) firstFocus() int {
	fields := m.screen.Fields
	if _, ok := fixAction(m.screen); ok || m.screen.Choices != nil && !searches(m.screen) {
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

// nextEmpty is the next field after the given one that waits.
func (m *model) nextEmpty(after int) (int, bool) {
	for i := after + 1; i < len(m.screen.Fields); i++ {
		if m.unset(i) {
			return i, true
		}
	}
	return 0, false
}

// commit hands a field's text to the journey when it was changed, and reports whether
// it was accepted: a refused text stays in the field.
func (m *model) commit(i int) bool {
	if i >= len(m.screen.Fields) {
		return true
	}
	f := m.screen.Fields[i]
	e := m.editor(f.ID)
	changed := e.dirty && (!f.Secret || !e.empty())
	e.dirty = false
	if !changed {
		return true
	}
	m.journey.Enter(f.ID, e.text())
	m.refresh()
	now := slices.IndexFunc(m.screen.Fields, func(now steps.Field) bool { return now.ID == f.ID })
	return now < 0 || !m.refused(now)
}

// paste puts text into the field and hands it over at once, so that its check can
// start. It replaces what was handed over before, and a secret always; else it goes
// in at the cursor.
func (m *model) paste(text string) {
	if !m.inField() {
		i, ok := m.nextEmpty(-1)
		switch {
		case ok:
			m.focus = i
		case len(m.screen.Fields) == 1:
			m.focus = 0
		case len(m.screen.Fields) > 0:
			m.note = "press tab to choose the field, then paste again"
			return
		default:
			m.note = "nothing here takes a paste"
			return
		}
	}
	f := m.screen.Fields[m.focus]
	e := m.editor(f.ID)
	if !e.dirty || f.Secret {
		e.set("")
	}
	e.insert(text)
	m.confirmSkip = false
	m.commit(m.focus)
	m.reveal = true
}

// editorKey names an editor: it outlives its step, so that what was typed is still
// there when a person comes back.
type editorKey struct {
	step  steps.StepID
	field steps.InputID
}

// editor is the text of a field of this step.
func (m *model) editor(field steps.InputID) *editor {
	k := editorKey{m.screen.Step, field}
	if m.editors[k] == nil {
		m.editors[k] = &editor{}
	}
	return m.editors[k]
}

// updateEditors brings the editors in line with what the journey holds. A secret that
// it accepted is forgotten here; one that it refused can still be edited.
func (m *model) updateEditors() {
	for _, f := range m.screen.Fields {
		e := m.editor(f.ID)
		switch {
		case e.dirty, f.Secret && !f.Set:
		case f.Secret:
			e.set("")
		case f.Withheld, f.Text != e.held:
			e.set(f.Text)
			e.held = f.Text
		}
	}
}

// forgetEntered drops the texts of a step that were handed over and are kept
// elsewhere, such as an address with a one-time code.
func (m *model) forgetEntered(before steps.Screen) {
	for _, f := range before.Fields {
		k := editorKey{before.Step, f.ID}
		refused := f.Finding != nil && f.Finding.Mark == steps.MarkFail
		if e := m.editors[k]; e != nil && !e.dirty && !refused && f.Text == "" {
			delete(m.editors, k)
		}
	}
}

// searches reports whether a field of the screen filters its choices.
func searches(s steps.Screen) bool { return s.Choices != nil && s.Choices.Search != "" }

// inSearch reports whether typing filters the choices.
func (m *model) inSearch() bool {
	return m.inField() && searches(m.screen) && m.screen.Fields[m.focus].ID == m.screen.Choices.Search
}

// filter hands the search over as it is typed, and marks the first match. The editor
// keeps the text, so that the cursor keeps its place.
func (m *model) filter() {
	field := m.screen.Choices.Search
	m.journey.Enter(field, m.editor(field).text())
	m.refresh()
	m.mark, m.scroll = row{optionRow, 0}, 0
	m.validateMark()
}

// toFound goes from the search to what it found.
func (m *model) toFound() {
	if m.commit(m.focus) {
		m.focus = len(m.screen.Fields)
	}
}
