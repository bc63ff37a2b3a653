package tui

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// everyScreen is every real screen of both journeys.
func everyScreen(t *testing.T) (all []fixture) {
	t.Helper()
	for _, seed := range seeds {
		for _, f := range append(walkAll(t, seed, true), otherWays(t, seed)...) {
			f.name = seed + ", " + f.name
			all = append(all, f)
		}
	}
	return all
}

// What needs attention is above what is good, and is seen at once: also in a window
// that is too low for the whole step.
func TestWarningsComeFirstAndAreSeenAtOnce(t *testing.T) {
	sign := regexp.MustCompile(`^ *([!✗✓›○●]) `)
	for _, f := range everyScreen(t) {
		if f.screen.Report != nil || f.screen.Choices != nil && len(f.screen.Warnings) == 0 { // a circle is an answer there
			continue
		}
		for _, size := range [][2]int{{80, 24}, {60, 16}} {
			m, _ := still(f.screen, size[0], size[1])
			calm, hidden, shown := "", "", false
			for i, drawn := range m.page.lines {
				line := ansi.Strip(drawn.text)
				found := sign.FindStringSubmatch(line)
				if found == nil || strings.HasPrefix(line, "  ") { // or of a field
					continue
				}
				needs := found[1] == "!" || found[1] == "✗"
				switch seen := m.sees(span{i, i + 1}); {
				case needs && calm != "":
					t.Errorf("%s, %v: “%s” is below “%s”", f.name, size, line, calm)
				case needs && !seen:
					hidden = line
				case needs:
					shown = true
				default:
					calm = line
				}
			}
			if hidden != "" && !shown {
				t.Errorf("%s, %v: “%s” is out of sight:\n%s", f.name, size, hidden, text(m))
			}
		}
	}
}

func TestNoLinkEndsWithAFullStop(t *testing.T) {
	stopped := regexp.MustCompile(`://\S+\.(\s|$)`)
	for _, f := range everyScreen(t) {
		m, _ := still(f.screen, 160, 50)
		if found := stopped.FindString(text(m)); found != "" {
			t.Errorf("%s: %q", f.name, found)
		}
	}
}
