package tui

import (
	"slices"

	"threelo/steps/dialog"
)

// inField reports whether typing goes into a field: the marked one, unless it is only
// pasted into. Into that one tab puts the keyboard, for terminals that type a paste.
func (m *model) inField() bool {
	return m.mark.kind == fieldRow && canMark(m.screen, m.mark) && (m.typing || !m.screen.Fields[m.mark.index].Pasted)
}

// focus is the field that typing goes into, or the number of fields for the keys.
func (m *model) focus() int {
	if m.inField() {
		return m.mark.index
	}
	return len(m.screen.Fields)
}

// unset reports whether a field still waits for something.
func (m *model) unset(f dialog.Field) bool {
	e := m.editor(f.ID)
	return !f.Set && f.Text == "" && (e.empty() || e.dirty)
}

// lacks reports whether the step does not go on without this field, because nothing
// was entered there, or nothing that was accepted.
func (m *model) lacks(f dialog.Field) bool {
	return !f.Optional && !f.Set && f.Text == "" && !searches(m.screen)
}

// missing is the first field without which the step does not go on; -1 for none.
func (m *model) missing() int { return slices.IndexFunc(m.screen.Fields, m.lacks) }

// refused reports whether what was last entered in a field was not accepted.
func (m *model) refused(f dialog.Field) bool { return f.Refused() && !m.editor(f.ID).dirty }

// firstFocus is the field that is marked on arrival: the first one that waits, one to
// type into before one to paste into, and a required one before an optional one. There
// is none where there is something to choose, or a way to a fix.
func (m *model) firstFocus() (row, bool) {
	if hasFix(m.screen) || m.screen.Choices != nil && !searches(m.screen) {
		return row{}, false
	}
	for _, want := range []struct{ pasted, optional bool }{{false, false}, {false, true}, {true, false}, {true, true}} {
		for i, f := range m.screen.Fields {
			if f.Pasted == want.pasted && f.Optional == want.optional && m.unset(f) {
				return row{fieldRow, i}, true
			}
		}
	}
	return row{}, false
}

// firstEmpty is the first field that waits; -1 for none.
func (m *model) firstEmpty() int { return m.nextEmpty(-1) }

// nextEmpty is the next field after the given one that waits; -1 for none.
func (m *model) nextEmpty(after int) int {
	for i := after + 1; i < len(m.screen.Fields); i++ {
		if m.unset(m.screen.Fields[i]) {
			return i
		}
	}
	return -1
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
	now := slices.IndexFunc(m.screen.Fields, func(now dialog.Field) bool { return now.ID == f.ID })
	return now < 0 || !m.refused(m.screen.Fields[now])
}

// paste gives what was pasted to the journey, which finds the field that it belongs to,
// on this screen or another. In the middle of typing it goes in at the cursor. From a
// field that is only pasted into, the mark goes on to what is next to copy or to paste.
func (m *model) paste(text string) {
	i, ok := m.pasteTarget()
	m.confirmSkip, m.reveal = false, true
	if !ok {
		m.journey.Paste("", text)
		m.refresh()
		return
	}
	step, f := m.screen.Step, m.screen.Fields[i]
	if !m.inField() {
		m.goTo(row{fieldRow, i}, false)
	}
	e := m.editor(f.ID)
	if e.dirty && !e.empty() && !f.Secret && !m.inSearch() {
		e.insert(text)
		m.commit(i)
		return
	}
	e.set("")
	m.journey.Paste(f.ID, text)
	m.refresh()
	switch {
	case m.screen.Step != step || m.mark != (row{fieldRow, i}) || !canMark(m.screen, m.mark):
	case m.refused(m.screen.Fields[i]) && m.screen.Notice == "" && !m.screen.Fields[i].Withheld: // it can be corrected
		e.set(text)
	case !m.inField() && !m.refused(m.screen.Fields[i]):
		m.arrange() // with what the paste brought
		if next := slices.IndexFunc(m.page.marks, m.toHandOver); next >= 0 {
			m.mark = m.page.marks[next]
		}
	}
}

// toHandOver reports whether a row is still to be copied or pasted into.
func (m *model) toHandOver(r row) bool {
	return r.kind == valueRow && !m.screen.Values[r.index].Copied ||
		r.kind == fieldRow && m.screen.Fields[r.index].Pasted && m.unset(m.screen.Fields[r.index])
}

// pasteTarget is the field that a paste is meant for, if it fits: the marked one, the
// first that waits, or the only one.
func (m *model) pasteTarget() (int, bool) {
	if m.mark.kind == fieldRow {
		return m.mark.index, true
	}
	if i := m.firstEmpty(); i >= 0 {
		return i, true
	}
	return 0, len(m.screen.Fields) == 1
}

// editorKey names an editor: it outlives its step, so that what was typed is still
// there when a person comes back.
type editorKey struct {
	step  dialog.StepID
	field dialog.InputID
}

// editor is the text of a field of this step.
func (m *model) editor(field dialog.InputID) *editor {
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
		case e.dirty, f.Secret && !f.Set && f.Finding != nil:
		case f.Secret:
			e.set("")
		case f.Withheld, f.Text != e.held, f.Set && f.Text == "": // what was accepted is elsewhere
			e.set(f.Text)
			e.held = f.Text
		}
	}
}

// searches reports whether a field of the screen filters its choices.
func searches(s dialog.Screen) bool { return s.Choices != nil && s.Choices.Search != "" }

// inSearch reports whether typing filters the choices.
func (m *model) inSearch() bool {
	return m.inField() && searches(m.screen) && m.screen.Fields[m.mark.index].ID == m.screen.Choices.Search
}

// filter hands the search over as it is typed. The editor keeps the text, so that the
// cursor keeps its place.
func (m *model) filter() {
	field := m.screen.Choices.Search
	m.journey.Enter(field, m.editor(field).text())
	m.refresh()
	m.viewport.GotoTop()
}
