package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/exp/golden"

	"threelo/assets/pacetest"
	"threelo/steps/dialog"
	"threelo/wizard/report"
	"threelo/wizard/style"
	"threelo/wizard/style/styletest"
)

// coarse lists a few sizes, for screens that differ only in their words: every so many
// of them, from the nth on.
func coarse(n, every int) [][2]int {
	var all [][2]int
	for width := 10 + 10*(n%every); width <= 200; width += 10 * every {
		all = append(all, [2]int{width, 12}, [2]int{width, 24})
	}
	return all
}

// aFailure reports whether a screen is one of the many failures of a sign-in.
func aFailure(f fixture) bool { return strings.HasPrefix(f.name, "failure-") }

// withoutMostFailures keeps the first two failures of a walk.
func withoutMostFailures(all []fixture) []fixture {
	failures := 0
	return slices.DeleteFunc(slices.Clone(all), func(f fixture) bool {
		if aFailure(f) {
			failures++
		}
		return aFailure(f) && failures > 2
	})
}

// otherWays are the screens of an app that exists, and of a person whose browser is on
// another computer. Nothing goes wrong there.
func otherWays(t *testing.T, platform string) (all []fixture) {
	t.Helper()
	for name, world := range map[string]dialog.World{"existing": {}, "remote": {Remote: true}} {
		j := sitter{walkIn(t, platform, world), new(int)}
		j.seen = nil
		if name == "existing" {
			j.Handle(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepApp)})
			j.Handle(dialog.Choose{Option: dialog.PurposeGoOn})
		}
		for tries := 0; j.Screen().Report == nil && tries < 40; tries++ {
			j.keep(name + "-" + string(j.Screen().Step))
			for _, f := range j.Screen().Fields {
				if text := pasted[f.ID]; text != "" && !f.Set {
					j.Enter(f.ID, text)
				}
			}
			if j.Screen().Step == dialog.StepHandover {
				j.Handle(dialog.Choose{Option: dialog.Authorized})
			}
			if j.Screen().Step == dialog.StepSignIn {
				j.keep(name + "-waiting")
				j.Handle(dialog.AddressRead{Attempt: *j.begun})
			}
			j.keep(name + "-" + string(j.Screen().Step) + "-done")
			j.Handle(dialog.Next{})
		}
		j.keep(name + "-status")
		all = append(all, j.seen...)
	}
	slices.SortStableFunc(all, func(a, b fixture) int { return strings.Compare(a.name[:2], b.name[:2]) })
	return all
}

// TestNoRealStepOverflowsItsWindow draws the steps at every size where it is thorough,
// and the failures, which differ only in their words, at a few. A plain run draws each
// at a fifth of these, the next screen at the next fifth.
func TestNoRealStepOverflowsItsWindow(t *testing.T) {
	for _, seed := range seeds {
		for n, f := range append(walkAll(t, seed, true), otherWays(t, seed)...) {
			t.Run(seed+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				sizes := windows()
				switch {
				case *everySize:
				case !pacetest.Thorough():
					sizes = coarse(n, 5)
				case aFailure(f):
					sizes = coarse(0, 1)
				}
				m, _ := still(f.screen, 80, 24)
				sweep(t, m, sizes)
			})
		}
	}
}

func TestRealStepsLookAsBefore(t *testing.T) {
	for _, seed := range seeds {
		t.Run(seed, func(t *testing.T) {
			var book strings.Builder
			for _, f := range append(withoutMostFailures(walkAll(t, seed, true)), otherWays(t, seed)...) {
				m, _ := still(f.screen, 80, 24)
				fmt.Fprintf(&book, "%s %s\n%s", strings.Repeat("=", 8), f.name, text(m))
			}
			golden.RequireEqual(t, book.String())
		})
	}
}

// TestPictures draws every step, at two sizes and in two themes, into the folder
// that THREELO_PICTURES names:
//
//	THREELO_PICTURES=/tmp/pictures go test -run TestPictures ./wizard/tui
func TestPictures(t *testing.T) {
	folder := os.Getenv("THREELO_PICTURES")
	if folder == "" {
		t.Skip("THREELO_PICTURES names no folder to draw into")
	}
	for _, seed := range seeds {
		for i, f := range walkAll(t, seed, true) {
			for name, th := range map[string]style.Theme{"dark": style.Dark(), "light": style.Light()} {
				for _, size := range [][2]int{{80, 24}, {120, 40}} {
					m, _ := still(f.screen, size[0], size[1])
					m.theme = th
					m.arrange()
					data := picture(m.draw(), size[0], size[1], th).PNG()
					file := fmt.Sprintf("%s-%dx%d-%s-%02d-%s.png", seed, size[0], size[1], name, i, f.name)
					if err := os.WriteFile(filepath.Join(folder, file), data, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// album keeps how each screen of a journey looked when it was left.
type album struct {
	sitter
	last map[int]dialog.Screen
}

func (a album) Screen() dialog.Screen {
	screen := a.sitter.Screen()
	a.last[screen.N] = screen
	return screen
}

// TestPicturesOfTheGuides draws the screens that the guides in docs show:
//
//	THREELO_PICTURES=../../docs/pictures go test -run TestPicturesOfTheGuides ./wizard/tui
func TestPicturesOfTheGuides(t *testing.T) {
	folder := os.Getenv("THREELO_PICTURES")
	if folder == "" {
		t.Skip("THREELO_PICTURES names no folder to draw into")
	}
	for _, seed := range seeds {
		a := album{straightWay(t, seed), map[int]dialog.Screen{}}
		byKeys(t, seed, a)
		for n, screen := range a.last {
			m, _ := still(screen, 80, 24)
			m.theme = style.Light()
			m.arrange()
			data := picture(m.draw(), 80, 24, m.theme).PNG()
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d.png", seed, n)), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// picture puts a frame on the cells of a picture.
func picture(frame string, width, height int, th style.Theme) report.Picture {
	cells := styletest.Cells(frame, width, height)
	out := report.Picture{Width: width, Height: height, Theme: th}
	for y := range height {
		for x := range width {
			c := cells.CellAt(x, y)
			if c == nil || strings.TrimSpace(c.Content) == "" && c.Style.Bg == nil {
				continue
			}
			look := report.Look{Ink: c.Style.Fg, Paper: c.Style.Bg, Bold: c.Style.Attrs&uv.AttrBold != 0}
			if look.Ink == nil {
				look.Ink = th.Foreground
			}
			out.Runs = append(out.Runs, report.Run{X: x, Y: y, Width: c.Width, Text: c.Content, Look: look})
		}
	}
	return out
}
