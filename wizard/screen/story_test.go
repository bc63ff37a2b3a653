package screen

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"threelo/steps"
)

// heard fails the test unless the journey heard exactly this.
func heard(t *testing.T, j *fakeJourney, want ...string) {
	t.Helper()
	if !slices.Equal(j.log, want) {
		t.Errorf("the journey heard %q, want %q", j.log, want)
	}
}

// shows fails the test unless a text is in the window.
func shows(t *testing.T, m *model, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(text(m), want) {
			t.Errorf("%q is not in the window:\n%s", want, text(m))
		}
	}
}

func hides(t *testing.T, m *model, texts ...string) {
	t.Helper()
	for _, not := range texts {
		if strings.Contains(text(m), not) {
			t.Errorf("%q is in the window:\n%s", not, text(m))
		}
	}
}

// footerOf is the line of keys.
func footerOf(m *model) string {
	lines := strings.Split(strings.TrimRight(text(m), "\n"), "\n")
	return lines[len(lines)-1]
}

func empty(s steps.Screen) steps.Screen {
	for i := range s.Fields {
		s.Fields[i].Text, s.Fields[i].Set, s.Fields[i].Finding = "", false, nil
	}
	return s
}

func TestEnterWalksOverTheEmptyFields(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	for _, letter := range "coq?" {
		press(m, string(letter)) // letters are letters in a field
	}
	shows(t, m, "┃ coq?")
	press(m, "enter")
	heard(t, j, `enter client-id "coq?"`)
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	shows(t, m, "┃ 6 characters")
	hides(t, m, "s3cr3t")
	press(m, "enter")
	heard(t, j, `enter client-id "coq?"`, `enter client-secret "s3cr3t"`, "next")
}

func TestEnterOnEmptyFieldsComesToAnEnd(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	press(m, "enter", "enter")
	heard(t, j, "next")
	if m.focus != 0 {
		t.Error("what is missing has no focus")
	}
	press(m, "tab", "x", "enter") // the second was filled in, the first is still needed
	heard(t, j, "next", `enter client-secret "x"`)
	if m.focus != 0 {
		t.Error("the first field has no focus")
	}
}

func TestWhatWasTypedIsHandedOverOnTheWayToTheKeys(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	press(m, "a", "b", "tab")
	heard(t, j, `enter client-id "ab"`)
	press(m, "tab", "n")
	heard(t, j, `enter client-id "ab"`, "act without-secret ")
	press(m, "tab")
	if m.focus != 0 {
		t.Error("tab did not come round to the first field")
	}
	press(m, "shift+tab", "shift+tab")
	if m.focus != 1 {
		t.Error("shift+tab does not go back")
	}
}

func TestARefusedTextStaysAndCanBeEdited(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	j.refuse = "this is not an address: it has no https:// at its start"
	m.Update(tea.PasteMsg{Content: "acme.example"})
	shows(t, m, "┃ acme.example", "✗ this is not an address")
	press(m, "home")
	for _, letter := range "https://" {
		press(m, string(letter))
	}
	j.refuse = ""
	press(m, "enter")
	heard(t, j, `enter callback "acme.example"`, `enter callback "https://acme.example"`, "next")
}

func TestEnterOnARefusedTextDoesNotGoOn(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	j.refuse = "this is not an address"
	press(m, "x", "enter")
	heard(t, j, `enter callback "x"`)
}

func TestASecretInTheWrongFieldIsNotLeftToBeRead(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	j.refuse, j.hide = "this is probably a secret", true
	m.Update(tea.PasteMsg{Content: "ATOAexample"})
	shows(t, m, "✗ this is probably a secret")
	hides(t, m, "ATOAexample")
	press(m, "tab", "shift+tab", "enter")
	hides(t, m, "ATOAexample")
	if m.focus != 0 {
		t.Error("enter left the field that is needed, so the next paste would go elsewhere")
	}
}

