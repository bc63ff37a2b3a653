package steps

import (
	"strings"
	"testing"
	"time"

	"threelo/oauth"
	"threelo/steps/dialog"
)

func TestTheStatusSaysWhoConfirmedWhat(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepHandover)
	a.does(dialog.Choose{Option: dialog.NotYet}, a.links13(), dialog.Next{})
	if r := a.Report(); r.Outcome != dialog.Ready || r.Headline != "the sign-in test passed. Next: press Authorize in Targetprocess" || r.PlatformAuthorized != dialog.NotYet {
		t.Errorf("%s: %s, %s", r.Outcome, r.Headline, r.PlatformAuthorized)
	}
	if p, _ := a.reported(dialog.StepHandover); p.Outcome == dialog.MarkAttested {
		t.Error("Authorize is not done yet, and told as confirmed")
	}
	if next := a.Report().Next; !strings.HasPrefix(next[0], "Press Authorize in Targetprocess") {
		t.Errorf("%q", next)
	}
	a.does(dialog.Back{}, dialog.Choose{Option: dialog.Authorized}, dialog.Next{})
	if p, _ := a.reported(dialog.StepHandover); p.Outcome != dialog.MarkAttested {
		t.Errorf("Authorize is done, and not among what you confirmed: %+v", p)
	}
	if r := a.Report(); r.Headline != "the sign-in test passed, and you confirmed Authorize" || r.ConfirmedAt == nil {
		t.Error(r.Headline)
	}
	a.does(dialog.Back{}, dialog.Choose{Option: dialog.ShowedError}, dialog.Commit{Field: dialog.InputError, Text: "error=access_denied&error_description=User did not authorize the request"})
	if sc := a.Screen(); sc.Problem == nil || !sc.Fields[len(sc.Fields)-1].Withheld {
		t.Errorf("%+v", sc.Problem)
	}
	a.does(dialog.Next{})
	if r := a.Report(); r.Outcome != dialog.Failed || r.Failure == nil || r.ConfirmedAt != nil {
		t.Errorf("an error in the product: %s %+v", r.Outcome, r.Failure)
	}
	if p, _ := a.reported(dialog.StepHandover); p.Outcome == dialog.MarkAttested {
		t.Error("the former confirmation still counts")
	}
}

func TestEnterAloneConfirmsNothingAtAuthorize(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepHandover)
	if ch := a.Screen().Choices; ch == nil || !ch.Attests || ch.Options[0].Chosen || len(ch.Options) != 5 {
		t.Fatalf("%+v", ch)
	}
	if a.does(dialog.Next{}); a.Setup().PlatformAuthorized != "" || a.Screen().Step != dialog.StepHandover || !a.Screen().Warned {
		t.Errorf("%s at %s", a.Setup().PlatformAuthorized, a.Screen().Step)
	}
	a.does(dialog.Choose{Option: dialog.Authorized}, dialog.Next{})
	if a.Setup().PlatformAuthorized != dialog.Authorized || a.Screen().Step != dialog.StepStatus {
		t.Errorf("%s at %s", a.Setup().PlatformAuthorized, a.Screen().Step)
	}
}

func TestEachAnswerAboutAuthorizeHasItsOutcome(t *testing.T) {
	for answer, want := range map[dialog.OptionID]struct {
		outcome  dialog.Readiness
		headline string
	}{
		dialog.Authorized:  {dialog.Ready, "the sign-in test passed, and you confirmed Authorize"},
		dialog.Denied:      {dialog.Failed, "Targetprocess showed that access was denied"},
		dialog.ShowedError: {dialog.Failed, "Targetprocess showed an error"},
		dialog.Nothing:     {dialog.Failed, "Targetprocess opened no window to authorize"},
		dialog.NotYet:      {dialog.Attention, "the sign-in test passed. Next: press Authorize in Targetprocess"},
	} {
		a := newAdmin(t, "targetprocess")
		a.goes(dialog.StepHandover)
		a.does(dialog.Choose{Option: answer}, dialog.Next{})
		if r := a.Report(); r.Outcome != want.outcome || r.Headline != want.headline {
			t.Errorf("%s: %s, %s", answer, r.Outcome, r.Headline)
		}
	}
}

