package style

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Ink is a style for single lines: colour and weight, never a size, a border or
// a margin. What it puts before and after a text is made once. A lipgloss.Style
// asks for every border and margin each time, which was half of what a key cost.
type Ink struct {
	style         lipgloss.Style
	before, after string
}

// anyText stands for the text while an ink is made; no style puts it out itself.
const anyText = "\uE000"

func newInk(style lipgloss.Style) Ink {
	before, after, _ := strings.Cut(style.Render(anyText), anyText)
	return Ink{style: style, before: before, after: after}
}

// Render puts a text of one line into the ink; nothing becomes of an empty one.
func (i Ink) Render(text string) string {
	if text == "" {
		return ""
	}
	return i.before + text + i.after
}

// Bold is the same ink with or without weight.
func (i Ink) Bold(on bool) Ink { return newInk(i.style.Bold(on)) }

// Linked is the same ink on a link (OSC 8). Pieces with the same id are one link.
func (i Ink) Linked(address, id string) Ink { return newInk(i.style.Hyperlink(address, "id="+id)) }

// Foreground is the colour of the text; lipgloss.NoColor where the ink sets none.
func (i Ink) Foreground() color.Color { return i.style.GetForeground() }

// Background is the colour behind the text; lipgloss.NoColor where the ink sets none.
func (i Ink) Background() color.Color { return i.style.GetBackground() }
