package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

func TestANewAppGetsBothLinesAsOneValue(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	if b, ok := last[dialog.Bind](a); !ok || b.Callback != "" {
		t.Fatal("the line is shown before its port is held")
	}
	if got := a.text(dialog.ValueLines); got != "" {
		t.Errorf("threelo's line goes alone into a new app: %q", got)
	}
	a.gives(dialog.StepCallback)
	want := productsCallback + "\n" + threelosLine
	if got := a.text(dialog.ValueLines); got != want {
		t.Errorf("%q", got)
	}
	if a.does(dialog.Next{}); a.copiedLast() != want || a.Screen().Step != dialog.StepCallback {
		t.Errorf("enter copied %q, at %s", a.copiedLast(), a.Screen().Step)
	}
	if s := a.Setup(); s.Local != threelosLine || s.Lines != dialog.LinesBoth {
		t.Errorf("kept %q, %q", s.Local, s.Lines)
	}
}

func TestAnExistingAppGetsThreelosLineAlone(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepApp)}, dialog.Choose{Option: dialog.PurposeGoOn})
	if !a.warns("Don't change a Callback URL that it uses") {
		t.Errorf("%+v", a.Screen().Warnings)
	}
	a.goes(dialog.StepCreate)
	if sc := a.Screen(); !strings.HasPrefix(sc.Title, "Open the app") || strings.Contains(textOf(sc), "Create the app") || strings.Contains(textOf(sc), "create-3lo-app") {
		t.Errorf("an app that exists is created: %s", textOf(sc))
	}
	a.goes(dialog.StepCallback)
	a.gives(dialog.StepCallback)
	if v := a.Screen().Values; len(v) != 1 || v[0].Text != threelosLine || a.text(dialog.ValueLines) != "" {
		t.Errorf("%+v", v)
	}
	if a.does(dialog.Next{}); a.copiedLast() != threelosLine {
		t.Errorf("enter copied %q", a.copiedLast())
	}
	a.does(dialog.Act{ID: dialog.ActionLine})
	if sc := a.Screen(); len(sc.Values) > 0 || strings.Contains(textOf(sc), "copy threelo's line") {
		t.Errorf("without its line: %s", textOf(sc))
	}
}

// A sign-in proves the callback that it used, and no other.
func TestTheProductsCallbackIsNotProvedByThreelosLine(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepHandover)
	a.does(dialog.Choose{Option: dialog.NotYet})
	a.goes(dialog.StepStatus)
	if r := a.Report(); r.Outcome != dialog.Attention || !strings.Contains(strings.Join(r.Attention, " "), "Authorize will show whether it is right") {
		t.Errorf("nothing showed the product's callback, and the status says %s, %v", r.Outcome, r.Attention)
	}
	a.does(dialog.Back{}, dialog.Choose{Option: dialog.Authorized}, dialog.Next{})
	if r := a.Report(); r.Outcome != dialog.Ready {
		t.Errorf("Authorize worked, and the status says %s: %v", r.Outcome, a.Report().Attention)
	}
}

func TestWithoutThreelosLineThePastedAddressProvesTheProductsCallback(t *testing.T) {
	for _, key := range []dialog.ActionID{dialog.ActionLine, dialog.ActionSingleBox} {
		a := newAdmin(t, "targetprocess")
		a.goes(dialog.StepCallback)
		a.gives(dialog.StepCallback)
		a.does(dialog.Act{ID: key})
		if _, given := last[dialog.Unbind](a); !given || a.text(dialog.ValueLines) != productsCallback {
			t.Errorf("left out, and still %q, port given up: %v", a.text(dialog.ValueLines), given)
		}
		a.goes(dialog.StepSignIn)
		if b, _ := last[dialog.Begin](a); b.Listen || b.App.Callback != productsCallback {
			t.Fatalf("begun with %+v", b)
		}
		a.signsIn()
		a.verifies(nil)
		a.goes(dialog.StepStatus)
		r := a.Report()
		if r.Outcome != dialog.Ready || strings.Contains(strings.Join(append(r.Next, r.Notes...), ""), "threelo's line") {
			t.Errorf("%s %v %v", r.Outcome, r.Next, r.Notes)
		}
		single := slices.Contains(r.Observations, oauth.Observation{Fact: oauth.FactSingleCallbackBox, Outcome: oauth.FactConfirmed})
		if single != (key == dialog.ActionSingleBox) {
			t.Errorf("%s: %+v", key, r.Observations)
		}
	}
}

func TestThreelosLineCanBeAddedLater(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	a.does(dialog.Act{ID: dialog.ActionLine})
	a.goes(dialog.StepSignIn)
	a.getsLink()
	a.does(dialog.Goto{Step: dialog.StepCallback}, dialog.Act{ID: dialog.ActionLine}, dialog.Back{})
	if b, _ := last[dialog.Begin](a); !b.Listen || b.App.Callback != threelosLine || a.Screen().Step != dialog.StepSignIn {
		t.Errorf("begun with %+v", b)
	}
}

