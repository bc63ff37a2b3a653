package report

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"slices"
	"sync"
	"unicode"

	"codeberg.org/go-fonts/dejavu/dejavusansmono"
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
	frame      = 8  // around a rehearsal's picture
)

// face is the font, read when the first picture is asked for.
var face = sync.OnceValues(func() (font.Face, error) {
	parsed, err := opentype.Parse(dejavusansmono.TTF)
	if err != nil {
		return nil, fmt.Errorf("reading the font of pictures: %w", err)
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: fontSize, DPI: 72, Hinting: font.HintingFull})
})

// drawing guards the font face, which keeps a buffer of its own.
var drawing sync.Mutex

// PNG paints the cells, sharp enough to be enlarged.
func (p Picture) PNG() ([]byte, error) {
	img, err := p.image()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("the picture could not be made: %w", err)
	}
	return withText(out.Bytes(), [][2]string{{"Title", p.title}, {"Description", p.alt}}), nil
}

// shades is how many steps there are from a letter's paper to its ink: enough
// for smooth letters, few enough for one palette.
const shades = 15

// canvas is a picture whose palette holds, after the paper, the shades of each
// look. A picture of few colours is a small file.
type canvas struct {
	*image.Paletted
	face  font.Face
	looks map[look]uint8 // where a look's shades begin
}

func (p Picture) image() (*image.Paletted, error) {
	f, err := face()
	if err != nil {
		return nil, err
	}
	drawing.Lock()
	defer drawing.Unlock()
	paper := opaque(p.th.Background)
	size := image.Rect(0, 0, p.cells.Width()*cellWidth+2*edge, p.cells.Height()*cellHeight+2*edge)
	c := canvas{Paletted: image.NewPaletted(size, color.Palette{paper}), face: f, looks: map[look]uint8{}}
	if p.demo {
		colour := c.shadesOf(look{ink: opaque(p.th.Demo.GetBackground())}, paper)
		c.fill(size, colour+shades-1)
		c.fill(size.Inset(frame), 0)
	}
	for _, r := range p.runs() {
		c.paint(r, paper)
	}
	return c.Paletted, nil
}

// shadesOf finds a look's shades, or adds them. A palette has room for 16
// looks; the theme has fewer, and one more would be painted like the last.
func (c canvas) shadesOf(l look, paper color.RGBA) uint8 {
	l.bold, l.underline = false, false
	first, ok := c.looks[l]
	if ok {
		return first
	}
	if len(c.Palette)+shades+1 > 256 {
		return uint8(len(c.Palette) - shades) // #nosec G115 -- below 256
	}
	if l.paper != nil {
		paper = opaque(l.paper)
		c.Palette = append(c.Palette, paper)
	}
	first = uint8(len(c.Palette)) // #nosec G115 -- below 256
	for n := 1; n <= shades; n++ {
		c.Palette = append(c.Palette, blend(paper, opaque(l.ink), n))
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

func (c canvas) fill(r image.Rectangle, colour uint8) {
	r = r.Intersect(c.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		line := c.Pix[c.PixOffset(r.Min.X, y):c.PixOffset(r.Max.X, y)]
		for i := range line {
			line[i] = colour
		}
	}
}

// paint draws one run of cells.
func (c canvas) paint(r run, paper color.RGBA) {
	first := c.shadesOf(r.look, paper)
	ink := first + shades - 1
	x, y := edge+r.x*cellWidth, edge+r.y*cellHeight
	end := x + r.width*cellWidth
	if r.look.paper != nil {
		c.fill(image.Rect(x, y, end, y+cellHeight), first-1)
	}
	if r.look.underline {
		c.fill(image.Rect(x, y+baseline+3, end, y+baseline+5), ink)
	}
	for _, letter := range r.text {
		advance, known := c.face.GlyphAdvance(letter)
		switch {
		case letter == '─':
			c.fill(image.Rect(x, y+cellHeight/2, x+cellWidth, y+cellHeight/2+2), ink)
		case known && advance == 0:
			c.letter(letter, x-cellWidth, y, first) // joins what stands before it
			continue
		case known:
			c.letter(letter, x, y, first)
			if r.look.bold {
				c.letter(letter, x+1, y, first) // the same font, drawn twice
			}
		case x < end && unicode.IsPrint(letter):
			c.hollow(image.Rect(x+2, y+7, x+cellWidth-2, y+baseline), ink)
		default:
			continue
		}
		x += cellWidth
	}
}

// letter draws one glyph; where it meets another the stronger shade stays.
func (c canvas) letter(letter rune, x, y int, first uint8) {
	box, mask, at, _, ok := c.face.Glyph(fixed.P(x, y+baseline), letter)
	if !ok {
		return
	}
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

// hollow stands for a character that the font does not have; the alternative
// text has it.
func (c canvas) hollow(r image.Rectangle, ink uint8) {
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+1), ink)
	c.fill(image.Rect(r.Min.X, r.Max.Y-1, r.Max.X, r.Max.Y), ink)
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+1, r.Max.Y), ink)
	c.fill(image.Rect(r.Max.X-1, r.Min.Y, r.Max.X, r.Max.Y), ink)
}

// withText adds texts to a PNG (PNG specification, iTXt), behind its header.
func withText(data []byte, texts [][2]string) []byte {
	const header = 8 + 4 + 4 + 13 + 4 // the signature and IHDR
	if len(data) < header {
		return data
	}
	out := slices.Clone(data[:header])
	for _, t := range texts {
		chunk := []byte("iTXt" + t[0] + "\x00\x00\x00\x00\x00" + t[1])
		out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4)) // #nosec G115 -- a text is bounded
		out = append(out, chunk...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	}
	return append(out, data[header:]...)
}
