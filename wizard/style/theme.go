// Package style holds the program's colors and signs, and measures text for a grid
// of terminal cells. Colors are written in full, and reduced at the
// output to what the terminal has (16 colors, none). So no meaning rests on color alone:
// each mark has a sign, and the words beside it say the same.
package style

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
)

// Theme is a set of named roles.
type Theme struct {
	IsDark     bool
	Foreground color.Color // for pictures: a terminal has its own
	Background color.Color // likewise

	Text   lipgloss.Style // what is read, in the terminal's own color
	Dim    lipgloss.Style // what helps: explanations, the document's words, "not checked"
	Title  lipgloss.Style // headings, and values to copy
	Accent lipgloss.Style // where the person is, and what they confirmed
	Key    lipgloss.Style // a key that works now, and the program's name
	Rule   lipgloss.Style // lines that separate
	Link   lipgloss.Style // an address
	Demo   lipgloss.Style // DEMO and TEST HOSTS

	Proved lipgloss.Style // confirmed by Atlassian
	Warn   lipgloss.Style // attention
	Fail   lipgloss.Style // a problem
}

// Dark is for light text on a dark background.
func Dark() Theme { return For(true) }

// Light is for dark text on a light background. Its yellow is an amber; with 16
// colors it becomes red, because their yellow cannot be read on white. Its sign
// differs from a problem's.
func Light() Theme { return For(false) }

// For is the theme for a background. The nearest of the 16 colors has the same
// meaning, and can be read as well.
func For(dark bool) Theme {
	pick := lipgloss.LightDark(dark)
	paint := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	plain := lipgloss.NewStyle()
	accent := plain.Foreground(paint("#0050b3", "#5fe0e0"))
	return Theme{
		IsDark:     dark,
		Foreground: paint("#1f2328", "#d8dee9"),
		Background: paint("#ffffff", "#14171c"),

		Text:   plain,
		Dim:    plain.Foreground(paint("#626262", "#949494")),
		Title:  plain.Bold(true),
		Accent: accent,
		Key:    accent.Bold(true),
		Rule:   plain.Foreground(paint("#767676", "#858585")),
		Link:   accent.Underline(true),
		Demo:   plain.Foreground(paint("#ffffff", "#000000")).Background(paint("#800080", "#ffff5f")).Bold(true),

		Proved: plain.Foreground(paint("#00700b", "#5fd75f")),
		Warn:   plain.Foreground(paint("#9a6000", "#ffff5f")).Bold(true),
		Fail:   plain.Foreground(paint("#b30000", "#ff5f5f")).Bold(true),
	}
}

// mark returns a mark's sign and style. A full and an empty circle differ
// without colors too.
func (t *Theme) mark(m dialog.Mark) (sign string, s *lipgloss.Style) {
	switch m {
	case dialog.MarkProved:
		return "✓", &t.Proved
	case dialog.MarkAttested:
		return "●", &t.Accent
	case dialog.MarkUnchecked:
		return "○", &t.Dim
	case dialog.MarkNote:
		return "›", &t.Dim
	case dialog.MarkWarn:
		return "!", &t.Warn
	case dialog.MarkFail:
		return "✗", &t.Fail
	case dialog.MarkBusy:
		return "…", &t.Accent
	default:
		return " ", &t.Text
	}
}

// Style is the style of a mark; plain text without one.
func (t *Theme) Style(m dialog.Mark) *lipgloss.Style {
	_, s := t.mark(m)
	return s
}

// Sign is a mark's sign in its color, one column wide; a space without a mark.
func (t *Theme) Sign(m dialog.Mark) string {
	sign, s := t.mark(m)
	return s.Render(sign)
}

// Glyph is a mark's sign without color.
func Glyph(m dialog.Mark) string {
	sign, _ := new(Theme).mark(m)
	return sign
}
