package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"threelo/steps"
	"threelo/wizard/style"
)

type overlayKind int

const (
	overNone    overlayKind = iota
	overHelp                // all keys of this screen
	overShow                // one value, whole, for the mouse
	overWhere               // what goes where
	overDetails             // what stands behind a finding or a trouble
)

// overlay is what lies over the step for a moment.
type overlay struct {
	kind   overlayKind
	text   string // of overShow
	about  string // what that is
	mark   int    // of overWhere
	scroll int    // of the step, to return to
	back   bool   // overShow was opened from overWhere
}

func (m *model) open(o overlay) {
	if m.overlay.kind == overNone {
		o.scroll = m.scroll
	} else {
		o.scroll, o.back, o.mark = m.overlay.scroll, m.overlay.kind == overWhere, m.overlay.mark
	}
	m.overlay, m.scroll = o, 0
}

func (m *model) closeOverlay() {
	if m.overlay.back {
		m.overlay = overlay{kind: overWhere, mark: m.overlay.mark, scroll: m.overlay.scroll}
		return
	}
	m.scroll, m.reveal = m.overlay.scroll, false // as it was left
	m.overlay = overlay{}
}

// show opens the marked value, or the link, whole and without a frame.
func (m *model) show() {
	if l, ok := m.link(); ok && (m.mark.kind == aLink || len(m.screen.Values) == 0) && m.overlay.kind == overNone {
		m.open(overlay{kind: overShow, text: l.URL, about: l.Label})
		return
	}
	if item, ok := m.scope(); ok && len(m.screen.Values) == 0 {
		m.open(overlay{kind: overShow, text: item.Scope, about: item.Title})
		return
	}
	v, ok := m.value()
	if !ok {
		return
	}
	text, ok := m.journey.Text(v.ID)
	if !ok {
		m.note = "this one is never shown; c copies it"
		return
	}
	m.open(overlay{kind: overShow, text: text, about: v.Label})
}

// settled is how long the cells take to be on the screen for sure.
const settled = 50 * time.Millisecond

// rewrite asks for the shown value to be written once more over its own cells, in
// one piece: the terminal then breaks it itself and knows that it is one line, so
// that a link selected with the mouse has no line feeds in it.
func (m *model) rewrite() tea.Cmd {
	if m.overlay.kind != overShow || m.small() || len(m.page.lines) < 2 {
		return nil
	}
	return tea.Tick(settled, func(time.Time) tea.Msg { return rewriteMsg{} })
}

// write is the second drawing, if the value is still shown. Only plain characters
// are sure to break where the cells do.
func (m *model) write() tea.Cmd {
	if m.overlay.kind != overShow || m.small() {
		return nil
	}
	piece := strings.Join(m.page.lines[m.scroll:min(m.scroll+m.room(), len(m.page.lines))], "")
	if strings.ContainsFunc(piece, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil
	}
	return tea.Raw("\x1b7\x1b[m\x1b[H" + piece + "\x1b8") // keep the cursor, go home, write, return
}

func (m *model) overlayHints() []hint {
	hints := []hint{{"esc", "back to the step", "back", 100}}
	switch m.overlay.kind {
	case overWhere:
		hints = append(hints, hint{"c", "copy", "", 90}, hint{"v", "show it", "", 80}, hint{arrows, "move", "", 70})
	case overShow:
		if m.overlay.back {
			hints[0].label = "back to the list"
		}
	}
	return hints
}

// over lays the overlay out.
func (m *model) over(p *page) {
	switch m.overlay.kind {
	case overHelp:
		m.help(p)
	case overWhere:
		p.title("What goes where", "")
		p.gap(airy)
		m.values(p, m.screen.Where, rowID{aValue, m.overlay.mark}, true)
	case overDetails:
		m.behind(p)
	}
}

// help lists every key of this screen, then what the signs mean.
func (m *model) help(p *page) {
	p.title("Keys of this screen", "")
	p.gap(loose)
	hints, field := m.stepHints(), m.inField()
	if field {
		hints = append(hints[:len(hints)-1:len(hints)-1], m.letters()...)
	}
	moves := false
	for _, h := range hints {
		moves = moves || h.key == arrows
		if h.label == "" || h.key == "?" || h.key == "F1" {
			continue
		}
		switch {
		case h.label == onceFilled:
			h.label = "go on, once the field is filled in"
		case field && h.key == "tab":
			h.label = "to the next field, then to the keys; shift+tab goes back"
		case field && (len(h.key) == 1 || h.key == "space" || h.key == arrows):
			h.label += " (press tab first)"
		}
		p.key(h.key, h.label)
	}
	if field {
		p.key("ctrl+u", "clear the field up to the cursor; ctrl+w a word")
		p.key(arrows, "another field, or scroll")
	} else if !moves {
		p.key(arrows, "mark another line, or scroll")
	}
	if !field && m.screen.Report == nil {
		p.key("home end", "to the top, to the end")
	}
	p.key("pgup pgdn", "scroll")
	if m.suspend != nil {
		p.key("ctrl+z", "set threelo aside; fg brings it back")
	}
	p.key("ctrl+c", "twice: leave; "+m.kept())
	p.gap(airy)
	p.signs()
}

// signs explains the marks, several to a line.
func (p *page) signs() {
	line := ""
	for _, s := range signs {
		part := p.theme.Sign(s) + " " + s.Words()
		if line != "" && style.Width(line)+3+style.Width(part) > p.width {
			p.add(line)
			line = ""
		}
		if line != "" {
			line += "   "
		}
		line += part
	}
	p.add(line)
}

var signs = []steps.Mark{
	steps.MarkProved, steps.MarkAttested, steps.MarkUnchecked, steps.MarkWarn, steps.MarkFail,
}

const keyColumn = 11

func (p *page) key(key, label string) {
	p.text(p.theme.Key.Render(style.Pad(key, keyColumn)), keyColumn, p.theme.Text, label)
}

// behind shows the details: of the marked finding, or all there are.
func (m *model) behind(p *page) {
	p.title("Details", "")
	one := func(mark steps.Mark, text, detail string) {
		if detail == "" {
			return
		}
		p.gap(loose)
		p.text(style.Glyph(mark)+" ", 2, p.theme.Style(mark), text)
		p.text("  ", 2, p.theme.Text, detail)
	}
	if i, ok := m.marked(aFinding); ok && i < len(m.screen.Findings) && m.screen.Findings[i].Detail != "" {
		f := m.screen.Findings[i]
		one(f.Mark, f.Text, f.Detail)
		return
	}
	if t := m.screen.Trouble; t != nil {
		one(steps.MarkFail, t.What, t.Detail)
	}
	for _, f := range m.screen.Fields {
		if f.Finding != nil {
			one(f.Finding.Mark, f.Finding.Text, f.Finding.Detail)
		}
	}
	for _, f := range m.screen.Findings {
		one(f.Mark, f.Text, f.Detail)
	}
}
