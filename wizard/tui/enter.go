package tui

import (
	"cmp"

	"threelo/steps"
	"threelo/wizard/style"
)

// enterHint is what enter does now; where room is short it says "next" and not
// what comes next.
func (m *model) enterHint() hint {
	h := hint{"enter", m.enterMeans(), "", 100}
	if h.label == style.Line(m.screen.Next.Label) {
		h.short = style.Line(m.screen.Next.Short)
	}
	if h.label == onceFilled {
		h.short = "once filled"
	}
	return h
}

// enterMeans says what enter does now; "" when it does nothing.
func (m *model) enterMeans() string {
	s := m.screen
	if m.inSearch() {
		return "to the list"
	}
	if m.inField() {
		if !m.visibleFocus() && m.unset(m.focus) {
			return "show the field"
		}
		return m.enterInField()
	}
	if _, waits := m.nextEmpty(-1); waits && s.Choices != nil && s.Choices.Many && !searches(s) {
		return toTheField
	}
	if _, lacks := m.missing(); lacks && s.Choices == nil {
		if s.Waiting != nil && !s.Waiting.Yours {
			return "" // it goes on by itself
		}
		return toTheField
	}
	if i, ok := m.marked(anOption); ok && s.Choices != nil && !s.Choices.Many && i < len(s.Choices.Options) {
		if !m.visibleFocus() {
			return "show the answers"
		}
		if _, waits := m.nextEmpty(-1); waits && s.Choices.Options[i].Chosen {
			return toTheField
		}
		if s.Next.Label == "" {
			return "choose"
		}
	}
	return style.Line(s.Next.Label)
}

// enterInField says what enter does while typing.
func (m *model) enterInField() string {
	s, e := m.screen, m.editor(m.screen.Fields[m.focus].ID)
	if m.refused(m.focus) && !m.doubted {
		if e.empty() && m.lacks(m.focus) {
			return onceFilled
		}
		return ""
	}
	if _, more := m.nextEmpty(m.focus); more {
		return "next field"
	}
	lacking, lacks := m.missing()
	switch {
	case e.dirty && m.screen.Fields[m.focus].Optional:
		return "take it"
	case e.dirty:
		return cmp.Or(style.Line(s.Next.Label), "take it")
	case lacks && lacking != m.focus:
		return "to what is missing"
	case lacks && e.empty():
		return onceFilled
	case lacks:
		return "" // what was entered is refused, or being looked at
	}
	return style.Line(s.Next.Label)
}

// heldBack keeps enter on a field whose text was not taken, and reports whether
// it did: always where the field is needed, and else the first time.
func (m *model) heldBack(field int) bool {
	switch {
	case m.lacks(field):
		m.onward() // which says what is missing
		return true
	case !m.doubted:
		m.doubted, m.note = true, "that was not taken: put it right, or press enter again to go on without it"
		return true
	}
	return false
}

// onward goes on, or to the field without which the step does not.
func (m *model) onward() {
	step := m.screen.Step
	m.handle(steps.Next{})
	if m.screen.Step != step {
		return
	}
	if i, lacks := m.missing(); lacks {
		m.focus = i
	}
	m.stuck = m.inField() && m.canHelp()
}

// enter goes on; on a question it first takes the marked answer.
func (m *model) enter() {
	i, ok := m.marked(anOption)
	c := m.screen.Choices
	if field, waits := m.nextEmpty(-1); waits && c != nil && c.Many && !searches(m.screen) {
		m.focus = field // which stands below the answers, perhaps out of sight
		return
	}
	if !ok || c == nil || c.Many || i >= len(c.Options) {
		m.onward()
		return
	}
	if !m.visibleFocus() {
		return // it is scrolled to, so that one sees what one chooses
	}
	step := m.screen.Step
	if !c.Options[i].Chosen {
		m.handle(steps.Choose{Choices: c.ID, Option: c.Options[i].ID})
	}
	if m.screen.Step != step || m.screen.Choices == nil {
		return // the answer led somewhere, or was all that was asked
	}
	if j, waits := m.nextEmpty(-1); waits {
		m.focus = j // the answer asks for more; from there enter goes on without it
		return
	}
	m.handle(steps.Next{})
}