func TestARefusedTextHoldsEnterBackOnce(t *testing.T) {
	s := callback(nil)
	s.Fields[0].Optional = true
	m, j := still(s, 80, 24)
	j.refuse = "this is not an address"
	m.Update(tea.PasteMsg{Content: "x"})
	press(m, "enter")
	heard(t, j, `enter callback "x"`)
	shows(t, m, "that was not taken: put it right, or press enter again")
	press(m, "left", "enter") // another key in between: it was looked at anew
	heard(t, j, `enter callback "x"`)
	press(m, "enter")
	heard(t, j, `enter callback "x"`, "next")
}

func TestAnEntryThatLeadsToATroubleLeavesTheKeysToItsCure(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	j.trouble = &steps.Trouble{What: "these links belong to another app", Step: "links", Who: "you"}
	press(m, "x", "enter")
	if m.inField() {
		t.Error("the focus stayed in the field")
	}
	heard(t, j, `enter client-id "x"`)
}

func TestASecondPasteReplacesTheFirst(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	m.Update(tea.PasteMsg{Content: "https://wrong.example"})
	m.Update(tea.PasteMsg{Content: callbackURL})
	heard(t, j, `enter callback "https://wrong.example"`, `enter callback "`+callbackURL+`"`)
}

func TestAPasteFindsTheFieldThatWaits(t *testing.T) {
	s := empty(credentials())
	s.Fields[0].Text, s.Fields[0].Set = "ID", true
	m, j := still(s, 80, 24)
	press(m, "tab")
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	heard(t, j, `enter client-secret "s3cr3t"`)
}

func TestAPasteWhereNothingWaitsIsNotLostSilently(t *testing.T) {
	m, j := still(credentials(), 80, 24)
	m.Update(tea.PasteMsg{Content: "something"})
	shows(t, m, "press tab to choose the field, then paste again")
	heard(t, j)
	m, _ = still(knowFirst(), 80, 24)
	m.Update(tea.PasteMsg{Content: "something"})
	shows(t, m, "nothing here takes a paste")
}

func TestTypingIsThereStillWhenOneComesBack(t *testing.T) {
	j := play(createApp(), callback(nil))
	j.at = 1
	m := newModel(t.Context(), j, Options{Width: 80, Height: 24, Env: []string{}})
	press(m, "h", "a", "l", "f", "esc")
	if j.at != 0 {
		t.Fatal("esc did not go back")
	}
	press(m, "enter")
	shows(t, m, "┃ half")
}

func TestASpentAddressIsForgottenWithItsStep(t *testing.T) {
	s := waiting()
	j := play(s, createApp())
	m := newModel(t.Context(), j, Options{Width: 80, Height: 24, Env: []string{}})
	m.Update(tea.PasteMsg{Content: "https://acme.example?code=one-time"})
	j.screens[0].Fields[0].Text = "" // a run keeps the code and shows no text
	press(m, "enter", "esc")
	for _, e := range m.editors {
		if strings.Contains(e.text(), "one-time") {
			t.Error("the code is still in a field")
		}
	}
}

func TestEachCopyMovesTheMarkOn(t *testing.T) {
	m, j := still(uncopied(profile()), 80, 30)
	press(m, "c", "c", "c")
	heard(t, j, "act copy scopes", "act copy client-id", "act copy client-secret")
	shows(t, m, "copied")
	press(m, "up", "up", "c")
	if j.log[3] != "act copy scopes" {
		t.Errorf("up did not go back: %q", j.log)
	}
}

func uncopied(s steps.Screen) steps.Screen {
	s.Values = slices.Clone(s.Values)
	for i := range s.Values {
		s.Values[i].Copied = false
	}
	return s
}

func TestScopesAreCopiedAndTickedWhereTheMarkIs(t *testing.T) {
	m, j := still(tickScopes(false), 80, 24)
	press(m, "c", "space", "down", "c", "space", "space")
	heard(t, j, "act copy manage:jira-project", "toggle manage:jira-project",
		"act copy manage:jira-configuration", "toggle manage:jira-configuration", "toggle manage:jira-configuration")
	shows(t, m, "[x] manage:jira-project", "[ ] manage:jira-configuration")
	press(m, "i")
	shows(t, m, "lets the product read projects and issues")
}

