package tui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
)

func TestNewFindingsScrollIntoView(t *testing.T) {
	s := tickScopes(false)
	s.Findings = nil
	m, j := still(s, 60, 14)
	hides(t, m, "the console's link lacks")
	j.screens[0].Findings = tickScopes(true).Findings
	m.Update(eventMsg{dialog.Links{}})
	shows(t, m, "the console's link lacks")
}

func TestAnUncheckedFindingDoesNotScroll(t *testing.T) {
	m, j := still(tickScopes(false), 60, 14)
	j.screens[0].Findings = []dialog.Finding{{Mark: dialog.MarkUnchecked, Text: "a look from outside could not tell"}}
	m.Update(eventMsg{dialog.Links{}})
	hides(t, m, "a look from outside")
	shows(t, m, "Tick 5 classic scopes")
}

// The answer to a paste is below the field.
func TestTheAnswerToAPasteIsSeenWithoutScrolling(t *testing.T) {
	all := walkAll(t, "targetprocess", true)
	asking, answered := named(t, all, "credentials-asking"), named(t, all, "credentials-wrong")
	const answer = "the secret is not this app's"
	unset := asking
	unset.Fields = slices.Clone(asking.Fields)
	unset.Fields[1].Set, unset.Fields[1].Summary = false, ""
	m, j := still(unset, 80, 24)
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	j.screens[0] = asking
	m.Update(eventMsg{dialog.Tick{}})
	hides(t, m, answer)
	j.screens[0] = answered
	m.Update(eventMsg{dialog.CredentialsChecked{}})
	shows(t, m, answer, "┃ 76 characters")
}

// The smallest window has no room for both field and finding: the finding is shown,
// and enter leaves a field that is filled in.
func TestANewFindingIsShownInTheSmallestWindow(t *testing.T) {
	s := credentials()
	found := s.Findings
	s.Findings, s.Fields[1].Set = nil, false
	s.Values = []dialog.Value{where[1], where[2], where[3]}
	m, j := still(s, 40, 12)
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	j.screens[0].Findings = found
	m.Update(eventMsg{dialog.CredentialsChecked{}})
	shows(t, m, "✓ Atlassian accepts", "enter next")
	hides(t, m, "┃")
	j.log = nil
	press(m, "enter")
	heard(t, j, "next")
}

func TestTheNextStepStartsAtItsTop(t *testing.T) {
	long := credentials()
	long.Step, long.Arrived, long.Fields = "long", 0, nil
	for range 40 {
		long.Why = append(long.Why, "A line of many.")
	}
	m, j := still(callback(nil), 80, 24)
	j.screens = append(j.screens, long)
	m.news = []row{{findingRow, 0}} // a finding came with the key that leaves the step
	m.handle(dialog.Next{})
	m.arrange()
	if m.screen.Step != "long" || m.viewport.YOffset() != 0 {
		t.Errorf("%s begins at line %d", m.screen.Step, m.viewport.YOffset())
	}
}

func TestAnUncheckedFindingLeavesTheFieldInTheSmallestWindow(t *testing.T) {
	s := credentials()
	found := []dialog.Finding{{Mark: dialog.MarkUnchecked, Text: "Atlassian gave no answer"}}
	s.Findings, s.Fields[1].Set = nil, false
	s.Values = []dialog.Value{where[1], where[2], where[3]}
	m, j := still(s, 40, 12)
	m.Update(tea.PasteMsg{Content: "s3cr3t"})
	shows(t, m, "┃")
	before := m.viewport.YOffset()
	j.screens[0].Findings = found
	m.Update(eventMsg{dialog.CredentialsChecked{}})
	shows(t, m, "┃")
	hides(t, m, "gave no answer")
	if m.viewport.YOffset() != before {
		t.Errorf("it scrolled from %d to %d", before, m.viewport.YOffset())
	}
}
