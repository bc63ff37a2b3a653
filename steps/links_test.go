package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
)

func TestTheConsolesLinksFindWhatWasForgotten(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCallback)
	a.gives(StepCallback)
	link := oauth.ConsoleLink{ClientID: "client1", Callback: productsCallback, Scopes: []string{"read:jira-work", "write:jira-work", "read:jira-user", "manage:jira-configuration"}}
	a.does(Links{Links: []oauth.ConsoleLink{link}})
	sc := a.Screen()
	if sc.Problem == nil || sc.Problem.Step != StepClassic || !strings.Contains(sc.Problem.What, "1 scope not selected: manage:jira-project") {
		t.Fatalf("problem %+v", sc.Problem)
	}
	a.does(Act{ID: ActionFix})
	proofs := map[string]Mark{}
	for _, s := range a.Screen().Scopes {
		proofs[s.Scope] = s.Proof
	}
	if sc = a.Screen(); sc.Step != StepClassic || proofs["manage:jira-project"] != MarkFail || proofs["read:jira-work"] != MarkProved || proofs["read:jql:jira"] != "" {
		t.Errorf("the fix: %s, %+v", sc.Step, proofs)
	}
	a.does(Back{})
	if a.Screen().Step != StepCallback {
		t.Error("no way back to where it failed")
	}
	link.Scopes = oauth.ConsoleScopes(a.wanted())
	link.Callback += "/"
	a.does(Links{Links: []oauth.ConsoleLink{link}})
	if sc = a.Screen(); sc.Problem == nil || sc.Problem.Step != StepCallback {
		t.Errorf("a slash too much was not found: %+v", sc.Problem)
	}
	link.Callback = productsCallback
	a.does(Links{Links: []oauth.ConsoleLink{link}})
	if sc = a.Screen(); sc.Problem != nil || a.markOf(StepLinks) != MarkProved || a.markOf(StepCallback) != MarkProved || a.markOf(StepGranular) != MarkProved {
		t.Errorf("everything is right, and still: %+v", sc.Problem)
	}
}

func TestSkippingTheLinksIsRemembered(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCredentials)
	if p, ok := a.reported(StepLinks); !ok || p.Outcome != MarkUnchecked || p.Evidence != "no link pasted" {
		t.Errorf("%+v", p)
	}
}

// Links show one of several callbacks: each expected one is right.
func TestALinkMayShowThreelosLine(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCallback)
	a.gives(StepCallback)
	paste := a.links13()
	paste.Links[0].Callback = threelosLine
	a.does(paste)
	if sc := a.Screen(); sc.Problem != nil || a.markOf(StepCallback) == MarkProved {
		t.Errorf("%+v, %s", sc.Problem, a.markOf(StepCallback))
	}
	if !strings.Contains(a.found(), "not-checked: the Callback URL of Targetprocess. The link shows threelo's line") {
		t.Error(a.found())
	}
	if !slices.Contains(a.observed, oauth.Observation{Fact: oauth.FactCallbackInLinks, Outcome: oauth.FactRefuted}) {
		t.Errorf("%+v", a.observed)
	}
}

func TestLinksArePastedOneAtATime(t *testing.T) {
	link := func(a *admin, id string, kind StepID) oauth.ConsoleLink {
		return oauth.ConsoleLink{ClientID: id, Callback: productsCallback, Scopes: a.scopesOn(kind)}
	}
	for _, order := range [][2]StepID{{StepClassic, StepGranular}, {StepGranular, StepClassic}} {
		a := newAdmin(t, "targetprocess")
		a.goes(StepCallback)
		a.gives(StepCallback)
		a.does(Links{Links: []oauth.ConsoleLink{link(a, "client1", order[0])}})
		other := strings.TrimPrefix(string(order[1]), "scopes-")
		if said := a.found(); a.Screen().Problem != nil || !strings.Contains(said, "1 of 2 links pasted: now the "+other+" one") || strings.Contains(said, "lack") {
			t.Errorf("after the first: %+v\n%s", a.Screen().Problem, said)
		}
		a.does(Links{Links: []oauth.ConsoleLink{link(a, "client2", StepGranular)}})
		if said := a.found(); a.Screen().Problem == nil || !strings.Contains(said, "another app") || a.markOf(StepLinks) != MarkFail {
			t.Errorf("after the wrong one: %+v\n%s", a.Screen().Problem, said)
		}
		a.does(Links{Links: []oauth.ConsoleLink{link(a, "client1", order[1])}})
		if said := a.found(); a.Screen().Problem != nil || a.markOf(StepLinks) != MarkProved || !strings.Contains(said, "13 of 13 scopes selected") {
			t.Errorf("after both: %+v\n%s", a.Screen().Problem, said)
		}
	}
}

func TestTheClientIDIsTakenFromTheConsolesLinks(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCallback)
	a.gives(StepCallback)
	a.does(a.links13(), Next{})
	sc := a.Screen()
	if f := sc.Fields[0]; sc.Step != StepCredentials || f.Text != "client1" || f.Finding == nil || !strings.Contains(f.Finding.Text, "from the ready-made links") {
		t.Errorf("%s: %+v", sc.Step, f)
	}
	a.does(Commit{Field: InputClientID, Text: "client2"})
	if f := a.Screen().Fields[0]; f.Finding != nil && strings.Contains(f.Finding.Text, "ready-made links") {
		t.Errorf("another one is not from there: %+v", f.Finding)
	}
	if p := a.Screen().Problem; p == nil || !strings.Contains(p.What, "different apps") {
		t.Errorf("nobody says that the links are of another app: %+v", p)
	}
}

func TestLinksPastedOnAnyScreenAreRead(t *testing.T) {
	for _, step := range []StepID{StepCreate, StepClassic, StepCredentials, StepSignIn, StepStatus} {
		a := newAdmin(t, "targetprocess")
		a.goes(step)
		a.does(a.links13())
		if !a.links.Any() || a.Screen().Step != step {
			t.Errorf("%s: read %v, at %s", step, a.links.Any(), a.Screen().Step)
		}
	}
}
