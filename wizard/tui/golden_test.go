package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"threelo/steps/dialog"
	"threelo/wizard/style/styletest"
)

// still makes a model that shows one screen, and its journey.
func still(s dialog.Screen, width, height int) (*model, *fakeJourney) {
	j := play(s)
	return newModel(j, Options{Env: []string{}, Width: width, Height: height}), j
}

// text is the frame without styles.
func text(m *model) string { return styletest.Text(m.draw(), m.width, m.height) }

// sizes of the golden screens of fixtures: a large and the smallest window. The real
// steps are kept at the size they are designed for, 80×24.
var sizes = []struct{ width, height int }{{120, 40}, {40, 12}}

func TestFixturesLookAsBefore(t *testing.T) {
	for _, f := range fixtures() {
		if f.screen.Report != nil {
			continue // the report package has golden files of its own
		}
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", f.name, size.width, size.height), func(t *testing.T) {
				m, _ := still(f.screen, size.width, size.height)
				golden.RequireEqual(t, text(m))
			})
		}
	}
}

func TestOverlaysLookAsBefore(t *testing.T) {
	for _, c := range []struct {
		name string
		s    dialog.Screen
		keys []string
	}{
		{"help", tickScopes(false), []string{"?"}},
		{"help-while-typing", callback(nil), []string{"f1"}},
		{"details", verifying(), []string{"down", "d"}},
		{"details-of-problem", problem(), []string{"d"}},
		{"shown-by-hand", byHand(), []string{"down", "v"}},
		{"leaving", profile(), []string{"ctrl+c"}},
	} {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", c.name, size.width, size.height), func(t *testing.T) {
				m, _ := still(c.s, size.width, size.height)
				press(m, c.keys...)
				golden.RequireEqual(t, text(m))
			})
		}
	}
}

// press sends keys by their names, such as "enter", "ctrl+c" or "x".
func press(m *model, keys ...string) {
	for _, k := range keys {
		m.Update(keyPress(k))
	}
	m.catchUp()
}

func keyPress(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "space": tea.KeySpace,
		"backspace": tea.KeyBackspace, "home": tea.KeyHome, "end": tea.KeyEnd, "f1": tea.KeyF1, "f5": tea.KeyF5, "delete": tea.KeyDelete,
	}
	var mod tea.KeyMod
	base, _ := strings.CutPrefix(name, "ctrl+")
	if base != name {
		mod = tea.ModCtrl
	}
	if rest, ok := strings.CutPrefix(base, "alt+"); ok {
		base, mod = rest, mod|tea.ModAlt
	}
	if rest, ok := strings.CutPrefix(base, "shift+"); ok {
		base, mod = rest, mod|tea.ModShift
	}
	if code, ok := codes[base]; ok {
		k := tea.KeyPressMsg{Code: code, Mod: mod}
		if base == "space" {
			k.Text = " "
		}
		return k
	}
	k := tea.KeyPressMsg{Code: []rune(base)[0], Mod: mod}
	if mod == 0 {
		k.Text = base
	}
	return k
}
