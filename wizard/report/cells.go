package report

import (
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"threelo/steps"
	"threelo/wizard/style"
)

// A picture's size in cells: wide enough for the table of scopes, narrow enough
// for a ticket; as high as there is something to say.
const (
	pictureWidth  = 116
	pictureHeight = 68
)

// Picture is styled text on cells, from which PNG and SVG are made. A report's
// says in words, too, what it shows.
type Picture struct {
	cells uv.ScreenBuffer
	th    style.Theme
	title string
	alt   string
	demo  bool
}

// pictureOf puts the program's name and the status screen on cells.
func pictureOf(r steps.Report, th style.Theme) Picture {
	head := " " + th.Brand.Render(r.Tool.Name) + "   " + Route(r)
	date := Stamp(r.GeneratedAt) + " "
	head = style.Pad(head, pictureWidth-style.Width(date)) + th.Dim.Render(date)
	body := New(r).View(pictureWidth, pictureHeight, th, -1, false)
	p := Draw(head+"\n"+th.Rule.Render(strings.Repeat("─", pictureWidth))+"\n\n"+body, pictureWidth, th)
	p.title, p.alt, p.demo = "threelo: "+Route(r), AltText(r), r.Demo
	return p
}

// Draw lays styled text out on as many lines as it has, as wide as told in
// columns, in the colours of a theme.
func Draw(text string, width int, th style.Theme) Picture {
	buffer := uv.NewScreenBuffer(width, strings.Count(text, "\n")+1)
	buffer.Method = ansi.GraphemeWidth
	uv.NewStyledString(text).Draw(buffer, buffer.Bounds())
	return Picture{cells: buffer, th: th}
}

// text is what the cells show, without colour.
func (p Picture) text() string {
	var out strings.Builder
	for y := range p.cells.Height() {
		for x := range p.cells.Width() {
			if c := p.cells.CellAt(x, y); c != nil {
				out.WriteString(c.Content)
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// run is neighbouring cells of one look.
type run struct {
	x, y, width int
	text        string
	look        look
}

// look is how a cell is painted; ink on the picture's own paper has paper nil.
type look struct {
	ink, paper color.Color
	bold       bool
	underline  bool
}

// runs merges cells of one look, line by line. Spaces on the picture's own
// paper paint nothing: a run holds single ones, between words, and no others.
func (p Picture) runs() []run {
	var out []run
	for y := range p.cells.Height() {
		var now *run
		for x := range p.cells.Width() {
			c := p.cells.CellAt(x, y)
			if c == nil || c.Width == 0 {
				continue // the second half of a wide character
			}
			l := p.look(c)
			if blank(c, l) && (now == nil || now.look != l || p.blankAt(x+1, y)) {
				now = nil
				continue
			}
			if now == nil || now.look != l || c.Width > 1 {
				out = append(out, run{x: x, y: y, look: l})
				now = &out[len(out)-1]
			}
			now.text, now.width = now.text+c.Content, now.width+c.Width
			if c.Width > 1 {
				now = nil // on its own, so that the next cell stands where it belongs
			}
		}
	}
	return out
}

// blank says that nothing is to be painted.
func blank(c *uv.Cell, l look) bool {
	return strings.TrimSpace(c.Content) == "" && l.paper == nil && !l.underline
}

func (p Picture) blankAt(x, y int) bool {
	c := p.cells.CellAt(x, y)
	return c == nil || blank(c, p.look(c))
}

func (p Picture) look(c *uv.Cell) look {
	l := look{ink: c.Style.Fg, paper: c.Style.Bg, bold: c.Style.Attrs&uv.AttrBold != 0, underline: c.Style.Underline != uv.UnderlineNone}
	if l.ink == nil {
		l.ink = p.th.Foreground
	}
	if c.Style.Attrs&uv.AttrReverse != 0 {
		l.ink, l.paper = p.th.Background, l.ink
	}
	l.ink = opaque(l.ink)
	if l.paper != nil {
		l.paper = opaque(l.paper)
	}
	return l
}

// opaque makes colours comparable.
func opaque(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: 0xff} // #nosec G115 -- 16 bits shifted by 8 fit
}
