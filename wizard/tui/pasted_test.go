package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
)

func TestAnAnswerThatIsGivenIsChangedWithAnArrow(t *testing.T) {
	m, j := still(start(), 80, 24)
	if footer := footerOf(m); !strings.Contains(footer, "↓ change an answer") {
		t.Errorf("the footer is %q", footer)
	}
	press(m, "a", "c", "down")
	shows(t, m, "▸ App        a new one", "← → change")
	press(m, "right", "down", "left", "space")
	heard(t, j, `enter site "ac"`, "act change app", "act change account", "act change account")
	press(m, "up", "up", "m", "enter")
	if got := j.log[4:]; len(got) != 2 || got[0] != `enter site "acm"` || got[1] != "next" {
		t.Errorf("back in the field, the journey heard %q", got)
	}
}

func TestEnterOnAnAnswerGoesOn(t *testing.T) {
	s := start()
	s.Fields[0].Text, s.Fields[0].Set = "acme", true
	m, j := still(s, 80, 24)
	press(m, "down", "down")
	if footer := footerOf(m); !strings.HasPrefix(footer, " enter next: create the app · ← → change") {
		t.Errorf("the footer is %q", footer)
	}
	press(m, "enter")
	heard(t, j, "next")
}

func TestAFieldToPasteIntoLeavesTheKeysAlone(t *testing.T) {
	m, j := still(bothLines(dialog.Field{Input: dialog.Input{ID: "callback", Label: "Callback URL", Pasted: true}}), 80, 24)
	shows(t, m, "▸ Callback URL  ┃ paste it here")
	press(m, "m", "z", "d")
	shows(t, m, "Details", "Exact match", "Atlassian compares")
	press(m, "d", "c", "o", "?")
	shows(t, m, "Keys of this screen")
	press(m, "esc")
	heard(t, j, "act message ", "act copy lines", "act open https://developer.atlassian.com/console/myapps")
	m.Update(tea.PasteMsg{Content: callbackURL})
	shows(t, m, callbackURL)
	press(m, "enter")
	if got := j.log[3:]; len(got) != 2 || got[0] != `enter callback "`+callbackURL+`"` || got[1] != "next" {
		t.Errorf("the journey heard %q", got)
	}
}

func TestEachPasteGoesToTheNextFieldThatWaits(t *testing.T) {
	m, j := still(pastedSecret(), 80, 24)
	m.Update(tea.PasteMsg{Content: "ID"})
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	heard(t, j, `enter client-id "ID"`, `enter client-secret "s3cr3t"`)
	shows(t, m, "Client ID  │ ID", "Secret     ┃ 6 characters")
}

func TestAPasteGoesToTheMarkedField(t *testing.T) {
	m, j := still(pastedSecret(), 80, 24)
	press(m, "down")
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	m.Update(tea.PasteMsg{Content: "ID"}) // then to the one that still waits
	heard(t, j, `enter client-secret "s3cr3t"`, `enter client-id "ID"`)
}

// An old terminal types what is pasted.
func TestTabPutsTheKeyboardIntoAFieldToPasteInto(t *testing.T) {
	m, j := still(pastedSecret(), 80, 24)
	press(m, "tab", "m", "d", "enter")
	heard(t, j, `enter client-id "md"`)
	press(m, "s", "3", "tab", "m")
	heard(t, j, `enter client-id "md"`, `enter client-secret "s3"`, "act message ")
	press(m, "down", "tab", "esc")
	if j.log[len(j.log)-1] != "back" {
		t.Errorf("esc did not go back: %q", j.log)
	}
}

func TestAFieldToTypeIntoKeepsTheKeyboardBesideOneToPasteInto(t *testing.T) {
	s := pastedSecret()
	s.Fields = append(s.Fields, dialog.Field{Input: dialog.Input{ID: "site", Label: "Jira site"}})
	m, j := still(s, 80, 24)
	press(m, "m", "tab", "m")
	heard(t, j, `enter site "m"`, "act message ")
}

