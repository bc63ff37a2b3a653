package tui

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	"threelo/wizard/style"
	"threelo/wizard/style/styletest"
)

// roles returns the styles that a cell may have, each with a letter. Of two equal
// styles the first counts.
func roles(t style.Theme) []styletest.Role {
	var roles []styletest.Role
	for letter, s := range map[string]lipgloss.Style{
		"d": t.Dim, "t": t.Title, "a": t.Accent, "k": t.Key, "r": t.Rule, "l": t.Link, "D": t.Demo,
		"P": t.Proved, "p": t.Proved.Bold(true), "W": t.Warn, "w": t.Warn.Bold(false),
		"F": t.Fail, "f": t.Fail.Bold(false), "u": t.Dim.Bold(true),
	} {
		roles = append(roles, styletest.Role{Letter: letter, Style: s})
	}
	slices.SortFunc(roles, func(a, b styletest.Role) int { return strings.Compare(a.Letter, b.Letter) })
	return roles
}

// A style that is not a role of the theme is not tested for contrast, nor for what it
// becomes with 16 colors.
func TestBothThemesGiveEveryCellOfARealStepTheSameRole(t *testing.T) {
	for _, seed := range seeds {
		for _, f := range withoutMostFailures(walkAll(t, seed, true)) {
			drawn := map[bool]string{}
			for _, th := range []style.Theme{style.Dark(), style.Light()} {
				m, _ := still(f.screen, 80, 24)
				m.theme = th
				m.arrange()
				drawn[th.IsDark] = styletest.Looks(m.draw(), m.width, m.height, roles(th))
			}
			if drawn[true] != drawn[false] {
				t.Errorf("%s differs: dark\n%s\nlight\n%s", f.name, drawn[true], drawn[false])
			}
			if strings.Contains(drawn[true], "?") {
				t.Errorf("%s has a style that is not a role of the theme:\n%s", f.name, drawn[true])
			}
		}
	}
}

// TestEveryPairOfColorsCanBeRead measures each color of ink on its paper, wherever the
// screens use it, also behind "?" and "d": WCAG 2 wants 4.5 to 1 of text.
func TestEveryPairOfColorsCanBeRead(t *testing.T) {
	pairs := map[[2]color.Color]bool{}
	for _, seed := range seeds {
		for _, f := range withoutMostFailures(walkAll(t, seed, true)) {
			for _, th := range []style.Theme{style.Dark(), style.Light()} {
				for _, key := range []string{"", "f1", "d"} {
					m, _ := still(f.screen, 80, 24)
					m.theme = th
					m.arrange()
					if key != "" {
						press(m, key)
					}
					for _, run := range picture(m.draw(), m.width, m.height, th).Runs {
						paper := run.Look.Paper
						if paper == nil {
							paper = th.Background
						}
						pair := [2]color.Color{run.Look.Ink, paper}
						if got := styletest.Contrast(pair[0], pair[1]); got < 4.5 && !pairs[pair] {
							t.Errorf("%s %s, %q: %v on %v has a contrast of %.2f", f.name, key, run.Text, pair[0], pair[1], got)
						}
						pairs[pair] = true
					}
				}
			}
		}
	}
	if t.Logf("%d pairs", len(pairs)); len(pairs) < 14 {
		t.Error("that is not all")
	}
}

func TestAScopeThatFitsIsNotMarkedAsCut(t *testing.T) {
	s := tickScopes(false)
	for i := range s.Scopes {
		s.Scopes[i].Search = "board-scope"
	}
	s.Scopes[4].Kind = "classic"
	m, _ := still(s, 40, 60)
	shows(t, m, "read:board-scope.admin:jira-softwa…", "search for board-scope")
	hides(t, m, " …")
}
