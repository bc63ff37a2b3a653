package report

import (
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps"
	"threelo/wizard/style"
)

// A span is text of one look. A line is spans beside each other. Every renderer
// paints them in its own way: as escape codes, as pixels, as SVG.
type (
	span struct {
		text string
		ink  ink
	}
	line []span
)

// ink is a role of the theme, or the colour of a mark, perhaps bold.
type ink struct {
	role role
	mark steps.Mark
	bold bool
}

type role uint8

const (
	plain role = iota
	marked
	dim
	title
	brand
	accent
	rule
	badge
)

// style is how a theme draws the ink.
func (i ink) style(th *style.Theme) lipgloss.Style {
	if i.role == marked {
		return th.Style(i.mark).Bold(i.bold || th.Style(i.mark).GetBold())
	}
	return *[...]*lipgloss.Style{
		plain: &th.Text, dim: &th.Dim, title: &th.Title, brand: &th.Key, accent: &th.Accent, rule: &th.Rule, badge: &th.Demo,
	}[i.role]
}

func in(r role, text string) span { return span{text, ink{role: r}} }

func space(n int) span { return in(plain, style.Space(n)) }

// sign is a mark's sign in its colour.
func sign(m steps.Mark) span { return span{style.Glyph(m), ink{role: marked, mark: m}} }

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

// escapes joins lines as a terminal takes them, with escape codes for the inks.
func escapes(lines []line, th *style.Theme) string {
	var out strings.Builder
	for i, l := range lines {
		if i > 0 {
			out.WriteByte('\n')
		}
		for _, s := range l {
			if s.ink == (ink{}) || s.text == "" {
				out.WriteString(s.text)
				continue
			}
			out.WriteString(s.ink.style(th).Render(s.text))
		}
	}
	return out.String()
}
