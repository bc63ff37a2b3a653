package tui

import (
	"strings"
	"testing"

	"threelo/steps/dialog"
)

func TestTheFooterPromisesOnlyWhatEnterDoes(t *testing.T) {
	s := waiting()
	s.Waiting.Yours = true
	m, j := still(s, 80, 24)
	enterIs := func(want string) {
		t.Helper()
		if footer := footerOf(m); !strings.Contains(footer, "enter "+want+" ·") {
			t.Errorf("enter should be “%s”; the footer is %q", want, footer)
		}
	}
	enterIs("when filled in") // nothing was pasted yet
	if footer := footerOf(m); !strings.Contains(footer, "tab other keys") {
		t.Errorf("what tab does is not said: %q", footer)
	}
	press(m, "tab")
	enterIs("to the field")
	press(m, "enter")
	if !m.inField() {
		t.Error("enter did not go to the field")
	}
	press(m, "x")
	enterIs("accept the paste")
	j.refuse = "this is not an address"
	press(m, "enter")
	hides(t, m, "enter accept", "enter when") // the refused text is still there
	press(m, "tab")
	enterIs("to the field")
	j.screens[0].Waiting = &dialog.Waiting{What: "asking Atlassian"}
	m.Update(eventMsg{dialog.Tick{}})
	hides(t, m, "enter ")
}

func TestEveryQuestionShowsHowToMove(t *testing.T) {
	for _, seed := range seeds {
		for _, f := range walkAll(t, seed, true) {
			m, _ := still(f.screen, 80, 24)
			if footer := footerOf(m); f.screen.Choices != nil && !m.inField() && !strings.Contains(footer, "↑↓ move") {
				t.Errorf("%s, %s: the footer is %q", seed, f.name, footer)
			}
		}
	}
}

func TestTheFooterKeepsWhatIsNeededWhenItGetsNarrow(t *testing.T) {
	for width, want := range map[int][]string{
		40:  {"enter ", "? help"},
		60:  {"enter next: tick 8 granular scopes", "? help"},
		80:  {"enter next: tick 8 granular scopes", "space mark", "c copy", "o open", "? help"},
		120: {"enter next: tick 8 granular scopes", "space mark", "? help"},
	} {
		m, _ := still(tickScopes(false), width, 24)
		for _, part := range want {
			if footer := footerOf(m); !strings.Contains(footer, part) {
				t.Errorf("at %d columns %q is not in %q", width, part, footer)
			}
		}
	}
}
