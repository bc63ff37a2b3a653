package wizard

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
)

// deaths are the ways in which a connection that worked ends, with what “check or
// repair” must say: a failure, or, where only the product's own tokens are refused, the
// two causes that look alike from outside.
var deaths = map[string]string{
	"secret-replaced": "secret-refused", // the screen says how to tell the two apart
	"app-deleted":     "secret-refused",
	"not-shared":      "not-shared",
	"app-blocked":     "app-blocked",
	"app-access-rule": "app-access-rule",
	"site-suspended":  "site-suspended",
	"site-renamed":    "site-renamed",

	"grant-removed":    "",
	"unused-90-days":   "",
	"password-changed": "",
	"smaller-consent":  "",
}

func TestEveryDeathOfAConnectionIsNamedWithinThreeScreensAndSixKeys(t *testing.T) {
	for _, s := range sandbox.Scenarios() {
		if _, listed := deaths[s.ID]; listed != s.Death {
			t.Errorf("%s is a death: %t, and in this table: %t", s.ID, s.Death, listed)
		}
	}
	for death, want := range deaths {
		t.Run(death, func(t *testing.T) {
			d, old := connected(t)
			if err := d.box.Play(death); err != nil {
				t.Fatal(err)
			}
			p := repairs(d, old)
			r := d.Report()
			t.Logf("%d screens, %d keys: %s: %s", len(p.screens), p.keys, r.Outcome, r.Headline)
			if r.Outcome == dialog.Ready {
				t.Error("it says that all is well")
			}
			if len(p.screens) > 3 || p.keys > 6 {
				t.Errorf("it took %d screens and %d keys", len(p.screens), p.keys)
			}
			if want != "" {
				if got := p.found(r); got != want {
					t.Errorf("it says %q, want %s: %+v", got, want, r.Failure)
				}
				return
			}
			told := strings.Join(r.Attention, "\n")
			if !strings.Contains(told, "own access ends after 90 days without use, with a new password") || !strings.Contains(told, "still has the old one") || !strings.HasPrefix(r.Next[0], "Press Authorize in Targetprocess again") {
				t.Errorf("the two causes are not named: %q, next %q", told, r.Next)
			}
		})
	}
}

// connected walks a journey to its end, and returns it with the secret that the product
// has now.
func connected(t *testing.T) (d *drill, secret string) {
	t.Helper()
	d = startDrill(t, mistake{})
	d.walksTo(dialog.StepStatus)
	app, err := d.box.Admin().App(d.Setup().ClientID)
	if err != nil {
		t.Fatal(err)
	}
	return d, app.Secret
}

// repair is what a person saw and pressed.
type repair struct {
	*drill
	screens []dialog.StepID
	keys    int
}

// repairs continues a saved setup in another run, with the answer “check or repair”,
// and pastes the secret that the product has.
func repairs(d *drill, secret string) *repair {
	d.Helper()
	saved := d.Setup()
	saved.PlatformAuthorized = dialog.Authorized
	config := d.config
	config.Saved, config.Load = []dialog.Setup{saved}, assets.BuiltIn
	limits := d.client.Limits
	d.Close()
	d.Run = New(d.Context(), config)
	d.client.Limits = limits
	d.Cleanup(d.Close)
	p := &repair{drill: d}
	p.presses(dialog.Choose{Option: "resume:0"})
	p.presses(dialog.Choose{Option: dialog.PurposeRepair})
	if d.Screen().Step != dialog.StepRepair {
		d.Fatalf("at %s: %s", d.Screen().Step, d.Screen().Notice)
	}
	d.Enter(dialog.InputSecret, secret)
	for range 50 {
		sc := d.Screen()
		if !slices.Contains(p.screens, sc.Step) {
			p.screens = append(p.screens, sc.Step)
		}
		switch {
		case sc.Waiting != nil && !sc.Waiting.Yours:
			d.Handle(<-d.Events())
		case sc.Report != nil, sc.Problem != nil && sc.Problem.Mark == dialog.MarkFail && len(sc.Problem.Fix) > 0 && p.settled():
			return p
		case sc.Step == dialog.StepSignIn && d.Report().Grant == nil && p.settled(): // the person is in the browser
			d.Handle(dialog.Act{ID: dialog.ActionSandbox})
			d.Handle(<-d.Events())
		case p.settled():
			p.presses(dialog.Next{})
		}
	}
	d.Fatalf("it stays at %s: %s", d.Screen().Step, d.Screen().Notice)
	return nil
}

// settled takes the next answer that is there; true when there is none.
func (p *repair) settled() bool {
	select {
	case ev := <-p.Events():
		p.Handle(ev)
		return false
	default:
		return true
	}
}

func (p *repair) presses(ev dialog.Event) {
	p.keys++
	p.Handle(ev)
}

// found is the failure that the screen or the report names.
func (p *repair) found(r dialog.Report) string {
	if problem := p.Screen().Problem; problem != nil && problem.Mark == dialog.MarkFail {
		return problem.Failure
	}
	if r.Failure == nil {
		return ""
	}
	return r.Failure.ID
}
