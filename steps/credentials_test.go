package steps

import (
	"strings"
	"testing"

	"threelo/oauth"
)

func TestARefusalStaysOnTheScreen(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCredentials)
	a.does(Commit{Field: InputClientID, Text: "client1"}, CommitSecret{Field: InputSecret, Length: 64}, Next{})
	a.answers(oauth.Fail)
	if sc := a.Screen(); sc.Step != StepCredentials || sc.Problem == nil {
		t.Errorf("a refused secret went on to %s, problem %v", sc.Step, sc.Problem)
	}
	a.does(Next{})
	if sc := a.Screen(); sc.Step != StepCredentials || !strings.Contains(sc.Notice, "Atlassian refuses") {
		t.Errorf("enter led to %s: %s", sc.Step, sc.Notice)
	}
	a.does(CommitSecret{Field: InputSecret, Length: 65})
	a.answers(oauth.Pass)
	if sc := a.Screen(); sc.Step != StepCredentials || sc.Problem != nil || sc.Arrived != 0 {
		t.Errorf("nobody pressed enter, and it is %s, %+v", sc.Step, sc.Problem)
	}
}

func TestEnterPressedWhileAtlassianIsAskedGoesOnWhenTheAnswerIsThere(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCredentials)
	a.does(Commit{Field: InputClientID, Text: "client1"}, CommitSecret{Field: InputSecret, Length: 64}, Next{})
	if sc := a.Screen(); sc.Step != StepCredentials || sc.Warned || !strings.Contains(sc.Notice, "one moment: waiting for Atlassian's answer") {
		t.Errorf("nothing is wrong while Atlassian is asked: %v %q", sc.Warned, sc.Notice)
	}
	a.answers(oauth.Pass)
	if sc := a.Screen(); sc.Step != StepSignIn || sc.Arrived != 1 || sc.Notice == "" {
		t.Errorf("at %s, arrived %d: %s", sc.Step, sc.Arrived, sc.Notice)
	}
	if p := a.markOf(StepCredentials); p != MarkProved {
		t.Error(p)
	}
}

// Atlassian can't be reached: that says nothing of the secret, and nothing is asked
// in a circle.
func TestAnAnswerThatSettlesNothingLeadsOnOnce(t *testing.T) {
	for _, platform := range []string{"targetprocess", "agilepoint"} {
		a := newAdmin(t, platform)
		a.goes(StepCredentials)
		a.does(Commit{Field: InputClientID, Text: "client1"}, CommitSecret{Field: InputSecret, Length: 64})
		if platform == "agilepoint" { // asks when the callback screen is left
			a.does(Next{})
			a.gives(StepCallback)
			a.does(Next{})
		}
		n := a.Screen().N
		a.does(Next{})
		e, asked := last[CheckCredentials](a)
		if !asked {
			t.Fatal("not asked")
		}
		a.does(CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: oauth.NotTried, Failure: "network-dns", Reason: "no network"}})
		if sc := a.Screen(); count[CheckCredentials](a) != 1 || sc.N != n+1 {
			t.Errorf("%s: asked %d times, at %s: %s", platform, count[CheckCredentials](a), sc.Step, sc.Notice)
		}
	}
}