func TestManyAnswersAreTurnedOnWithSpaceAndEnterGoesOn(t *testing.T) {
	s := chooseAccounts()
	s.Choices.Many = true
	m, j := still(s, 80, 24)
	press(m, "down", "space", "enter")
	heard(t, j, "choose accounts two", "next")
	shows(t, m, "[x] The integration service user, while")
}

func TestAnAnswerThatAsksForMoreLeadsToItsField(t *testing.T) {
	s := whatDidItShow()
	s.Fields[0].Optional = false
	m, j := still(s, 80, 24)
	press(m, "enter")
	heard(t, j)
	if !m.inField() {
		t.Error("the field has no focus")
	}
}

func TestAnAnswerOutOfSightIsNotChosenUnseen(t *testing.T) {
	s := chooseAccounts()
	s.Why = append(s.Why, s.Why...)
	m, j := still(s, 40, 12)
	hides(t, m, "▸")
	shows(t, m, "enter show the answers")
	press(m, "enter")
	heard(t, j)
	shows(t, m, "▸")
	press(m, "enter")
	heard(t, j, "next")
}

func TestOpenGoesToTheMarkedLink(t *testing.T) {
	m, j := still(byHand(), 80, 24)
	press(m, "o", "down", "down", "o")
	heard(t, j, "act open https://developer.atlassian.com/console/myapps", "act open https://acme.atlassian.net")
}

func TestAValueIsShownWholeAndEscReturns(t *testing.T) {
	m, _ := still(profile(), 80, 24)
	press(m, "v")
	joined := strings.ReplaceAll(text(m), "\n", "")
	if !strings.HasPrefix(joined, allScopes) {
		t.Errorf("the scopes are not whole:\n%s", text(m))
	}
	hides(t, m, "─")
	press(m, "esc")
	shows(t, m, "Fill in the profile")
	press(m, "down", "down", "v")
	shows(t, m, "this one is never shown; c copies it")
}

func TestWhatGoesWhereCopiesAndReturnsToItsPlace(t *testing.T) {
	m, j := still(profile(), 80, 24)
	press(m, "w", "down", "down", "c", "v")
	heard(t, j, "act copy client-id")
	shows(t, m, "esc back to the list")
	press(m, "esc")
	shows(t, m, "What goes where", "▸ ✓ client ID")
	press(m, "esc")
	shows(t, m, "Fill in the profile")
}

func TestTroubleIsSeenFirstAndItsKeyWorksAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // no time passes but what is slept
		m, j := still(waiting(), 80, 24)
		j.screens[0].Trouble, j.screens[0].Actions = trouble().Trouble, trouble().Actions
		m.Update(eventMsg{steps.Exchanged{}})
		shows(t, m, "✗ Atlassian refuses the callback", "1 Open Authorization")
		if footer := footerOf(m); !strings.Contains(footer, "g go to") {
			t.Errorf("the footer is %q", footer)
		}
		press(m, "g") // at once: it may have been meant for the field
		heard(t, j)
		time.Sleep(freeze)
		press(m, "g")
		heard(t, j, "act cure ")
	})
}

func TestFindingsThatArriveAreBroughtIntoView(t *testing.T) {
	s := tickScopes(false)
	s.Findings = nil
	m, j := still(s, 60, 14)
	hides(t, m, "the console's link lacks")
	j.screens[0].Findings = tickScopes(true).Findings
	m.Update(eventMsg{steps.Links{}})
	shows(t, m, "the console's link lacks")
}

