package report

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/wizard/style"
)

// The largest size of a picture in cells: wide enough for the table of scopes,
// narrow enough for a ticket, and only as high as its text.
const (
	pictureWidth  = 120
	pictureHeight = 110
)

// Picture is text on cells, from which PNG and SVG are painted.
type Picture struct {
	Width, Height int // in cells
	Runs          []Run
	Theme         style.Theme

	text       string // on the cells
	title, alt string // for those who do not see it: the report as text
	unreal     bool   // it gets a frame
}

// Run is text of one look on neighboring cells of a line.
type Run struct {
	X, Y, Width int
	Text        string
	Look        Look
}

// Look is how a run is painted. Paper is nil for the picture's own.
type Look struct {
	Ink, Paper color.Color
	Bold       bool
}

// picture puts the program's name and the status on cells.
func (p *Prepared) picture(th style.Theme) Picture {
	body := layout{Prepared: p, theme: &th, width: pictureWidth, height: pictureHeight}
	date := stamp(p.GeneratedAt) + " "
	head := line{space(1), {p.Tool.Name, &th.Key}, space(3), {text: p.route()}}
	head = head.cut(pictureWidth - style.Width(date) - 2)
	head = append(head, space(pictureWidth-style.Width(date)-head.width()), span{date, &th.Dim})
	lines := append([]line{head, {{strings.Repeat("─", pictureWidth), &th.Rule}}, nil}, body.fitted(body.poster())...)
	out := onCells(lines, pictureWidth, th)
	out.title, out.alt, out.unreal = "threelo: "+p.route(), strings.Join(p.Lines(), "\n"), p.badge() != ""
	return out
}

// onCells puts lines on as many cells as they need, width at most beside each
// other.
func onCells(lines []line, width int, th style.Theme) Picture {
	out := Picture{Width: width, Height: len(lines), Theme: th}
	for y, l := range lines {
		x := 0
		for _, s := range l {
			if s.style == nil {
				s.style = &th.Text
			}
			run := Run{X: x, Y: y, Width: style.Width(s.text), Text: s.text, Look: lookOf(*s.style, th)}
			if run.Look.Paper != nil || strings.Trim(s.text, " ") != "" {
				out.Runs = append(out.Runs, run)
			}
			out.text += s.text
			x += run.Width
		}
		out.text += "\n"
	}
	return out
}

// lookOf is how a style of a theme looks on a picture.
func lookOf(s lipgloss.Style, th style.Theme) Look {
	look := Look{Ink: s.GetForeground(), Bold: s.GetBold()}
	if _, none := look.Ink.(lipgloss.NoColor); none {
		look.Ink = th.Foreground
	}
	look.Ink = opaque(look.Ink)
	if paper := s.GetBackground(); paper != (lipgloss.NoColor{}) {
		look.Paper = opaque(paper)
	}
	return look
}

// opaque makes colors comparable.
func opaque(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: 0xff} // #nosec G115 -- 16 bits shifted by 8 fit
}
