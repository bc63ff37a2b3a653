package screen

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"threelo/wizard/layout"
)

// windows are the sizes that every screen has to fit: every width at some
// heights, every height at some widths. The race detector makes it ten times as
// slow and sees the same in a part of them.
func windows() [][2]int {
	step := 1
	if raceDetector || testing.Short() {
		step = 9
	}
	var all [][2]int
	for width := 10; width <= 200; width += step {
		for _, height := range []int{3, 11, 12, 24, 60} {
			all = append(all, [2]int{width, height})
		}
	}
	for height := 3; height <= 60; height += step {
		for _, width := range []int{39, 40, 80, 100, 200} {
			all = append(all, [2]int{width, height})
		}
	}
	return all
}

func TestNoScreenOverflowsItsWindow(t *testing.T) {
	for _, f := range fixtures() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			m, _ := still(f.screen, 80, 24)
			sweep(t, m, windows())
		})
	}
}

func TestNothingThatLiesOverAScreenOverflows(t *testing.T) {
	for _, over := range []overlay{{kind: overHelp}, {kind: overWhere}, {kind: overDetails}, {kind: overShow, text: longLink}} {
		t.Run(fmt.Sprint(over.kind), func(t *testing.T) {
			t.Parallel()
			m, _ := still(trouble(), 80, 24)
			m.overlay = over
			sweep(t, m, windows())
		})
	}
}

func TestNothingOverflowsWhileTypingALongLine(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	j.refuse = "this is too long to be a callback"
	m.Update(tea.PasteMsg{Content: strings.Repeat("長い line ", 700)})
	press(m, "left", "left", "ctrl+left", "x")
	m.leaving = true
	sweep(t, m, windows())
}

func sweep(t *testing.T, m *model, sizes [][2]int) {
	t.Helper()
	for _, w := range sizes {
		m.Update(tea.WindowSizeMsg{Width: w[0], Height: w[1]})
		fits(t, m)
	}
}

// fits fails the test when a frame is wider or taller than its window.
func fits(t *testing.T, m *model) {
	t.Helper()
	lines := strings.Split(m.draw(), "\n")
	if len(lines) > m.height {
		t.Fatalf("%d×%d: %d lines", m.width, m.height, len(lines))
	}
	for y, line := range lines {
		if w := layout.Width(line); w > m.width {
			t.Fatalf("%d×%d: line %d is %d wide: %q", m.width, m.height, y, w, ansi.Strip(line))
		}
	}
	if c := m.cursor(); c != nil && (c.X >= m.width || c.Y >= m.height || c.X < 0 || c.Y < 0) {
		t.Fatalf("%d×%d: the cursor stands at %d,%d", m.width, m.height, c.X, c.Y)
	}
}
