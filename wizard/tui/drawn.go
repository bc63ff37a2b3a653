package tui

import (
	"image/color"
	"slices"

	"threelo/steps"
)

// rowLook is everything that the lines of a row depend on.
type rowLook struct {
	option   steps.Option
	scope    steps.ScopeItem
	width    int         // of the page
	column   int         // of the names
	lead     int         // before the name
	ground   color.Color // tells the themes apart
	many     bool        // several may be chosen
	marked   bool
	unfolded bool
	about    bool // the explanation alone
}

// drawn holds a step's rows as they were laid out before: of a long list a key
// changes two, and the others cost next to nothing.
type drawn map[rowLook][]string

// mostDrawn bounds it where a step's data changes again and again.
const mostDrawn = 4096

// row adds a row that can be marked.
func (m *model) row(p *page, id rowID, look rowLook, lay func()) {
	top := len(p.lines)
	if look.marked {
		p.cursor = &point{0, top}
	}
	lines := m.drawnLines(p, look, func() []string {
		lay()
		lines := slices.Clone(p.lines[top:])
		p.lines = p.lines[:top]
		return lines
	})
	p.lines = append(p.lines, lines...)
	p.place(id, top)
}

// drawnLines are the lines of what looks so, laid out once.
func (m *model) drawnLines(p *page, look rowLook, lay func() []string) []string {
	look.width, look.ground = p.width, m.theme.Background
	lines, ok := m.drawn[look]
	if !ok {
		if len(m.drawn) >= mostDrawn {
			clear(m.drawn)
		}
		lines = lay()
		m.drawn[look] = lines
	}
	return lines
}
