// Package style holds the program's colors and signs, and measures text for a grid
// of terminal cells. Colors are written in full, and reduced at the
// output to what the terminal has (16 colors, none). So no meaning rests on color alone:
// each mark has a sign, and the words beside it say the same.
package style

import (
	"cmp"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"threelo/steps/dialog"
)

// Theme is a set of named roles.
type Theme struct {
	IsDark     bool
	Foreground color.Color // for pictures: a terminal has its own
	Background color.Color // likewise
	NoLinks    bool        // the terminal would show the escape codes of links (OSC 8) as text

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
func Dark() Theme { return theme(1) }

// Light is for dark text on a light background. Its yellow is an amber; with 16
// colors it becomes red, because their yellow cannot be read on white. Its sign
// differs from a problem's.
func Light() Theme { return theme(0) }

// Either is for a background that is not known: its colors can be read on white and
// on black. Of 16 colors none can.
func Either() Theme { return theme(2) }

// For is the theme of a terminal that has said its background. The nearest of the 16
// colors has the same meaning, and can be read as well; on white the green and the gray
// cannot, and become plain text.
func For(dark bool, env []string) Theme {
	t := Dark()
	if !dark {
		t = Light()
		if sixteen(env) {
			plainly(&t.Dim, &t.Proved)
		}
	}
	t.NoLinks = noLinks(env)
	return t
}

// Guess is the theme before a terminal has said its background, which some never do.
// rxvt, Konsole and others put it into COLORFGBG.
func Guess(env []string) Theme {
	background := variable(env, "COLORFGBG")
	number, err := strconv.Atoi(background[strings.LastIndex(background, ";")+1:])
	switch {
	case err == nil:
		return For(number < 7 || number == 8, env)
	case variable(env, "TERM") == "linux": // the console
		return For(true, env)
	}
	t := Either()
	if sixteen(env) {
		plainly(&t.Dim, &t.Accent, &t.Key, &t.Rule, &t.Link, &t.Proved, &t.Warn, &t.Fail)
	}
	t.NoLinks = noLinks(env)
	return t
}

// plainly takes the color of styles away; their signs and words remain.
func plainly(styles ...*lipgloss.Style) {
	for _, s := range styles {
		*s = s.UnsetForeground()
	}
}

// sixteen reports whether a terminal has 16 colors at most.
func sixteen(env []string) bool { return colorprofile.Env(env) <= colorprofile.ANSI }

// noLinks reports whether a terminal shows the escape codes of a link as text.
func noLinks(env []string) bool {
	term := variable(env, "TERM")
	monochrome := strings.HasPrefix(term, "vt") && !strings.HasPrefix(term, "vte") || strings.HasSuffix(term, "-m")
	return monochrome || variable(env, "INSIDE_EMACS") != "" || strings.HasPrefix(term, "eterm")
}

// variable is the last value of an environment variable.
func variable(env []string, name string) string {
	for _, entry := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(entry, name+"="); ok {
			return value
		}
	}
	return ""
}

// theme is the theme for a light, a dark or an unknown background.
func theme(background int) Theme {
	color := func(choice ...string) color.Color { return lipgloss.Color(choice[background]) }
	plain := lipgloss.NewStyle()
	accent := plain.Foreground(color("#0050b3", "#5fe0e0", "#5f5fff"))
	return Theme{
		IsDark:     background == 1,
		Foreground: color("#1f2328", "#d8dee9", "#767676"),
		Background: color("#ffffff", "#14171c", "#000000"),

		Text:   plain,
		Dim:    plain.Foreground(color("#626262", "#949494", "#767676")),
		Title:  plain.Bold(true),
		Accent: accent,
		Key:    accent.Bold(true),
		Rule:   plain.Foreground(color("#767676", "#858585", "#767676")),
		Link:   accent.Underline(true),
		Demo:   plain.Foreground(color("#ffffff", "#000000", "#ffffff")).Background(color("#800080", "#ffff5f", "#800080")), // not bold: some terminals show bold black as gray

		Proved: plain.Foreground(color("#00700b", "#5fd75f", "#008800")),
		Warn:   plain.Foreground(color("#9a6000", "#ffff5f", "#b06000")).Bold(true),
		Fail:   plain.Foreground(color("#b30000", "#ff5f5f", "#af5f5f")).Bold(true),
	}
}

// glyphs are the signs of marks. A full and an empty circle differ without colors too.
var glyphs = map[dialog.Mark]string{
	dialog.MarkProved: "✓", dialog.MarkAttested: "●", dialog.MarkUnchecked: "○", dialog.MarkNote: "›",
	dialog.MarkWarn: "!", dialog.MarkFail: "✗", dialog.MarkBusy: "…",
}

// Glyph is a mark's sign without color, one column wide; a space without a mark.
func Glyph(m dialog.Mark) string { return cmp.Or(glyphs[m], " ") }

// Sign is a mark's sign in its color.
func (t *Theme) Sign(m dialog.Mark) string { return t.Style(m).Render(Glyph(m)) }

// Style is the style of a mark; plain text without one.
func (t *Theme) Style(m dialog.Mark) *lipgloss.Style {
	switch m {
	case dialog.MarkProved:
		return &t.Proved
	case dialog.MarkAttested, dialog.MarkBusy:
		return &t.Accent
	case dialog.MarkUnchecked, dialog.MarkNote:
		return &t.Dim
	case dialog.MarkWarn:
		return &t.Warn
	case dialog.MarkFail:
		return &t.Fail
	default:
		return &t.Text
	}
}
