package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// aMonthLater continues a connection that worked, with an answer to what is wanted now.
func aMonthLater(t *testing.T, platform string, wanted dialog.OptionID) *admin {
	t.Helper()
	a := newAdmin(t, platform)
	a.goes(dialog.StepStatus)
	s := a.Setup()
	s.PlatformAuthorized = dialog.Authorized
	a = continues(t, s)
	if a.Screen().Step != dialog.StepPurpose {
		t.Fatalf("%s: a connection that worked opens on %s", platform, a.Screen().Step)
	}
	a.does(dialog.Choose{Option: wanted})
	return a
}

// screensFrom walks to the end and lists the screens, from the one that is shown.
func (a *admin) screensFrom() (kinds []dialog.StepID) {
	a.Helper()
	for range 60 {
		if kind := a.screen().kind; len(kinds) == 0 || kinds[len(kinds)-1] != kind {
			kinds = append(kinds, kind)
		}
		if a.screen().kind == dialog.StepStatus {
			return kinds
		}
		if kind := a.screen().kind; kind == dialog.StepRepair {
			a.gives(dialog.StepCredentials)
		} else if kind != dialog.StepKnow {
			a.gives(kind)
		}
		a.does(dialog.Next{})
	}
	a.Fatalf("it stays at %s: %s", a.Screen().Step, a.Screen().Notice)
	return nil
}

func TestAnAppThatExistsPlaysOnlyWhatIsWanted(t *testing.T) {
	for purpose, want := range map[dialog.OptionID]map[string]string{
		dialog.PurposeGoOn:   {"targetprocess": "status", "agilepoint": "status", "generic": "status"},
		dialog.PurposeRepair: {"targetprocess": "repair signin status", "agilepoint": "repair signin status", "generic": "repair signin status"},
		dialog.PurposeScopes: {"targetprocess": "scopes-classic fields handover status", "agilepoint": "scopes-classic handover status", "generic": "choose-scopes scopes-classic fields handover status"},
	} {
		for platform, screens := range want {
			a := aMonthLater(t, platform, purpose)
			var got []string
			for _, kind := range a.screensFrom() {
				got = append(got, string(kind))
			}
			if strings.Join(got, " ") != screens {
				t.Errorf("%s, %s: %s, want %s", purpose, platform, got, screens)
			}
		}
	}
}

func TestTheQuestionForWhatIsWantedIsNoStepAndEnterAloneGoesOn(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepStatus)
	a = continues(t, a.Setup())
	if sc := a.Screen(); sc.Step != dialog.StepPurpose || sc.N+sc.Of > 0 || !sc.Choices.Options[0].Chosen {
		t.Fatalf("step %d of %d, %s, with %+v", sc.N, sc.Of, sc.Step, sc.Choices)
	}
	a.does(dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepStatus || sc.Notice != continuing {
		t.Errorf("at %s: %q", sc.Step, sc.Notice)
	}
}

// A repair whose tests all pass does not say that all is well.
func TestARepairEndsWithTheTwoCausesThatLookAlike(t *testing.T) {
	a := aMonthLater(t, "targetprocess", dialog.PurposeRepair)
	a.screensFrom()
	r := a.Report()
	if r.Outcome != dialog.Attention || !strings.Contains(r.Headline, "Targetprocess's own access") || r.PlatformAuthorized == dialog.Authorized {
		t.Errorf("%s: %s, %s", r.Outcome, r.Headline, r.PlatformAuthorized)
	}
	for _, cause := range []string{"90 days", "new password", "Connected apps", "fewer scopes", "still has the old one"} {
		if !strings.Contains(strings.Join(r.Attention, "\n"), cause) {
			t.Errorf("%q is not named: %q", cause, r.Attention)
		}
	}
	if len(r.Next) < 2 || !strings.HasPrefix(r.Next[0], "Press Authorize in Targetprocess again") {
		t.Errorf("next: %q", r.Next)
	}
}

func TestAReplacedSecretIsFilledInAgain(t *testing.T) {
	a := aMonthLater(t, "targetprocess", dialog.PurposeRepair)
	a.does(dialog.Commit{Field: dialog.InputSecret, Length: 64})
	a.answers(oauth.Fail)
	if sc := a.Screen(); sc.Problem == nil || sc.Step != dialog.StepRepair {
		t.Fatalf("at %s, %v", sc.Step, sc.Problem)
	}
	a.does(dialog.Commit{Field: dialog.InputSecret, Length: 76})
	a.answers(oauth.Pass)
	if got := a.screensFrom(); !slices.Equal(got, []dialog.StepID{dialog.StepRepair, dialog.StepSignIn, dialog.StepFields, dialog.StepHandover, dialog.StepStatus}) {
		t.Errorf("with a new secret: %s", got)
	}
	if hands := a.steps[a.stepOfKind(dialog.StepFields)].Hands(a.Facts); !slices.Equal(hands, []dialog.ValueID{dialog.ValueSecret}) {
		t.Errorf("to fill in: %s", hands)
	}
	a.does(dialog.Goto{Step: dialog.StepFields})
	if text := textOf(a.Screen()); strings.Contains(text, "14 scopes") || !strings.Contains(text, "paste each value") {
		t.Errorf("the scopes are there already, and the screen says: %s", text)
	}
}

