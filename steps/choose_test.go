package steps

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// offered lists the answers of the screen's question.
func (a *admin) offered() []string {
	var out []string
	if ch := a.Screen().Choices; ch != nil {
		for _, o := range ch.Options {
			out = append(out, string(o.ID)+" "+o.Label)
		}
	}
	return out
}

func TestThreeloAsksForTheProductFirst(t *testing.T) {
	a := newAdmin(t, "")
	if got := strings.Join(a.offered(), "|"); !strings.HasPrefix(got, "targetprocess Targetprocess|agilepoint AgilePoint NX|") || !strings.HasSuffix(got, "another product…") {
		t.Errorf("%s", got)
	}
	a.does(dialog.Choose{Option: dialog.OptionOthers})
	if got := a.offered(); len(got) != len(assets.Shelf()) {
		t.Errorf("%d of %d: %q", len(got), len(assets.Shelf()), got)
	}
	listed := a.offered()
	if a.does(dialog.Commit{Field: dialog.InputProduct, Text: "Elastic monitoring"}); strings.Join(a.offered(), "|") != "kibana Kibana|generic your product" {
		t.Errorf("a search finds %q", a.offered())
	}
	if a.does(dialog.Commit{Field: dialog.InputProduct, Text: "nothing like it"}); strings.Join(a.offered(), "|") != "generic your product" {
		t.Errorf("a search without a match leaves %q", a.offered())
	}
	if a.does(dialog.Commit{Field: dialog.InputProduct}); !slices.Equal(a.offered(), listed) {
		t.Errorf("without a search: %q", a.offered())
	}
	if a.does(dialog.Back{}, dialog.Next{}); a.platform != nil || a.Screen().Notice == "" {
		t.Errorf("nothing is chosen, and at %s: %q", a.Screen().Step, a.Screen().Notice)
	}
	a.does(dialog.Choose{Option: "agilepoint"})
	if sc := a.Screen(); sc.Platform != "AgilePoint NX" || sc.N != 1 {
		t.Errorf("%+v", sc)
	}
}

func TestASearchCountsProductsAndHidesSavedSetups(t *testing.T) {
	a := opens(t, dialog.World{Cloud: oauth.Commercial, Saved: []dialog.Setup{{ID: "a", Platform: "targetprocess", Site: "https://acme.atlassian.net"}}})
	a.does(dialog.Choose{Option: dialog.OptionOthers})
	all := len(assets.Shelf())
	if got := a.Screen().Fields[0].Finding.Text; !strings.HasPrefix(got, fmt.Sprintf("%d of %[1]d products: Automation, ", all)) || len(a.offered()) != all+1 {
		t.Errorf("%s\n%q", got, a.offered())
	}
	a.does(dialog.Commit{Field: dialog.InputProduct, Text: "agilepoint"})
	if got := a.Screen().Fields[0].Finding.Text; got != fmt.Sprintf("2 of %d products: Not listed", all) || a.offered()[0] != "agilepoint AgilePoint NX" {
		t.Errorf("%s\n%q", got, a.offered())
	}
}

func TestEscLeadsThroughTheFirstScreenToTheChoiceOfTheProduct(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	for n := a.Screen().N; n > 1; n-- {
		if sc := a.Screen(); sc.N != n || !sc.Back {
			t.Fatalf("at %s, %d instead of %d", sc.Step, sc.N, n)
		}
		a.does(dialog.Back{})
	}
	if sc := a.Screen(); sc.Step != dialog.StepKnow || !sc.Back {
		t.Fatalf("%s", sc.Step)
	}
	a.does(dialog.Back{})
	if sc := a.Screen(); sc.Step != dialog.StepChoose || sc.Platform != "" {
		t.Fatalf("at %s of %q", sc.Step, sc.Platform)
	}
	if got := a.offered(); got[0] != "resume:0 Continue: Targetprocess → acme" {
		t.Fatalf("%q", got)
	}
	a.does(dialog.Choose{Option: "resume:0"})
	if s := a.Setup(); s.Site != "https://acme.atlassian.net" || s.ClientID != "client1" || s.Callback != productsCallback {
		t.Errorf("continued with %+v", s)
	}
	saved, _ := last[dialog.SaveSetup](a)
	if saved.Setup.ID != "setup2" && saved.Setup.ID != a.Setup().ID {
		t.Errorf("saved as %s, continued as %s", saved.Setup.ID, a.Setup().ID)
	}
	a.goes(dialog.StepStatus)
}

func TestASecondRunGoesOnAndShowsOldProofsAsOld(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	saved, _ := last[dialog.SaveSetup](a)
	if saved.Setup.Step != dialog.StepSignIn || saved.Setup.ClientID != "client1" {
		t.Fatalf("saved %+v", saved.Setup)
	}
	b := opens(t, dialog.World{Cloud: oauth.Commercial, Saved: []dialog.Setup{saved.Setup}})
	if got := b.offered(); got[0] != "resume:0 Continue: Targetprocess → acme" {
		t.Fatalf("not offered to go on: %q", got)
	}
	b.does(dialog.Choose{Option: "resume:0"})
	if sc := b.Screen(); sc.Step != dialog.StepSignIn || sc.Site != "acme" || !strings.Contains(sc.Notice, "you'll be asked for the secret again") {
		t.Errorf("resumed at %s, %s: %s", sc.Step, sc.Site, sc.Notice)
	}
	if _, begun := last[dialog.Begin](b); begun || !strings.Contains(textOf(b.Screen())+b.Screen().Problem.What, "the secret is not entered") {
		t.Error("a sign-in begins without the secret")
	}
	b.does(dialog.Act{ID: dialog.ActionFix})
	if sc := b.Screen(); sc.Step != dialog.StepCredentials || !strings.Contains(b.found(), "not-checked: confirmed in an earlier run") || strings.Contains(b.found(), "proved:") {
		t.Errorf("the old proof passes for a new one: %s", b.found())
	}
	if p, _ := b.reported(dialog.StepCredentials); !strings.Contains(p.Evidence, "found earlier: ") {
		t.Errorf("%+v", p)
	}
	b.does(dialog.Next{})
	if b.Screen().Step != dialog.StepCredentials {
		t.Error("the secret was not asked for again")
	}
	b.goes(dialog.StepStatus)
	if p, _ := b.reported(dialog.StepCredentials); strings.Contains(p.Evidence, "earlier run") {
		t.Errorf("proved anew, and reported as %+v", p)
	}
}

