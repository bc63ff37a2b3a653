package tui

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"threelo/assets/pacetest"
	"threelo/steps/dialog"
)

// pressable are keys of all kinds.
var pressable = strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z ? 1 enter esc tab shift+tab up down left right " +
	"pgup pgdown home end space backspace delete f1 f5 ctrl+u ctrl+w ctrl+y ctrl+z alt+b alt+x")

// A key either changes the screen, or asks the journey for something, or says that it
// does nothing here. At the first and last line, and at either end of a text, the keys
// that move need not say so. Every fifth key is pressed, unless it is thorough.
func TestNoKeyIsAnsweredWithSilence(t *testing.T) {
	for _, seed := range seeds {
		for n, f := range append(withoutMostFailures(walkAll(t, seed, true)), otherWays(t, seed)...) {
			m, _ := still(f.screen, 80, 24)
			before := text(m)
			for i, key := range pressable {
				if !pacetest.Thorough() && (n+i)%5 != 0 {
					continue
				}
				m, j := still(f.screen, 80, 24)
				moved := slices.Contains(keyMove.Keys(), key) || slices.Contains(keyPage.Keys(), key) || slices.Contains(keyEnds.Keys(), key)
				edits := m.inField() && m.editor(m.screen.Fields[m.focus()].ID).edit(keyPress(key))
				m.frozenUntil = time.Time{}
				press(m, key)
				if len(j.log) == 0 && text(m) == before && (!moved || !m.moves()) && !edits {
					t.Errorf("%s, %s: %s is answered with silence:\n%s", seed, f.name, key, before)
				}
			}
		}
	}
}

func TestAKeyWithoutACommandSaysSo(t *testing.T) {
	m, _ := still(knowFirst(), 80, 24)
	press(m, "w")
	shows(t, m, "w does nothing here. ? lists the keys.")
	press(m, "?", "w")
	shows(t, m, "w does nothing here. esc leads back.")
	m, _ = still(callback(nil), 80, 24)
	press(m, "f5")
	shows(t, m, "f5 does nothing here. F1 lists the keys.")
	m, _ = still(knowFirst(), 80, 24)
	before := text(m)
	m.Update(tea.KeyPressMsg{Code: tea.KeyLeftShift})
	if text(m) != before {
		t.Error("a modifier alone is answered")
	}
}

func TestPagesAndEndsTakeTheMarkAlong(t *testing.T) {
	m, _ := still(manyChoices(50), 60, 16)
	at := func(want int) {
		t.Helper()
		if m.mark != (row{optionRow, want}) || !m.visibleFocus() {
			t.Errorf("%+v is marked, want answer %d:\n%s", m.mark, want, text(m))
		}
	}
	press(m, "end")
	at(49)
	press(m, "home")
	at(0)
	press(m, "pgdown")
	first := m.mark.index
	if first == 0 || !m.visibleFocus() {
		t.Errorf("a page down marks answer %d:\n%s", first, text(m))
	}
	press(m, "pgdown", "pgup", "pgup")
	at(0)
	press(m, "pgdown", "enter") // what is marked is what enter chooses
	if !m.screen.Choices.Options[first].Chosen {
		t.Errorf("enter did not choose answer %d", first)
	}
}

func TestAPageDownToTheFieldLeavesTheKeyboardInIt(t *testing.T) {
	s := named(t, walkAll(t, "targetprocess", true), "know")
	m, _ := still(s, 60, 16)
	for tries := 0; !m.visibleFocus() && tries < 5; tries++ {
		press(m, "pgdown")
	}
	press(m, "a")
	shows(t, m, "┃ a")
}

func TestClearingAHiddenFieldNeedsNoCursor(t *testing.T) {
	m, _ := still(empty(credentials()), 80, 24)
	press(m, "tab", "a", "b", "c", "left", "left")
	shows(t, m, "3 characters")
	press(m, "ctrl+u")
	hides(t, m, "character")
}

func TestALinkThatNoBrowserOpensIsShownWhole(t *testing.T) {
	s := waiting()
	m, j := still(s, 60, 16)
	press(m, "tab", "o")
	j.screens[0].Notice = "you are connected over SSH"
	m.Update(eventMsg{dialog.Opened{Error: "you are connected over SSH"}})
	link, _ := m.link()
	if got := strings.ReplaceAll(text(m), "\n", ""); !strings.Contains(got, link) {
		t.Errorf("%s is not whole:\n%s", link, text(m))
	}
	shows(t, m, "you are connected over SSH", "c copy")
	press(m, "c")
	heard(t, j, "act open "+link, "act copy "+link)
}

// keysPage is the page that lists all keys.
const keysPage = "../../docs/keys.md"

func TestThePageOfKeysListsThemAll(t *testing.T) {
	page, err := os.ReadFile(keysPage)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(page)) {
		if cells := strings.Split(line, "|"); len(cells) == 4 && strings.Contains(cells[1], "`") {
			rows[strings.NewReplacer("`", "", ",", "").Replace(strings.TrimSpace(cells[1]))] = strings.TrimSpace(cells[2])
		}
	}
	listed := map[string]bool{"y": true} // only where another account accepts than the admin expects
	for _, k := range []key.Binding{keyEnter, keyBack, keyMove, keyPage, keyEnds, keyTab, keySpace, keyNumber, keyChange, keyDetails, keyHelp, keyClear, keyWord, keyStop, keyLeave} {
		if listed[k.Help().Key] = true; rows[k.Help().Key] != k.Help().Desc {
			t.Errorf("%s is %q, the page says %q", k.Help().Key, k.Help().Desc, rows[k.Help().Key])
		}
	}
	for _, seed := range seeds {
		for _, f := range append(walkAll(t, seed, true), otherWays(t, seed)...) {
			for _, a := range f.screen.Actions {
				if listed[a.Key] = true; rows[a.Key] == "" {
					t.Errorf("%s, %s: %s (%s) is not on the page", seed, f.name, a.Key, a.Label)
				}
			}
		}
	}
	for key := range rows {
		if !listed[key] {
			t.Errorf("the page lists %s, which no screen has", key)
		}
	}
}
