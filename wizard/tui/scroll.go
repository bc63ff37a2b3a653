package tui

import "slices"

// room is how many lines of the page fit between what is above and below it.
func (m *model) room() int {
	below := len(m.tail) + 1 // the footer
	if !m.showsValue() {
		below++ // the rule
	}
	return max(m.height-m.above()-below, 1)
}

// above is how many lines are above the page: the header and the rule below it. The
// status has a header of its own, and a value is alone.
func (m *model) above() int {
	if m.showsStatus() || m.showsValue() {
		return 0
	}
	return 2
}

// seen are the lines of the page that are in the window.
func (m *model) seen() span {
	top := m.viewport.YOffset()
	return span{top, top + m.viewport.Height()}
}

// scrollBy scrolls as a person wants it, so the focus may leave the window.
func (m *model) scrollBy(lines int, down bool) {
	either(down, m.viewport.ScrollDown, m.viewport.ScrollUp)(lines)
	m.reveal = false
}

// jump scrolls by many lines and takes the mark with it: to the last row that is seen,
// or to the first when it goes up. A field that has the keyboard keeps it when it is seen.
func (m *model) jump(lines int, down bool) {
	was := m.viewport.YOffset()
	field := m.inField()
	m.scrollBy(max(lines, 1), down)
	if m.overlay.kind != overNone || field && m.viewport.YOffset() != was && m.visibleFocus() {
		return
	}
	rows := slices.DeleteFunc(slices.Clone(m.page.marks), func(r row) bool { return !m.sees(m.page.rows[r]) })
	if len(rows) == 0 {
		return
	}
	m.goTo(rows[either(down, len(rows)-1, 0)], false)
}

// sees reports whether lines of the page are in the window; of a part that is
// taller than the window, its top.
func (m *model) sees(s span) bool {
	seen := m.seen()
	return s.top >= seen.top && min(s.end, s.top+m.viewport.Height()) <= seen.end
}

// bring scrolls as little as it takes to see lines of the page.
func (m *model) bring(s span) {
	if !m.sees(s) {
		m.viewport.SetYOffset(min(max(m.viewport.YOffset(), s.end-m.viewport.Height()), s.top))
	}
}

// visibleFocus reports whether the focus is in the window: what cannot be seen is
// neither entered nor chosen.
func (m *model) visibleFocus() bool {
	s, ok := m.page.rows[m.mark]
	return !ok || m.overlay.kind != overNone || m.sees(s)
}

// settle scrolls to what has to be seen: the marked row, and findings that are new.
func (m *model) settle() {
	if s, ok := m.page.rows[m.mark]; ok && m.reveal {
		m.bring(s)
	}
	for _, finding := range slices.Backward(m.news) {
		m.bring(m.page.rows[finding])
	}
}
