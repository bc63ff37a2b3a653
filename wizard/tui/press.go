package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
)

// press runs the command of a key. In a field, a key without one edits the text.
func (m *model) press(msg tea.KeyPressMsg) tea.Cmd {
	name := msg.String()
	if key.Matches(msg, keyLeave) {
		if m.leaving {
			m.left = true
			return tea.Quit
		}
		m.leaving = true
		return nil
	}
	if m.frozen() || m.small() {
		return nil
	}
	if m.leaving || m.note != "" {
		m.leaving, m.note = false, ""
		m.arrange() // the message took lines from the page
	}
	m.confirmSkip = m.confirmSkip && name == "enter"
	if m.suspend != nil && key.Matches(msg, keyStop) {
		return m.suspend
	}
	m.reveal = true
	for _, c := range m.commands() {
		if c.run != nil && key.Matches(msg, c.Binding) {
			c.run(name)
			return nil
		}
	}
	if m.inField() && m.overlay.kind == overNone && m.editFocused(msg) {
		m.edited()
		return nil
	}
	if k := msg.Key(); k.Code < tea.KeyCapsLock || k.Code > tea.KeyIsoLevel5Shift { // not a modifier alone
		help := either(m.inField(), "F1", keyHelp.Help().Key) + " lists the keys."
		if m.overlay.kind != overNone {
			help = keyBack.Help().Key + " leads back."
		}
		m.note = strings.Replace(name, "pgdown", "pgdn", 1) + " does nothing here. " + help
	}
	return nil
}

// editFocused edits the field that has the keyboard. In a hidden text, which shows no
// cursor, it stays at the end, so that clearing takes all of it.
func (m *model) editFocused(msg tea.KeyPressMsg) bool {
	f := m.screen.Fields[m.focus()]
	e := m.editor(f.ID)
	edited := e.edit(msg)
	if f.Secret {
		e.at = len(e.clusters)
	}
	return edited
}

// isText reports whether a key is a character for the field that has the keyboard.
func (m *model) isText(k tea.KeyPressMsg) bool {
	return k.Text != "" && k.Mod&^tea.ModShift == 0 && m.inField() && m.overlay.kind == overNone && !m.frozen() && !m.small()
}

// Text that comes in less time than tooFast after the last was not typed by hand:
// some terminals type what is pasted. It is drawn every drawPause, because drawing every
// character of a long text takes seconds.
const (
	tooFast   = 5 * time.Millisecond
	drawPause = 20 * time.Millisecond
)

// typeText puts typed text into the field that has the keyboard.
func (m *model) typeText(text string) tea.Cmd {
	m.editor(m.screen.Fields[m.focus()].ID).insert(text)
	fast := time.Since(m.idleFrom) < tooFast
	m.idleFrom = time.Now()
	if m.undrawn {
		return nil
	}
	m.leaving, m.note, m.confirmSkip, m.reveal = false, "", false, true
	m.undrawn = true
	if fast {
		return tea.Tick(drawPause, func(time.Time) tea.Msg { return drawMsg{} })
	}
	m.catchUp()
	return nil
}

// catchUp lays out what was typed.
func (m *model) catchUp() {
	if !m.undrawn {
		return
	}
	m.undrawn, m.reveal = false, true
	m.edited()
	m.arrange()
	m.reveal = false
}

// edited follows a change of the text in the field that has the keyboard.
func (m *model) edited() {
	if m.screen.Notice = ""; m.inSearch() {
		m.filter()
	}
}

// tab puts the keyboard into the next field, and after the last one back on the keys.
func (m *model) tab(forward bool) {
	places, at := len(m.screen.Fields)+1, m.focus()
	switch {
	case !m.inField() && m.mark.kind == fieldRow:
		at = m.mark.index // first into the marked one
	case forward:
		at = (at + 1) % places
	default:
		at = (at + places - 1) % places
	}
	if at == len(m.screen.Fields) {
		m.goTo(firstMark(m.screen), false)
		return
	}
	m.goTo(row{fieldRow, at}, true)
}

// space marks a scope as done, or turns an answer on or off. Only enter leaves a step.
func (m *model) space() {
	switch m.mark.kind {
	case optionRow:
		m.handle(dialog.Choose{Option: m.screen.Choices.Options[m.mark.index].ID})
	case scopeRow:
		m.handle(dialog.Toggle{Scope: m.screen.Scopes[m.mark.index].Scope.Scope})
	}
}

// change asks for another answer to the marked question, with left for the one before.
func (m *model) change(key string) {
	m.handle(dialog.Act{ID: dialog.ActionChange, Arg: string(m.screen.Presets[m.mark.index].ID), Back: key == "left"})
}

// carried is the marked scope, link or value, or the first: its text, false when that is
// never shown, and what the journey calls it.
func (m *model) carried() (r row, text, id string, known bool) {
	if r = m.mark; !slices.Contains([]rowKind{scopeRow, valueRow, linkRow}, r.kind) {
		r = firstToCopy(m.screen)
	}
	switch r.kind {
	case scopeRow:
		text = m.screen.Scopes[r.index].Scope.Scope
	case linkRow:
		text = m.screen.Do[r.index].Link
	case valueRow:
		v := m.screen.Values[r.index].ID
		text, known = m.journey.Text(v)
		return r, text, string(v), known
	}
	return r, text, text, true
}

// copyMarked copies what is marked. The mark moves on from a value to the next one that
// was not copied yet.
func (m *model) copyMarked() {
	r, _, id, _ := m.carried()
	step := m.screen.Step
	m.handle(dialog.Act{ID: dialog.ActionCopy, Arg: id})
	if r.kind != valueRow || m.screen.Step != step || !canMark(m.screen, r) {
		return
	}
	if next := nextUncopied(m.screen.Values, r.index); !m.screen.Values[next].Copied {
		r.index = next
	}
	m.mark = r
}

func (m *model) openLink() {
	if l, ok := m.link(); ok {
		m.handle(dialog.Act{ID: dialog.ActionOpen, Arg: l})
	}
}

// show opens what is marked, whole and without a frame.
func (m *model) show() {
	_, text, id, known := m.carried()
	if !known {
		m.note = "this value is never shown; " + action(m.screen, dialog.ActionCopy).Key + " copies it"
		return
	}
	m.open(overlay{kind: overValue, text: text, copies: id})
}