// Webhook and the rest of the profile are under Next: enter is not a word for them.
func TestWhatComesAfterTheAuthorizationIsNotTakenAsDone(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepStatus)
	if next := strings.Join(a.Report().Next, "|"); !strings.Contains(next, "Set up the Jira webhook and finish the profile in Targetprocess") {
		t.Error(next)
	}
	a.does(dialog.Next{})
	if p, ok := a.reported(dialog.StepAfter); ok {
		t.Errorf("pressing enter is told as a word for it: %+v", p)
	}
	b := newAdmin(t, "targetprocess")
	b.goes(dialog.StepHandover)
	b.does(dialog.Choose{Option: dialog.Denied}, dialog.Next{})
	if next := strings.Join(b.Report().Next, "|"); strings.Contains(next, "webhook") || !strings.Contains(next, "Press Authorize in Targetprocess again") {
		t.Errorf("before it is authorized: %s", next)
	}
}

func TestWithoutASignInTheStatusIsNotFinished(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(dialog.Goto{Step: dialog.StepStatus})
	if r := a.Report(); r.Outcome != dialog.Unfinished || r.Headline != "the sign-in test was not made" || len(r.Checks) != 0 {
		t.Errorf("%s: %s", r.Outcome, r.Headline)
	}
}

// A failed check knows the kind of the step that fixes it; a report names the
// step that this journey has.
func TestAReportNamesAStepThatIsThere(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes(dialog.StepSignIn)
	a.signsIn()
	a.verifies([]oauth.Check{{ID: "granted", Title: "permissions", Outcome: oauth.Fail, Step: "scopes"}, {ID: "site", Title: "site", Outcome: oauth.Warn, Step: "nowhere"}})
	checks := a.Report().Checks
	if len(checks) != 2 || checks[0].Step != dialog.StepClassic || checks[0].StepTitle == "" || checks[1].Step != "" {
		t.Errorf("%+v", checks)
	}
}

// Reports keep the IDs of the document's steps, though several share a screen.
func TestAReportKeepsTheIDsOfItsSteps(t *testing.T) {
	a := proved(t, "targetprocess")
	var ids []string
	for _, p := range a.Report().Proofs {
		ids = append(ids, string(p.Step))
	}
	if got, want := strings.Join(ids, " "), "create scopes-classic scopes-granular callback links credentials signin verify"; !strings.HasPrefix(got, want) {
		t.Errorf("%s", got)
	}
}

func TestTheReportIsSavedInTheKindThatIsChosen(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepStatus)
	if a.Screen().Report == nil {
		t.Fatal("no report on the status screen")
	}
	a.does(dialog.Act{ID: dialog.ActionSaveAs})
	if sc := a.Screen(); sc.Choices == nil || len(sc.Choices.Options) != 5 || sc.Report != nil {
		t.Fatalf("%+v", sc.Choices)
	}
	a.does(dialog.Choose{Option: "json"})
	if e, _ := last[dialog.SaveReport](a); e.Kind != "json" || a.Screen().Step != dialog.StepStatus || a.Screen().Report == nil {
		t.Errorf("saved %q, at %s", e.Kind, a.Screen().Step)
	}
	a.does(dialog.Saved{What: "/tmp/threelo.json"})
	if n := a.Screen().Notice; n != "saved: /tmp/threelo.json" {
		t.Error(n)
	}
	a.does(dialog.Saved{Error: "the disk is full"})
	if sc := a.Screen(); sc.Notice != "the disk is full" || !sc.Warned {
		t.Error(sc.Notice)
	}
	if a.does(dialog.Act{ID: dialog.ActionCopyReport}, dialog.Act{ID: dialog.ActionSaveReport}); count[dialog.CopyReport](a) != 1 || count[dialog.SaveReport](a) != 2 {
		t.Error("a key of the status does nothing")
	}
}

