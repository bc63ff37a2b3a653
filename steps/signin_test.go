package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

func TestTheSignInTestComesBackByItself(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	if !b.Listen || b.App.Callback != threelosLine {
		t.Fatalf("begun with %+v", b)
	}
	if got := a.copiedLast(); got != "http://127.0.0.1:1/go/abcdefgh" {
		t.Errorf("on the clipboard: %q", got)
	}
	if w := a.Screen().Waiting; w == nil || !w.Yours || !strings.Contains(w.What, "arrives by itself") {
		t.Errorf("%+v", w)
	}
	a.signsIn()
	if sc := a.Screen(); sc.Step != dialog.StepSignIn || sc.Waiting == nil || sc.Arrived != 0 {
		t.Errorf("the result moved the person to %s: %+v", sc.Step, sc.Waiting)
	}
	a.verifies(nil)
	said := a.found()
	for _, want := range []string{"proved: Account: Iris (iris@acme.test) pressed Accept. Is this the Integration Service User?", "proved: Access: acme.atlassian.net, 13 of 13 scopes, renewed once", "Jira: "} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	if n := len(a.Screen().Findings); n != 3 || len(a.Screen().Do) > 0 {
		t.Errorf("%d lines, %d instructions", n, len(a.Screen().Do))
	}
	a.goes(dialog.StepStatus)
	r := a.Report()
	next, notes := strings.Join(r.Next, "|"), strings.Join(r.Notes, "|")
	if !strings.Contains(next, "Delete threelo's line from Callback URLs, or keep it for later checks: "+threelosLine) {
		t.Error(next)
	}
	if !strings.Contains(notes, "Callback URLs still has threelo's line (the sign-in test used it)") {
		t.Error(notes)
	}
	for fact, want := range map[oauth.FactID]oauth.FactOutcome{oauth.FactLoopbackHTTPAccepted: oauth.FactConfirmed, oauth.FactSingleCallbackBox: oauth.FactRefuted} {
		if !slices.Contains(r.Observations, oauth.Observation{Fact: fact, Outcome: want}) {
			t.Errorf("the report does not call %s %s: %+v", fact, want, r.Observations)
		}
	}
	if strings.Contains(strings.Join(append(r.Next, r.Notes...), " "), "iris@acme.test") {
		t.Error("the mail address is in the report")
	}
}

func TestWithoutALinkTheSignInOffersOnlyWhatWorks(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b, _ := last[dialog.Begin](a)
	offersNoLink := func(when string) {
		t.Helper()
		sc := a.Screen()
		if len(sc.Do) > 0 || len(sc.Fields) > 0 || len(sc.Values) > 0 || sc.Next.Label != "" {
			t.Errorf("%s: there is nothing to copy or to paste yet: %+v %+v %+v %q", when, sc.Do, sc.Fields, sc.Values, sc.Next)
		}
		if a.offers(dialog.ActionCopy) || a.offers(dialog.ActionOpen) {
			t.Errorf("%s: %+v", when, sc.Actions)
		}
		if a.does(dialog.Next{}); a.Screen().Step != dialog.StepSignIn {
			t.Errorf("%s: enter leads to %q", when, a.Screen().Step)
		}
	}
	offersNoLink("while it is made")
	if w := a.Screen().Waiting; w == nil || w.Yours {
		t.Errorf("what is awaited is %+v", w)
	}
	a.does(dialog.AttemptReady{Attempt: b.Attempt, Error: "threelo's own address is no longer held"})
	offersNoLink("when it could not be made")
	if sc := a.Screen(); sc.Problem == nil || sc.Waiting != nil {
		t.Errorf("%+v %+v", sc.Problem, sc.Waiting)
	}
	a.does(dialog.Act{ID: dialog.ActionAgain})
	a.getsLink()
	if sc := a.Screen(); len(sc.Do) != 4 || len(sc.Fields) != 1 || len(sc.Values) != 1 || sc.Problem != nil {
		t.Errorf("with a link: %+v %+v %+v", sc.Do, sc.Fields, sc.Values)
	}
}

