package tui

import (
	"slices"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps"
	"threelo/steps/dialog"
)

// walk goes through the real journey of a platform and keeps its screens. It makes up
// the results of effects.
type walk struct {
	*testing.T
	*steps.Journey
	effects []dialog.Effect
	seen    []fixture
}

// seeds are the platforms that the program was made for.
var seeds = []string{"targetprocess", "agilepoint"}

const (
	theCallback = "https://acme.example/integrations/jira/oauth/callback"
	theClientID = "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0"
	ownLine     = "http://127.0.0.1:28765/callback"
)

// walkOf begins a journey where everything that a run can find is found: saved setups,
// notes on them, and problems to practice.
func walkOf(t *testing.T, platform string, demo bool) *walk {
	t.Helper()
	return walkIn(t, platform, dialog.World{
		Demo:      demo,
		Accounts:  map[string]string{"service-user": "Iris Integration"},
		Scenarios: []dialog.Scenario{{ID: "sharing", Group: "Atlassian's page refuses before Accept", Name: "The app is not shared", Line: "the app is not shared: another account than its owner's is refused"}},
		Saved:     []dialog.Setup{{Platform: platform, Site: "https://acme.atlassian.net", Done: []dialog.StepID{"know", "app"}}},
		Notes:     []string{"a saved setup could not be read and was set aside"},
	})
}

// walkIn begins a journey in some surroundings.
func walkIn(t *testing.T, platform string, world dialog.World) *walk {
	t.Helper()
	world.Cloud, world.Load, world.Now, world.NewID = oauth.Commercial, assets.BuiltIn, noon, func() string { return "setup" }
	w := &walk{T: t, Journey: steps.New(world)}
	w.keep("choose")
	w.do(dialog.Choose{Option: "other"})
	w.keep("choose-all")
	p, err := assets.BuiltIn(platform)
	if err != nil {
		t.Fatal(err)
	}
	w.effects = append(w.effects, w.Begin(p, platform)...)
	return w
}

// do hands in events. A port is held, and a copy made, at once.
func (w *walk) do(events ...dialog.Event) {
	for _, ev := range events {
		effects := w.Handle(ev)
		w.effects = append(w.effects, effects...)
		for _, e := range effects {
			switch e := e.(type) {
			case dialog.Bind:
				w.do(dialog.Bound{Callback: ownLine})
			case dialog.Copy:
				w.do(dialog.Copied{Value: e.Value, Way: "on your clipboard"})
			}
		}
	}
}

// keep keeps the present screen.
func (w *walk) keep(name string) {
	w.seen = append(w.seen, fixture{name, w.Screen()})
}

// on presses enter until the next screen is there, and keeps it. Enter hands over what
// the screen has to copy first.
func (w *walk) on() {
	w.Helper()
	before := w.Screen()
	for range 5 {
		if w.do(dialog.Next{}); w.Screen().Step != before.Step {
			w.keep(string(w.Screen().Step))
			return
		}
	}
	w.Fatalf("%s does not go on: %s", before.Step, w.Screen().Notice)
}

// lastOf is the newest effect of a type.
func lastOf[E dialog.Effect](w *walk) E {
	w.Helper()
	for _, e := range slices.Backward(w.effects) {
		if e, ok := e.(E); ok {
			return e
		}
	}
	w.Fatal("the journey did not ask for what the walk wants to answer")
	panic("unreachable")
}

// walkAll goes through a whole journey, with its variants. Another account owns the
// app, so that the screen for sharing is there as well.
func walkAll(t *testing.T, platform string, demo bool) []fixture {
	t.Helper()
	w := walkOf(t, platform, demo)
	w.keep("know")
	w.do(dialog.Act{ID: dialog.ActionPractice})
	w.keep("mistakes")
	w.do(dialog.Back{})
	for range 40 {
		switch w.Screen().Step {
		case dialog.StepKnow:
			w.start()
		case dialog.StepClassic:
			w.do(dialog.Act{ID: dialog.ActionCopy, Arg: "read:jira-work"}, dialog.Toggle{Scope: "read:jira-work"})
			w.keep("scopes-copied")
			w.links()
		case dialog.StepCallback:
			w.callback()
			w.links()
		case dialog.StepCredentials:
			w.credentials()
			continue
		case dialog.StepSignIn:
			w.signIn()
			w.verify()
			return w.seen
		}
		w.on()
	}
	t.Fatalf("the journey stays at %s: %s", w.Screen().Step, w.Screen().Notice)
	return nil
}

