package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"threelo/steps"
)

// press runs the command of a key. In a field, a key without one is typing.
func (m *model) press(msg tea.KeyPressMsg) tea.Cmd {
	name := msg.String()
	if name == "ctrl+c" {
		if m.leaving {
			m.result.Left = true
			return tea.Quit
		}
		m.leaving = true
		return nil
	}
	if m.frozen() || m.small() {
		return nil
	}
	m.leaving, m.note = false, ""
	m.confirmSkip = m.confirmSkip && name == "enter"
	if name == "ctrl+z" {
		return m.suspend
	}
	m.reveal = true
	for _, c := range m.commands() {
		if c.run != nil && key.Matches(msg, c.Binding) {
			c.run(name)
			return nil
		}
	}
	if m.inField() && len(m.overlays) == 0 {
		m.typed(msg)
	}
	return nil
}

// typed hands a key to the field that has the focus.
func (m *model) typed(msg tea.KeyPressMsg) {
	e := m.editor(m.screen.Fields[m.focus].ID)
	if k := msg.Key(); !e.edit(msg) && k.Text != "" && k.Mod&^tea.ModShift == 0 {
		e.insert(k.Text)
	}
	if m.inSearch() {
		m.filter()
	}
}

// moveFocus goes from field to field and to the keys after the last. What was
// typed is handed over.
func (m *model) moveFocus(forward bool) {
	current, places := m.screen.Step, len(m.screen.Fields)+1
	m.commit(m.focus)
	if m.screen.Step != current || len(m.screen.Fields)+1 != places {
		return
	}
	if forward {
		m.focus = (m.focus + 1) % places
	} else {
		m.focus = (m.focus + places - 1) % places
	}
}

// fieldArrow goes to the field above or below; without one it scrolls.
func (m *model) fieldArrow(key string) {
	switch down := isDown(key); {
	case m.inSearch() && down:
		m.toFound()
	case down && m.focus+1 < len(m.screen.Fields), !down && m.focus > 0:
		m.moveFocus(down)
	default:
		m.scrollBy(1, down)
	}
}

// space marks a scope as done, or chooses the marked answer.
func (m *model) space() {
	switch c := m.screen.Choices; m.mark.kind {
	case optionRow:
		m.handle(steps.Choose{Option: c.Options[m.mark.index].ID})
	case scopeRow:
		m.handle(steps.Toggle{Scope: m.screen.Scopes[m.mark.index].Scope})
	}
}

// copyMarked copies the marked scope or value. The mark moves on from a value to
// the next one that was not copied yet.
func (m *model) copyMarked() {
	if item, ok := m.scope(); ok && m.mark.kind != valueRow {
		m.handle(steps.Act{ID: steps.ActionCopy, Arg: item.Scope})
		return
	}
	v, ok := m.value()
	if !ok {
		return
	}
	current, i := m.screen.Step, m.mark.index
	if m.mark.kind != valueRow {
		i = nextUncopied(m.screen.Values, -1)
	}
	m.handle(steps.Act{ID: steps.ActionCopy, Arg: string(v.ID)})
	if m.screen.Step != current || i >= len(m.screen.Values) {
		return
	}
	if next := nextUncopied(m.screen.Values, i); next >= 0 && !m.screen.Values[next].Copied {
		i = next
	}
	m.mark = row{valueRow, i}
}

func (m *model) openLink() {
	if l, ok := m.link(); ok {
		m.handle(steps.Act{ID: steps.ActionOpen, Arg: l.URL})
	}
}

// show opens the marked value, scope or link, whole and without a frame.
func (m *model) show() {
	if l, ok := m.link(); ok && (m.mark.kind == linkRow || len(m.screen.Values) == 0) {
		m.open(overlay{kind: overValue, text: l.URL})
		return
	}
	if item, ok := m.scope(); ok && len(m.screen.Values) == 0 {
		m.open(overlay{kind: overValue, text: item.Scope})
		return
	}
	v, ok := m.value()
	if !ok {
		return
	}
	text, ok := m.journey.Text(v.ID)
	if !ok {
		m.note = "this value is never shown; " + m.keyOf(steps.ActionCopy) + " copies it"
		return
	}
	m.open(overlay{kind: overValue, text: text})
}