func TestACopiedMarkEndsWithTheTextThatWasCopied(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.setup.Callback, a.hidden[dialog.InputSecret] = productsCallback, 76
	for _, id := range []dialog.ValueID{dialog.ValueCallback, dialog.ValueSecret} {
		isCopied := func() bool { v, _ := a.value(id); return v.Copied }
		if isCopied() {
			t.Errorf("%s is copied before it was", id)
		}
		if a.does(dialog.Copied{Value: id, Way: "on your clipboard"}); !isCopied() {
			t.Errorf("%s was copied, and does not say so", id)
		}
		a.setup.Callback += "/"
		if a.does(dialog.Commit{Field: dialog.InputSecret, Length: 76}); isCopied() {
			t.Errorf("%s is another one, and says that it was copied", id)
		}
	}
}

func TestACopiedSecretIsCountedDownUntilItIsTakenOff(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepFields)
	copied := dialog.Copied{Value: dialog.ValueSecret, Way: "sent to your clipboard through this machine's clipboard, for a minute", Clear: noon.Add(time.Minute)}
	a.does(copied, dialog.Tick{Now: noon.Add(18 * time.Second)})
	c := a.Screen().Clipped
	if c == nil || c.Label != "Secret" || c.Until.Sub(a.Screen().Now) != 42*time.Second {
		t.Fatalf("the countdown is %+v", c)
	}
	a.does(dialog.Back{})
	if a.Screen().Clipped == nil {
		t.Error("on another screen nothing tells that the secret is on the clipboard")
	}
	a.does(dialog.Cleared{Text: "the secret was cleared from the clipboard; press c to copy it again"})
	if sc := a.Screen(); sc.Clipped != nil || sc.Notice == "" {
		t.Errorf("taken off, and the screen says %+v, %q", sc.Clipped, sc.Notice)
	}
	a.does(copied, dialog.Tick{Now: noon.Add(time.Minute)})
	if a.Screen().Clipped != nil {
		t.Error("the countdown continues after its end")
	}
	a.does(dialog.Copied{Value: dialog.ValueSecret, Way: "sent to your clipboard through your terminal"})
	if a.Screen().Clipped != nil {
		t.Error("where nobody can take it off, a countdown promises that")
	}
}

func TestEnterHandsTheValuesOverOneByOne(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	a.gives(dialog.StepSignIn)
	var labels, handed []string
	first := len(a.effects)
	for range 8 {
		labels = append(labels, a.Screen().Next.Label)
		if a.Screen().Step == dialog.StepHandover {
			break
		}
		a.does(dialog.Next{})
	}
	for _, e := range a.effects[first:] {
		if c, ok := e.(dialog.Copy); ok {
			handed = append(handed, string(c.Value))
			if c.Secret == (c.Text != "") {
				t.Errorf("%s: %q", c.Value, c.Text)
			}
		}
	}
	if got := strings.Join(handed, " "); got != "scopes client-id client-secret" {
		t.Errorf("handed over: %s", got)
	}
	if got := strings.Join(labels, "|"); !strings.Contains(got, "copy Client ID|copy Secret|next: authorize in Targetprocess") {
		t.Errorf("enter was called %s", got)
	}
	a.does(dialog.Back{}, dialog.Next{}) // back again: from the start, and the secret only when enter asks for it
	if got := a.copiedLast(); !strings.HasPrefix(got, "offline_access ") {
		t.Errorf("back on the screen, enter copies %q", got)
	}
}

func TestTheCreateFormIsOnTheClipboardOnArriving(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.gives(dialog.StepKnow)
	a.does(dialog.Next{})
	if e, _ := last[dialog.Copy](a); a.Screen().Step != dialog.StepCreate || e.Value != dialog.ValueConsole || e.Text != "https://developer.atlassian.com/console/myapps/create-3lo-app/" {
		t.Errorf("%s: %+v", a.Screen().Step, e)
	}
	a.does(dialog.Copied{Value: dialog.ValueConsole, Way: "on your clipboard"})
	if n := a.Screen().Notice; n != "the create form: on your clipboard" {
		t.Error(n)
	}
	if a.does(dialog.Next{}); a.Screen().Step != dialog.StepClassic {
		t.Errorf("the address is on the clipboard already, and enter leads to %s", a.Screen().Step)
	}
}
