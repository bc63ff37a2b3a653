// Package theme holds every colour and sign of the program in one place. The
// strings it styles carry full colour; whoever writes them out downsamples
// them to what the terminal has (16 colours, none). So meaning never rests on
// colour alone: each mark has a sign, and the words beside it say the same.
package style

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"threelo/steps"
)

// Theme is a set of named roles.
type Theme struct {
	IsDark     bool
	Foreground color.Color // for pictures: on a terminal its own is used
	Background color.Color // likewise

	Text   lipgloss.Style // what is read: the terminal's own colour
	Dim    lipgloss.Style // what is there when wanted: help, the document's words, sources
	Title  lipgloss.Style // the step's title, headings
	Brand  lipgloss.Style // the program's name
	Accent lipgloss.Style // where one is: the step, the marked row, the text of a field
	Key    lipgloss.Style // a key that works now
	Rule   lipgloss.Style // lines that separate
	Link   lipgloss.Style // an address
	Value  lipgloss.Style // what is to be carried: a scope, a callback, a client ID
	Demo   lipgloss.Style // DEMO and TEST HOSTS: never to be missed

	Proved    lipgloss.Style // a server answered so
	Said      lipgloss.Style // the admin said so
	Unchecked lipgloss.Style // not checked
	Note      lipgloss.Style // a known limit or a hint
	Warn      lipgloss.Style // attention
	Fail      lipgloss.Style // differs, or failed
	Busy      lipgloss.Style // being tested now
}

// palette names the colours of a theme by what they mean. They are chosen so
// that the nearest of the 16 colours still has the same meaning and contrast.
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

// Light is for dark text on a light background. Its yellow is an amber, which of
// 16 colours comes out red: their yellow cannot be read on white, and olive is
// no colour of a warning. The sign tells it from a failure.
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
		Brand:  in(p.accent).Bold(true),
		Accent: in(p.accent),
		Key:    in(p.accent).Bold(true),
		Rule:   in(p.rule),
		Link:   in(p.accent).Underline(true),
		Value:  plain.Bold(true),
		Demo:   in(p.onDemo).Background(lipgloss.Color(p.demo)).Bold(true),

		Proved:    in(p.green),
		Said:      in(p.accent),
		Unchecked: in(p.dim),
		Note:      in(p.dim),
		Warn:      in(p.yellow).Bold(true),
		Fail:      in(p.red).Bold(true),
		Busy:      in(p.accent),
	}
}

// Style is the role of a mark; an empty mark is plain text.
func (t Theme) Style(m steps.Mark) lipgloss.Style {
	switch m {
	case steps.MarkProved:
		return t.Proved
	case steps.MarkAttested:
		return t.Said
	case steps.MarkUnchecked:
		return t.Unchecked
	case steps.MarkNote:
		return t.Note
	case steps.MarkWarn:
		return t.Warn
	case steps.MarkFail:
		return t.Fail
	case steps.MarkBusy:
		return t.Busy
	default:
		return t.Text
	}
}

// Sign is a mark's sign in its colour, one column wide; a space for an empty mark.
func (t Theme) Sign(m steps.Mark) string { return t.Style(m).Render(Glyph(m)) }

// Glyph is a mark's sign without colour, one column wide. ✓ is for what a
// server answered, and nothing else; a full and an empty circle are told apart
// without colours too.
func Glyph(m steps.Mark) string {
	switch m {
	case steps.MarkProved:
		return "✓"
	case steps.MarkAttested:
		return "●"
	case steps.MarkUnchecked:
		return "○"
	case steps.MarkNote:
		return "›"
	case steps.MarkWarn:
		return "!"
	case steps.MarkFail:
		return "✗"
	case steps.MarkBusy:
		return "…"
	default:
		return " "
	}
}