// start gives the other answers to the questions of the first screen, and the site.
func (w *walk) start() {
	for _, preset := range w.Screen().Presets {
		change := dialog.Act{ID: dialog.ActionChange, Arg: string(preset.ID)}
		w.do(change)
		if preset.ID == dialog.StepApp {
			w.keep("purpose")
			w.do(dialog.Choose{Option: dialog.PurposeGoOn})
		}
		w.keep("know-other-" + string(preset.ID))
		switch preset.ID {
		case dialog.StepApp:
			w.do(change)
		case dialog.StepActivities:
			w.do(dialog.Next{})
		}
	}
	w.do(dialog.Next{})
	w.keep("site-missing")
	w.do(dialog.Commit{Field: dialog.InputSite, Text: "x y", Error: "this is not a Jira site: it is the first part of your Jira's address, acme in acme.atlassian.net"})
	w.keep("site-refused")
	w.do(dialog.Commit{Field: dialog.InputSite, Text: "https://acme.atlassian.net", Notes: []string{"a space at the end was removed"}})
	w.keep("site-given")
}

// callback is missing, given, moved to another port, and without threelo's line.
func (w *walk) callback() {
	w.do(dialog.Next{})
	w.keep("callback-missing")
	w.do(dialog.Commit{Field: dialog.InputCallback, Text: theCallback})
	w.keep("callback-given")
	w.do(dialog.Act{ID: dialog.ActionLine})
	w.keep("callback-one-line")
	w.do(dialog.Act{ID: dialog.ActionLine}, dialog.Next{})
	w.keep("callback-copied")
}

// links pastes links, where the screen takes them: one without a scope, one with
// another callback, the right one.
func (w *walk) links() {
	if !slices.ContainsFunc(w.Screen().Fields, func(f dialog.Field) bool { return f.ID == dialog.InputLinks }) {
		return
	}
	all := oauth.ConsoleScopes(w.Platform().ScopeNames())
	link := oauth.ConsoleLink{ClientID: theClientID, Callback: theCallback, Scopes: all[1:]}
	w.do(dialog.Links{Links: []oauth.ConsoleLink{link}})
	w.keep("links-missing")
	link.Scopes, link.Callback = append(slices.Clone(all), "read:me"), theCallback+"/"
	w.do(dialog.Links{Links: []oauth.ConsoleLink{link}})
	w.keep("links-other-callback")
	link.Scopes, link.Callback = all, ownLine
	w.do(dialog.Links{Links: []oauth.ConsoleLink{link}})
	w.keep("links-own-line")
	link.Callback = theCallback
	w.do(dialog.Links{Links: []oauth.ConsoleLink{link}})
	w.keep("links-proved")
}

// credentials are refused, being checked, wrong, and accepted.
func (w *walk) credentials() {
	w.do(dialog.Commit{Field: dialog.InputClientID, Text: theClientID}, dialog.Commit{Field: dialog.InputSecret, Length: 3, Error: "this is too short for a secret"})
	w.keep("credentials-refused")
	w.do(dialog.Commit{Field: dialog.InputSecret, Length: 76})
	w.keep("credentials-asking")
	if w.Setup().Callback == "" { // nothing is asked before a callback is saved
		w.on()
		w.callback()
	}
	here := w.Screen().Step
	answer := func(o oauth.Outcome, failure, reason string) dialog.Event {
		return dialog.CredentialsChecked{Attempt: lastOf[dialog.CheckCredentials](w).Attempt, Verdict: oauth.Verdict{
			Outcome: o,
			Reason:  reason, Evidence: "POST /oauth/token: 401 access_denied", Failure: failure,
		}}
	}
	w.do(dialog.Next{})
	w.keep("credentials-awaited")
	w.do(answer(oauth.Fail, "wrong-secret", "the secret is not this app's"))
	w.keep("credentials-wrong")
	w.do(dialog.Commit{Field: dialog.InputSecret, Length: 76}, dialog.Next{})
	w.do(answer(oauth.Pass, "", "Atlassian accepts this client ID and secret"))
	if w.Screen().Step == here {
		w.Fatalf("%s does not go on: %s", here, w.Screen().Notice)
	}
	w.keep(string(w.Screen().Step))
}

// signIn waits, fails in every known way, changes the method, and succeeds.
func (w *walk) signIn() {
	ready := func() {
		w.do(dialog.AttemptReady{Attempt: lastOf[dialog.Begin](w).Attempt, Link: "http://127.0.0.1:8976/go/k3v9xq2m", Long: longLink})
	}
	ready()
	w.do(dialog.Tick{Now: noon.Add(2 * time.Minute)})
	w.keep("signin-waiting")
	w.do(dialog.AddressRead{Attempt: lastOf[dialog.Begin](w).Attempt, Error: "this address has no code= in it: copy the whole address, from https:// to the end"})
	w.keep("signin-no-code")
	for _, f := range assets.Failures() {
		w.do(dialog.AddressRead{Attempt: lastOf[dialog.Begin](w).Attempt, Ours: true, Failure: f.ID, Error: f.Title})
		w.keep("failure-" + f.ID)
	}
	w.do(dialog.Goto{Step: dialog.StepCallback}, dialog.Act{ID: dialog.ActionLine}, dialog.Goto{Step: dialog.StepSignIn})
	ready()
	w.keep("signin-paste")
	w.do(dialog.Goto{Step: dialog.StepCallback}, dialog.Act{ID: dialog.ActionLine}, dialog.Goto{Step: dialog.StepSignIn})
	ready()
	w.keep("signin-listening")
	w.do(dialog.AddressRead{Attempt: lastOf[dialog.Begin](w).Attempt, Ours: true})
	w.keep("signin-redeeming")
	w.do(dialog.Exchanged{Attempt: lastOf[dialog.Exchange](w).Attempt, Grant: w.grant()})
	w.keep("verify")
}

