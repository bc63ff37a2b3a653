package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
)

// links13 is a paste of ready-made links that show all that is needed.
func (a *admin) links13() Links {
	return Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: a.setup.Callback, Scopes: oauth.ConsoleScopes(a.wanted())}}}
}

func (a *admin) texts(id ValueID) string {
	for _, v := range a.Screen().Values {
		if v.ID == id {
			return v.Text
		}
	}
	return ""
}

func TestANewAppGetsBothLinesAsOneValue(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("callback")
	if b, ok := last[Bind](a); !ok || b.Callback != "" {
		t.Fatal("the line is shown before its port is held")
	}
	if got := a.texts(ValueLines); got != "" {
		t.Errorf("threelo's line goes alone into a new app: %q", got)
	}
	a.gives("callback")
	if got := a.texts(ValueLines); got != "https://acme.targetprocess.test/callback\n"+threelosLine {
		t.Errorf("%q", got)
	}
	if s := a.Setup(); s.Local != threelosLine || s.Lines != LinesBoth {
		t.Errorf("kept %q, %q", s.Local, s.Lines)
	}
}

func TestAnExistingAppGetsThreelosLineAlone(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("app")
	a.does(Choose{Option: AppExisting})
	a.goes("callback")
	a.gives("callback")
	if v := a.Screen().Values; len(v) != 2 || v[0].Text != threelosLine || v[1].Text != a.setup.Callback || a.texts(ValueLines) != "" {
		t.Errorf("%+v", v)
	}
}

func TestTheSignInTestComesBackByItself(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("signin")
	b, _ := last[Begin](a)
	if !b.Listen || b.App.Callback != threelosLine || a.setup.Way != WayLocal {
		t.Fatalf("begun with %+v, way %s", b, a.setup.Way)
	}
	if fields := a.Screen().Fields; len(fields) != 0 && fields[0].ID != InputAddress {
		t.Errorf("%+v", fields)
	}
	a.signsIn()
	a.verifies(nil)
	a.goes("status")
	r := a.Report()
	next, notes := strings.Join(r.Next, "|"), strings.Join(r.Notes, "|")
	if !strings.Contains(next, "delete threelo's line from Callback URLs, or keep it for later checks: "+threelosLine) {
		t.Error(next)
	}
	if !strings.Contains(notes, "threelo's line is in Callback URLs (the sign-in test used it)") {
		t.Error(notes)
	}
	for fact, want := range map[oauth.FactID]oauth.FactOutcome{oauth.FactLoopbackHTTPAccepted: oauth.FactConfirmed, oauth.FactSingleCallbackBox: oauth.FactRefuted} {
		if !slices.Contains(r.Observations, oauth.Observation{Fact: fact, Outcome: want}) {
			t.Errorf("the report does not call %s %s: %+v", fact, want, r.Observations)
		}
	}
}

// A sign-in proves the callback that it used, and no other.
func TestTheProductsCallbackIsNotProvedByThreelosLine(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("status")
	if r := a.Report(); r.Outcome != Attention {
		t.Errorf("nothing showed the product's callback, and the status says %s", r.Outcome)
	}
	a.does(Goto{Step: "outcome"}, Choose{Option: Authorized}, Goto{Step: "status"})
	if r := a.Report(); r.Outcome != Ready {
		t.Errorf("Authorize worked, and the status says %s: %v", r.Outcome, a.Report().Attention)
	}
}

func TestPasteBackProvesTheProductsCallback(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("callback")
	a.gives("callback")
	a.does(Act{ID: ActionSingleBox})
	if got := a.texts(ValueLines); got != a.setup.Callback {
		t.Errorf("left out, and still %q", got)
	}
	a.goes("signin")
	if b, _ := last[Begin](a); b.Listen || b.App.Callback != a.setup.Callback || a.setup.Way != WayPaste {
		t.Fatalf("begun with %+v", b)
	}
	a.signsIn()
	a.verifies(nil)
	a.goes("status")
	r := a.Report()
	if r.Outcome != Ready || strings.Contains(strings.Join(append(r.Next, r.Notes...), ""), "threelo's line") {
		t.Errorf("%s %v %v", r.Outcome, r.Next, r.Notes)
	}
	if !slices.Contains(a.observed, oauth.Observation{Fact: oauth.FactSingleCallbackBox, Outcome: oauth.FactConfirmed}) {
		t.Errorf("%+v", a.observed)
	}
}

