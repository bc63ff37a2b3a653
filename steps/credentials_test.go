package steps

import (
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

func TestARefusalStaysOnTheScreen(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCredentials)
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client1"}, dialog.Commit{Field: dialog.InputSecret, Length: 64}, dialog.Next{})
	a.answers(oauth.Fail)
	if sc := a.Screen(); sc.Step != dialog.StepCredentials || sc.Problem == nil {
		t.Errorf("a refused secret went on to %s, problem %v", sc.Step, sc.Problem)
	}
	a.does(dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepCredentials || !strings.Contains(sc.Notice, "Atlassian refuses") {
		t.Errorf("enter led to %s: %s", sc.Step, sc.Notice)
	}
	a.does(dialog.Commit{Field: dialog.InputSecret, Length: 65})
	a.answers(oauth.Pass)
	if sc := a.Screen(); sc.Step != dialog.StepCredentials || sc.Problem != nil || sc.Arrived != 0 {
		t.Errorf("nobody pressed enter, and it is %s, %+v", sc.Step, sc.Problem)
	}
}

func TestEnterPressedWhileAtlassianIsAskedGoesOnWhenTheAnswerIsThere(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCredentials)
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client1"}, dialog.Commit{Field: dialog.InputSecret, Length: 64}, dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepCredentials || sc.Warned || !strings.Contains(sc.Notice, "one moment: waiting for Atlassian's answer") {
		t.Errorf("nothing is wrong while Atlassian is asked: %v %q", sc.Warned, sc.Notice)
	}
	a.answers(oauth.Pass)
	if sc := a.Screen(); sc.Step != dialog.StepSignIn || sc.Arrived != 1 || sc.Notice == "" {
		t.Errorf("at %s, arrived %d: %s", sc.Step, sc.Arrived, sc.Notice)
	}
	if p := a.markOf(dialog.StepCredentials); p != dialog.MarkProved {
		t.Error(p)
	}
}

// Atlassian can't be reached: that says nothing of the secret, and nothing is asked
// in a circle.
func TestAnAnswerThatSettlesNothingLeadsOnOnce(t *testing.T) {
	for _, platform := range []string{"targetprocess", "agilepoint"} {
		a := newAdmin(t, platform)
		a.goes(dialog.StepCredentials)
		a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client1"}, dialog.Commit{Field: dialog.InputSecret, Length: 64})
		if platform == "agilepoint" { // asks when the callback screen is left
			a.does(dialog.Next{})
			a.gives(dialog.StepCallback)
			a.does(dialog.Next{})
		}
		n := a.Screen().N
		a.does(dialog.Next{})
		e, asked := last[dialog.CheckCredentials](a)
		if !asked {
			t.Fatal("not asked")
		}
		a.does(dialog.CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: oauth.NotTried, Failure: "network-dns", Reason: "no network"}})
		if sc := a.Screen(); count[dialog.CheckCredentials](a) != 1 || sc.N != n+1 {
			t.Errorf("%s: asked %d times, at %s: %s", platform, count[dialog.CheckCredentials](a), sc.Step, sc.Notice)
		}
	}
}

// In AgilePoint's order client ID and secret come before a callback is saved.
func TestNothingIsSentBeforeACallbackIsSaved(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.goes(dialog.StepCredentials)
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client1"}, dialog.Commit{Field: dialog.InputSecret, Length: 64})
	if !strings.Contains(a.found(), "nothing is sent now") || a.Screen().Problem != nil {
		t.Errorf("%s %+v", a.found(), a.Screen().Problem)
	}
	if a.does(dialog.Next{}); count[dialog.CheckCredentials](a) != 0 || a.Screen().Step != dialog.StepCallback {
		t.Fatalf("at %s: %s", a.Screen().Step, a.Screen().Notice)
	}
	a.gives(dialog.StepCallback)
	if a.does(dialog.Next{}); count[dialog.CheckCredentials](a) != 0 {
		t.Error("asked when the lines are copied, before they are saved")
	}
	a.does(dialog.Next{})
	e, sent := last[dialog.CheckCredentials](a)
	if !sent {
		t.Fatal("not asked once the callback is saved")
	}
	a.does(dialog.CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: oauth.NotTried, Failure: "authorization-not-added", Reason: "not yet"}})
	if a.credentialsRefused() || a.markOf(dialog.StepCredentials) != dialog.MarkUnchecked {
		t.Errorf("“grant type is not enabled” counts as a wrong secret: %s", a.markOf(dialog.StepCredentials))
	}
	if sc := a.Screen(); sc.Step != dialog.StepCallback || !strings.Contains(sc.Notice, "press Save changes") {
		t.Errorf("at %s: %s", sc.Step, sc.Notice)
	}
	a.does(dialog.Next{})
	a.answers(oauth.Pass)
	if sc := a.Screen(); sc.Step != dialog.StepClassic || a.markOf(dialog.StepCredentials) != dialog.MarkProved {
		t.Errorf("saved now, and at %s: %s", sc.Step, sc.Notice)
	}
}

