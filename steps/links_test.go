package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

func TestTheConsolesLinksFindWhatWasForgotten(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	a.gives(dialog.StepCallback)
	link := oauth.ConsoleLink{ClientID: "client1", Callback: productsCallback, Scopes: []string{"read:jira-work", "write:jira-work", "read:jira-user", "manage:jira-configuration"}}
	a.does(dialog.Links{Links: []oauth.ConsoleLink{link}})
	sc := a.Screen()
	if sc.Problem == nil || sc.Problem.Step != dialog.StepClassic || !strings.Contains(sc.Problem.What, "1 scope not selected: manage:jira-project") {
		t.Fatalf("problem %+v", sc.Problem)
	}
	a.does(dialog.Act{ID: dialog.ActionFix})
	proofs := map[string]dialog.Mark{}
	for _, s := range a.Screen().Scopes {
		proofs[s.Scope.Scope] = s.Proof
	}
	if sc = a.Screen(); sc.Step != dialog.StepClassic || proofs["manage:jira-project"] != dialog.MarkFail || proofs["read:jira-work"] != dialog.MarkProved || proofs["read:jql:jira"] != "" {
		t.Errorf("the fix: %s, %+v", sc.Step, proofs)
	}
	a.does(dialog.Back{})
	if a.Screen().Step != dialog.StepCallback {
		t.Error("no way back to where it failed")
	}
	link.Scopes = oauth.ConsoleScopes(a.wanted())
	link.Callback += "/"
	a.does(dialog.Links{Links: []oauth.ConsoleLink{link}})
	if sc = a.Screen(); sc.Problem == nil || sc.Problem.Step != dialog.StepCallback {
		t.Errorf("a slash too much was not found: %+v", sc.Problem)
	}
	link.Callback = productsCallback
	a.does(dialog.Links{Links: []oauth.ConsoleLink{link}})
	if sc = a.Screen(); sc.Problem != nil || a.markOf(dialog.StepLinks) != dialog.MarkProved || a.markOf(dialog.StepCallback) != dialog.MarkProved || a.markOf(dialog.StepGranular) != dialog.MarkProved {
		t.Errorf("everything is right, and still: %+v", sc.Problem)
	}
}

func TestSkippingTheLinksIsRemembered(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCredentials)
	if p, ok := a.reported(dialog.StepLinks); !ok || p.Outcome != dialog.MarkUnchecked || p.Evidence != "no link pasted" {
		t.Errorf("%+v", p)
	}
}

// Links show one of several callbacks: each expected one is right.
func TestALinkMayShowThreelosLine(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	a.gives(dialog.StepCallback)
	paste := a.links13()
	paste.Links[0].Callback = threelosLine
	a.does(paste)
	if sc := a.Screen(); sc.Problem != nil || a.markOf(dialog.StepCallback) == dialog.MarkProved {
		t.Errorf("%+v, %s", sc.Problem, a.markOf(dialog.StepCallback))
	}
	if !strings.Contains(a.found(), "not-checked: the Callback URL of Targetprocess. The link shows threelo's line") {
		t.Error(a.found())
	}
	if !slices.Contains(a.observed, oauth.Observation{Fact: oauth.FactCallbackInLinks, Outcome: oauth.FactRefuted}) {
		t.Errorf("%+v", a.observed)
	}
}

func (a *admin) linksField() dialog.Field {
	fields := a.Screen().Fields
	return fields[slices.IndexFunc(fields, func(f dialog.Field) bool { return f.ID == dialog.InputLinks })]
}

func TestLinksArePastedOneAtATime(t *testing.T) {
	link := func(a *admin, id string, kind dialog.StepID) oauth.ConsoleLink {
		return oauth.ConsoleLink{ClientID: id, Callback: productsCallback, Scopes: a.scopesOn(kind)}
	}
	for _, order := range [][2]dialog.StepID{{dialog.StepClassic, dialog.StepGranular}, {dialog.StepGranular, dialog.StepClassic}} {
		a := newAdmin(t, "targetprocess")
		a.goes(dialog.StepCallback)
		a.gives(dialog.StepCallback)
		a.does(dialog.Links{Links: []oauth.ConsoleLink{link(a, "client1", order[0])}})
		other := strings.TrimPrefix(string(order[1]), "scopes-")
		if said := a.found(); a.Screen().Problem != nil || !strings.Contains(said, "1 of 2 links pasted: now the "+other+" one") || strings.Contains(said, "lack") {
			t.Errorf("after the first: %+v\n%s", a.Screen().Problem, said)
		}
		if part := a.linksField().Summary; part != "1 of 2 links" {
			t.Errorf("the field has %q after the first", part)
		}
		a.does(dialog.Links{Links: []oauth.ConsoleLink{link(a, "client2", dialog.StepGranular)}})
		if said := a.found(); a.Screen().Problem == nil || !strings.Contains(said, "another app") || a.markOf(dialog.StepLinks) != dialog.MarkFail {
			t.Errorf("after the wrong one: %+v\n%s", a.Screen().Problem, said)
		}
		a.does(dialog.Links{Links: []oauth.ConsoleLink{link(a, "client1", order[1])}})
		if said := a.found(); a.Screen().Problem != nil || a.markOf(dialog.StepLinks) != dialog.MarkProved || !strings.Contains(said, "13 of 13 scopes selected") {
			t.Errorf("after both: %+v\n%s", a.Screen().Problem, said)
		}
		if part := a.linksField().Summary; part != "" {
			t.Errorf("the field has %q after both", part)
		}
	}
}

func TestTheClientIDIsTakenFromTheConsolesLinks(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	a.gives(dialog.StepCallback)
	a.does(a.links13(), dialog.Next{})
	sc := a.Screen()
	if f := sc.Fields[0]; sc.Step != dialog.StepCredentials || f.Text != "client1" || f.Finding == nil || !strings.Contains(f.Finding.Text, "from the ready-made links") {
		t.Errorf("%s: %+v", sc.Step, f)
	}
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client2"})
	if f := a.Screen().Fields[0]; f.Finding != nil && strings.Contains(f.Finding.Text, "ready-made links") {
		t.Errorf("another one is not from there: %+v", f.Finding)
	}
	if p := a.Screen().Problem; p == nil || !strings.Contains(p.What, "another app") {
		t.Errorf("nobody says that the links are of another app: %+v", p)
	}
}

func TestLinksPastedOnAnyScreenAreRead(t *testing.T) {
	for _, step := range []dialog.StepID{dialog.StepCreate, dialog.StepClassic, dialog.StepCredentials, dialog.StepSignIn, dialog.StepStatus} {
		a := newAdmin(t, "targetprocess")
		a.goes(step)
		a.does(a.links13())
		if !a.links.Any() || a.Screen().Step != step {
			t.Errorf("%s: read %v, at %s", step, a.links.Any(), a.Screen().Step)
		}
	}
}
