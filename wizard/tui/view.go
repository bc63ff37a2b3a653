package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"threelo/assets/english"
	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// The smallest window that steps are drawn in, the height from which there is room
// for empty lines, and the widest text that still reads well.
const (
	leastWidth  = 40
	leastHeight = 12
	airyHeight  = 16
	widestText  = 100
)

// A smaller window may leave parts of the status out.
const statusWidth, statusHeight = 80, 24

// small reports whether the window is too small to draw in.
func (m *model) small() bool { return m.width < leastWidth || m.height < leastHeight }

// showsStatus reports whether the status screen is drawn: it has its own header.
func (m *model) showsStatus() bool { return m.screen.Report != nil && m.overlay.kind == overNone }

// View implements tea.Model.
func (m *model) View() tea.View {
	if m.undrawn {
		return m.frame
	}
	v := tea.NewView(m.draw())
	v.AltScreen = true
	v.WindowTitle = m.title()
	v.Cursor = m.cursor()
	m.frame, m.idleFrom = v, time.Now()
	return v
}

// arrange lays everything out for the window as it is, and scrolls.
func (m *model) arrange() {
	m.tail = nil
	if m.small() {
		m.page = newPage(&m.theme, m.width)
		return
	}
	if m.screen.Waiting != nil && m.overlay.kind == overNone {
		m.tail = append(m.tail, " "+m.waitingLine(m.width-2))
	}
	if m.screen.Clipped != nil && !m.showsValue() {
		m.tail = append(m.tail, " "+m.clippedLine(m.width-2))
	}
	room := m.room()
	m.tail = append(m.tail, m.message()...)
	m.viewport.SetWidth(m.width)
	m.viewport.SetHeight(m.room())
	m.page = m.layOut(room)
	m.content = m.page.content(m.width)
	m.viewport.SetContentLines(m.content)
	m.settle()
}

// layOut lays the page out. It gets the room that it has without a message, so that
// a message that comes and goes moves nothing.
func (m *model) layOut(room int) *page {
	p := newPage(&m.theme, m.width)
	switch {
	case m.showsStatus():
		p.add(strings.Split(m.status.View(m.width, m.viewport.Height(), m.theme), "\n")...)
		return p
	case m.showsValue():
		p.addWhole(m.overlay.text, m.width)
		return p
	}
	fill := func(tight bool) *page {
		p := newPage(&m.theme, min(m.width-2, widestText))
		p.tight = tight
		switch m.overlay.kind {
		case overHelp:
			m.drawHelp(p)
		case overDetails:
			m.drawDetails(p)
		default:
			m.drawStep(p)
		}
		return p
	}
	if p = fill(false); p.whole.end > 0 && p.height(packed) > room {
		p = fill(true)
	}
	p.thin(p.fitting(room, m.height < airyHeight))
	return p
}

// draw puts the frame together: as many lines as the window has, none wider.
func (m *model) draw() string {
	if m.small() {
		return m.tooSmall()
	}
	var lines []string
	if m.above() > 0 {
		lines = []string{m.header(), m.rule("↑", "pgup", m.viewport.YOffset())}
	}
	for y := range m.viewport.Height() { // its own View fills too far beside a flag or a family, and takes long
		line := ""
		if at := m.viewport.YOffset() + y; at < len(m.content) {
			line = strings.TrimRight(m.content[at], " ")
		}
		lines = append(lines, line)
	}
	lines = append(lines, m.tail...)
	if !m.showsValue() {
		beyond, key := m.viewport.TotalLineCount()-m.seen().end, "pgdn"
		if m.showsStatus() && (m.width < statusWidth || m.height < statusHeight) {
			beyond, key = len(m.status.Items()), keyDetails.Help().Key
		}
		lines = append(lines, m.rule("↓", key, beyond))
	}
	return strings.Join(append(lines, m.footer()), "\n")
}

// rule separates. At its end it says how many lines are beyond the window, and which
// key goes there.
func (m *model) rule(arrow, key string, beyond int) string {
	if beyond <= 0 {
		return m.theme.Rule.Render(strings.Repeat("─", m.width))
	}
	more := arrow + " " + english.Count(beyond, "more line") + ", " + key
	return m.theme.Rule.Render(strings.Repeat("─", max(m.width-style.Width(more)-3, 0))) +
		" " + m.theme.Key.Render(more) + " " + m.theme.Rule.Render("─")
}

// mostMessage is how many lines a message may have.
const mostMessage = 3

// message says what just happened; how to leave comes first.
func (m *model) message() []string {
	text, warns := m.screen.Notice, m.screen.Warned
	switch {
	case m.leaving:
		text, warns = m.screen.Kept()+"; ctrl+c again leaves", true
	case m.note != "":
		text, warns = m.note, true
	}
	s, lead := m.theme.Accent, " "
	if warns {
		s, lead = m.theme.Warn, " "+m.theme.Sign(dialog.MarkWarn)+" "
	}
	width := m.width - 1 - style.Width(lead)
	lines := cutLines(style.Wrap(text, width), mostMessage, width)
	for i, line := range lines {
		lines[i] = lead + s.Render(line)
		lead = style.Space(style.Width(lead))
	}
	return lines
}

// cutLines keeps the first lines, and says so when there were more.
func cutLines(lines []string, most, width int) []string {
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = style.Truncate(lines[most-1]+" "+style.More, width)
	}
	return lines
}

func (m *model) tooSmall() string {
	text := fmt.Sprintf("%s: this window is too small (it needs %d×%d). Nothing is lost", program, leastWidth, leastHeight)
	if m.leaving {
		text = "ctrl+c again leaves: " + m.screen.Kept()
	}
	lines := style.Wrap(text, m.width)
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// cursor is the terminal's own: where typing goes, or on the marked row, where a
// screen reader reads.
func (m *model) cursor() *tea.Cursor {
	marked, ok := m.page.rows[m.mark]
	y := marked.top + m.page.cursor.y - m.viewport.YOffset()
	if !ok || y < 0 || y >= m.viewport.Height() {
		return nil
	}
	c := tea.NewCursor(min(m.page.cursor.x+1, m.width-1), y+m.above())
	c.Blink = false
	c.Shape = tea.CursorBar
	return c
}
