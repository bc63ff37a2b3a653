package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"threelo/steps"
	"threelo/wizard/style"
)

// The least window that the steps are drawn in.
const (
	leastWidth  = 40
	leastHeight = 12
)

// From these sizes on there is room for more.
const (
	railFrom  = 100 // columns: the way as a column at the left
	dotsFrom  = 16  // lines: the way as a line
	airyFrom  = 16  // lines: empty lines between the parts
	widestRow = 100 // columns of text; longer lines read badly
)

// small reports whether the window is too small to draw in.
func (m *model) small() bool { return m.width < leastWidth || m.height < leastHeight }

// poster reports whether the status screen is drawn: it brings its own header.
func (m *model) poster() bool { return m.screen.Report != nil && m.overlay.kind == overNone }

// hasRail reports whether the way walked and ahead stands at the left.
func (m *model) hasRail() bool {
	return m.width >= railFrom && len(m.screen.Stages) > 1 && !m.poster() && m.overlay.kind != overShow
}

// arrange lays everything out for the window as it is: the lines at the top and
// the bottom that stay, and the page between them.
func (m *model) arrange() {
	if m.small() {
		m.page = newPage(m.theme, m.width)
		return
	}
	m.top, m.foot, m.outShown = nil, nil, ""
	if !m.poster() && m.overlay.kind != overShow {
		m.top = append(m.top, m.header())
		if m.hasDots() {
			m.top = append(m.top, m.dots())
		}
		m.top = append(m.top, "")
	}
	if m.screen.Waiting != nil && m.overlay.kind == overNone {
		m.foot = append(m.foot, " "+m.waiting(m.width-2))
	}
	if m.screen.Clipped != nil && m.overlay.kind != overShow {
		m.foot = append(m.foot, " "+m.clipped(m.width-2))
	}
	m.foot = append(m.foot, m.message()...)
	if m.overlay.kind != overShow {
		m.foot = append(m.foot, "")
	}
	m.foot = append(m.foot, "")
	m.page = m.lay()
	m.settle()
	below := len(m.page.lines) - m.scroll - m.room()
	if n := len(m.top); n > 0 {
		m.top[n-1] = m.rule(more("↑", "pgup", m.scroll))
	}
	n := len(m.foot)
	if m.overlay.kind != overShow {
		m.foot[n-2] = m.rule(more("↓", "pgdn", below))
	}
	m.foot[n-1] = m.footer()
}

// more says how many lines lie beyond the window, and which key goes there.
func more(arrow, key string, lines int) string {
	switch {
	case lines <= 0:
		return ""
	case lines == 1:
		return arrow + " 1 more line, " + key
	default:
		return fmt.Sprintf("%s %d more lines, %s", arrow, lines, key)
	}
}

// lay lays out what is between top and foot.
func (m *model) lay() *page {
	width := m.width - 2
	if m.hasRail() {
		width = m.width - railWidth - 1
	}
	switch {
	case m.poster():
		p := newPage(m.theme, m.width)
		p.lines = strings.Split(m.sheet.View(m.width, m.room(), m.theme, m.selected, m.details), "\n")
		return p
	case m.overlay.kind == overShow:
		p := newPage(m.theme, m.width)
		p.lines = style.Chop(style.Line(m.overlay.text), m.width)
		return p
	}
	width = min(width, widestRow)
	p := newPage(m.theme, width)
	if m.overlay.kind != overNone {
		m.over(p)
	} else {
		m.body(p)
	}
	p.thin(m.air(p))
	return p
}

// air is as much as lets the page fit; a page that has to scroll anyway reads
// better with some.
func (m *model) air(p *page) air {
	room := m.height - len(m.top) - 2 // a message that comes and goes moves nothing
	if m.screen.Waiting != nil {
		room--
	}
	if m.screen.Clipped != nil {
		room--
	}
	switch {
	case m.height < airyFrom:
		return packed
	case p.height(roomy) <= room-2: // nor does one of two lines cover the end
		return roomy
	case p.height(airy) <= room:
		return airy
	case p.height(loose) <= room:
		return loose
	case p.height(packed) <= room:
		return packed
	default:
		return loose
	}
}

// settle scrolls to what has to be seen, and no further than there is text.
func (m *model) settle() {
	if s, ok := m.focused(); ok && m.reveal && !m.sees(s) {
		m.bring(s)
	}
	m.bringNews()
	m.scrollBy(0)
}

