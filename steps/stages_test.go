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
			j.stages(&sc, s)
			if sc.Stage < before {
				t.Errorf("%s: %s is back in %s, after %s", name, s.id, sc.Stages[sc.Stage], sc.Stages[before])
			}
			before = sc.Stage
		}
	}
}
