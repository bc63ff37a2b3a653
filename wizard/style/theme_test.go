package style_test

import (
	"image/color"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"threelo/steps/dialog"
	"threelo/wizard/style"
	"threelo/wizard/style/styletest"
)

var marks = []dialog.Mark{dialog.MarkProved, dialog.MarkAttested, dialog.MarkUnchecked, dialog.MarkNote, dialog.MarkWarn, dialog.MarkFail, dialog.MarkBusy}

func TestEachMarkHasItsOwnSign(t *testing.T) {
	seen, dark := map[string]dialog.Mark{}, style.Dark()
	for _, m := range append(marks, "") {
		sign := style.Glyph(m)
		if before, twice := seen[sign]; twice || style.Width(sign) != 1 {
			t.Errorf("%q has the sign %q, as has %q", m, sign, before)
		}
		seen[sign] = m
		if got := ansi.Strip(dark.Sign(m)); got != sign {
			t.Errorf("drawn, %q is %q", m, got)
		}
	}
}

func TestSixteenColorsKeepTheirMeaning(t *testing.T) {
	const red, green, yellow, blue, magenta, white, bright = ansi.Red, ansi.Green, ansi.Yellow, ansi.Blue, ansi.Magenta, ansi.White, 8
	for name, c := range map[string]struct {
		theme style.Theme
		want  map[string]ansi.BasicColor
	}{
		"dark": {style.Dark(), map[string]ansi.BasicColor{
			"proved": green + bright, "warn": yellow + bright, "fail": red + bright, "accent": ansi.Cyan + bright,
			"dim": white, "rule": ansi.Black + bright, "demo": yellow + bright,
		}},
		"light": {style.Light(), map[string]ansi.BasicColor{
			"proved": green, "warn": red, "fail": red, "accent": blue,
			"dim": ansi.Black + bright, "rule": ansi.Black + bright, "demo": magenta,
		}},
	} {
		th := c.theme
		for role, paint := range map[string]color.Color{
			"proved": th.Proved.GetForeground(), "warn": th.Warn.GetForeground(), "fail": th.Fail.GetForeground(),
			"accent": th.Accent.GetForeground(), "dim": th.Dim.GetForeground(), "rule": th.Rule.GetForeground(),
			"demo": th.Demo.GetBackground(),
		} {
			if got := colorprofile.ANSI.Convert(paint); got != c.want[role] {
				t.Errorf("%s: %s becomes color %v of 16, want %v", name, role, got, c.want[role])
			}
		}
	}
}

// A warning is amber: more red than green and hardly any blue, but not the red of a
// problem.
func TestAWarningIsWarmButNotRed(t *testing.T) {
	for name, th := range map[string]style.Theme{"dark": style.Dark(), "light": style.Light()} {
		r, g, b, _ := th.Warn.GetForeground().RGBA()
		if g > r || b > g || g < r/2 || !th.IsDark && g > r*3/4 {
			t.Errorf("%s: a warning is %02x%02x%02x", name, r>>8, g>>8, b>>8)
		}
	}
}

// inked are the styles of a theme that only color what is written.
func inked(th style.Theme) map[string]lipgloss.Style {
	return map[string]lipgloss.Style{
		"dim": th.Dim, "accent": th.Accent, "key": th.Key, "rule": th.Rule, "link": th.Link,
		"proved": th.Proved, "warn": th.Warn, "fail": th.Fail,
	}
}

// TestTextHasEnoughContrast asks for the contrast that WCAG 2 wants of text, 4.5 to 1.
func TestTextHasEnoughContrast(t *testing.T) {
	for name, th := range map[string]style.Theme{"dark": style.Dark(), "light": style.Light()} {
		for role, style := range inked(th) {
			if got := styletest.Contrast(style.GetForeground(), th.Background); got < 4.5 {
				t.Errorf("%s: %s has a contrast of %.1f", name, role, got)
			}
		}
		if got := styletest.Contrast(th.Demo.GetForeground(), th.Demo.GetBackground()); got < 4.5 {
			t.Errorf("%s: the badge has a contrast of %.1f", name, got)
		}
		if got := styletest.Contrast(th.Foreground, th.Background); got < 7 {
			t.Errorf("%s: text has a contrast of %.1f", name, got)
		}
	}
}

