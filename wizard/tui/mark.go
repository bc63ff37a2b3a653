package tui

import (
	"slices"

	"threelo/steps"
)

// rowKind is what a row of the page is about.
type rowKind int

const (
	noRow rowKind = iota
	linkRow
	optionRow
	scopeRow
	valueRow
	findingRow // to scroll to
	fieldRow   // a field takes the focus instead of the mark
)

// row names a row: the index counts within its kind.
type row struct {
	kind  rowKind
	index int
}

// validateMark moves a mark whose row is gone.
func (m *model) validateMark() {
	if !slices.Contains(rowsOf(m.screen), m.mark) {
		m.mark = firstMark(m.screen)
	}
}

// rowsOf lists what can be marked on a screen. A single link needs no mark.
func rowsOf(s steps.Screen) []row {
	var rows []row
	if links := linksOf(s); len(links) > 1 {
		for _, i := range links {
			rows = append(rows, row{linkRow, i})
		}
	}
	if s.Choices != nil {
		rows = count(rows, optionRow, len(s.Choices.Options))
	}
	rows = count(rows, scopeRow, len(s.Scopes))
	return count(rows, valueRow, len(s.Values))
}

// count appends n rows of a kind.
func count(rows []row, kind rowKind, n int) []row {
	for i := range n {
		rows = append(rows, row{kind, i})
	}
	return rows
}

// linksOf lists the instructions that have a link.
func linksOf(s steps.Screen) []int {
	var links []int
	for i, do := range s.Do {
		if do.Link != nil {
			links = append(links, i)
		}
	}
	return links
}

// firstMark is the row to start from: what the screen is for.
func firstMark(s steps.Screen) row {
	rows := rowsOf(s)
	switch {
	case s.Choices != nil && len(s.Choices.Options) > 0:
		return row{optionRow, max(slices.IndexFunc(s.Choices.Options, func(o steps.Option) bool { return o.Chosen }), 0)}
	case len(s.Scopes) > 0:
		return row{scopeRow, firstOpen(s.Scopes)}
	case len(s.Values) > 0:
		return row{valueRow, nextUncopied(s.Values, -1)}
	case len(rows) > 0:
		return rows[0]
	}
	return row{}
}

// firstOpen is the first scope that is not marked as done; the first when all are.
func firstOpen(scopes []steps.ScopeItem) int {
	return max(slices.IndexFunc(scopes, func(s steps.ScopeItem) bool { return !s.Attested }), 0)
}

// nextUncopied is the first value after the given one that was not copied yet,
// starting again at the top; when all were, the one after, or the last.
func nextUncopied(values []steps.Value, after int) int {
	for step := 1; step <= len(values); step++ {
		if i := (after + step) % len(values); !values[i].Copied && i != after {
			return i
		}
	}
	return min(after+1, len(values)-1)
}

// value is the marked value, or the first that was not copied yet.
func (m *model) value() (steps.Value, bool) {
	values := m.screen.Values
	switch {
	case len(values) == 0:
		return steps.Value{}, false
	case m.mark.kind == valueRow && m.mark.index < len(values):
		return values[m.mark.index], true
	}
	return values[nextUncopied(values, -1)], true
}

// scope is the marked scope, or the first that is not marked as done.
func (m *model) scope() (steps.ScopeItem, bool) {
	scopes := m.screen.Scopes
	switch {
	case len(scopes) == 0:
		return steps.ScopeItem{}, false
	case m.mark.kind == scopeRow:
		return scopes[m.mark.index], true
	}
	return scopes[firstOpen(scopes)], true
}

// link is the marked instruction's, or the first.
func (m *model) link() (steps.Link, bool) {
	links := linksOf(m.screen)
	switch {
	case m.mark.kind == linkRow:
		return *m.screen.Do[m.mark.index].Link, true
	case len(links) == 0:
		return steps.Link{}, false
	}
	return *m.screen.Do[links[0]].Link, true
}

// moveMark marks the next row, or the one before. Without one, or when it is more
// than a window away, the page scrolls, so that nothing is skipped unread.
func (m *model) moveMark(down bool) {
	rows := rowsOf(m.screen)
	next := slices.Index(rows, m.mark) - 1
	if down {
		next += 2
	}
	if next >= 0 && next < len(rows) {
		if s := m.page.rows[rows[next]]; s.top < m.scroll+2*m.room() && s.end > m.scroll-m.room() {
			m.mark = rows[next]
			return
		}
	}
	m.scrollBy(1, down)
}
