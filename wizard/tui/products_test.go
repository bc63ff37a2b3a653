package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps"
	"threelo/steps/dialog"
)

// searched is a journey that takes what is typed into a search.
type searched struct{ asked }

func (s *searched) Enter(field dialog.InputID, text string) {
	s.Handle(dialog.Commit{Field: field, Text: text})
}

func TestAProductIsFoundByTypingPartOfItsNameOrKind(t *testing.T) {
	j := &searched{asked{Journey: steps.New(dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn})}}
	m := newModel(j, Options{})
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	shows(t, m, "Targetprocess", "AgilePoint NX", "another product…")
	press(m, "down")
	press(m, "down")
	press(m, "enter")
	shows(t, m, "Search", " products: Automation, ", "enter to the list")
	if seen := text(m); strings.Index(seen, "Targetprocess") > strings.Index(seen, "\n Automation") {
		t.Errorf("the two products that are built in don't come first:\n%s", seen)
	}
	for _, r := range "kibana" {
		press(m, string(r))
	}
	shows(t, m, "Monitoring and security", "○ Kibana", "Not listed")
	press(m, "enter")
	press(m, "enter")
	if m.screen.Platform != "Kibana" {
		t.Errorf("%q was chosen", m.screen.Platform)
	}
}
