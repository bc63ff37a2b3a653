package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps"
	"threelo/steps/dialog"
)

// The key deletes the setup that is marked, when it is pressed twice.
func TestTheMarkedSetupIsDeletedByTheSecondPress(t *testing.T) {
	saved := dialog.Setup{ID: "setup1", Platform: "targetprocess", Site: "https://acme.atlassian.net", Done: []dialog.StepID{dialog.StepKnow}}
	j := &asked{Journey: steps.New(dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn, Saved: []dialog.Setup{saved}})}
	m := newModel(j, Options{})
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	press(m, "x")
	shows(t, m, "press x again to delete this saved setup")
	press(m, "x")
	if len(j.effects) != 1 || j.effects[0] != (dialog.ForgetSetup{ID: "setup1"}) {
		t.Errorf("asked for %+v", j.effects)
	}
}

// asked keeps what a journey asks for.
type asked struct {
	*steps.Journey
	effects []dialog.Effect
}

func (a *asked) Handle(ev dialog.Event)     { a.effects = append(a.effects, a.Journey.Handle(ev)...) }
func (*asked) Enter(dialog.InputID, string) {}
func (*asked) Paste(dialog.InputID, string) {}
func (*asked) Ended() bool                  { return false }
