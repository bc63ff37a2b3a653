package tui

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"threelo/assets/pacetest"
	"threelo/wizard/style"
)

// everySize takes all widths from 10 to 200 with all heights from 3 to 60: 11,078
// windows for each screen. It takes long, so run it by hand:
//
//	go test -run Overflow -timeout 3h ./wizard/tui -every-size
var everySize = flag.Bool("every-size", false, "take every width with every height in the sweeps over all sizes")

// windows are the sizes that every screen must fit: every width at some heights and
// every height at some widths, or a part of them.
func windows() [][2]int {
	var all [][2]int
	if *everySize {
		for width := 10; width <= 200; width++ {
			for height := 3; height <= 60; height++ {
				all = append(all, [2]int{width, height})
			}
		}
		return all
	}
	step := 7
	if pacetest.Thorough() {
		step = 1
	}
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

func TestNoOverlayOverflows(t *testing.T) {
	for _, over := range []overlay{{kind: overHelp}, {kind: overDetails}, {kind: overValue, text: longLink}} {
		t.Run(fmt.Sprint(over.kind), func(t *testing.T) {
			t.Parallel()
			m, _ := still(problem(), 80, 24)
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

// sweep draws a screen at each size, without colors, because they take most of the
// time and no room.
func sweep(t *testing.T, m *model, sizes [][2]int) {
	t.Helper()
	m.theme = style.Theme{}
	for _, w := range sizes {
		m.Update(tea.WindowSizeMsg{Width: w[0], Height: w[1]})
		fits(t, m)
	}
	swept.Add(int64(len(sizes)))
}

// swept counts the frames.
var swept atomic.Int64

func TestMain(m *testing.M) {
	code := m.Run()
	if *everySize {
		fmt.Println(swept.Load(), "frames drawn")
	}
	os.Exit(code)
}

// fits fails the test when a frame is wider or taller than its window.
func fits(t *testing.T, m *model) {
	t.Helper()
	lines := strings.Split(m.draw(), "\n")
	if len(lines) > m.height {
		t.Fatalf("%d×%d: %d lines", m.width, m.height, len(lines))
	}
	for y, line := range lines {
		if w := style.Width(line); w > m.width {
			t.Fatalf("%d×%d: line %d is %d wide: %q", m.width, m.height, y, w, ansi.Strip(line))
		}
	}
	if c := m.cursor(); c != nil && (c.X >= m.width || c.Y >= m.height || c.X < 0 || c.Y < 0) {
		t.Fatalf("%d×%d: the cursor is at %d,%d", m.width, m.height, c.X, c.Y)
	}
}