func (w *walk) grant() oauth.Grant {
	return oauth.Grant{TokenType: "Bearer", ExpiresIn: 3600, Scopes: oauth.ConsoleScopes(w.Platform().ScopeNames()), RefreshToken: true, Refreshed: true}
}

// verify is under way, finds several sites, fails and passes; then the rest of the
// journey with each outcome.
func (w *walk) verify() {
	attempt := func() int { return lastOf[dialog.Verify](w).Attempt }
	sites := []oauth.Site{{ID: "1", Name: "acme", URL: "https://acme.atlassian.net", Scopes: w.grant().Scopes}, {ID: "2", Name: "acme-sandbox", URL: "https://acme-sandbox.atlassian.net"}}
	checks := []oauth.Check{
		{ID: "renewal", Title: "the connection can renew itself", Outcome: oauth.Pass, Detail: "renewed, and the renewed sign-in is used for every call below"},
		{
			ID: "scope:read:jira-work", Title: "read:jira-work: fields", Outcome: oauth.Pass, Detail: "called, and Jira answered",
			Request: &oauth.Request{Method: "GET", Path: "/rest/api/3/field", Status: 200, At: noon}, Duration: 98 * time.Millisecond,
		},
		{ID: "scope:write:jira-work", Title: "write:jira-work", Outcome: oauth.NotTried, Detail: "granted; no harmless call exists"},
	}
	for i, c := range checks {
		w.do(dialog.CheckDone{Attempt: attempt(), Check: c, Done: i + 1, Of: 9})
	}
	w.keep("verify-under-way")
	user := &oauth.User{AccountID: "1", DisplayName: "Iris Integration", AccountType: "atlassian"}
	w.do(dialog.Verified{Attempt: attempt(), Grant: w.grant(), Sites: sites, User: user, Checks: checks})
	w.keep("verify-several-sites")
	w.do(dialog.Choose{Option: "1"})
	finish := func(more ...oauth.Check) {
		w.do(dialog.Verified{Attempt: attempt(), Grant: w.grant(), Sites: sites[:1], Site: &sites[0], User: user, Checks: append(slices.Clone(checks), more...)})
	}
	finish(oauth.Check{
		ID: "account", Title: "the account", Outcome: oauth.Fail, Detail: "the call was refused, because the scope is missing", Failure: "scope-does-not-match", Step: "scopes",
		Fix: "Select it and sign in again.", Request: &oauth.Request{Method: "GET", Path: "/rest/api/3/myself", Status: 401, At: noon}, TraceID: "0123456789abcdef",
	})
	w.keep("verify-failed")
	w.statusNow("status-failed")
	w.do(dialog.Act{ID: dialog.ActionCheckAgain})
	user = &oauth.User{AccountID: "2", DisplayName: "Ada Admin", AccountType: "atlassian"}
	finish(oauth.Check{ID: "account", Title: "the account", Outcome: oauth.Warn, Detail: "you said Iris Integration, the sign-in was made by Ada Admin", Step: "signin", Fix: "Sign in again in the other window."})
	w.keep("verify-attention")
	w.statusNow("status-attention")
	user = &oauth.User{AccountID: "1", DisplayName: "Iris Integration", AccountType: "atlassian"}
	w.do(dialog.Act{ID: dialog.ActionCheckAgain})
	finish()
	w.keep("verify-passed")
	for w.Screen().Report == nil {
		switch w.Screen().Step {
		case dialog.StepHandover:
			for _, o := range []dialog.OptionID{dialog.ShowedError, dialog.Denied, dialog.Nothing, dialog.NotYet, dialog.Authorized} {
				w.do(dialog.Choose{Option: o})
				w.keep("outcome-" + string(o))
			}
		case dialog.StepFields:
			w.do(dialog.Copied{Value: dialog.ValueSecret, Way: "on your clipboard, for a minute", Clear: noon.Add(5 * time.Minute)})
			w.keep("fields-copied")
		}
		w.on()
	}
	w.do(dialog.Saved{What: "threelo-" + w.Platform().ID + ".png"})
	w.keep("status-saved")
}

// named is the screen of a walk that was kept under a name.
func named(t *testing.T, all []fixture, name string) dialog.Screen {
	t.Helper()
	i := slices.IndexFunc(all, func(f fixture) bool { return f.name == name })
	if i < 0 {
		t.Fatalf("the walk has no screen %q", name)
	}
	return all[i].screen
}

// statusNow goes to the status screen and back.
func (w *walk) statusNow(name string) {
	w.do(dialog.Goto{Step: "status"})
	w.keep(name)
	w.do(dialog.Goto{Step: "verify"})
}