func TestATakenPortGetsANewLine(t *testing.T) {
	old := newAdmin(t, "targetprocess")
	old.goes(dialog.StepCredentials)
	saved := old.Setup()
	saved.Local = "http://127.0.0.1:20001/callback"

	a := opens(t, dialog.World{Cloud: oauth.Commercial})
	effects := a.Resume(builtIn(t, "targetprocess"), saved)
	if !slices.Contains(effects, dialog.Effect(dialog.Bind{Callback: saved.Local})) {
		t.Fatalf("the port is not held again: %+v", effects)
	}
	a.does(dialog.Bound{Error: "another program uses the port"})
	if a.setup.Local != threelosLine {
		t.Fatalf("the line is %q", a.setup.Local)
	}
	a.does(dialog.Goto{Step: dialog.StepCallback})
	if !a.warns("replace " + saved.Local + " with " + threelosLine) {
		t.Errorf("%+v", a.Screen().Warnings)
	}
}

func TestWhereNoPortCanBeHeldTheJourneyGoesOnWithoutThreelosLine(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCreate)
	a.Handle(dialog.Next{})
	a.Handle(dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepCallback || sc.Waiting == nil {
		t.Fatalf("%s %+v", sc.Step, sc.Waiting)
	}
	a.does(dialog.Bound{Error: "no permission"})
	if sc := a.Screen(); sc.Waiting != nil || !sc.Warned || !strings.Contains(sc.Notice, "no permission") || a.setup.Lines != dialog.LinesOne {
		t.Errorf("%+v %s", sc.Waiting, sc.Notice)
	}
	a.goes(dialog.StepStatus)
}

func TestTheTenantsPartBecomesTheCallback(t *testing.T) {
	a := begins(t, func(p *assets.Platform) {
		p.Callback = assets.Callback{From: "pattern", Pattern: "https://{tenant}.fennel.dev/jira", Ask: "Your workspace", Sample: "acme"}
	})
	a.goes(dialog.StepCallback)
	a.does(dialog.Commit{Field: dialog.InputTenant, Text: "a b", Error: "there is a space inside"})
	if f := a.Screen().Fields[0]; f.Finding == nil || f.Finding.Mark != dialog.MarkFail || a.Setup().Callback != "" {
		t.Errorf("%+v, callback %q", f, a.Setup().Callback)
	}
	a.does(dialog.Commit{Field: dialog.InputTenant, Text: "bravo"})
	if got := a.Setup().Callback; got != "https://bravo.fennel.dev/jira" {
		t.Error(got)
	}
}

func TestAFixedCallbackComesFromTheDocument(t *testing.T) {
	a := begins(t, func(p *assets.Platform) {
		p.Callback = assets.Callback{From: "fixed", Pattern: "https://fennel.dev/jira", Sample: "https://fennel.dev/jira"}
	})
	a.goes(dialog.StepCallback)
	if v, known := a.value(dialog.ValueCallback); !known || v.Text != "https://fennel.dev/jira" || len(a.Screen().Fields) > 1 {
		t.Errorf("%+v, fields %+v", v, a.Screen().Fields)
	}
}

func TestARefusalOfThreelosLineIsNoted(t *testing.T) {
	for _, shown := range []bool{true, false} { // by a ready-made link, so that it was saved
		a := newAdmin(t, "targetprocess")
		a.goes(dialog.StepSignIn)
		want := oauth.FactUnclear
		if shown {
			want = oauth.FactRefuted
			a.does(dialog.Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: threelosLine, Scopes: a.scopesOn(dialog.StepClassic)}}})
		}
		b := a.getsLink()
		a.does(dialog.AddressRead{Attempt: b.Attempt, Failure: "callback-not-registered", Error: "Atlassian refused the callback"})
		if !slices.Contains(a.observed, oauth.Observation{Fact: oauth.FactLoopbackHTTPAccepted, Outcome: want}) {
			t.Errorf("shown %v: %+v", shown, a.observed)
		}
	}
}

func TestALineThatIsAddedAfterTheLinksIsCopied(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	a.does(dialog.Commit{Field: dialog.InputCallback, Text: "https://acme.targetprocess.test/callback"}, dialog.Act{ID: dialog.ActionLine}) // left out
	a.does(dialog.Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: "https://acme.targetprocess.test/callback", Scopes: oauth.ConsoleScopes(a.wanted())}}})
	a.does(dialog.Act{ID: dialog.ActionLine}, dialog.Next{})
	if e, ok := last[dialog.Copy](a); !ok || !strings.Contains(e.Text, threelosLine) {
		t.Errorf("enter copied %+v", e)
	}
}
