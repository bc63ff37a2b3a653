package tui

import (
	"cmp"
	"slices"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// next is what the journey says that enter does.
func (m *model) next() string { return style.Line(m.screen.Next.Label) }

// enter returns what enter does now, and how the footer says it; "" says nothing,
// because the journey goes on by itself, or a text was refused.
func (m *model) enter() (label string, run func()) {
	s := m.screen
	waiting := m.firstEmpty()
	waits := waiting >= 0 && !s.Fields[waiting].Pasted // otherwise a paste finds it
	toField := func() { m.goTo(row{fieldRow, waiting}, false) }
	switch {
	case m.inSearch():
		return "to the list", func() { m.goTo(row{optionRow, 0}, false) }
	case m.inField():
		return m.enterInField()
	case s.Choices != nil && s.Choices.Many && !searches(s) && waits:
		return toTheField, toField // it is below the answers, perhaps out of sight
	case m.mark.kind == optionRow && !s.Choices.Many:
		switch chosen := s.Choices.Options[m.mark.index].Chosen; {
		case !m.visibleFocus():
			return "show the answers", func() {} // any key scrolls there
		case chosen && waits:
			return toTheField, toField
		}
		return cmp.Or(m.next(), "choose"), m.choose
	}
	refusedPaste := func(f dialog.Field) bool { return f.Pasted && m.refused(f) && !m.lacks(f) }
	if slices.ContainsFunc(s.Fields, refusedPaste) && !m.confirmSkip {
		return "", m.askToSkip
	}
	label = m.next()
	if i := m.missing(); i >= 0 && s.Choices == nil {
		switch pasted := s.Fields[i].Pasted; {
		case pasted && label != "":
			label = whenPasted
		case !pasted && s.Waiting != nil && !s.Waiting.Yours:
			label = ""
		case !pasted:
			label = toTheField
		}
	}
	return label, m.onward
}

// enterInField is enter while typing.
func (m *model) enterInField() (label string, run func()) {
	field := m.focus()
	f := m.screen.Fields[field]
	e := m.editor(f.ID)
	fill := "" // a text that was refused, or is being checked
	if e.empty() {
		fill = whenFilledIn
	}
	missing := m.missing()
	switch {
	case !m.visibleFocus() && m.unset(f):
		return "show the field", func() {}
	case m.refused(f) && m.lacks(f):
		return fill, m.onward // the journey says what is missing
	case m.refused(f) && !m.confirmSkip:
		return "", m.askToSkip
	case m.nextEmpty(field) >= 0:
		return "next field", m.submit
	case e.dirty:
		return cmp.Or(m.next(), "enter this text"), m.submit
	case missing >= 0 && missing != field:
		return "to what is missing", m.submit
	case missing >= 0:
		return fill, m.submit
	}
	return m.next(), m.submit
}

// askToSkip stops enter once, before a text that was refused is left behind.
func (m *model) askToSkip() {
	m.confirmSkip, m.note = true, "threelo doesn't accept this text: correct it, or press enter again to go on without it"
}

// submit hands the field's text over. Then the next field or step follows, unless the
// text is refused, there is a note on it to read first, or the answer moves the focus or
// the step.
func (m *model) submit() {
	field, step := m.focus(), m.screen.Step
	changed := m.editor(m.screen.Fields[field].ID).dirty
	if !m.commit(field) || m.focus() != field || m.screen.Step != step {
		return
	}
	if found := m.screen.Fields[field].Finding; changed && found != nil && found.Mark == dialog.MarkNote {
		return
	}
	if next := m.nextEmpty(field); next >= 0 {
		m.mark.index = next
		return
	}
	m.onward()
}

// onward goes to the next step, or to the field that this one still needs.
func (m *model) onward() {
	step := m.screen.Step
	m.handle(dialog.Next{})
	if m.screen.Step != step {
		return
	}
	if i := m.missing(); i >= 0 {
		m.goTo(row{fieldRow, i}, m.typing)
	}
}

// chooseNumber takes the answer with that number. Enter goes on.
func (m *model) chooseNumber(key string) {
	if r := (row{optionRow, int(key[0] - '1')}); canMark(m.screen, r) {
		m.mark = r
		m.handle(dialog.Choose{Option: m.screen.Choices.Options[r.index].ID})
		if i := m.firstEmpty(); i >= 0 {
			m.goTo(row{fieldRow, i}, false)
		}
	}
}

// choose takes the marked answer and goes on; an answer may ask for more first.
func (m *model) choose() {
	step, o := m.screen.Step, m.screen.Choices.Options[m.mark.index]
	if !o.Chosen {
		if m.handle(dialog.Choose{Option: o.ID}); m.screen.Warned {
			return // it was refused
		}
	}
	if m.screen.Step != step || m.screen.Choices == nil {
		return
	}
	if i := m.firstEmpty(); i >= 0 && (!o.Chosen || !m.screen.Fields[i].Pasted) {
		m.goTo(row{fieldRow, i}, false) // from there enter goes on without it
		return
	}
	m.handle(dialog.Next{})
}
