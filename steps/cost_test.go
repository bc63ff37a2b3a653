package steps

import (
	"testing"

	"threelo/oauth"
)

// cost is what a journey asks of a person.
type cost struct{ screens, enters, pastes, copies int }

// The documents ask for the same by hand: every page opened, every value
// carried, every scope found and ticked, and nothing is proved on the way.
// Counted in the two documents: values copied from one place and pasted into
// another, and boxes ticked.
var byHand = map[string]struct{ carried, ticked int }{
	"targetprocess": {carried: 4, ticked: 13}, // callback, client ID, secret, the scopes' line
	"agilepoint":    {carried: 5, ticked: 6},  // client ID, secret, callback, token name, portal URL
}

// The most that a journey may cost. Make it smaller, never larger.
var most = map[string]cost{
	"targetprocess": {screens: 18, enters: 16, pastes: 5, copies: 6},
	"agilepoint":    {screens: 18, enters: 16, pastes: 7, copies: 6},
}

// TestWhatAJourneyCostsAPerson walks each seed journey the shortest honest way:
// enter on every screen, a paste for every field that is not optional and not
// known yet, and for the console's links, a copy for every value to carry.
func TestWhatAJourneyCostsAPerson(t *testing.T) {
	for id, limit := range most {
		a := newAdmin(t, id)
		var c cost
		for last := StepID(""); a.Screen().Step != "status"; {
			sc := a.Screen()
			if sc.Step == last {
				t.Fatalf("%s: stuck at %s: %s", id, sc.Step, sc.Notice)
			}
			last = sc.Step
			c.screens++
			for _, f := range sc.Fields {
				if !f.Optional && !f.Set || f.ID == "links" || f.ID == "token-name" {
					c.pastes++
				}
			}
			switch sc.Step {
			case "links":
				a.does(Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: a.setup.Callback, Scopes: oauth.ConsoleScopes(a.wanted())}}})
			case "signin":
				a.signsIn()
				c.copies++ // the link, whose answer is pasted; the rest goes on by itself
				c.pastes++
				continue
			default:
				a.gives(sc.Step)
			}
			c.copies += len(a.Screen().Values)
			c.enters++
			a.does(Next{})
		}
		c.screens++
		hand := byHand[id]
		t.Logf("%s: %d screens, %d times enter, %d pastes, %d copies; by hand the document carries %d values and ticks %d boxes unproved",
			id, c.screens, c.enters, c.pastes, c.copies, hand.carried, hand.ticked)
		if c.screens > limit.screens || c.enters > limit.enters || c.pastes > limit.pastes || c.copies > limit.copies {
			t.Errorf("%s costs more than it did: %+v, at most %+v", id, c, limit)
		}
	}
}