func TestAddedScopesAreTestedFromTheStatus(t *testing.T) {
	a := aMonthLater(t, "targetprocess", dialog.PurposeScopes)
	a.screensFrom()
	key := slices.IndexFunc(a.Screen().Actions, func(act dialog.Action) bool { return act.Label == "test the new scopes" && act.Main })
	if key < 0 {
		t.Fatalf("no test is offered: %+v", a.Screen().Actions)
	}
	a.does(dialog.Act{ID: a.Screen().Actions[key].ID})
	if got := a.screensFrom(); !slices.Equal(got, []dialog.StepID{dialog.StepRepair, dialog.StepSignIn, dialog.StepStatus}) {
		t.Errorf("the test goes through %s", got)
	}
}

// TestTheSecretIsOfferedOnlyWhereItIsSeenToArrive copies a value of which nobody sees
// whether it arrived, and then one of which somebody does.
func TestTheSecretIsOfferedOnlyWhereItIsSeenToArrive(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepFields)
	secret := func() dialog.Value { return a.Screen().Values[2] }
	for _, sent := range []bool{true, false} {
		a.does(dialog.Goto{Step: dialog.StepCredentials}, dialog.Goto{Step: dialog.StepFields})
		a.does(dialog.Copied{Value: dialog.ValueScopes, Way: "sent", Sent: sent})
		var copied []dialog.ValueID
		for a.Screen().Step == dialog.StepFields && len(copied) < 5 {
			a.effects = nil
			a.does(dialog.Next{})
			if c, ok := last[dialog.Copy](a); ok {
				copied = append(copied, c.Value)
				a.does(dialog.Copied{Value: c.Value, Way: "sent", Sent: sent})
			}
		}
		if got := slices.Contains(copied, dialog.ValueSecret); got == sent {
			t.Errorf("sent %v: enter copied %s", sent, copied)
		}
		a.does(dialog.Goto{Step: dialog.StepFields})
		if got := strings.Contains(secret().Shown, "copy it in the console"); got != sent {
			t.Errorf("sent %v: the secret's row says %s", sent, secret().Shown)
		}
	}
}

func TestAnErrorThatThePersonHasNamesTheCauseOfARepair(t *testing.T) {
	a := aMonthLater(t, "targetprocess", dialog.PurposeRepair)
	a.does(dialog.Commit{Field: dialog.InputError, Text: `{"code":401,"message":"Unauthorized; scope does not match"}`})
	if p := a.Screen().Problem; p == nil || !strings.Contains(p.What, "scope") {
		t.Fatalf("%+v", p)
	}
	a.screensFrom()
	if r := a.Report(); r.Outcome != dialog.Failed || r.Failure == nil || !strings.Contains(r.Headline, "scope") {
		t.Errorf("%s: %s, %+v", r.Outcome, r.Headline, r.Failure)
	}
}

// Another site gets a setup of its own: the first one stays as it is.
func TestTheAppIsUsedElsewhereWithASetupOfItsOwn(t *testing.T) {
	a := aMonthLater(t, "targetprocess", dialog.PurposeElsewhere)
	s := a.Setup()
	if a.Screen().Step != dialog.StepKnow || s.Site != "" || s.ClientID != "client1" || s.App != dialog.AppExisting || s.ID == "setup1" || len(s.Proofs) > 0 {
		t.Fatalf("at %s with %+v", a.Screen().Step, s)
	}
	a.does(dialog.Commit{Field: dialog.InputSite, Text: "https://acme-test.atlassian.net"})
	if got := a.screensFrom(); slices.Contains(got, dialog.StepCreate) || slices.Contains(got, dialog.StepClassic) || !slices.Contains(got, dialog.StepSignIn) {
		t.Errorf("%s", got)
	}
}

// Somebody who never used threelo says on the first screen that the app exists.
func TestANewcomerRepairsAConnectionThatSomebodyElseMade(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepApp)})
	if label := a.Screen().Choices.Options[0].Label; label == "go on where I was" {
		t.Errorf("there is nothing to go on with: %s", label)
	}
	a.does(dialog.Choose{Option: dialog.PurposeRepair}, dialog.Commit{Field: dialog.InputSite, Text: "https://acme.atlassian.net"})
	for _, p := range a.Screen().Presets {
		if p.ID == dialog.StepApp && !strings.Contains(p.Answer, "check or repair") {
			t.Errorf("the first screen says %q", p.Answer)
		}
	}
	if got := a.screensFrom(); !slices.Equal(got, []dialog.StepID{dialog.StepKnow, dialog.StepRepair, dialog.StepCallback, dialog.StepSignIn, dialog.StepStatus}) {
		t.Errorf("%s", got)
	}
}

func TestAFinishedSetupCanBeginAgain(t *testing.T) {
	a := aMonthLater(t, "targetprocess", dialog.PurposeGoOn)
	a = continues(t, a.Setup())
	if sc := a.Screen(); sc.N != 0 || sc.Of != 0 {
		t.Errorf("the question is called step %d of %d", sc.N, sc.Of)
	}
	a.does(dialog.Choose{Option: dialog.PurposeStartOver})
	if s := a.Setup(); a.Screen().Step != dialog.StepKnow || a.Screen().N != 1 || s.ClientID != "" || s.Site != "" {
		t.Errorf("at %s of %+v", a.Screen().Step, s)
	}
}
