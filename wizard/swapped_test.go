package wizard_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
	"threelo/steps/stepstest"
	"threelo/wizard"
	"threelo/wizard/check"
	"threelo/wizard/plain"
)

// swapped is a run with unreadable sentences.
type swapped struct{ *wizard.Run }

func (s swapped) Screen() dialog.Screen { return stepstest.Swap(s.Run.Screen()) }

func rehearsal(t *testing.T) (*wizard.Run, *sandbox.Sandbox) {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	cloud := oauth.Commercial
	cloud.Name, cloud.AuthURL, cloud.APIURL, cloud.ConsoleURL = "test", box.URL(), box.URL(), box.ConsoleURL()
	run := wizard.New(t.Context(), wizard.Config{World: dialog.World{Cloud: cloud, Load: assets.BuiltIn}, Sandbox: box})
	t.Cleanup(run.Close)
	return run, box
}

// person answers by what a screen holds, without reading a word.
type person struct{ run swapped }

func (p person) Ask(bool) <-chan plain.Line {
	text, sc := "", p.run.Screen()
	can := func(id dialog.ActionID) bool {
		return slices.ContainsFunc(sc.Actions, func(a dialog.Action) bool { return a.ID == id })
	}
	if can(dialog.ActionSandbox) {
		text = ":x"
	}
	answer := make(chan plain.Line, 1)
	time.AfterFunc(time.Millisecond, func() { answer <- plain.Line{Text: text} }) // results come in meanwhile
	return answer
}

func (person) Close() {}

func TestThePlainFaceReadsNoSentence(t *testing.T) {
	for _, id := range []string{"targetprocess", "agilepoint"} {
		t.Run(id, func(t *testing.T) {
			run, _ := rehearsal(t)
			p, err := assets.BuiltIn(id)
			if err != nil {
				t.Fatal(err)
			}
			run.Begin(p, id)
			s := swapped{run}
			if err := plain.Run(t.Context(), s, plain.Options{Events: run.Events(), In: person{s}, Out: io.Discard}); err != nil {
				t.Error(err)
			}
			if r := run.Report(); !run.Ended() || r.Outcome != dialog.Ready {
				t.Errorf("it ended %v: %s, at %s", run.Ended(), r.Outcome, run.Screen().Step)
			}
		})
	}
}

func TestCheckReadsNoSentence(t *testing.T) {
	run, box := rehearsal(t)
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	admin := box.Admin()
	app, err := admin.CreateApp(sandbox.App{Name: "An app"})
	if err != nil {
		t.Fatal(err)
	}
	const callback = "https://acme.targetprocess.test/callback"
	if err := admin.SelectScopes(app.ClientID, oauth.ConsoleScopes(p.ScopeNames())); err != nil {
		t.Fatal(err)
	}
	if err := admin.SetCallback(app.ClientID, callback); err != nil {
		t.Fatal(err)
	}
	id, secret := app.ClientID, app.Secret
	run.BeginTest(p, p.ID, dialog.Setup{ClientID: id, Callback: callback, Site: "https://acme" + oauth.Commercial.SiteDomain})
	paste, pasted := io.Pipe()
	accept := func(_ context.Context, link string) error {
		address, err := admin.Consent(link, string(sandbox.ServiceUser), run.Setup().Site)
		if err != nil {
			t.Error(err)
		}
		go func() { _, _ = io.WriteString(pasted, address+"\n"); _ = pasted.Close() }()
		return nil
	}
	var said strings.Builder
	if err := check.Check(t.Context(), swapped{run}, false, secret, paste, &said, accept); err != nil {
		t.Errorf("%v\n%s", err, said.String())
	}
	if r := run.Report(); r.Outcome != dialog.Ready {
		t.Errorf("%s\n%s", r.Outcome, said.String())
	}
}
