package tui

// room is how many lines of the page are seen at once.
func (m *model) room() int {
	lines := len(m.head) + len(m.tail) + 1 // the footer
	if len(m.head) > 0 {
		lines++
	}
	if !m.showsValue() {
		lines++
	}
	return max(m.height-lines, 1)
}

// scrollBy scrolls as a person wants it, so the focus may leave the window.
func (m *model) scrollBy(lines int, down bool) {
	if !down {
		lines = -lines
	}
	m.reveal = false
	m.scrollTo(m.scroll + lines)
}

// scrollTo scrolls to a line, but not beyond the end of the page.
func (m *model) scrollTo(line int) {
	m.scroll = max(0, min(line, len(m.page.lines)-m.room()))
}

// sees reports whether lines of the page are in the window; of a part that is
// taller than the window, its top.
func (m *model) sees(s span) bool {
	return s.top >= m.scroll && min(s.end, s.top+m.room()) <= m.scroll+m.room()
}

// bring scrolls as little as it takes to see lines of the page.
func (m *model) bring(s span) {
	m.scrollTo(min(max(m.scroll, s.end-m.room()), s.top))
}

// focused returns the lines of the marked row.
func (m *model) focused() (span, bool) {
	s, ok := m.page.rows[m.mark]
	return s, ok
}

// visibleFocus reports whether the focus is in the window: what cannot be seen is
// neither entered nor chosen.
func (m *model) visibleFocus() bool {
	s, ok := m.focused()
	return !ok || len(m.overlays) > 0 || m.sees(s)
}

// settle scrolls to what has to be seen, and not beyond the end of the page.
func (m *model) settle() {
	if s, ok := m.focused(); ok && m.reveal && !m.sees(s) {
		m.bring(s)
	}
	m.bringNews()
	m.scrollTo(m.scroll)
}

// bringNews scrolls to findings that are new.
func (m *model) bringNews() {
	var all span
	for i, r := range m.news {
		s := m.page.rows[r]
		if i == 0 {
			all = s
		}
		all = span{min(all.top, s.top), max(all.end, s.end)}
	}
	if len(m.news) > 0 && !m.sees(all) {
		m.bring(all)
	}
}