func TestThreelosLineCanBeAddedLater(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("callback")
	a.does(Act{ID: ActionLine})
	a.goes("signin")
	a.does(Act{ID: ActionWays}, Choose{Option: WayLocal})
	if sc := a.Screen(); sc.Step != "callback" || !strings.Contains(sc.Notice, "add threelo's line") {
		t.Fatalf("%s: %s", sc.Step, sc.Notice)
	}
	a.does(Back{})
	if b, _ := last[Begin](a); !b.Listen || b.App.Callback != threelosLine {
		t.Errorf("begun with %+v", b)
	}
}

// Links show one of several callbacks: each expected one is right.
func TestALinkMayShowThreelosLine(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("links")
	paste := a.links13()
	paste.Links[0].Callback = threelosLine
	a.does(paste)
	sc := a.Screen()
	if sc.Problem != nil || a.setup.Proofs[StepCallback].Outcome == MarkProved {
		t.Errorf("%+v, %+v", sc.Problem, a.setup.Proofs[StepCallback])
	}
	if !slices.ContainsFunc(sc.Findings, func(f Finding) bool {
		return f.Mark == MarkUnchecked && strings.Contains(f.Text, "The link shows threelo's line")
	}) {
		t.Errorf("%+v", sc.Findings)
	}
	if !slices.Contains(a.observed, oauth.Observation{Fact: oauth.FactCallbackInLinks, Outcome: oauth.FactRefuted}) {
		t.Errorf("%+v", a.observed)
	}
}

func TestATakenPortGetsANewLine(t *testing.T) {
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	old := newAdmin(t, "targetprocess")
	old.goes("credentials")
	saved := old.Setup()
	saved.Local = "http://127.0.0.1:20001/callback"

	a := newAdmin(t, "")
	effects := a.Resume(p, saved)
	if !slices.Contains(effects, Effect(Bind{Callback: saved.Local})) {
		t.Fatalf("the port is not held again: %+v", effects)
	}
	a.does(Bound{Error: "another program uses the port"})
	if a.setup.Local != threelosLine {
		t.Fatalf("the line is %q", a.setup.Local)
	}
	a.does(Goto{Step: "callback"})
	if w := a.Screen().Warnings; !slices.ContainsFunc(w, func(n Note) bool {
		return strings.Contains(n.Text, "replace "+saved.Local+" with "+threelosLine)
	}) {
		t.Errorf("%+v", w)
	}
}

// Version 0.1 replaced the product's callback for the test.
func TestASetupOfTheVersionBeforeInTheMiddleOfPuttingBackOpensOnTheCallback(t *testing.T) {
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	a := newAdmin(t, "")
	a.Resume(p, Setup{
		Platform: "targetprocess", PlatformSum: p.Sum, Step: "putback", Way: WayLocal, Local: "http://127.0.0.1:8976/callback", App: AppNew,
		Callback: "https://acme.targetprocess.test/callback", ClientID: "client1", Done: []StepID{"create", "callback", "credentials", "signin"},
	})
	if sc := a.Screen(); sc.Step != "callback" || !strings.Contains(sc.Notice, "the Callback URL of Targetprocess may be missing") {
		t.Errorf("%s: %s", sc.Step, sc.Notice)
	}
	b := newAdmin(t, "")
	b.Resume(p, Setup{Platform: "targetprocess", PlatformSum: p.Sum, Step: "credentials", Way: WayPaste, Callback: "https://acme.targetprocess.test/callback", Done: []StepID{"create", "callback"}})
	if s := b.Setup(); s.Lines != LinesOne || b.Screen().Step != "credentials" {
		t.Errorf("%s at %s", s.Lines, b.Screen().Step)
	}
}

