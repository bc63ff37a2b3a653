package steps_test

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/steps"
)

func TestATraineeChoosesAMistakeAndEndsIt(t *testing.T) {
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	scenarios := []steps.Scenario{{ID: "rate-limited", Line: "Jira asks to wait"}}
	j := steps.New(steps.World{Demo: true, Scenarios: scenarios})
	j.Begin(p, p.ID)
	before := j.Screen().Step
	j.Handle(steps.Act{ID: steps.ActionPractice})
	list := j.Screen()
	if list.Choices == nil || len(list.Choices.Options) != 2 || !list.Choices.Options[0].Chosen || !list.Demo {
		t.Fatalf("the list is %+v", list.Choices)
	}
	if why := strings.Join(list.Why, " "); !strings.Contains(why, "sandbox is a stand-in for Atlassian") {
		t.Errorf("what a sandbox is remains untold: %s", why)
	}
	j.Handle(steps.Back{})
	if j.Screen().Step != before {
		t.Errorf("esc led to %s", j.Screen().Step)
	}
	for _, want := range []string{"rate-limited", ""} {
		j.Handle(steps.Act{ID: steps.ActionPractice})
		option := steps.OptionID(want)
		if want == "" {
			option = "none"
		}
		effects := j.Handle(steps.Choose{Option: option})
		if len(effects) != 1 || effects[0] != (steps.Play{Scenario: want}) || j.Screen().Step != before {
			t.Errorf("%q: %v at %s", want, effects, j.Screen().Step)
		}
	}
}

func TestOutsideARehearsalThereAreNoMistakesToPlay(t *testing.T) {
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	j := steps.New(steps.World{})
	j.Begin(p, p.ID)
	j.Handle(steps.Act{ID: steps.ActionPractice})
	for _, a := range j.Screen().Actions {
		if a.ID == steps.ActionPractice {
			t.Error("p lists mistakes of a sandbox that is not there")
		}
	}
	if j.Screen().Step == steps.StepPractice {
		t.Error("the list opened")
	}
}
