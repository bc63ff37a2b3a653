package tui

import "threelo/steps"

// kind is what a row of a screen is about.
type kind int

const (
	nothing kind = iota
	aLink
	anOption
	aScope
	aValue
	aFinding
)

// rowID names a row that can be marked: the index counts within its kind.
type rowID struct {
	kind  kind
	index int
}

// rowsOf lists what can be marked on a screen, in the order it stands there. A
// single link needs no marking.
func rowsOf(s steps.Screen) []rowID {
	var rows []rowID
	if links(s) > 1 {
		for i, do := range s.Do {
			if do.Link != nil {
				rows = append(rows, rowID{aLink, i})
			}
		}
	}
	if s.Choices != nil {
		for i := range s.Choices.Options {
			rows = append(rows, rowID{anOption, i})
		}
	}
	for i := range s.Scopes {
		rows = append(rows, rowID{aScope, i})
	}
	for i := range s.Values {
		rows = append(rows, rowID{aValue, i})
	}
	for i, f := range s.Findings {
		if f.Detail != "" {
			rows = append(rows, rowID{aFinding, i})
		}
	}
	return rows
}

func links(s steps.Screen) int {
	n := 0
	for _, do := range s.Do {
		if do.Link != nil {
			n++
		}
	}
	return n
}

// firstMark is the row to start from: what the screen is for.
func firstMark(s steps.Screen) rowID {
	if s.Choices != nil && len(s.Choices.Options) > 0 {
		for i, o := range s.Choices.Options {
			if o.Chosen {
				return rowID{anOption, i}
			}
		}
		return rowID{anOption, 0}
	}
	if len(s.Scopes) > 0 {
		for i, item := range s.Scopes {
			if !item.Attested {
				return rowID{aScope, i}
			}
		}
		return rowID{aScope, 0}
	}
	if len(s.Values) > 0 {
		return rowID{aValue, nextUncopied(s.Values, -1)}
	}
	if rows := rowsOf(s); len(rows) > 0 {
		return rows[0]
	}
	return rowID{}
}

// nextUncopied is the first value after the given one that was not copied yet,
// from the top again at the end; when all were, the one after, or the last.
func nextUncopied(values []steps.Value, after int) int {
	for step := 1; step <= len(values); step++ {
		if i := (after + step) % len(values); !values[i].Copied && i != after {
			return i
		}
	}
	return min(after+1, len(values)-1)
}

// marked is the index of the marked row when it is of this kind.
func (m *model) marked(k kind) (int, bool) {
	return m.mark.index, m.mark.kind == k
}

// value is what "c" and "v" are about: the marked value, or the first that was
// not copied yet.
func (m *model) value() (steps.Value, bool) {
	values := m.screen.Values
	if m.overlay.kind == overWhere {
		values = m.screen.Where
	}
	if len(values) == 0 {
		return steps.Value{}, false
	}
	if m.overlay.kind == overWhere {
		return values[min(m.overlay.mark, len(values)-1)], true
	}
	if i, ok := m.marked(aValue); ok && i < len(values) {
		return values[i], true
	}
	return values[nextUncopied(values, -1)], true
}

// scope is the marked scope, or the first that was not ticked off yet.
func (m *model) scope() (steps.ScopeItem, bool) {
	if m.overlay.kind != overNone || len(m.screen.Scopes) == 0 {
		return steps.ScopeItem{}, false
	}
	if i, ok := m.marked(aScope); ok && i < len(m.screen.Scopes) {
		return m.screen.Scopes[i], true
	}
	for _, item := range m.screen.Scopes {
		if !item.Attested {
			return item, true
		}
	}
	return m.screen.Scopes[0], true
}

// link is what "o" opens: the marked instruction's, or the first.
func (m *model) link() (steps.Link, bool) {
	if i, ok := m.marked(aLink); ok && i < len(m.screen.Do) && m.screen.Do[i].Link != nil {
		return *m.screen.Do[i].Link, true
	}
	for _, do := range m.screen.Do {
		if do.Link != nil {
			return *do.Link, true
		}
	}
	return steps.Link{}, false
}

// hasDetails reports whether "d" has something to show.
func hasDetails(s steps.Screen) bool {
	if s.Trouble != nil && s.Trouble.Detail != "" {
		return true
	}
	for _, f := range s.Findings {
		if f.Detail != "" {
			return true
		}
	}
	for _, f := range s.Fields {
		if f.Finding != nil && f.Finding.Detail != "" {
			return true
		}
	}
	return false
}
