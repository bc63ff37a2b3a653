package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// A long value that is shown for the mouse is drawn twice: first in cells, like
// all else, then once more over itself in one piece, so that the terminal breaks
// it and knows that it is one line. Copied out, it then has no line breaks.

// settled is how long the cells take to be on the screen for sure.
const settled = 50 * time.Millisecond

// written is a state of the screen that a value was written for.
type written struct {
	text          string
	from          int
	width, height int
}

// rewrite asks for the second drawing when what is shown has changed.
func (m *model) rewrite() tea.Cmd {
	now := written{}
	if m.overlay.kind == overShow && !m.small() {
		now = written{m.overlay.text, m.scroll, m.width, m.height}
	}
	if now == m.written {
		return nil
	}
	m.written = now
	if now == (written{}) || len(m.page.lines) < 2 {
		return nil
	}
	return tea.Tick(settled, func(time.Time) tea.Msg { return rewriteMsg{now} })
}

// write is the second drawing, if the screen is still the same. Only plain
// characters are sure to break where the cells do.
func (m *model) write(of written) tea.Cmd {
	if of != m.written || m.overlay.kind != overShow {
		return nil
	}
	lines := m.page.lines[m.scroll:min(m.scroll+m.room(), len(m.page.lines))]
	piece := strings.Join(lines, "")
	if strings.ContainsFunc(piece, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil
	}
	return tea.Raw("\x1b7\x1b[m\x1b[H" + piece + "\x1b8") // keep the cursor, go home, write, return
}