func TestWhatCouldNotBeCheckedTakesNobodyToTheEndOfTheStep(t *testing.T) {
	m, j := still(tickScopes(false), 60, 14)
	j.screens[0].Findings = []steps.Finding{{Mark: steps.MarkUnchecked, Text: "a look from outside could not tell"}}
	m.Update(eventMsg{steps.Links{}})
	hides(t, m, "a look from outside")
	shows(t, m, "Tick 5 classic scopes")
}

// The answer to a paste stands below the field, and on AgilePoint's screen below
// the values too.
func TestTheAnswerToAPasteIsSeenWithoutScrolling(t *testing.T) {
	all := walkAll(t, "agilepoint", true)
	asking, answered := named(t, all, "credentials-asking"), named(t, all, "credentials-wrong")
	const answer = "Atlassian may refuse until the callback is saved"
	unset := asking
	unset.Fields = slices.Clone(asking.Fields)
	unset.Fields[1].Set, unset.Fields[1].Summary = false, ""
	m, j := still(unset, 80, 24)
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	j.screens[0] = asking
	m.Update(eventMsg{steps.Tick{}})
	hides(t, m, answer)
	j.screens[0] = answered
	m.Update(eventMsg{steps.CredentialsChecked{}})
	shows(t, m, answer, "┃ 76 characters", "again then")
}

// In the least window field and answer have no room together: the answer is
// seen, and enter goes on from a field that is filled in.
func TestAnAnswerIsSeenInTheLeastWindowAndEnterGoesOn(t *testing.T) {
	s := credentials()
	found := s.Findings
	s.Findings, s.Fields[1].Set = nil, false
	s.Values = []steps.Value{where[1], where[2], where[3]}
	m, j := still(s, 40, 12)
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	j.screens[0].Findings = found
	m.Update(eventMsg{steps.CredentialsChecked{}})
	shows(t, m, "✓ Atlassian accepts", "enter next")
	hides(t, m, "┃")
	j.log = nil
	press(m, "enter")
	heard(t, j, "next")
}

func TestWhoeverPressesEnterTooSoonIsTakenToTheFieldThatIsMissing(t *testing.T) {
	s := profile()
	s.Fields = []steps.Field{{ID: "site", Label: "Jira site"}, {ID: "account", Label: "Name of the account", Optional: true}}
	s.Actions = append(s.Actions, steps.Action{ID: "sandbox", Key: "x", Label: "sandbox does it", Main: true})
	m, j := still(s, 40, 12)
	s.Notice = "the site's name is missing: it is the first part of your Jira's address, acme in acme.atlassian.net"
	j.screens = append(j.screens, s)
	press(m, "enter", "enter", "enter") // the first shows the field
	shows(t, m, "the site's name is missing: it is the…", "Jira site\n ┃", "the sandbox does it")
}

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
	enterIs("once filled in") // nothing was pasted yet
	if footer := footerOf(m); !strings.Contains(footer, "tab leave the field, then c copy") {
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
	j.refuse = "this is no address"
	press(m, "enter")
	hides(t, m, "enter accept", "enter once") // it stands there, refused
	press(m, "tab")
	enterIs("to the field")
	j.screens[0].Waiting = &steps.Waiting{What: "asking Atlassian"}
	m.Update(eventMsg{steps.Tick{}})
	hides(t, m, "enter ")
}

func TestEveryQuestionTellsHowToMove(t *testing.T) {
	for _, seed := range seeds {
		for _, f := range walkAll(t, seed, true) {
			m, _ := still(f.screen, 80, 24)
			if footer := footerOf(m); f.screen.Choices != nil && !m.inField() && !strings.Contains(footer, "↑↓ move") {
				t.Errorf("%s, %s: the footer is %q", seed, f.name, footer)
			}
		}
	}
}

func TestWhatIsRefusedLooksLikeAWarning(t *testing.T) {
	s := profile()
	m, _ := still(s, 80, 24)
	good := m.theme.Accent.Render("sent to your clipboard")
	if first, _, _ := strings.Cut(good, "sent"); !strings.Contains(m.draw(), first+"sent to") {
		t.Error("good news has not its colour")
	}
	s.Notice, s.Warned = "the callback is missing", true
	m, _ = still(s, 80, 24)
	shows(t, m, " ! the callback is missing")
	if !strings.Contains(m.draw(), m.theme.Warn.Render("the callback is missing")) {
		t.Error("a refusal has not the colour of a warning")
	}
}

