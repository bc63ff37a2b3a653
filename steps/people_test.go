package steps

import (
	"strings"
	"testing"
)

// walked collects what each screen shows on the way to the status.
func (a *admin) walked() map[StepID]string {
	a.Helper()
	texts := map[StepID]string{}
	for {
		sc := a.Screen()
		if sc.Step == StepSignIn {
			a.getsLink()
			sc = a.Screen()
		}
		if texts[sc.Step] = textOf(sc); sc.Step == StepStatus {
			return texts
		}
		a.goes(a.plan[sc.N].id)
	}
}

func TestWithAnAppThatExistsNothingSpeaksOfCreatingOne(t *testing.T) {
	for _, platform := range []string{"targetprocess", "agilepoint", "generic"} {
		a := newAdmin(t, platform)
		a.does(Act{ID: ActionChange, Arg: string(StepApp)})
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
	a.does(Act{ID: ActionChange, Arg: string(StepAccount)})
	texts := a.walked()
	if !strings.Contains(texts[StepKnow], "another account owns the app; the Integration Service User presses Accept") {
		t.Error(texts[StepKnow])
	}
	if text := texts[StepCreate]; !strings.Contains(text, "the app's owner") || strings.Contains(text, "In the integration window") {
		t.Errorf("the app is created as the wrong account: %s", text)
	}
	if text := texts[StepHandover]; !strings.Contains(text, "signed in to Atlassian as the Integration Service User") {
		t.Error(text)
	}
}
