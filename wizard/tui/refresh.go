package tui

import (
	"slices"
	"time"

	"threelo/steps/dialog"
	"threelo/wizard/report"
)

// handle gives an event to the journey and takes the screen that comes of it.
func (m *model) handle(ev dialog.Event) {
	m.journey.Handle(ev)
	m.refresh()
}

// refresh takes the journey's screen. A new step starts at its top, with the focus
// where the next thing is to be done.
func (m *model) refresh() {
	before := m.screen
	m.screen = m.journey.Screen()
	if m.status = nil; m.screen.Report != nil {
		m.status = report.Prepare(*m.screen.Report, report.Admin)
	}
	if m.screen.Arrived > before.Arrived {
		m.frozenUntil = time.Now().Add(freeze)
	}
	if m.screen.Step == before.Step && m.page != nil {
		m.updateEditors()
		m.keepPlace(before)
		return
	}
	m.forgetEntered(before)
	m.updateEditors()
	m.overlays, m.selected = nil, -1
	m.top = 0
	m.mark, m.rest, m.typing, m.copying = firstMark(m.screen), row{}, false, ""
	if field, waits := m.firstFocus(); waits {
		m.mark = field
	}
	m.reveal, m.confirmSkip, m.news = false, false, nil
}

// keepPlace keeps focus and mark valid while a step changes under them, and
// scrolls to what is new.
func (m *model) keepPlace(before dialog.Screen) {
	s := m.screen
	if first := firstMark(s); m.mark == firstMark(before) && m.mark.kind != first.kind {
		m.mark = first // what the screen is for came later
	}
	if field, waits := m.firstFocus(); waits && len(before.Fields) == 0 {
		m.mark = field
	}
	for i, v := range s.Values { // what the journey copies by itself is marked, to be copied again
		was := i < len(before.Values) && before.Values[i].ID == v.ID && !before.Values[i].Copied
		if was && v.Copied && v.ID != m.copying && m.mark.kind == valueRow {
			m.mark = row{valueRow, i}
		}
	}
	m.validateMark()
	if s.Problem != nil && (before.Problem == nil || before.Problem.What != s.Problem.What) {
		m.top = 0
		m.reveal, m.news = false, nil
		if _, ok := fixAction(s); ok && m.inField() {
			m.mark, m.frozenUntil = firstMark(s), time.Now().Add(freeze)
		}
		return
	}
	if w := s.Waiting; len(m.overlays) == 0 && (w == nil || w.Yours) {
		m.news = m.newFindings(before)
	}
}

// newFindings are the findings that were not there before. A note is not news, nor is
// what could not be checked.
func (m *model) newFindings(before dialog.Screen) []row {
	var news []row
	for i, f := range m.screen.Findings {
		same := func(old dialog.Finding) bool { return old.Mark == f.Mark && old.Text == f.Text }
		if f.Mark != dialog.MarkNote && f.Mark != dialog.MarkUnchecked && !slices.ContainsFunc(before.Findings, same) {
			news = append(news, row{findingRow, i})
		}
	}
	return news
}