func TestARefusedPasteStopsEnterOnce(t *testing.T) {
	m, j := still(bothLines(dialog.Field{Input: dialog.Input{ID: "links", Label: "The links", Pasted: true, Optional: true}}), 80, 24)
	j.refuse = "there is no link in this text"
	m.Update(tea.PasteMsg{Content: "acme"})
	press(m, "enter")
	shows(t, m, "✗ there is no link in this text", "press enter again")
	heard(t, j, `enter links "acme"`)
	press(m, "enter")
	heard(t, j, `enter links "acme"`, "next")
}

func TestAfterAPasteTheNextThingToHandOverIsMarked(t *testing.T) {
	j := straightWay(t, "targetprocess")
	j.do(dialog.Goto{Step: dialog.StepCallback})
	m := newModel(j, Options{Width: 40, Height: 12, Env: []string{}})
	shows(t, m, "▸   ┃ paste it here")
	m.Update(tea.PasteMsg{Content: theCallback})
	shows(t, m, "▸   https://acme.example", "copy both lines")
	press(m, "enter")
	m.Update(tea.PasteMsg{Content: "the links"})
	shows(t, m, "✓ 13 of 13 scopes selected", "▸   ┃ paste again")
}

func TestEnterMarksTheFieldThatStillWaitsForAPaste(t *testing.T) {
	s := pastedSecret()
	m, j := still(s, 80, 24)
	j.screens = append(j.screens, s) // the journey stays
	press(m, "down", "enter")
	heard(t, j, "next")
	shows(t, m, "▸ Client ID  ┃ paste it here")
}

func TestArrowsMarkWhateverCanBeCopiedOrOpened(t *testing.T) {
	m, j := still(bothLines(), 80, 24)
	shows(t, m, "▸ both lines")
	press(m, "up", "c", "o", "v")
	shows(t, m, "https://developer.atlassian.com/console/myapps")
	hides(t, m, "Callback URLs")
	press(m, "esc", "down", "c")
	link := "https://developer.atlassian.com/console/myapps"
	heard(t, j, "act copy "+link, "act open "+link, "act copy lines")
}

func TestALinkThatIsAValueIsMarkedOnce(t *testing.T) {
	s := byHand()
	s.Do[1].Value = "link"
	s.Values = []dialog.Value{{ID: "link", Label: "the sign-in link", Text: longLink, Shown: longLink}}
	m, j := still(s, 80, 30)
	press(m, "up", "c", "down", "c", "o", "down", "c")
	heard(t, j, "act copy https://developer.atlassian.com/console/myapps", "act copy link", "act open "+longLink, "act copy https://acme.atlassian.net")
}

func TestTheDetailsOfAStepFollowThoseOfItsFindings(t *testing.T) {
	s := verifying()
	s.Details = start().Details
	m, _ := still(s, 40, 12)
	press(m, "d")
	shows(t, m, "read:jira-work: fields", "GET /rest/api/3/field 200")
	press(m, "pgdown")
	shows(t, m, "Integration Service User\n   Use an account")
	press(m, "esc")
	shows(t, m, s.Why[0])
}

func TestSpaceLeavesNoStep(t *testing.T) {
	m, j := still(choosePlatform(), 80, 24)
	press(m, "down", "space")
	heard(t, j)
}

func TestAFindingWithoutWordsIsDrawn(t *testing.T) {
	s := knowFirst()
	for _, mark := range []dialog.Mark{dialog.MarkProved, dialog.MarkNote, ""} {
		s.Findings = []dialog.Finding{{Mark: mark}}
		m, _ := still(s, 80, 24)
		shows(t, m, s.Title)
	}
}

// slow is a journey whose clipboard answers later.
type slow struct{ *fakeJourney }

func (j slow) Handle(ev dialog.Event) {
	if _, acts := ev.(dialog.Act); !acts {
		j.fakeJourney.Handle(ev)
	}
}

func TestCopyingMarksWhatIsNotCopiedYet(t *testing.T) {
	j := slow{play(uncopied(profile()))}
	m := newModel(j, Options{Width: 80, Height: 30, Env: []string{}})
	copied := func(i int) {
		s := &j.screens[0]
		s.Values = slices.Clone(s.Values)
		s.Values[i].Copied = true
		m.Update(eventMsg{dialog.Copied{}})
	}
	press(m, "c") // a person copies the first: the second is next
	shows(t, m, "▸ client ID")
	copied(0)
	shows(t, m, "▸ client ID")
}