func TestASetupWhosePlatformFileIsGoneOrChangedSaysSo(t *testing.T) {
	saved := []dialog.Setup{{ID: "a", Platform: "/home/ada/crm.yaml", PlatformSum: "an older one", Step: dialog.StepCreate, Site: "https://acme.atlassian.net"}}
	p := builtIn(t, "targetprocess")
	a := opens(t, dialog.World{Cloud: oauth.Commercial, Saved: saved, Load: func(string) (*assets.Platform, error) { return nil, errors.New("there is no such file") }})
	if !a.warns("for acme waits for its platform file: there is no such file") {
		t.Errorf("%+v", a.Screen().Warnings)
	}
	if slices.ContainsFunc(a.offered(), func(o string) bool { return strings.HasPrefix(o, "resume:") }) {
		t.Errorf("it is offered all the same: %q", a.offered())
	}

	b := opens(t, dialog.World{Cloud: oauth.Commercial, Saved: saved, Load: func(string) (*assets.Platform, error) { return p, nil }})
	b.does(dialog.Choose{Option: "resume:0"})
	if sc := b.Screen(); sc.Step != dialog.StepCreate || !strings.Contains(sc.Notice, "have changed since") {
		t.Errorf("at %s: %q", sc.Step, sc.Notice)
	}
	if saved := b.Setup(); saved.PlatformSum != p.Sum {
		t.Error("it would be said at every start")
	}
}

func TestASavedSetupIsDeletedWithTwoPresses(t *testing.T) {
	setups := []dialog.Setup{{ID: "a", Platform: "targetprocess", Site: "https://acme.atlassian.net"}, {ID: "b", Platform: "agilepoint", Site: "https://bravo.atlassian.net"}}
	a := opens(t, dialog.World{Cloud: oauth.Commercial, Saved: setups})
	press := func(on dialog.OptionID) { a.does(dialog.Act{ID: dialog.ActionForget, Arg: string(on)}) }
	press("targetprocess")
	if count[dialog.ForgetSetup](a) != 0 || !strings.Contains(a.Screen().Notice, "only a saved setup") {
		t.Error(a.Screen().Notice)
	}
	press("resume:0")
	if count[dialog.ForgetSetup](a) != 0 || !strings.Contains(a.Screen().Notice, "press x again") {
		t.Errorf("one press: %s", a.Screen().Notice)
	}
	press("resume:1") // another one: asked again
	if count[dialog.ForgetSetup](a) != 0 {
		t.Error("a press on another setup deleted it")
	}
	press("resume:1")
	if e, _ := last[dialog.ForgetSetup](a); e.ID != "b" || count[dialog.ForgetSetup](a) != 1 {
		t.Errorf("deleted %q", e.ID)
	}
	a.does(dialog.Forgotten{ID: "b"})
	if got := strings.Join(a.offered(), "|"); strings.Contains(got, "bravo") || !strings.Contains(got, "resume:0 Continue: Targetprocess → acme") || !a.offers(dialog.ActionForget) {
		t.Error(got)
	}
	press("resume:0")
	a.does(dialog.Next{}) // something else in between takes the question back
	press("resume:0")
	if count[dialog.ForgetSetup](a) != 1 {
		t.Error("two presses with something else in between deleted a setup")
	}
	if press("resume:0"); count[dialog.ForgetSetup](a) != 2 {
		t.Error("the last one can't be deleted")
	}
	a.does(dialog.Forgotten{ID: "a", Error: "it is open in another window"})
	if sc := a.Screen(); !a.offers(dialog.ActionForget) || !sc.Warned || sc.Notice != "it is open in another window" {
		t.Errorf("what could not be deleted is gone: %q", sc.Notice)
	}
	if a.does(dialog.Forgotten{ID: "a"}); a.offers(dialog.ActionForget) {
		t.Error("another deletion is offered")
	}
}

func TestAChosenSetupThatAnotherWindowHasIsNotContinued(t *testing.T) {
	a := opens(t, dialog.World{Cloud: oauth.Commercial, Saved: []dialog.Setup{{ID: "a", Platform: "targetprocess"}}, Hold: func(s dialog.Setup) (dialog.Setup, error) { return s, errors.New("another window has it") }})
	a.does(dialog.Choose{Option: "resume:0"})
	if sc := a.Screen(); sc.Step != dialog.StepChoose || sc.Notice != "another window has it" || !sc.Warned {
		t.Errorf("%s: %s", sc.Step, sc.Notice)
	}
}
