package tui

import (
	"slices"

	"threelo/steps/dialog"
)

// rowKind is what a row of the page is about.
type rowKind int

const (
	noRow rowKind = iota
	linkRow
	optionRow
	scopeRow
	fieldRow
	presetRow
	valueRow
	findingRow // to scroll to, not to mark
)

// row names a row: the index counts within its kind.
type row struct {
	kind  rowKind
	index int
}

// canMark reports whether a screen has such a row to mark.
func canMark(s dialog.Screen, r row) bool {
	rows := map[rowKind]int{
		linkRow: len(s.Do), scopeRow: len(s.Scopes), fieldRow: len(s.Fields), presetRow: len(s.Presets), valueRow: len(s.Values),
	}
	if s.Choices != nil {
		rows[optionRow] = len(s.Choices.Options)
	}
	return r.index < rows[r.kind] && (r.kind != linkRow || s.Do[r.index].Link != "")
}

// validateMark moves a mark whose row is gone.
func (m *model) validateMark() {
	if !canMark(m.screen, m.mark) {
		m.mark = firstMark(m.screen)
	}
}

// firstMark is the row to start from outside of fields: what the screen is for.
func firstMark(s dialog.Screen) row {
	if c := s.Choices; c != nil && len(c.Options) > 0 {
		chosen := slices.IndexFunc(c.Options, func(o dialog.Option) bool { return o.Chosen })
		if chosen < 0 && c.Attests {
			return row{}
		}
		return row{optionRow, max(chosen, 0)}
	}
	return firstToCopy(s)
}

// firstToCopy is what is copied first: a scope, a value, or a link.
func firstToCopy(s dialog.Screen) row {
	link := slices.IndexFunc(s.Do, func(do dialog.Instruction) bool { return do.Link != "" })
	switch {
	case len(s.Scopes) > 0: // the first that is not marked as done
		return row{scopeRow, max(slices.IndexFunc(s.Scopes, func(item dialog.ScopeItem) bool { return !item.Attested }), 0)}
	case len(s.Values) > 0:
		return row{valueRow, nextUncopied(s.Values, -1)}
	case link >= 0:
		return row{linkRow, link}
	}
	return row{}
}

// nextUncopied is the first value after the given one that was not copied yet,
// starting again at the top; when all were, the one after, or the last.
func nextUncopied(values []dialog.Value, after int) int {
	for step := 1; step <= len(values); step++ {
		if i := (after + step) % len(values); !values[i].Copied && i != after {
			return i
		}
	}
	return min(after+1, len(values)-1)
}

// link is what is opened now: the marked link, or the first.
func (m *model) link() (l string, ok bool) {
	for i, do := range m.screen.Do {
		if do.Link == "" {
			continue
		}
		marked := m.mark == row{linkRow, i} || m.mark.kind == valueRow && m.screen.Values[m.mark.index].ID == do.Value
		if marked || !ok {
			l, ok = do.Link, true
		}
	}
	return l, ok
}

// moveMark marks the next row of the page, or the one before. Without one, or when it
// is more than a window away, the page scrolls, so that nothing is skipped unread.
func (m *model) moveMark(down bool) {
	rows := m.page.marks
	next := slices.Index(rows, m.mark) - 1
	if down {
		next += 2
	}
	if next >= 0 && next < len(rows) {
		if s, seen, room := m.page.rows[rows[next]], m.seen(), m.viewport.Height(); s.top < seen.end+room && s.end > seen.top-room {
			m.goTo(rows[next], false)
			return
		}
	}
	m.scrollBy(1, down)
}

// goTo marks another row, and puts the keyboard into it when it is a field to type
// into, or when typing is meant. What was typed before is handed over; an answer that
// changes the fields or the step has its own mark.
func (m *model) goTo(r row, typing bool) {
	step, fields := m.screen.Step, len(m.screen.Fields)
	m.commit(m.focus())
	if m.screen.Step != step || len(m.screen.Fields) != fields {
		return
	}
	m.mark, m.typing = r, typing && r.kind == fieldRow && m.screen.Fields[r.index].Pasted
	m.validateMark()
}