// bringNews scrolls to an answer that came just now, the focus with it where both
// have room. What could not be checked takes nobody away from the focus.
func (m *model) bringNews() {
	news, ok := m.page.all(m.news)
	if !ok || m.sees(news) {
		return
	}
	before, saw := m.scroll, m.visibleFocus()
	m.bring(news)
	if saw && !m.visibleFocus() && !slices.ContainsFunc(m.news, m.answers) {
		m.scroll = before
	}
}

// answers reports whether a finding settles something.
func (m *model) answers(id rowID) bool {
	return m.screen.Findings[id.index].Mark != steps.MarkUnchecked
}

// helpedByX is said in a rehearsal where enter cannot go on from a field.
const helpedByX = "In a rehearsal: tab past the fields, then x, and the sandbox does it"

// kept is what stays when somebody leaves.
func (m *model) kept() string {
	if m.screen.Unsaved {
		return "your steps could not be saved, and leaving loses them"
	}
	return "your steps are saved, the secret is not"
}

// message is the line about what just happened; leaving comes first.
func (m *model) message() []string {
	text, warns := m.screen.Notice, m.screen.Warned
	if m.note != "" {
		text, warns = m.note, true
	}
	if m.leaving {
		text, warns = m.kept()+"; ctrl+c again leaves", true
	}
	ink, lead, width := m.theme.Accent, " ", m.width-2
	if warns {
		ink, lead, width = m.theme.Warn, " "+m.theme.Sign(steps.MarkWarn)+" ", width-2
	}
	help := ""
	if m.stuck && text != "" && !m.leaving {
		help = helpedByX
	}
	lines := style.Wrap(strings.TrimSuffix(text+". "+help, ". "), width)
	if len(lines) > 3 { // the way out stays
		tail := style.Wrap(help, width)
		lines = style.Wrap(text, width)
		if last := 2 - len(tail); len(lines) > last+1 {
			lines = lines[:last+1]
			lines[last] = style.Truncate(lines[last]+" "+style.More, width)
		}
		lines = append(lines, tail...)
	}
	for i, line := range lines {
		lines[i] = lead + ink.Render(line)
		lead = style.Space(style.Width(lead))
	}
	return lines
}

// View implements tea.Model.
func (m *model) View() tea.View {
	v := tea.NewView(m.draw())
	v.AltScreen = true
	v.WindowTitle = m.title()
	v.Cursor = m.cursor()
	return v
}

// draw puts the frame together: exactly as many lines as the window has, none
// wider.
func (m *model) draw() string {
	if m.width < 1 || m.height < 1 {
		return ""
	}
	if m.small() {
		return m.tooSmall()
	}
	lines := make([]string, 0, m.height)
	for _, line := range m.top {
		lines = append(lines, style.Truncate(line, m.width))
	}
	var rail []string
	if m.hasRail() {
		rail = m.rail(m.room())
	}
	for y := range m.room() {
		line := ""
		if i := m.scroll + y; i < len(m.page.lines) {
			line = style.Truncate(m.page.lines[i], m.page.width)
		}
		switch {
		case rail != nil:
			line = rail[y] + line
		case line != "" && !m.poster() && m.overlay.kind != overShow:
			line = " " + line
		}
		lines = append(lines, line)
	}
	for _, line := range m.foot {
		lines = append(lines, style.Truncate(line, m.width))
	}
	return strings.Join(lines, "\n")
}

func (m *model) tooSmall() string {
	text := fmt.Sprintf("%s: this window is too small (it needs %d×%d). Nothing is lost", program, leastWidth, leastHeight)
	if m.leaving {
		text = "ctrl+c again leaves: " + m.kept()
	}
	lines := style.Wrap(text, m.width)
	lines = lines[:min(len(lines), m.height)]
	for i, line := range lines {
		lines[i] = style.Truncate(line, m.width)
	}
	return strings.Join(lines, "\n")
}

// cursor is the terminal's own: where typing goes, or on the marked row, which
// is where a screen reader reads.
func (m *model) cursor() *tea.Cursor {
	if m.small() || m.page.cursor == nil || m.poster() {
		return nil
	}
	y := m.page.cursor.y - m.scroll
	if y < 0 || y >= m.room() {
		return nil
	}
	x := m.page.cursor.x + 1
	if m.hasRail() {
		x += railWidth - 1
	}
	c := tea.NewCursor(min(x, m.width-1), y+len(m.top))
	c.Blink = false
	c.Shape = tea.CursorBar
	return c
}