func TestLinksArePastedOneAtATime(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("links")
	classic := oauth.ConsoleLink{ClientID: "client1", Callback: a.setup.Callback, Scopes: a.scopesOn(StepClassic)}
	granular := oauth.ConsoleLink{ClientID: "client1", Callback: a.setup.Callback, Scopes: a.scopesOn(StepGranular)}
	wrong := oauth.ConsoleLink{ClientID: "client2", Callback: a.setup.Callback, Scopes: a.scopesOn(StepGranular)}
	for _, order := range [][]oauth.ConsoleLink{{classic, wrong, granular}, {granular, wrong, classic}} {
		a.links = linkProof{}
		delete(a.setup.Proofs, StepLinks)
		a.setup.ClientID = "client1"
		for i, link := range order {
			a.does(Links{Links: []oauth.ConsoleLink{link}})
			sc := a.Screen()
			said := ""
			for _, f := range sc.Findings {
				said += string(f.Mark) + ": " + f.Text + "\n"
			}
			switch i {
			case 0:
				other := map[bool]string{true: "granular", false: "classic"}[len(order[0].Scopes) == len(classic.Scopes)]
				if sc.Problem != nil || !strings.Contains(said, "1 of 2 links pasted: now the "+other+" one") || strings.Contains(said, "missing") {
					t.Errorf("after the first: %+v\n%s", sc.Problem, said)
				}
			case 1:
				if sc.Problem == nil || !strings.Contains(said, "another app") {
					t.Errorf("after the wrong one: %+v\n%s", sc.Problem, said)
				}
			case 2:
				if sc.Problem != nil || a.setup.Proofs[StepLinks].Outcome != MarkProved || !strings.Contains(said, "13 of 13 scopes selected") {
					t.Errorf("after both: %+v\n%s", sc.Problem, said)
				}
			}
		}
	}
}

func TestTheAccountThatAcceptedIsAskedFor(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(Commit{Field: InputAccount, Text: "Ada"})
	a.goes("verify")
	a.verifies([]oauth.Check{{ID: "account", Title: "the account", Outcome: oauth.Warn, Detail: "Iris, not Ada"}})
	a.does(a.links13())
	if w := a.Screen().Warnings; !slices.ContainsFunc(w, func(n Note) bool {
		return strings.Contains(n.Text, "Iris pressed Accept, and you expected Ada. Is this the Integration Service User?")
	}) {
		t.Errorf("%+v", w)
	}
	a.does(Next{})
	if r := a.Report(); r.Outcome != Attention {
		t.Errorf("enter alone confirmed another account: %s", r.Outcome)
	}
	a.does(Goto{Step: "verify"}, Act{ID: ActionRightAccount})
	if r := a.Report(); r.Outcome != Ready || r.Account != "as expected" {
		t.Errorf("%s, %s, %v", r.Outcome, r.Account, a.Report().Attention)
	}
}

// In AgilePoint's order client ID and secret come before a callback is saved.
func TestNothingIsSentBeforeACallbackIsSaved(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.goes("credentials")
	a.does(Commit{Field: "client-id", Text: "client1"}, CommitSecret{Field: "client-secret", Length: 64}, Next{})
	if _, sent := last[CheckCredentials](a); sent || a.Screen().Step == "credentials" {
		t.Fatalf("sent %v, at %s: %s", sent, a.Screen().Step, a.Screen().Notice)
	}
	a.goes("scopes-classic")
	e, sent := last[CheckCredentials](a)
	if !sent {
		t.Fatal("not asked once the callback is saved")
	}
	a.does(CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: oauth.NotTried, Failure: "authorization-not-added", Reason: "not yet"}})
	if a.credentialsRefused() || a.setup.Proofs[StepCredentials].Outcome != MarkUnchecked {
		t.Errorf("“grant type is not enabled” counts as a wrong secret: %+v", a.setup.Proofs[StepCredentials])
	}
}

func TestARefusalOfThreelosLineIsNoted(t *testing.T) {
	for _, shown := range []bool{true, false} { // by a ready-made link, so that it was saved
		a := newAdmin(t, "targetprocess")
		a.goes("signin")
		want := oauth.FactUnclear
		if shown {
			want = oauth.FactRefuted
			a.links = linkProof{}
			a.links.ConsoleLinks, _ = a.links.Add(oauth.ConsoleLink{ClientID: a.setup.ClientID, Callback: threelosLine, Scopes: a.scopesOn(StepClassic)})
		}
		b, _ := last[Begin](a)
		a.does(AddressRead{Attempt: b.Attempt, Failure: "callback-not-registered", Error: "Atlassian refused the callback"})
		if !slices.Contains(a.observed, oauth.Observation{Fact: oauth.FactLoopbackHTTPAccepted, Outcome: want}) {
			t.Errorf("shown %v: %+v", shown, a.observed)
		}
	}
}
