package tui

import (
	"testing"

	"threelo/steps/dialog"
)

func TestTheStartFitsIntoASmallWindow(t *testing.T) {
	for _, platform := range []string{"targetprocess", "agilepoint", "generic"} {
		for _, demo := range []bool{false, true} {
			for _, existing := range []bool{false, true} {
				w := walkIn(t, platform, dialog.World{Demo: demo, Scenarios: []dialog.Scenario{{ID: "sharing", Line: "the app is not shared"}}})
				if existing {
					w.do(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepApp)}, dialog.Choose{Option: dialog.PurposeGoOn})
				}
				m, _ := still(w.Screen(), 80, 24)
				if more := len(m.page.lines) - m.room(); w.Screen().Title != "Before you start" || more > 0 {
					t.Errorf("%s, a rehearsal %v, an existing app %v: %d lines too many\n%s", platform, demo, existing, more, text(m))
				}
			}
		}
	}
}
