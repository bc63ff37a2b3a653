package tui

import "threelo/steps"

// searches reports whether a field of the screen filters its choices.
func searches(s steps.Screen) bool { return s.Choices != nil && s.Choices.Search != "" }

// inSearch reports whether typing filters the choices.
func (m *model) inSearch() bool {
	return m.inField() && searches(m.screen) && m.screen.Fields[m.focus].ID == m.screen.Choices.Search
}

// filter hands the search over as it is typed, and marks the first thing found.
// The text stays the editor's, so that the cursor keeps its place.
func (m *model) filter() {
	field := m.screen.Choices.Search
	m.journey.Enter(field, m.editor(field).text())
	m.look()
	m.mark = firstMark(m.screen)
	if len(m.screen.Choices.Options) > 0 {
		m.mark = rowID{anOption, 0}
	}
	m.scroll = 0
}

// toFound goes from the search to what it found.
func (m *model) toFound() {
	if m.commit(m.focus) {
		m.focus = len(m.screen.Fields)
	}
}
