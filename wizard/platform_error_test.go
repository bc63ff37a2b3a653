package wizard

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/steps/dialog"
)

func TestWhatThePlatformShowedIsReadAndNotLeftStanding(t *testing.T) {
	r := begun(t, "targetprocess")
	r.Handle(dialog.Goto{Step: "outcome"})
	r.Handle(dialog.Choose{Option: dialog.ShowedError})

	r.Enter("platform-error", "https://acme.targetprocess.test/cb?code=eyJhbGciOiJIUzI1NiJ9.CODEVALUE1234567890&state=abc")
	now := r.Screen()
	if f := now.Fields[0]; !f.Withheld || strings.Contains(f.Text, "CODEVALUE") {
		t.Errorf("the code stays to be read: %+v", f)
	}
	if now.Problem == nil || strings.Contains(now.Problem.Why, "CODEVALUE") {
		t.Errorf("what came is told without the code: %+v", now.Problem)
	}

	r.Enter("platform-error", "https://acme.targetprocess.test/cb?error=access_denied&error_description=User%20did%20not%20authorize%20the%20request")
	if now := r.Screen(); now.Problem == nil || now.Problem.Step != "handover" {
		t.Errorf("the fix is Authorize in the platform, not the test: %+v", now.Problem)
	}

	r.Enter("platform-error", "   ")
	if now := r.Screen(); now.Problem != nil || now.Fields[0].Finding != nil {
		t.Errorf("nothing was entered, and it is told of: %+v %+v", now.Problem, now.Fields[0].Finding)
	}
}

func TestTheStepThatAuthorizesDoesNotSpeakOfATestThatWasPerhapsSkipped(t *testing.T) {
	for _, id := range []string{"targetprocess", "agilepoint"} {
		p, err := assets.BuiltIn(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Steps {
			for _, why := range s.Why {
				if s.Do == "handover" && strings.Contains(why, "rehearsed") {
					t.Errorf("%s: %s", id, why)
				}
			}
		}
	}
}