func TestTheFirstPageShowsWhatIsNeededWithoutScrolling(t *testing.T) {
	for _, seed := range seeds {
		know := named(t, walkAll(t, seed, true), "know")
		m, _ := still(know, 80, 24)
		joined := strings.Join(strings.Fields(text(m)), " ")
		for _, w := range know.Warnings {
			if !strings.Contains(joined, w.Text) {
				t.Errorf("%s: one has to scroll for “%s”:\n%s", seed, w.Text, text(m))
			}
		}
		if !strings.Contains(joined, know.Do[0].Link.URL[:40]) {
			t.Errorf("%s: one has to scroll for the document:\n%s", seed, text(m))
		}
	}
}

// The activities fit with what each needs, and the project's key below them.
func TestTheActivitiesAndTheirProjectAreOneScreen(t *testing.T) {
	s := named(t, walkAll(t, "agilepoint", true), "activities")
	m, j := still(s, 80, 24)
	shows(t, m, "Add Assignee         Browse Projects, Assign issues", "Update Issue Status", "Project key", "enter to the field")
	press(m, "space", "enter")
	heard(t, j, "choose activities Add Assignee")
	shows(t, m, "┃ for example PROJ", "enter next")
	press(m, "enter")
	heard(t, j, "choose activities Add Assignee", "next")
}

func TestAfterHelpTheStepStandsAsItWasLeft(t *testing.T) {
	for _, f := range walkAll(t, seeds[0], true) {
		for _, size := range sizes {
			m, _ := still(f.screen, size.width, size.height)
			m.frozen = time.Time{}
			before := text(m)
			press(m, "f1", "esc")
			if now := text(m); now != before && f.screen.Report == nil {
				t.Errorf("%s at %d×%d was\n%s\nand is\n%s", f.name, size.width, size.height, before, now)
			}
		}
	}
}

func TestHelpTellsEveryActionOfTheStep(t *testing.T) {
	for _, f := range walkAll(t, seeds[1], true) {
		m, _ := still(f.screen, 120, 60)
		m.frozen = time.Time{}
		press(m, "f1")
		shown := text(m)
		for _, a := range f.screen.Actions {
			if !strings.Contains(shown, " "+a.Key+" ") {
				t.Errorf("the help of %s does not tell %s, %s:\n%s", f.name, a.Key, a.Label, shown)
			}
		}
	}
}