// In AgilePoint's order client ID and secret come before a callback is saved.
func TestNothingIsSentBeforeACallbackIsSaved(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.goes(StepCredentials)
	a.does(Commit{Field: InputClientID, Text: "client1"}, CommitSecret{Field: InputSecret, Length: 64})
	if !strings.Contains(a.found(), "nothing is sent now") || a.Screen().Problem != nil {
		t.Errorf("%s %+v", a.found(), a.Screen().Problem)
	}
	if a.does(Next{}); count[CheckCredentials](a) != 0 || a.Screen().Step != StepCallback {
		t.Fatalf("at %s: %s", a.Screen().Step, a.Screen().Notice)
	}
	a.gives(StepCallback)
	if a.does(Next{}); count[CheckCredentials](a) != 0 {
		t.Error("asked when the lines are copied, before they are saved")
	}
	a.does(Next{})
	e, sent := last[CheckCredentials](a)
	if !sent {
		t.Fatal("not asked once the callback is saved")
	}
	a.does(CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: oauth.NotTried, Failure: "authorization-not-added", Reason: "not yet"}})
	if a.credentialsRefused() || a.markOf(StepCredentials) != MarkUnchecked {
		t.Errorf("“grant type is not enabled” counts as a wrong secret: %s", a.markOf(StepCredentials))
	}
	if sc := a.Screen(); sc.Step != StepCallback || !strings.Contains(sc.Notice, "press Save changes") {
		t.Errorf("at %s: %s", sc.Step, sc.Notice)
	}
	a.does(Next{})
	a.answers(oauth.Pass)
	if sc := a.Screen(); sc.Step != StepClassic || a.markOf(StepCredentials) != MarkProved {
		t.Errorf("saved now, and at %s: %s", sc.Step, sc.Notice)
	}
}

func TestWithoutTheSecretTheSignInTestIsSkipped(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCredentials)
	a.does(Commit{Field: InputClientID, Text: "client1"}, Next{})
	if sc := a.Screen(); sc.Step != StepCredentials || !strings.Contains(sc.Notice, "press n") {
		t.Errorf("at %s: %s", sc.Step, sc.Notice)
	}
	a.does(Act{ID: ActionWithoutSecret}, Next{})
	if sc := a.Screen(); sc.Step != StepSignIn || len(sc.Do) > 0 || !strings.Contains(a.found(), "The test is skipped") {
		t.Errorf("at %s: %s", sc.Step, a.found())
	}
	a.does(Next{})
	if a.Screen().Step != StepFields || count[CheckCredentials](a)+count[Begin](a) != 0 {
		t.Errorf("at %s", a.Screen().Step)
	}
	if r := a.Report(); r.Outcome != Attention || r.App.Secret != SecretUnset {
		t.Errorf("%s %s", r.Outcome, r.App.Secret)
	}
}

func TestARefusalIsNoGoodNews(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepCallback)
	a.does(Next{})
	if sc := a.Screen(); !sc.Warned || !strings.Contains(sc.Notice, "the Callback URL is missing") {
		t.Errorf("%v %q", sc.Warned, sc.Notice)
	}
	a.does(Copied{Value: ValueCallback, Way: "sent to your clipboard"})
	if sc := a.Screen(); sc.Warned || sc.Notice == "" {
		t.Errorf("good news after it: %v %q", sc.Warned, sc.Notice)
	}
}

func TestWhatIsRefusedTakesNothingAway(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.does(Commit{Field: InputAccount, Text: "Iris"}, Commit{Field: InputAccount, Error: "this is probably a secret"})
	a.does(Commit{Field: InputProject, Text: "WEB"}, Commit{Field: InputProject, Text: "cut off", Error: "this has 301 characters"})
	a.goes(StepCredentials)
	a.gives(StepCredentials)
	a.does(Commit{Field: InputClientID, Error: "this is probably a secret"}, CommitSecret{Field: InputSecret, Error: "too short"})
	if s := a.Setup(); s.Account != "Iris" || s.Project != "WEB" || s.ClientID != "client1" || a.secret.length != 64 {
		t.Errorf("account %q, project %q, client ID %q, %d", s.Account, s.Project, s.ClientID, a.secret.length)
	}
	if f := a.Screen().Fields[0]; f.Finding == nil || f.Finding.Mark != MarkFail || !f.Withheld || f.Text != "client1" {
		t.Errorf("%+v", f)
	}
}

func TestTheProjectIsAskedForWhereAnActivityNeedsIt(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.does(Act{ID: ActionChange, Arg: string(StepActivities)})
	if f := a.Screen().Fields; len(f) != 1 || f[0].ID != InputProject || !f[0].Optional {
		t.Errorf("with activities: %+v", f)
	}
	for _, activity := range a.platform.Activities {
		a.does(Choose{Option: OptionID(activity.Name)})
	}
	if f := a.Screen().Fields; len(f) != 0 {
		t.Errorf("without an activity: %+v", f)
	}
}