func TestAnswersOfAnOlderAttemptAreDropped(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	old := a.getsLink()
	a.does(dialog.Act{ID: dialog.ActionAgain})
	now := a.getsLink()
	a.does(dialog.AttemptReady{Attempt: old.Attempt, Link: "http://127.0.0.1:1/go/older", Long: "older"}, dialog.AddressRead{Attempt: old.Attempt, Ours: true})
	if count[dialog.Exchange](a) != 0 || a.text(dialog.ValueLink) == "http://127.0.0.1:1/go/older" {
		t.Error("the code of an older attempt was redeemed")
	}
	a.does(dialog.AddressRead{Attempt: now.Attempt, Ours: true}, dialog.AddressRead{Attempt: now.Attempt, Ours: true})
	if n := count[dialog.Exchange](a); n != 1 {
		t.Errorf("the one-time code was redeemed %d times", n)
	}
	a.does(dialog.Exchanged{Attempt: old.Attempt, Problem: &dialog.Problem{What: "an older one"}})
	if a.tested().problem != nil || a.Screen().Waiting == nil {
		t.Error("the older attempt's problem counts")
	}
}

// What was asked before the choice of a product has nothing to do with the next.
func TestAnswersFromBeforeAnotherProductWasChosenAreDropped(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCredentials)
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client1"}, dialog.Commit{Field: dialog.InputSecret, Length: 64})
	old, _ := last[dialog.CheckCredentials](a)
	for a.platform != nil {
		a.does(dialog.Back{})
	}
	a.does(dialog.Choose{Option: "targetprocess"})
	a.goes(dialog.StepCredentials)
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client2"}, dialog.Commit{Field: dialog.InputSecret, Length: 65})
	a.does(dialog.CredentialsChecked{Attempt: old.Attempt, Verdict: oauth.Verdict{Outcome: oauth.Pass}})
	if a.markOf(dialog.StepCredentials) == dialog.MarkProved || !a.secret.checking {
		t.Error("the first app's answer proves the second app's secret")
	}
}

func TestAResultReachesTheStepThatAskedWhileAnotherScreenIsShown(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.Back{}, dialog.Back{})
	a.does(dialog.AddressRead{Attempt: b.Attempt, Ours: true})
	e, ok := last[dialog.Exchange](a)
	if !ok || a.Screen().Step != dialog.StepCallback {
		t.Fatalf("redeemed %v, at %s", ok, a.Screen().Step)
	}
	a.does(dialog.Exchanged{Attempt: e.Attempt, Grant: oauth.Grant{RefreshToken: true, Scopes: oauth.ConsoleScopes(e.App.Scopes)}})
	a.verifies(nil)
	if sc := a.Screen(); sc.Step != dialog.StepCallback || a.markOf(dialog.StepSignIn) != dialog.MarkProved || a.markOf(dialog.StepVerify) != dialog.MarkProved || sc.Arrived != 0 {
		t.Errorf("at %s; %s, %s", sc.Step, a.markOf(dialog.StepSignIn), a.markOf(dialog.StepVerify))
	}
	a.does(dialog.Goto{Step: dialog.StepSignIn})
	if sc := a.Screen(); sc.Problem != nil || len(sc.Findings) != 3 {
		t.Errorf("%+v", sc.Findings)
	}
}

func TestAnAnswerAboutTheSecretArrivesWhileAnotherScreenIsShown(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCredentials)
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client1"}, dialog.Commit{Field: dialog.InputSecret, Length: 64}, dialog.Back{})
	a.answers(oauth.Pass)
	if sc := a.Screen(); sc.Step != dialog.StepCallback || a.markOf(dialog.StepCredentials) != dialog.MarkProved {
		t.Errorf("at %s: %s", sc.Step, a.markOf(dialog.StepCredentials))
	}
}

// A link that is made while the person is elsewhere replaces nothing on the clipboard.
func TestALinkIsCopiedOnlyWhereItIsShown(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	a.does(dialog.Back{})
	before := count[dialog.Copy](a)
	a.getsLink()
	if n := count[dialog.Copy](a); n != before || a.Screen().Step != dialog.StepCredentials {
		t.Errorf("copied %q at %s", a.copiedLast(), a.Screen().Step)
	}
}

