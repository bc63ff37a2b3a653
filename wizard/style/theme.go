// Package style holds the program's colours and signs, and measures text for a grid
// of terminal cells. Colours are written in full, and reduced at the
// output to what the terminal has (16 colours, none). So no meaning rests on colour alone:
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

	Text   lipgloss.Style // what is read, in the terminal's own colour
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

// palette names the colours of a theme by what they mean. The nearest of the 16
// colours has the same meaning, and can be read as well.
type palette struct {
	text, background, dim, rule, accent, green, yellow, red, demo, onDemo string
}

// Dark is for light text on a dark background.
func Dark() Theme {
	return build(true, palette{
		text: "#d8dee9", background: "#14171c", dim: "#949494", rule: "#6c6c6c", accent: "#5fe0e0",
		green: "#5fd75f", yellow: "#ffff5f", red: "#ff5f5f", demo: "#ffff5f", onDemo: "#000000",
	})
}

// Light is for dark text on a light background. Its yellow is an amber; with 16
// colours it becomes red, because their yellow cannot be read on white. Its sign
// differs from a problem's.
func Light() Theme {
	return build(false, palette{
		text: "#1f2328", background: "#ffffff", dim: "#626262", rule: "#767676", accent: "#0050b3",
		green: "#00700b", yellow: "#9a6000", red: "#b30000", demo: "#800080", onDemo: "#ffffff",
	})
}

// For picks the theme for a background.
func For(dark bool) Theme {
	if dark {
		return Dark()
	}
	return Light()
}

func build(dark bool, p palette) Theme {
	plain := lipgloss.NewStyle()
	in := func(hex string) lipgloss.Style { return plain.Foreground(lipgloss.Color(hex)) }
	return Theme{
		IsDark:     dark,
		Foreground: lipgloss.Color(p.text),
		Background: lipgloss.Color(p.background),

		Text:   plain,
		Dim:    in(p.dim),
		Title:  plain.Bold(true),
		Accent: in(p.accent),
		Key:    in(p.accent).Bold(true),
		Rule:   in(p.rule),
		Link:   in(p.accent).Underline(true),
		Demo:   in(p.onDemo).Background(lipgloss.Color(p.demo)).Bold(true),

		Proved: in(p.green),
		Warn:   in(p.yellow).Bold(true),
		Fail:   in(p.red).Bold(true),
	}
}

// mark returns a mark's sign and style. A full and an empty circle differ
// without colours too.
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

// Sign is a mark's sign in its colour, one column wide; a space without a mark.
func (t *Theme) Sign(m dialog.Mark) string {
	sign, s := t.mark(m)
	return s.Render(sign)
}

// Glyph is a mark's sign without colour.
func Glyph(m dialog.Mark) string {
	sign, _ := new(Theme).mark(m)
	return sign
}
