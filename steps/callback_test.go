package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
)

func TestANewAppGetsBothLinesAsOneValue(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCallback)
	if b, ok := last[Bind](a); !ok || b.Callback != "" {
		t.Fatal("the line is shown before its port is held")
	}
	if got := a.text(ValueLines); got != "" {
		t.Errorf("threelo's line goes alone into a new app: %q", got)
	}
	a.gives(StepCallback)
	want := productsCallback + "\n" + threelosLine
	if got := a.text(ValueLines); got != want {
		t.Errorf("%q", got)
	}
	if a.does(Next{}); a.copiedLast() != want || a.Screen().Step != StepCallback {
		t.Errorf("enter copied %q, at %s", a.copiedLast(), a.Screen().Step)
	}
	if s := a.Setup(); s.Local != threelosLine || s.Lines != LinesBoth {
		t.Errorf("kept %q, %q", s.Local, s.Lines)
	}
}

func TestAnExistingAppGetsThreelosLineAlone(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(Act{ID: ActionChange, Arg: string(StepApp)})
	if !a.warns("Don't change a Callback URL that it uses") {
		t.Errorf("%+v", a.Screen().Warnings)
	}
	a.goes(StepCreate)
	if sc := a.Screen(); !strings.HasPrefix(sc.Title, "Open the app") || strings.Contains(textOf(sc), "Create the app") || strings.Contains(textOf(sc), "create-3lo-app") {
		t.Errorf("an app that exists is created: %s", textOf(sc))
	}
	a.goes(StepCallback)
	a.gives(StepCallback)
	if v := a.Screen().Values; len(v) != 1 || v[0].Text != threelosLine || a.text(ValueLines) != "" {
		t.Errorf("%+v", v)
	}
	if a.does(Next{}); a.copiedLast() != threelosLine {
		t.Errorf("enter copied %q", a.copiedLast())
	}
	a.does(Act{ID: ActionLine})
	if sc := a.Screen(); len(sc.Values) > 0 || strings.Contains(textOf(sc), "copy threelo's line") {
		t.Errorf("without its line: %s", textOf(sc))
	}
}

// A sign-in proves the callback that it used, and no other.
func TestTheProductsCallbackIsNotProvedByThreelosLine(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepHandover)
	a.does(Choose{Option: NotYet})
	a.goes(StepStatus)
	if r := a.Report(); r.Outcome != Attention || !strings.Contains(strings.Join(r.Attention, " "), "Authorize will show whether it is right") {
		t.Errorf("nothing showed the product's callback, and the status says %s, %v", r.Outcome, r.Attention)
	}
	a.does(Back{}, Choose{Option: Authorized}, Next{})
	if r := a.Report(); r.Outcome != Ready {
		t.Errorf("Authorize worked, and the status says %s: %v", r.Outcome, a.Report().Attention)
	}
}

func TestWithoutThreelosLineThePastedAddressProvesTheProductsCallback(t *testing.T) {
	for _, key := range []ActionID{ActionLine, ActionSingleBox} {
		a := newAdmin(t, "targetprocess")
		a.goes(StepCallback)
		a.gives(StepCallback)
		a.does(Act{ID: key})
		if _, given := last[Unbind](a); !given || a.text(ValueLines) != productsCallback {
			t.Errorf("left out, and still %q, port given up: %v", a.text(ValueLines), given)
		}
		a.goes(StepSignIn)
		if b, _ := last[Begin](a); b.Listen || b.App.Callback != productsCallback {
			t.Fatalf("begun with %+v", b)
		}
		a.signsIn()
		a.verifies(nil)
		a.goes(StepStatus)
		r := a.Report()
		if r.Outcome != Ready || strings.Contains(strings.Join(append(r.Next, r.Notes...), ""), "threelo's line") {
			t.Errorf("%s %v %v", r.Outcome, r.Next, r.Notes)
		}
		single := slices.Contains(r.Observations, oauth.Observation{Fact: oauth.FactSingleCallbackBox, Outcome: oauth.FactConfirmed})
		if single != (key == ActionSingleBox) {
			t.Errorf("%s: %+v", key, r.Observations)
		}
	}
}

func TestThreelosLineCanBeAddedLater(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCallback)
	a.does(Act{ID: ActionLine})
	a.goes(StepSignIn)
	a.getsLink()
	a.does(Goto{Step: StepCallback}, Act{ID: ActionLine}, Back{})
	if b, _ := last[Begin](a); !b.Listen || b.App.Callback != threelosLine || a.Screen().Step != StepSignIn {
		t.Errorf("begun with %+v", b)
	}
}

