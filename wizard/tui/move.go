package tui

import "slices"

// room is how many lines of the page are seen at once.
func (m *model) room() int { return max(m.height-len(m.top)-len(m.foot), 1) }

// scrollBy moves the page under the window.
func (m *model) scrollBy(lines int) {
	m.scroll = max(0, min(m.scroll+lines, len(m.page.lines)-m.room()))
}

func (m *model) scrollLine(down bool) {
	if down {
		m.scrollBy(1)
	} else {
		m.scrollBy(-1)
	}
}

// sees reports whether lines of the page are in the window; of a part that is
// taller than the window the top counts.
func (m *model) sees(s span) bool {
	end := min(s.end, s.top+m.room())
	return s.top >= m.scroll && end <= m.scroll+m.room()
}

// bring scrolls as little as it takes to see lines of the page.
func (m *model) bring(s span) {
	if room := m.room(); s.end > m.scroll+room {
		m.scroll = s.end - room
	}
	if s.top < m.scroll {
		m.scroll = s.top
	}
	m.scrollBy(0)
}

// focused is where the focus is on the page: the field, or the marked row.
func (m *model) focused() (span, bool) {
	if m.overlay.kind == overWhere {
		s, ok := m.page.at(rowID{aValue, m.overlay.mark})
		return s, ok
	}
	if m.overlay.kind != overNone {
		return span{}, false
	}
	if m.inField() {
		if m.focus < len(m.page.fields) {
			return m.page.fields[m.focus], true
		}
		return span{}, false
	}
	s, ok := m.page.at(m.mark)
	return s, ok
}

// visibleFocus reports whether the focus is in the window: what cannot be seen
// is neither entered nor chosen.
func (m *model) visibleFocus() bool {
	s, ok := m.focused()
	return !ok || m.sees(s)
}

// moveMark marks the next row, or the one before. When that is further than a
// window away the page scrolls first, so that nothing is skipped unread.
func (m *model) moveMark(down bool) {
	rows := rowsOf(m.screen)
	at := slices.Index(rows, m.mark)
	next := at - 1
	if down {
		next = at + 1
	}
	if len(rows) == 0 || next < 0 || next >= len(rows) {
		m.scrollLine(down)
		m.reveal = false
		return
	}
	s, _ := m.page.at(rows[next])
	if s.top >= m.scroll+2*m.room() || s.end <= m.scroll-m.room() {
		m.scrollLine(down)
		m.reveal = false
		return
	}
	m.mark = rows[next]
}