func TestTheMarkNeverLeavesTheWindow(t *testing.T) {
	m, _ := still(tickScopes(false), 40, 12)
	for range 12 {
		press(m, "down")
	}
	for range 30 {
		press(m, "up")
	}
	if m.scroll != 0 {
		t.Errorf("the top is %d lines away", m.scroll)
	}
	press(m, "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	hides(t, m, "↓")
	press(m, "home")
	shows(t, m, "Tick 5 classic scopes")
}

func TestAWindowTooSmallLosesNothing(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	press(m, "a", "b")
	m.Update(tea.WindowSizeMsg{Width: 30, Height: 8})
	shows(t, m, "too\nsmall", "40×12", "Nothing is lost")
	press(m, "enter", "x")
	heard(t, j)
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	shows(t, m, "┃ ab")
}

func TestTheFooterKeepsWhatIsNeededWhenItGetsNarrow(t *testing.T) {
	for width, want := range map[int][]string{
		40:  {"enter ", "? help"},
		60:  {"enter ", "c copy", "? help"},
		80:  {"enter next: tick", "space tick", "c copy", "o open", "esc back", "? help"},
		120: {"enter next: tick 8 granular scopes", "space tick", "i explain all", "? help"},
	} {
		m, _ := still(tickScopes(false), width, 24)
		for _, part := range want {
			if footer := footerOf(m); !strings.Contains(footer, part) {
				t.Errorf("at %d columns %q is not in %q", width, part, footer)
			}
		}
	}
}

func TestARehearsalIsNeverMistakenForReal(t *testing.T) {
	for _, f := range fixtures() {
		if !f.screen.Demo {
			continue
		}
		for _, width := range []int{40, 80, 200} {
			m, _ := still(f.screen, width, 24)
			want := m.rehearsal()
			if !strings.Contains(text(m), want) || !strings.Contains(m.title(), want) {
				t.Errorf("%s at %d columns does not say %s", f.name, width, want)
			}
		}
	}
}

func TestTheTitleOfTheWindowTellsTheStep(t *testing.T) {
	m, _ := still(tickScopes(false), 80, 24)
	if got, want := m.View().WindowTitle, "threelo · DEMO · Scopes 6/16 · Tick 5 classic scopes"; got != want {
		t.Errorf("the title is %q, want %q", got, want)
	}
}

func TestTheCursorStandsWhereTypingGoes(t *testing.T) {
	m, _ := still(callback(nil), 80, 24)
	press(m, "a", "日")
	lines := strings.Split(text(m), "\n")
	c := m.View().Cursor
	if c == nil || !strings.Contains(lines[c.Y], "┃ a日") || c.X != 6 {
		t.Errorf("the cursor is %+v", c)
	}
	m, _ = still(tickScopes(false), 120, 40)
	lines = strings.Split(text(m), "\n")
	if c := m.View().Cursor; c == nil || []rune(lines[c.Y])[c.X] != '▸' {
		t.Errorf("the cursor is %+v", c)
	}
}

func TestTheStatusScreenHasItsKeys(t *testing.T) {
	m, j := still(fixtures()[len(fixtures())-2].screen, 80, 24)
	if footer := footerOf(m); !strings.Contains(footer, "s save picture") {
		t.Errorf("the footer is %q", footer)
	}
	press(m, "s", "d", "down", "down", "esc", "c", "enter")
	heard(t, j, "act save-report ", "act copy-text ", "next")
}

func TestProgressIsShownOnlyWhereATerminalIsKnownToDrawIt(t *testing.T) {
	for env, want := range map[string]bool{
		"":                             false,
		"TERM_PROGRAM=ghostty":         true,
		"TERM_PROGRAM=rio":             true,
		"WT_SESSION=1":                 true,
		"WT_SESSION=1 TMUX=/tmp/x,1,0": false,
		"TERM_PROGRAM=iTerm.app":       false,
		"TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.5.1":     false,
		"TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.6.6":     true,
		"TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=4.0":       true,
		"TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.6.6beta": false,
		"TERM_PROGRAM=Apple_Terminal":                           false,
	} {
		if got := showsProgress(strings.Fields(env)); got != want {
			t.Errorf("with %q: %t", env, got)
		}
	}
}

func TestElapsedTimeReadsLikeAClock(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0:00", 42 * time.Second: "0:42", 725 * time.Second: "12:05", time.Hour + 9*time.Second: "1:00:09",
	} {
		if got := elapsed(noon, noon.Add(d)); got != want {
			t.Errorf("%s shows as %s", d, got)
		}
	}
}

func TestTheNextStepBeginsAtItsTopWhateverWasAnsweredOnTheLast(t *testing.T) {
	long := credentials()
	long.Step, long.Arrived, long.Fields = "long", 0, nil
	for range 40 {
		long.Why = append(long.Why, "A line of many.")
	}
	m, j := still(callback(nil), 80, 24)
	j.screens = append(j.screens, long)
	m.news = []rowID{{aFinding, 0}} // an answer came with the key that goes on
	m.handle(steps.Next{})
	m.arrange()
	if m.screen.Step != "long" || m.scroll != 0 {
		t.Errorf("%s begins at line %d", m.screen.Step, m.scroll)
	}
}