func TestWithoutTheSecretTheSignInTestIsSkipped(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCredentials)
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client1"}, dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepCredentials || !strings.Contains(sc.Notice, "press n") {
		t.Errorf("at %s: %s", sc.Step, sc.Notice)
	}
	a.does(dialog.Act{ID: dialog.ActionWithoutSecret}, dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepSignIn || len(sc.Do) > 0 || !strings.Contains(a.found(), "The test is skipped") {
		t.Errorf("at %s: %s", sc.Step, a.found())
	}
	a.does(dialog.Next{})
	if a.Screen().Step != dialog.StepFields || count[dialog.CheckCredentials](a)+count[dialog.Begin](a) != 0 {
		t.Errorf("at %s", a.Screen().Step)
	}
	if r := a.Report(); r.Outcome != dialog.Attention || r.App.Secret != dialog.SecretUnset {
		t.Errorf("%s %s", r.Outcome, r.App.Secret)
	}
}

func TestARefusalIsNoGoodNews(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	a.does(dialog.Next{})
	if sc := a.Screen(); !sc.Warned || !strings.Contains(sc.Notice, "the Callback URL is missing") {
		t.Errorf("%v %q", sc.Warned, sc.Notice)
	}
	a.does(dialog.Copied{Value: dialog.ValueCallback, Way: "sent to your clipboard"})
	if sc := a.Screen(); sc.Warned || sc.Notice == "" {
		t.Errorf("good news after it: %v %q", sc.Warned, sc.Notice)
	}
}

func TestWhatIsRefusedTakesNothingAway(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.does(dialog.Commit{Field: dialog.InputAccount, Text: "Iris"}, dialog.Commit{Field: dialog.InputAccount, Error: "this is probably a secret"})
	a.does(dialog.Commit{Field: dialog.InputProject, Text: "WEB"}, dialog.Commit{Field: dialog.InputProject, Text: "cut off", Error: "this has 301 characters"})
	a.goes(dialog.StepCredentials)
	a.gives(dialog.StepCredentials)
	a.does(dialog.Commit{Field: dialog.InputClientID, Error: "this is probably a secret"}, dialog.Commit{Field: dialog.InputSecret, Error: "too short"})
	if s := a.Setup(); s.Account != "Iris" || s.Project != "WEB" || s.ClientID != "client1" || a.hidden[dialog.InputSecret] != 64 {
		t.Errorf("account %q, project %q, client ID %q, %d", s.Account, s.Project, s.ClientID, a.hidden[dialog.InputSecret])
	}
	if f := a.Screen().Fields[0]; f.Finding == nil || f.Finding.Mark != dialog.MarkFail || !f.Withheld || f.Text != "client1" {
		t.Errorf("%+v", f)
	}
}

func TestTheProjectIsAskedForWhereAnActivityNeedsIt(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepActivities)})
	if f := a.Screen().Fields; len(f) != 1 || f[0].ID != dialog.InputProject || !f[0].Optional {
		t.Errorf("with activities: %+v", f)
	}
	for _, activity := range a.platform.Activities {
		a.does(dialog.Choose{Option: dialog.OptionID(activity.Name)})
	}
	if f := a.Screen().Fields; len(f) != 0 {
		t.Errorf("without an activity: %+v", f)
	}
}
