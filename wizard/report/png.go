package report

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"unicode"

	"codeberg.org/go-fonts/dejavu/dejavusansmono"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The size of a cell and of the font in it, in pixels: twice what a ticket
// shows, so that it stays sharp on fine screens and when enlarged.
const (
	cellWidth  = 14
	cellHeight = 30
	fontSize   = 23.25 // DejaVu Sans Mono is 0.602 em wide
	baseline   = 22
	edge       = 28 // around the cells
	frame      = 8  // around a picture of something that is not real
)

// PNG paints the picture, sharp enough to be enlarged.
func (p Picture) PNG() []byte {
	var out bytes.Buffer // writing to it never fails
	_ = png.Encode(&out, p.image())
	return withChunk(out.Bytes(), description+p.alt) // for those who do not see it
}

// shades is the number of steps from paper to ink: enough for smooth letters,
// few enough for one palette.
const shades = 15

// canvas is an image whose palette holds the paper and the shades of each look.
// Few colors make a small file.
type canvas struct {
	*image.Paletted
	face  font.Face
	looks map[Look]uint8 // where a look's shades begin
}

// image paints without an error to handle: the font is part of the program.
func (p Picture) image() *image.Paletted {
	parsed, _ := opentype.Parse(dejavusansmono.TTF)
	// A face is for one picture at a time: it reuses a buffer.
	face, _ := opentype.NewFace(parsed, &opentype.FaceOptions{Size: fontSize, DPI: 72, Hinting: font.HintingFull})
	paper := opaque(p.Theme.Background)
	size := image.Rect(0, 0, p.Width*cellWidth+2*edge, p.Height*cellHeight+2*edge)
	c := canvas{Paletted: image.NewPaletted(size, color.Palette{paper}), face: face, looks: map[Look]uint8{}}
	if p.unreal {
		paint := c.shadesOf(Look{Ink: opaque(p.Theme.Demo.GetBackground())}, paper)
		c.fill(size, paint+shades-1)
		c.fill(size.Inset(frame), 0)
	}
	for _, r := range p.Runs {
		c.paint(r, paper)
	}
	return c.Paletted
}

// shadesOf returns where a look's shades begin in the palette, and adds them at
// first. The palette has room for 16 looks; a theme has fewer.
func (c canvas) shadesOf(l Look, paper color.RGBA) uint8 {
	l.Bold = false
	first, ok := c.looks[l]
	if ok {
		return first
	}
	if l.Paper != nil {
		paper = opaque(l.Paper)
		c.Palette = append(c.Palette, paper)
	}
	first = uint8(len(c.Palette)) // #nosec G115 -- below 256
	for n := 1; n <= shades; n++ {
		c.Palette = append(c.Palette, blend(paper, opaque(l.Ink), n))
	}
	c.looks[l] = first
	return first
}

func blend(from, to color.RGBA, n int) color.RGBA {
	mix := func(a, b uint8) uint8 {
		return uint8((int(a)*(shades-n) + int(b)*n) / shades) // #nosec G115 -- between a and b
	}
	return color.RGBA{R: mix(from.R, to.R), G: mix(from.G, to.G), B: mix(from.B, to.B), A: 0xff}
}

func (c canvas) fill(r image.Rectangle, paint uint8) {
	r = r.Intersect(c.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ { // image/draw looks up the color for each pixel
		row := c.Pix[c.PixOffset(r.Min.X, y):c.PixOffset(r.Max.X, y)]
		for x := range row {
			row[x] = paint
		}
	}
}

// paint draws one run.
func (c canvas) paint(r Run, paper color.RGBA) {
	first := c.shadesOf(r.Look, paper)
	x, y := edge+r.X*cellWidth, edge+r.Y*cellHeight
	end := x + r.Width*cellWidth
	if r.Look.Paper != nil {
		c.fill(image.Rect(x, y, end, y+cellHeight), first-1)
	}
	for rest := r.Text; rest != "" && x < end; {
		cluster, _ := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		rest = rest[len(cluster):]
		for i, letter := range cluster {
			advance, known := c.face.GlyphAdvance(letter)
			combines := known && advance == 0
			switch {
			case i > 0 && !combines || !unicode.IsPrint(letter): // the first stands for the rest of an emoji
				continue
			case i == 0 && combines: // with a letter before this run
				c.letter(letter, x-cellWidth, y, first)
				continue
			case !known:
				letter = missing
			}
			c.letter(letter, x, y, first)
			if r.Look.Bold {
				c.letter(letter, x+1, y, first) // the same font, drawn twice
			}
		}
		x += ansi.StringWidth(cluster) * cellWidth
	}
}

// missing takes the place of a character that the font does not have. The picture's
// description has that character.
const missing = '□'

// letter draws one glyph. Where glyphs overlap, the stronger shade wins.
func (c canvas) letter(letter rune, x, y int, first uint8) {
	box, mask, at, _, _ := c.face.Glyph(fixed.P(x, y+baseline), letter)
	for dy := range box.Dy() {
		for dx := range box.Dx() {
			_, _, _, alpha := mask.At(at.X+dx, at.Y+dy).RGBA()
			shade := int(alpha) * shades / 0xffff
			if shade == 0 || !image.Pt(box.Min.X+dx, box.Min.Y+dy).In(c.Rect) {
				continue
			}
			pixel := &c.Pix[c.PixOffset(box.Min.X+dx, box.Min.Y+dy)]
			if strong := first + uint8(shade) - 1; *pixel < first || *pixel >= first+shades || *pixel < strong { // #nosec G115 -- at most 15
				*pixel = strong
			}
		}
	}
}
