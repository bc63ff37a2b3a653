package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// sandboxCloud has the addresses of a sandbox.
func sandboxCloud() oauth.Cloud {
	cloud := oauth.Commercial
	cloud.Name = "test"
	cloud.AuthURL, cloud.APIURL, cloud.ConsoleURL = "http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9/console/"
	return cloud
}

// rehearses begins a rehearsal.
func rehearses(t *testing.T, platform string, saved ...dialog.Setup) *admin {
	t.Helper()
	a := opens(t, dialog.World{
		Demo: true, Cloud: sandboxCloud(), Saved: saved, Accounts: map[string]string{"service-user": "Iris", "owner": "Olga"},
		Scenarios: []dialog.Scenario{{ID: "rate-limited", Group: "Jira refuses calls", Name: "Too many calls", Line: "Jira asks to wait"}},
	})
	if len(saved) == 0 {
		a.does(dialog.Choose{Option: dialog.OptionID(platform)})
	}
	return a
}

func TestInARehearsalNoLinkLeadsToTheRealAtlassian(t *testing.T) {
	for _, id := range assets.PlatformIDs() {
		a := rehearses(t, id)
		for {
			sc := a.Screen()
			for _, in := range sc.Do {
				if in.Link != "" && strings.Contains(in.Link, ".atlassian.") {
					t.Errorf("%s, %s: %s", id, sc.Step, in.Link)
				}
			}
			if !sc.Demo {
				t.Errorf("%s, %s: nothing says DEMO", id, sc.Step)
			}
			if sc.Step == dialog.StepStatus {
				if !slices.ContainsFunc(sc.Details, func(d dialog.Detail) bool { return strings.HasPrefix(d.Text, "The real console looks different") }) {
					t.Errorf("%s: nothing tells what differs with the real Atlassian", id)
				}
				break
			}
			a.does(dialog.Goto{Step: a.plan[sc.N].id})
		}
	}
}

func TestTheSandboxsAdminCanDoEveryScreen(t *testing.T) {
	for _, id := range []string{"targetprocess", "agilepoint", "generic"} {
		a := rehearses(t, id)
		for a.Screen().Step != dialog.StepStatus {
			sc := a.Screen()
			if sc.Step == dialog.StepSignIn {
				a.getsLink()
			}
			if kindOf(a.screen().kind).helped && !a.CanHelp() {
				t.Errorf("%s, %s: nobody helps", id, sc.Step)
			}
			if a.CanHelp() {
				effects := a.Handle(dialog.Act{ID: dialog.ActionSandbox})
				a.follow(effects)
				asked := 0
				for _, e := range effects {
					if s, ok := e.(dialog.Sandbox); ok {
						asked++
						if a.find(s.Kind) < 0 {
							t.Errorf("%s, %s: asks for the step %q", id, sc.Step, s.Kind)
						}
						a.does(dialog.SandboxDid{Step: s.Kind, Text: "done"})
					}
				}
				if asked == 0 && a.Screen().Notice == "" {
					t.Errorf("%s, %s: x does nothing", id, sc.Step)
				}
				if sc.Step != dialog.StepSignIn && a.CanHelp() {
					t.Errorf("%s, %s: x is offered again", id, sc.Step)
				}
			}
			a.goes(a.plan[sc.N].id)
		}
		if p := a.Setup().PlatformAuthorized; p == dialog.Authorized {
			t.Errorf("%s: a rehearsal authorized the product", id)
		}
	}
}

