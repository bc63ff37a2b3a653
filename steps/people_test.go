package steps

import (
	"strings"
	"testing"

	"threelo/steps/dialog"
)

// walked collects what each screen shows on the way to the status.
func (a *admin) walked() map[dialog.StepID]string {
	a.Helper()
	texts := map[dialog.StepID]string{}
	for {
		sc := a.Screen()
		if sc.Step == dialog.StepSignIn {
			a.getsLink()
			sc = a.Screen()
		}
		if texts[sc.Step] = textOf(sc); sc.Step == dialog.StepStatus {
			return texts
		}
		a.goes(a.plan[sc.N].id)
	}
}

func TestWithAnAppThatExistsNothingSpeaksOfCreatingOne(t *testing.T) {
	for _, platform := range []string{"targetprocess", "agilepoint", "generic"} {
		a := newAdmin(t, platform)
		a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepApp)}, dialog.Choose{Option: dialog.PurposeGoOn})
		for step, text := range a.walked() {
			for _, line := range strings.Split(text, "\n") {
				for _, word := range []string{"Create the app", "create the app", "creates the app", "create form", "create-3lo-app"} {
					if strings.Contains(line, word) {
						t.Errorf("%s, %s: %s", platform, step, line)
					}
				}
			}
		}
	}
}

func TestWithAnotherOwnerTheConsoleIsOpenedAsTheOwner(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepAccount)})
	texts := a.walked()
	if !strings.Contains(texts[dialog.StepKnow], "another account owns the app; the Integration Service User presses Accept") {
		t.Error(texts[dialog.StepKnow])
	}
	if text := texts[dialog.StepCreate]; !strings.Contains(text, "the app's owner") || strings.Contains(text, "In the integration window") {
		t.Errorf("the app is created as the wrong account: %s", text)
	}
	if text := texts[dialog.StepHandover]; !strings.Contains(text, "signed in to Atlassian as the Integration Service User") {
		t.Error(text)
	}
}
