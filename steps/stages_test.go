package steps

import (
	"testing"

	"threelo/assets"
)

func TestTheWayWalkedNeverSeemsToGoBack(t *testing.T) {
	for _, name := range []string{"targetprocess", "agilepoint"} {
		p, err := assets.BuiltIn(name)
		if err != nil {
			t.Fatal(err)
		}
		j := New(World{Load: assets.BuiltIn, NewID: func() string { return "setup" }})
		j.Begin(p, name)
		j.setup.Accounts, j.setup.Way = AccountsTwo, WayLocal // all steps that there are
		j.replan()
		before := 0
		for _, s := range j.plan {
			var sc Screen
			j.at = s.id
			j.stages(&sc)
			if sc.Stage < before {
				t.Errorf("%s: %s is back in %s, after %s", name, s.id, sc.Stages[sc.Stage], sc.Stages[before])
			}
			before = sc.Stage
		}
	}
}

func TestNoAnswerMakesTheWayLonger(t *testing.T) {
	for _, platform := range []string{"targetprocess", "agilepoint"} {
		for _, accounts := range []OptionID{AccountsOne, AccountsTwo} {
			for _, way := range []OptionID{WayPaste, WayLocal} {
				a := newAdmin(t, platform)
				last := a.Screen().Of
				steady := func() {
					t.Helper()
					if sc := a.Screen(); sc.Of > last || sc.N > sc.Of {
						t.Errorf("%s, %s, %s: %s is step %d of %d, after %d", platform, accounts, way, sc.Step, sc.N, sc.Of, last)
					}
					last = a.Screen().Of
				}
				for a.Screen().Step != "status" {
					switch a.Screen().Step {
					case "account":
						a.does(Choose{Option: accounts})
					case "signin":
						if way == WayLocal {
							a.does(Act{ID: "ways"}, Choose{Option: way}, Bound{Callback: "http://127.0.0.1:8976/callback"}, Next{})
						}
						steady()
						a.signsIn()
						steady()
						continue
					default:
						a.gives(a.Screen().Step)
					}
					steady()
					a.does(Next{})
					steady()
				}
				if sc := a.Screen(); sc.N != sc.Of {
					t.Errorf("the last step is %d of %d", sc.N, sc.Of)
				}
			}
		}
	}
}
