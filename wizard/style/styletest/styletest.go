// Package styletest reads a drawn frame as a terminal does, for tests.
package styletest

import (
	"strings"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Role is a style that a cell can have, and a letter for it.
type Role struct {
	Letter string
	Style  lipgloss.Style
}

// Cells is a frame as the terminal's cells, wide characters in two.
func Cells(frame string, width, height int) uv.ScreenBuffer {
	buffer := uv.NewScreenBuffer(width, height)
	buffer.Method = ansi.GraphemeWidth
	uv.NewStyledString(frame).Draw(buffer, buffer.Bounds())
	return buffer
}

// Style is the style of the cells that a style draws.
func Style(s lipgloss.Style) *uv.Style { return &Cells(s.Render("x"), 1, 1).CellAt(0, 0).Style }

// Looks is a frame with a letter for each cell's style instead of its text: a space
// without a style, "?" for a style that is not a role. Of two equal roles the first
// counts.
func Looks(frame string, width, height int, roles []Role) string {
	letters := map[string]string{}
	for _, r := range roles {
		if look := Style(r.Style).String(); letters[look] == "" {
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

// Text is the text of a frame's cells.
func Text(frame string, width, height int) string {
	return each(frame, width, height, func(c *uv.Cell) string { return c.Content })
}

// each writes something for every cell, line by line.
func each(frame string, width, height int, write func(*uv.Cell) string) string {
	buffer := Cells(frame, width, height)
	var out strings.Builder
	for y := range height {
		line := ""
		for x := range width {
			line += write(buffer.CellAt(x, y))
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}
