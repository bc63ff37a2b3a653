package wizard_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
	"threelo/wizard"
)

// trainee is a person in a rehearsal who lets the sandbox's admin do each screen.
type trainee struct {
	*testing.T
	*wizard.Run
	box *sandbox.Sandbox
}

func newTrainee(t *testing.T) trainee {
	run, box := rehearsal(t)
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	run.Begin(p, p.ID)
	return trainee{t, run, box}
}

// until takes what comes in until the screen is as wanted.
func (r trainee) until(wanted func(dialog.Screen) bool) {
	r.Helper()
	for end := time.After(time.Minute); !wanted(r.Screen()); {
		select {
		case ev := <-r.Events():
			r.Handle(ev)
		case <-end:
			r.Fatalf("nothing more came at %s", r.Screen().Step)
		}
	}
}

// goes lets the sandbox do every screen before a step.
func (r trainee) goes(step dialog.StepID) {
	r.Helper()
	for r.Screen().Step != step {
		r.helps()
		before := r.Screen().Step
		r.Handle(dialog.Next{})
		if before == dialog.StepCallback {
			r.Handle(dialog.Next{}) // the first copies
		}
		r.until(func(sc dialog.Screen) bool { return sc.Step != before })
	}
}

// helps has the sandbox do the screen, once threelo is ready for it.
func (r trainee) helps() {
	r.until(func(sc dialog.Screen) bool { return sc.Waiting == nil || sc.Waiting.Yours })
	r.Handle(dialog.Act{ID: dialog.ActionSandbox})
	r.until(func(sc dialog.Screen) bool { return !r.CanHelp() || sc.Problem != nil })
	r.until(func(sc dialog.Screen) bool { return sc.Waiting == nil || sc.Waiting.Yours })
}

// observes checks what the report says of a fact.
func (r trainee) observes(fact oauth.FactID, want oauth.FactOutcome) {
	r.Helper()
	var got oauth.FactOutcome
	for _, o := range r.Report().Observations {
		if o.Fact == fact {
			got = o.Outcome
		}
	}
	if got != want {
		r.Errorf("the report says %q of %s, want %q", got, fact, want)
	}
}

func TestARunAtTheAssumedAtlassianConfirmsItsCallbacks(t *testing.T) {
	r := newTrainee(t)
	r.goes(dialog.StepSignIn)
	r.observes(oauth.FactCallbackInLinks, oauth.FactConfirmed)
	r.helps()
	r.observes(oauth.FactLoopbackHTTPAccepted, oauth.FactConfirmed)
	r.observes(oauth.FactSingleCallbackBox, oauth.FactRefuted)
}

// The console's links carry another line than the first, and Atlassian then refuses a
// line on loopback that its own link shows.
func TestARunAtAnotherAtlassianRefutesItsCallbacks(t *testing.T) {
	r := newTrainee(t)
	r.goes(dialog.StepCallback)
	r.helps()
	lines, _ := r.Text(dialog.ValueLines)
	product, own, _ := strings.Cut(lines, "\n")
	flip := strings.NewReplacer(url.QueryEscape(product), url.QueryEscape(own))
	r.Enter(dialog.InputLinks, flip.Replace(strings.Join(r.box.Admin().Links(r.Setup().ClientID), "\n")))
	r.observes(oauth.FactCallbackInLinks, oauth.FactRefuted)

	r.Handle(dialog.Next{})
	r.Handle(dialog.Next{})
	r.goes(dialog.StepSignIn)
	if err := r.box.Play("callback-not-registered"); err != nil {
		t.Fatal(err)
	}
	r.helps()
	r.observes(oauth.FactLoopbackHTTPAccepted, oauth.FactRefuted)
}

func TestARunAtAConsoleWithASingleBoxConfirmsIt(t *testing.T) {
	r := newTrainee(t)
	r.goes(dialog.StepCallback)
	r.until(func(sc dialog.Screen) bool { return sc.Waiting == nil })
	r.Handle(dialog.Act{ID: dialog.ActionSingleBox})
	r.observes(oauth.FactSingleCallbackBox, oauth.FactConfirmed)
}
