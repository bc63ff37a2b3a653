package report

import (
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// A span is text of one style; nil is the theme's plain text. A line is spans beside
// each other. Every renderer paints them in its own way: as escape codes, as pixels,
// as SVG.
type (
	span struct {
		text  string
		style *lipgloss.Style
	}
	line []span
)

func space(n int) span { return span{text: style.Space(n)} }

// sign is a mark's sign in its color.
func (p *layout) sign(m dialog.Mark) span { return span{style.Glyph(m), p.theme.Style(m)} }

func (l line) width() int {
	n := 0
	for _, s := range l {
		n += style.Width(s.text)
	}
	return n
}

// cut shortens a line to width columns.
func (l line) cut(width int) line {
	if l.width() <= width {
		return l
	}
	for i, s := range l {
		w := style.Width(s.text)
		if w >= width { // more follows, so the sign of a cut is needed
			s.text = style.Truncate(s.text+style.More, width)
			return append(l[:i:i], s)
		}
		width -= w
	}
	return l
}

// escapes joins lines as a terminal takes them, with escape codes for the styles.
func escapes(lines []line) string {
	var out strings.Builder
	for i, l := range lines {
		if i > 0 {
			out.WriteByte('\n')
		}
		for _, s := range l {
			if s.style != nil && s.text != "" {
				s.text = s.style.Render(s.text)
			}
			out.WriteString(s.text)
		}
	}
	return out.String()
}
