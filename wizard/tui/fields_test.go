package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

func TestEnterGoesFromFieldToField(t *testing.T) {
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

func TestEnterOnEmptyFieldsEndsAtTheMissingOne(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	press(m, "enter", "enter")
	heard(t, j, "next")
	if m.focus() != 0 {
		t.Error("what is missing has no focus")
	}
	press(m, "tab", "x", "enter") // the second is filled in, the first is still missing
	heard(t, j, "next", `enter client-secret "x"`, "next")
	if m.focus() != 0 {
		t.Error("the first field has no focus")
	}
}

func TestTabHandsOverWhatWasTyped(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	press(m, "a", "b", "tab")
	heard(t, j, `enter client-id "ab"`)
	press(m, "tab", "n")
	heard(t, j, `enter client-id "ab"`, "act without-secret ")
	press(m, "tab")
	if m.focus() != 0 {
		t.Error("tab did not come round to the first field")
	}
	press(m, "shift+tab", "shift+tab")
	if m.focus() != 1 {
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

func TestAnErrorDisappearsWhenItsTextIsEdited(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	j.refuse = "this is not an address"
	press(m, "x", "enter")
	shows(t, m, "this is not an address")
	press(m, "y")
	hides(t, m, "this is not an address")
	m, j = still(empty(credentials()), 80, 24)
	j.screens[0].Notice, j.screens[0].Warned = "the client ID is missing", true
	m.refresh()
	m.arrange()
	shows(t, m, "the client ID is missing")
	press(m, "x")
	hides(t, m, "the client ID is missing")
}

func TestANoteOnATypedTextIsReadBeforeEnterGoesOn(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	j.note = "only the project's part of it was kept"
	press(m, "x", "enter")
	shows(t, m, j.note)
	heard(t, j, `enter callback "x"`)
	press(m, "enter")
	heard(t, j, `enter callback "x"`, "next")
}

func TestEnterOnARefusedTextDoesNotGoOn(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	j.refuse = "this is not an address"
	press(m, "x", "enter")
	heard(t, j, `enter callback "x"`)
}

func TestASecretInTheWrongFieldIsHidden(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	j.refuse, j.hide = "this is probably a secret", true
	m.Update(tea.PasteMsg{Content: "ATOAexample"})
	shows(t, m, "✗ this is probably a secret")
	hides(t, m, "ATOAexample")
	press(m, "tab", "shift+tab", "enter")
	hides(t, m, "ATOAexample")
	if m.focus() != 0 {
		t.Error("enter left the field that is needed, so the next paste would go elsewhere")
	}
}

func TestARefusedOptionalTextStopsEnterOnce(t *testing.T) {
	s := callback(nil)
	s.Fields[0].Optional = true
	m, j := still(s, 80, 24)
	j.refuse = "this is not an address"
	m.Update(tea.PasteMsg{Content: "x"})
	press(m, "enter")
	heard(t, j, `enter callback "x"`)
	shows(t, m, "correct it, or press enter again")
	press(m, "left", "enter") // after another key, enter stops again
	heard(t, j, `enter callback "x"`)
	press(m, "enter")
	heard(t, j, `enter callback "x"`, "next")
}

func TestAnAnswerThatNeedsAFieldMarksIt(t *testing.T) {
	j := sitter{walkOf(t, "targetprocess", false), new(int)}
	j.do(dialog.Goto{Step: dialog.StepOutcome})
	m := newModel(j, Options{Width: 80, Height: 24, Env: []string{}})
	press(m, "3")
	shows(t, m, "◉ 3 An error", "┃ paste it here")
	if m.mark.kind != fieldRow {
		t.Fatal("the error that it showed is not asked for")
	}
	press(m, "enter") // the error is optional
	if m.screen.Step == dialog.StepHandover {
		t.Errorf("enter stays: %s", m.screen.Notice)
	}
}

func TestAProblemTakesTheFocusFromTheField(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	j.problem = &dialog.Problem{What: "these links belong to another app", Step: "links", Who: "you"}
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

func TestAPasteWithoutAFieldToPutItInIsGivenToTheJourney(t *testing.T) {
	for _, s := range []dialog.Screen{credentials(), knowFirst(), statusScreen(reporttest.Demo())} {
		m, j := still(s, 80, 24)
		j.elsewhere = "you pasted a Callback URL: it is now in “Callback URLs”"
		press(m, "d") // whatever is over the step
		m.Update(tea.PasteMsg{Content: "something"})
		heard(t, j, `paste  "something"`)
		shows(t, m, j.elsewhere)
	}
}

func TestAPasteForAnotherFieldDoesNotStayInTheMarkedOne(t *testing.T) {
	m, j := still(empty(credentials()), 80, 24)
	j.elsewhere = "you pasted the secret: it is now in its own field"
	j.screens[0].Fields[0].Finding = &dialog.Finding{Mark: dialog.MarkFail, Text: "threelo doesn't accept what was there"}
	m.Update(tea.PasteMsg{Content: "ATOAexample"})
	heard(t, j, `paste client-id "ATOAexample"`)
	shows(t, m, j.elsewhere)
	hides(t, m, "ATOAexample")
}

func TestAPasteWhileTypingGoesInAtTheCursor(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	press(m, "a", "b", "left")
	m.Update(tea.PasteMsg{Content: "X"})
	heard(t, j, `enter callback "aXb"`)
}

func TestTypedTextIsKeptWhenComingBack(t *testing.T) {
	j := play(createApp(), callback(nil))
	j.at = 1
	m := newModel(j, Options{Width: 80, Height: 24, Env: []string{}})
	press(m, "h", "a", "l", "f", "esc")
	if j.at != 0 {
		t.Fatal("esc did not go back")
	}
	press(m, "enter")
	shows(t, m, "┃ half")
}

func TestAUsedAddressIsForgottenWithItsStep(t *testing.T) {
	s := waiting()
	j := play(s, createApp())
	m := newModel(j, Options{Width: 80, Height: 24, Env: []string{}})
	m.Update(tea.PasteMsg{Content: "https://acme.example?code=one-time"})
	j.screens[0].Fields[0].Text = "" // a run keeps the code and shows no text
	press(m, "enter", "esc")
	for _, e := range m.editors {
		if strings.Contains(e.text(), "one-time") {
			t.Error("the code is still in a field")
		}
	}
}

func TestEnterWithoutTheRequiredFieldGoesToIt(t *testing.T) {
	s := profile()
	s.Fields = []dialog.Field{{Input: dialog.Input{ID: "site", Label: "Jira site"}}, {Input: dialog.Input{ID: "account", Label: "Name of the account", Optional: true}}}
	m, j := still(s, 40, 12)
	s.Notice = "the site's name is missing: it is the first part of your Jira's address, acme in acme.atlassian.net"
	j.screens = append(j.screens, s)
	press(m, "enter", "enter", "enter") // the first shows the field
	shows(t, m, "the site's name is missing: it is the", "Jira site  ┃")
}

func TestTheCursorIsWhereTypingGoes(t *testing.T) {
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