func TestARehearsalIsContinuedWithTheAppMadeAgain(t *testing.T) {
	a := rehearses(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := rehearses(t, "", a.Setup())
	b.does(dialog.Choose{Option: "resume:0"})
	e, ok := last[dialog.Restore](b)
	if !ok || e.ClientID != "client1" || len(e.Scopes) != 13 || len(e.Callbacks) != 2 || slices.Contains(e.Done, dialog.StepSharing) {
		t.Fatalf("%+v", e)
	}
	if !b.warns("Its admin has made your app again") || !b.warns("It belongs to Iris") {
		t.Errorf("%+v", b.Screen().Warnings)
	}
	if b.does(dialog.Goto{Step: dialog.StepCredentials}); !b.warns("It has a new secret") {
		t.Errorf("%+v", b.Screen().Warnings)
	}
	if c := continues(t, a.Setup()); count[dialog.Restore](c) != 0 {
		t.Error("outside of a rehearsal an app is made again")
	}
}

func TestATraineeChoosesAProblemAndEndsIt(t *testing.T) {
	a := rehearses(t, "targetprocess")
	before := a.Screen().Step
	a.does(dialog.Act{ID: dialog.ActionPractice})
	list := a.Screen()
	if list.Choices == nil || len(list.Choices.Options) != 2 || !list.Choices.Options[0].Chosen || !list.Demo {
		t.Fatalf("the list is %+v", list.Choices)
	}
	if o := list.Choices.Options[1]; o.Group != "Jira refuses calls" || o.Label != "Too many calls" || o.Help != "Jira asks to wait" {
		t.Errorf("the problem is listed as %+v", o)
	}
	if why := strings.Join(list.Why, " "); !strings.Contains(why, "sandbox is a stand-in for Atlassian") {
		t.Errorf("what a sandbox is remains untold: %s", why)
	}
	if a.does(dialog.Back{}); a.Screen().Step != before {
		t.Errorf("esc led to %s", a.Screen().Step)
	}
	for _, want := range []string{"rate-limited", ""} {
		a.does(dialog.Act{ID: dialog.ActionPractice})
		option := dialog.OptionID(want)
		if want == "" {
			option = dialog.OptionNone
		}
		if a.does(dialog.Choose{Option: option}); a.Screen().Step != before {
			t.Errorf("%q: at %s", want, a.Screen().Step)
		}
		if e, ok := last[dialog.Play](a); !ok || e.Scenario != want {
			t.Errorf("%q: %+v", want, e)
		}
		if next := strings.Contains(a.Screen().Notice, "press enter to continue"); next != (want != "") {
			t.Errorf("%q: what to do next: %s", want, a.Screen().Notice)
		}
		if got := a.warns("the sandbox simulates a problem: Jira asks to wait"); got != (want != "") {
			t.Errorf("%q: the screen says so: %v", want, got)
		}
	}
}

func TestAProblemChosenAtTheSignInTestBeginsItAnew(t *testing.T) {
	a := rehearses(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.Act{ID: dialog.ActionPractice}, dialog.Choose{Option: "rate-limited"})
	if again, _ := last[dialog.Begin](a); again.Attempt == b.Attempt {
		t.Error("the older link is not told of the problem")
	}
	if !strings.Contains(a.Screen().Notice, "open the new link") {
		t.Errorf("what to do next is not told: %s", a.Screen().Notice)
	}
	b, _ = last[dialog.Begin](a)
	a.does(dialog.AttemptReady{Attempt: b.Attempt, Link: "http://127.0.0.1:1/go/abcdefgh", Long: "https://auth.atlassian.com/authorize?x"})
	a.does(dialog.AddressRead{Attempt: b.Attempt, Ours: true, Failure: "consent-cancelled", Error: "somebody pressed Cancel"})
	if r := a.Report(); r.Failure == nil {
		t.Fatal("the problem shows nothing")
	}
	a.does(dialog.Act{ID: dialog.ActionPractice}, dialog.Choose{Option: dialog.OptionNone})
	if r := a.Report(); r.Failure != nil || a.Screen().Problem != nil {
		t.Errorf("nobody pressed Cancel, and the report says %+v", r.Failure)
	}
}

func TestATraineeCanPasteTheSampleCallbackByHand(t *testing.T) {
	for _, id := range []string{"targetprocess", "agilepoint", "generic", "kibana"} {
		a := rehearses(t, id)
		a.does(dialog.Goto{Step: dialog.StepCallback})
		i := slices.IndexFunc(a.Screen().Values, func(v dialog.Value) bool { return v.Label == "a sample for this rehearsal" })
		if i < 0 {
			t.Errorf("%s: there is no sample: %+v", id, a.Screen().Values)
			continue
		}
		v := a.Screen().Values[i]
		a.does(dialog.Act{ID: dialog.ActionCopy, Arg: string(v.ID)})
		if e, ok := last[dialog.Copy](a); !ok || e.Text != a.platform.Callback.Sample {
			t.Errorf("%s: copied %+v", id, e)
		}
		known := oauth.Known{Hosted: true, Example: true, Pattern: a.platform.Callback.Pattern}
		if c := a.Screen().Fields[0]; c.ID == dialog.InputTenant && oauth.TenantReader.Read(v.Text, known).Problem != "" ||
			c.ID == dialog.InputCallback && oauth.CallbackReader.Read(v.Text, known).Problem != "" {
			t.Errorf("%s: the sample %s is refused", id, v.Text)
		}
	}
}

func TestOutsideARehearsalThereAreNoProblemsToPractice(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(dialog.Act{ID: dialog.ActionPractice})
	if a.offers(dialog.ActionPractice) || a.Screen().Step == dialog.StepPractice || a.CanHelp() || a.Help() != nil {
		t.Error("a sandbox that is not there is offered")
	}
}