func TestEnterPressedDuringTheChecksGoesOnWhenTheyAreDone(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	a.signsIn()
	a.does(dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepSignIn || sc.Warned || !strings.Contains(sc.Notice, "the checks are running") {
		t.Errorf("%s: %s", sc.Step, sc.Notice)
	}
	e, _ := last[dialog.Verify](a)
	a.does(dialog.CheckDone{Attempt: e.Attempt, Check: oauth.Check{ID: "jira"}, Done: 1, Of: 12})
	if w := a.Screen().Waiting; w == nil || w.Done != 1 || w.Of != 12 {
		t.Errorf("%+v", w)
	}
	a.verifies(nil)
	if sc := a.Screen(); sc.Step != dialog.StepFields || sc.Arrived != 1 {
		t.Errorf("%s, %d", sc.Step, sc.Arrived)
	}
}

func TestAWrongPasteSaysWhyAndStays(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.Copied{Value: dialog.ValueLink, Way: "on your clipboard"}, dialog.Next{}, dialog.AddressRead{Attempt: b.Attempt, Error: "this address belongs to an earlier attempt"})
	if sc := a.Screen(); sc.Step != dialog.StepSignIn || sc.Fields[0].Finding == nil || sc.Fields[0].Finding.Mark != dialog.MarkFail {
		t.Errorf("%s %+v", sc.Step, sc.Fields)
	}
}

func TestAWrongPasteAfterCancelKeepsTheProblem(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	link := a.getsLink()
	a.does(dialog.AddressRead{Attempt: link.Attempt, Ours: true, Failure: "consent-cancelled", Error: "somebody pressed Cancel"})
	problem := a.Screen().Problem
	if problem == nil || problem.Failure != "consent-cancelled" {
		t.Fatalf("after Cancel: %+v", problem)
	}
	a.does(dialog.AddressRead{Attempt: link.Attempt, Error: "no address was found in what was pasted"})
	sc := a.Screen()
	if sc.Problem == nil || sc.Problem.What != problem.What || sc.Waiting != nil {
		t.Errorf("the used link is waited for again: %+v, %+v", sc.Problem, sc.Waiting)
	}
	if said := sc.Fields[0].Finding; said == nil || !strings.Contains(said.Text, "o address was found") {
		t.Errorf("the field does not say what is wrong: %+v", said)
	}
	a.does(dialog.Act{ID: dialog.ActionAgain})
	if again, _ := last[dialog.Begin](a); again.Attempt <= link.Attempt {
		t.Errorf("r makes no new link: %+v", again)
	}
}

func TestGoingBackKeepsTheOpenLink(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.Back{}, dialog.Next{})
	if again, _ := last[dialog.Begin](a); again.Attempt != b.Attempt || a.text(dialog.ValueLink) == "" {
		t.Error("the link that the browser still shows is worthless now")
	}
}

// A link works once. What changes after the test needs a new one.
func TestAfterAChangeTheUsedLinkIsReplaced(t *testing.T) {
	for name, change := range map[string]dialog.Event{
		"secret":   dialog.Commit{Field: dialog.InputSecret, Length: 65},
		"callback": dialog.Commit{Field: dialog.InputCallback, Text: productsCallback + "2"},
	} {
		a := newAdmin(t, "targetprocess")
		a.goes(dialog.StepSignIn)
		a.signsIn()
		a.verifies(nil)
		b, _ := last[dialog.Begin](a)
		a.does(dialog.Back{}, change)
		a.answers(oauth.Pass)
		a.does(dialog.Next{})
		if again, _ := last[dialog.Begin](a); again.Attempt == b.Attempt || a.tested().grant != nil {
			t.Errorf("%s changed, and the link is the used one, at %s", name, a.Screen().Step)
		}
	}
}

