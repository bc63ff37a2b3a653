package style_test

import (
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"threelo/steps/dialog"
	"threelo/wizard/style"
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

func TestSixteenColoursKeepTheirMeaning(t *testing.T) {
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
		for role, colour := range map[string]color.Color{
			"proved": th.Proved.GetForeground(), "warn": th.Warn.GetForeground(), "fail": th.Fail.GetForeground(),
			"accent": th.Accent.GetForeground(), "dim": th.Dim.GetForeground(), "rule": th.Rule.GetForeground(),
			"demo": th.Demo.GetBackground(),
		} {
			if got := colorprofile.ANSI.Convert(colour); got != c.want[role] {
				t.Errorf("%s: %s becomes colour %v of 16, want %v", name, role, got, c.want[role])
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

// TestTextHasEnoughContrast asks for the contrast that WCAG 2 wants of text, 4.5 to 1.
func TestTextHasEnoughContrast(t *testing.T) {
	for name, th := range map[string]style.Theme{"dark": style.Dark(), "light": style.Light()} {
		for role, style := range map[string]lipgloss.Style{
			"dim": th.Dim, "accent": th.Accent, "proved": th.Proved, "warn": th.Warn, "fail": th.Fail,
		} {
			if got := contrast(style.GetForeground(), th.Background); got < 4.5 {
				t.Errorf("%s: %s has a contrast of %.1f", name, role, got)
			}
		}
		if got := contrast(th.Demo.GetForeground(), th.Demo.GetBackground()); got < 4.5 {
			t.Errorf("%s: the badge has a contrast of %.1f", name, got)
		}
		if got := contrast(th.Foreground, th.Background); got < 7 {
			t.Errorf("%s: text has a contrast of %.1f", name, got)
		}
	}
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is WCAG 2's relative luminance.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
