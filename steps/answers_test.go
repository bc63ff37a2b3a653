package steps

import (
	"strings"
	"testing"

	"threelo/oauth"
)

func TestWithoutALinkTheSignInOffersOnlyWhatWorks(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("signin")
	b, _ := last[Begin](a)
	offersNoLink := func(when string) {
		t.Helper()
		sc := a.Screen()
		if len(sc.Do) > 0 || len(sc.Fields) > 0 || len(sc.Values) > 0 || sc.Next.Label != "" {
			t.Errorf("%s: there is nothing to copy or to paste yet: %+v %+v %+v %q", when, sc.Do, sc.Fields, sc.Values, sc.Next)
		}
		for _, act := range sc.Actions {
			if act.ID == "copy" || act.ID == "open" {
				t.Errorf("%s: %q is offered", when, act.Label)
			}
		}
		a.does(Next{})
		if n := a.Screen().Notice; !strings.Contains(n, "no link yet") {
			t.Errorf("%s: enter says %q", when, n)
		}
	}
	offersNoLink("while it is made")
	if w := a.Screen().Waiting; w == nil || w.Yours {
		t.Errorf("what is awaited is %+v", w)
	}
	a.does(AttemptReady{Attempt: b.Attempt, Error: "threelo's own address is no longer held"})
	offersNoLink("when it could not be made")
	if sc := a.Screen(); sc.Problem == nil || sc.Waiting != nil {
		t.Errorf("%+v %+v", sc.Problem, sc.Waiting)
	}
	a.does(Act{ID: "again"})
	b, _ = last[Begin](a)
	a.does(AttemptReady{Attempt: b.Attempt, Long: "https://auth.atlassian.com/authorize?x"})
	if sc := a.Screen(); len(sc.Do) != 4 || len(sc.Fields) != 1 || len(sc.Values) != 1 {
		t.Errorf("with a link: %+v %+v %+v", sc.Do, sc.Fields, sc.Values)
	}
}

func TestARefusalIsNoGoodNews(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("callback")
	a.does(Next{})
	if sc := a.Screen(); !sc.Warned || !strings.Contains(sc.Notice, "the Callback URL is missing") {
		t.Errorf("%v %q", sc.Warned, sc.Notice)
	}
	a.does(Copied{Value: "callback", Way: "sent to your clipboard"})
	if sc := a.Screen(); sc.Warned || sc.Notice == "" {
		t.Errorf("good news after it: %v %q", sc.Warned, sc.Notice)
	}
	a.goes("credentials")
	a.does(Commit{Field: "client-id", Text: "client1"}, CommitSecret{Field: "client-secret", Length: 64}, Next{})
	if sc := a.Screen(); sc.Warned || !strings.Contains(sc.Notice, "one moment: waiting for Atlassian's answer") {
		t.Errorf("nothing is wrong while Atlassian is asked: %v %q", sc.Warned, sc.Notice)
	}
}

func TestTheClientIDIsTakenFromTheConsolesLinks(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("links")
	a.does(Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: a.setup.Callback, Scopes: oauth.ConsoleScopes(a.wanted())}}}, Next{})
	sc := a.Screen()
	if f := sc.Fields[0]; sc.Step != "credentials" || f.Text != "client1" || f.Finding == nil || !strings.Contains(f.Finding.Text, "from the ready-made links") {
		t.Errorf("%s: %+v", sc.Step, f)
	}
	a.does(Commit{Field: "client-id", Text: "client2"})
	if f := a.Screen().Fields[0]; f.Finding != nil && strings.Contains(f.Finding.Text, "ready-made links") {
		t.Errorf("another one is not from there: %+v", f.Finding)
	}
}

func TestWhatIsRefusedTakesNothingAway(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.goes("site")
	a.does(Commit{Field: "account", Text: "Iris"}, Commit{Field: "account", Error: "this is probably a secret"})
	a.does(Choose{Option: OptionID(a.platform.Activities[0].Name)}, Commit{Field: "project", Text: "WEB"}, Commit{Field: "project", Text: "cut off", Error: "this has 301 characters"})
	a.does(Commit{Field: "token-name", Text: "Jira"}, Commit{Field: "token-name", Error: "this is probably a secret"})
	if s := a.Setup(); s.Account != "Iris" || s.Project != "WEB" || s.Inputs["token-name"] != "Jira" {
		t.Errorf("account %q, project %q, token name %q", s.Account, s.Project, s.Inputs["token-name"])
	}
}

func TestAnAnswerEndsWhatWasSaidBefore(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("links")
	a.does(Copied{Value: "callback", Way: "sent to your clipboard"}, Links{Error: "this is no link"})
	if n := a.Screen().Notice; n != "" {
		t.Errorf("beside the refused link stands %q", n)
	}
	a.goes("signin")
	b, _ := last[Begin](a)
	a.does(AttemptReady{Attempt: b.Attempt, Long: "x"}, Next{}, AddressRead{Attempt: b.Attempt, Error: "this is no address"})
	if n := a.Screen().Notice; n != "" {
		t.Errorf("beside the refused address stands %q", n)
	}
}

func TestTheProjectIsAskedForWhereAnActivityNeedsIt(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.goes("activities")
	name := a.platform.Activities[0].Name
	a.setup.Activities = nil
	if f := a.Screen().Fields; len(f) != 0 {
		t.Errorf("without an activity: %+v", f)
	}
	a.does(Choose{Option: OptionID(name)})
	if f := a.Screen().Fields; len(f) != 1 || f[0].ID != "project" || !f[0].Optional {
		t.Errorf("with one: %+v", f)
	}
}
