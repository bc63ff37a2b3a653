// Package styletest reads a drawn frame as a terminal would, for golden files
// that hold looks as letters.
package styletest

import (
	"strings"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Role is a look that a cell can have, and the letter it stands as.
type Role struct {
	Letter string
	Ink    lipgloss.Style
}

// Cells is a frame as the terminal's cells, wide characters in two.
func Cells(frame string, width, height int) uv.ScreenBuffer {
	buffer := uv.NewScreenBuffer(width, height)
	buffer.Method = ansi.GraphemeWidth
	uv.NewStyledString(frame).Draw(buffer, buffer.Bounds())
	return buffer
}

// Style is the style of the cells that are drawn in an ink.
func Style(ink lipgloss.Style) *uv.Style { return &Cells(ink.Render("x"), 1, 1).CellAt(0, 0).Style }

// Looks is a frame with each cell's look as a letter instead of its text; a space
// where there is none, "?" for a look that no role has. Of two roles that look
// alike the first is meant.
func Looks(frame string, width, height int, roles []Role) string {
	letters := map[string]string{}
	for _, r := range roles {
		if look := Style(r.Ink).String(); letters[look] == "" {
			letters[look] = r.Letter
		}
	}
	return each(frame, width, height, func(c *uv.Cell) string {
		letter, known := letters[c.Style.String()]
		switch {
		case c.Style.IsZero() || strings.TrimSpace(c.Content) == "" && c.Style.Bg == nil:
			return " "
		case known:
			return letter
		}
		return "?"
	})
}

// Text is what stands in a frame's cells.
func Text(frame string, width, height int) string {
	return each(frame, width, height, func(c *uv.Cell) string { return c.Content })
}

// each writes what is said of every cell, line by line.
func each(frame string, width, height int, say func(*uv.Cell) string) string {
	buffer := Cells(frame, width, height)
	var out strings.Builder
	for y := range height {
		line := ""
		for x := range width {
			line += say(buffer.CellAt(x, y))
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}