// sixteen are the 16 colors as some terminals have them, as delivered.
var sixteen = map[string][16]string{
	"xterm": {
		"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
		"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
	},
	"Windows Terminal": {
		"#0c0c0c", "#c50f1f", "#13a10e", "#c19c00", "#0037da", "#881798", "#3a96dd", "#cccccc",
		"#767676", "#e74856", "#16c60c", "#f9f1a5", "#3b78ff", "#b4009e", "#61d6d6", "#f2f2f2",
	},
	"Linux console": {
		"#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
		"#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
	},
}

// With 16 colors on white some grays and every green are too light: there the signs
// and the words say it alone. Lines are not text.
func TestTextHasEnoughContrastInSixteenColors(t *testing.T) {
	for terminal, colors := range sixteen {
		shown := func(c color.Color) color.Color {
			return lipgloss.Color(colors[colorprofile.ANSI.Convert(c).(ansi.BasicColor)])
		}
		env := []string{"TERM=xterm"}
		for paper, th := range map[string]style.Theme{colors[ansi.Black]: style.For(true, env), "#ffffff": style.For(false, env)} {
			for role, style := range inked(th) {
				_, plain := style.GetForeground().(lipgloss.NoColor)
				if role == "rule" || plain && !th.IsDark && (role == "dim" || role == "proved") {
					continue
				}
				if got := styletest.Contrast(shown(style.GetForeground()), lipgloss.Color(paper)); got < 4.5 {
					t.Errorf("%s on %s: %s has a contrast of %.2f", terminal, paper, role, got)
				}
			}
			if got := styletest.Contrast(shown(th.Demo.GetForeground()), shown(th.Demo.GetBackground())); got < 4.5 {
				t.Errorf("%s on %s: the badge has a contrast of %.2f", terminal, paper, got)
			}
		}
	}
}

// What is left unknown, as in tmux, is drawn with colors for both; 256 of them come
// as near as 4.4.
func TestColorsForAnUnknownBackgroundCanBeReadOnBoth(t *testing.T) {
	for role, style := range inked(style.Either()) {
		for _, paper := range []string{"#000000", "#ffffff"} {
			ink := style.GetForeground()
			if got := styletest.Contrast(ink, lipgloss.Color(paper)); got < 4.5 {
				t.Errorf("%s on %s has a contrast of %.2f", role, paper, got)
			}
			if got := styletest.Contrast(colorprofile.ANSI256.Convert(ink), lipgloss.Color(paper)); got < 4.4 {
				t.Errorf("%s on %s, one of 256 colors, has a contrast of %.2f", role, paper, got)
			}
		}
	}
}

func TestTheThemeIsGuessedFromTheEnvironment(t *testing.T) {
	const dark, light, either, none = "dark", "light", "either", "none"
	for name, c := range map[string]struct {
		env    []string
		colors string
		links  bool
	}{
		"xterm":             {[]string{"TERM=xterm-256color"}, either, true},
		"tmux":              {[]string{"TERM=tmux-256color", "TMUX=x"}, either, true},
		"light rxvt":        {[]string{"TERM=rxvt-unicode-256color", "COLORFGBG=0;15"}, light, true},
		"light, with image": {[]string{"TERM=rxvt-unicode-256color", "COLORFGBG=0;default;7"}, light, true},
		"dark Konsole":      {[]string{"TERM=xterm-256color", "COLORFGBG=15;0"}, dark, true},
		"dark gray":         {[]string{"TERM=xterm-256color", "COLORFGBG=15;8"}, dark, true},
		"its default":       {[]string{"TERM=xterm-256color", "COLORFGBG=default;default"}, either, true},
		"the console":       {[]string{"TERM=linux"}, dark, true},
		"16 colors":         {[]string{"TERM=xterm"}, none, true},
		"Emacs term":        {[]string{"TERM=eterm-color", "INSIDE_EMACS=29,term:0.96"}, none, false},
		"another inside it": {[]string{"TERM=xterm-256color", "INSIDE_EMACS=vterm"}, either, false},
		"monochrome":        {[]string{"TERM=vt220"}, none, false},
		"no colors, please": {[]string{"TERM=xterm-256color", "NO_COLOR=1"}, none, true},
	} {
		th := style.Guess(c.env)
		want := map[string]color.Color{dark: style.Dark().Fail.GetForeground(), light: style.Light().Fail.GetForeground(), either: style.Either().Fail.GetForeground(), none: lipgloss.NoColor{}}[c.colors]
		if got := th.Fail.GetForeground(); got != want || th.NoLinks == c.links {
			t.Errorf("%s: a problem is %v, want %v; links: %t", name, got, want, !th.NoLinks)
		}
	}
}