func TestATakenPortGetsANewLine(t *testing.T) {
	old := newAdmin(t, "targetprocess")
	old.goes(StepCredentials)
	saved := old.Setup()
	saved.Local = "http://127.0.0.1:20001/callback"

	a := opens(t, World{Cloud: oauth.Commercial})
	effects := a.Resume(builtIn(t, "targetprocess"), saved)
	if !slices.Contains(effects, Effect(Bind{Callback: saved.Local})) {
		t.Fatalf("the port is not held again: %+v", effects)
	}
	a.does(Bound{Error: "another program uses the port"})
	if a.setup.Local != threelosLine {
		t.Fatalf("the line is %q", a.setup.Local)
	}
	a.does(Goto{Step: StepCallback})
	if !a.warns("replace " + saved.Local + " with " + threelosLine) {
		t.Errorf("%+v", a.Screen().Warnings)
	}
}

func TestWhereNoPortCanBeHeldTheJourneyGoesOnWithoutThreelosLine(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCreate)
	a.Handle(Next{})
	a.Handle(Next{})
	if sc := a.Screen(); sc.Step != StepCallback || sc.Waiting == nil {
		t.Fatalf("%s %+v", sc.Step, sc.Waiting)
	}
	a.does(Bound{Error: "no permission"})
	if sc := a.Screen(); sc.Waiting != nil || !sc.Warned || !strings.Contains(sc.Notice, "no permission") || a.setup.Lines != LinesOne {
		t.Errorf("%+v %s", sc.Waiting, sc.Notice)
	}
	a.goes(StepStatus)
}

func TestTheTenantsPartBecomesTheCallback(t *testing.T) {
	a := begins(t, func(p *assets.Platform) {
		p.Callback = assets.Callback{From: "pattern", Pattern: "https://{tenant}.fennel.dev/jira", Ask: "Your workspace", Sample: "acme"}
	})
	a.goes(StepCallback)
	a.does(Commit{Field: InputTenant, Text: "a b", Error: "there is a space inside"})
	if f := a.Screen().Fields[0]; f.Finding == nil || f.Finding.Mark != MarkFail || a.Setup().Callback != "" {
		t.Errorf("%+v, callback %q", f, a.Setup().Callback)
	}
	a.does(Commit{Field: InputTenant, Text: "bravo"})
	if got := a.Setup().Callback; got != "https://bravo.fennel.dev/jira" {
		t.Error(got)
	}
}

func TestAFixedCallbackComesFromTheDocument(t *testing.T) {
	a := begins(t, func(p *assets.Platform) {
		p.Callback = assets.Callback{From: "fixed", Pattern: "https://fennel.dev/jira", Sample: "https://fennel.dev/jira"}
	})
	a.goes(StepCallback)
	if v, known := a.value(ValueCallback); !known || v.Text != "https://fennel.dev/jira" || len(a.Screen().Fields) > 1 {
		t.Errorf("%+v, fields %+v", v, a.Screen().Fields)
	}
}

func TestARefusalOfThreelosLineIsNoted(t *testing.T) {
	for _, shown := range []bool{true, false} { // by a ready-made link, so that it was saved
		a := newAdmin(t, "targetprocess")
		a.goes(StepSignIn)
		want := oauth.FactUnclear
		if shown {
			want = oauth.FactRefuted
			a.does(Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: threelosLine, Scopes: a.scopesOn(StepClassic)}}})
		}
		b := a.getsLink()
		a.does(AddressRead{Attempt: b.Attempt, Failure: "callback-not-registered", Error: "Atlassian refused the callback"})
		if !slices.Contains(a.observed, oauth.Observation{Fact: oauth.FactLoopbackHTTPAccepted, Outcome: want}) {
			t.Errorf("shown %v: %+v", shown, a.observed)
		}
	}
}

func TestALineThatIsAddedAfterTheLinksIsCopied(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCallback)
	a.does(Commit{Field: InputCallback, Text: "https://acme.targetprocess.test/callback"}, Act{ID: ActionLine}) // left out
	a.does(Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: "https://acme.targetprocess.test/callback", Scopes: oauth.ConsoleScopes(a.wanted())}}})
	a.does(Act{ID: ActionLine}, Next{})
	if e, ok := last[Copy](a); !ok || !strings.Contains(e.Text, threelosLine) {
		t.Errorf("enter copied %+v", e)
	}
}