func TestAnAnswerForAnotherSetupIsNotTaken(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.Goto{Step: dialog.StepChooseScopes}, dialog.Choose{Option: "write:jira-work"}, dialog.AddressRead{Attempt: b.Attempt, Ours: true})
	if e, ok := last[dialog.Exchange](a); ok {
		a.does(dialog.Exchanged{Attempt: e.Attempt, Grant: oauth.Grant{Scopes: e.App.Scopes}})
	}
	if a.markOf(dialog.StepSignIn) == dialog.MarkProved || a.tested().grant != nil {
		t.Error("a sign-in without the new scope proves the new scopes")
	}
	a.does(dialog.Back{})
	if again, _ := last[dialog.Begin](a); again.Attempt == b.Attempt || !slices.Contains(again.App.Scopes, "write:jira-work") {
		t.Errorf("the link asks for %s", again.App.Scopes)
	}
}

func TestSkippingTheTestAsksForAttention(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	a.does(dialog.Act{ID: dialog.ActionSkip})
	if a.Screen().Step != dialog.StepFields {
		t.Fatalf("skipping leads to %s", a.Screen().Step)
	}
	r := a.Report()
	if r.Outcome != dialog.Attention || r.Headline != "the sign-in test was skipped" {
		t.Errorf("%s: %s", r.Outcome, r.Headline)
	}
	if !strings.Contains(strings.Join(r.Notes, " "), "Callback URLs may have threelo's line (not checked)") {
		t.Errorf("threelo's line is in the console, and the status doesn't say so: %v", r.Notes)
	}
	if sc := a.Screen(); !slices.Equal(sc.Skipped, []int{5}) {
		t.Errorf("stages %v were skipped", sc.Skipped)
	}
}

func TestOverSSHTheWayToThreelosAddressIsTold(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.world.Remote = true
	a.goes(dialog.StepSignIn)
	a.does(dialog.Bound{Callback: threelosLine, Tunnel: "ssh -L 28765:127.0.0.1:28765 me@server"})
	a.getsLink()
	sc := a.Screen()
	if !slices.ContainsFunc(sc.Details, func(d dialog.Detail) bool {
		return strings.Contains(d.Text, "ssh -L 28765:127.0.0.1:28765 me@server")
	}) {
		t.Errorf("%+v", sc.Details)
	}
	if sc.Values[0].Text != "https://auth.atlassian.com/authorize?x" || !strings.Contains(textOf(sc), "Does the last page not load?") {
		t.Errorf("%+v %+v", sc.Values, sc.Do)
	}
	a.does(dialog.Act{ID: dialog.ActionSaveLink})
	if saved, _ := last[dialog.SaveLink](a); saved.URL != sc.Values[0].Text {
		t.Errorf("f saves %q", saved.URL)
	}
}

func TestAnErrorPageIsPastedOnTheSameScreen(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.AddressRead{Attempt: b.Attempt, Failure: "not-shared", Error: "You don't have access to this app."})
	sc := a.Screen()
	if sc.Step != dialog.StepSignIn || sc.Problem == nil || len(sc.Problem.Fix) == 0 || sc.Problem.Who == "" {
		t.Fatalf("%+v", sc.Problem)
	}
	if r := a.Report(); r.Outcome != dialog.Failed || r.Failure == nil {
		t.Errorf("%s %+v", r.Outcome, r.Failure)
	}
	a.does(dialog.Act{ID: dialog.ActionAgain})
	a.signsIn()
	a.verifies(nil)
	if a.Screen().Problem != nil {
		t.Errorf("it works now, and still %+v", a.Screen().Problem)
	}
}

func TestANewLinkCanBeMadeWhileAtlassianIsAskedForAccess(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.AddressRead{Attempt: b.Attempt, Ours: true}, dialog.Act{ID: dialog.ActionAgain})
	if again, _ := last[dialog.Begin](a); again.Attempt == b.Attempt {
		t.Fatal("r does nothing")
	}
	a.does(dialog.Exchanged{Attempt: b.Attempt, Problem: &dialog.Problem{What: "an older one"}})
	a.signsIn()
	a.verifies(nil)
	if sc := a.Screen(); sc.Problem != nil || len(sc.Findings) != 3 {
		t.Errorf("%+v %s", sc.Problem, a.found())
	}
}
