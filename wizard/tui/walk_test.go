package tui

import (
	"slices"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps"
)

// walk goes through the real journey of a platform and keeps its screens. It makes up
// the results of effects.
type walk struct {
	*testing.T
	*steps.Journey
	effects []steps.Effect
	seen    []fixture
}

// seeds are the platforms that the program was made for.
var seeds = []string{"targetprocess", "agilepoint"}

const theCallback = "https://acme.example/integrations/jira/oauth/callback"

func walkOf(t *testing.T, platform string, demo bool) *walk {
	t.Helper()
	w := &walk{T: t, Journey: steps.New(steps.World{
		Cloud: oauth.Commercial, Demo: demo, Load: assets.BuiltIn, Now: noon,
		NewID:     func() string { return "setup" },
		Accounts:  map[string]string{"service-user": "Iris Integration"},
		Scenarios: []steps.Scenario{{ID: "sharing", Line: "the app is not shared: another account than its owner's is refused"}},
		Saved:     []steps.Setup{{Platform: platform, Site: "https://acme.atlassian.net", Done: []steps.StepID{"know", "app"}}},
		Notes:     []string{"a saved setup could not be read and was set aside"},
	})}
	w.keep("choose")
	w.do(steps.Choose{Option: "other"})
	w.keep("choose-all")
	p, err := assets.BuiltIn(platform)
	if err != nil {
		t.Fatal(err)
	}
	w.effects = append(w.effects, w.Begin(p, platform)...)
	return w
}

// do hands in events.
func (w *walk) do(events ...steps.Event) {
	for _, ev := range events {
		effects := w.Handle(ev)
		w.effects = append(w.effects, effects...)
		if slices.ContainsFunc(effects, func(e steps.Effect) bool { _, binds := e.(steps.Bind); return binds }) {
			w.do(steps.Bound{Callback: "http://127.0.0.1:28765/callback"})
		}
	}
}

// keep keeps the present screen.
func (w *walk) keep(name string) {
	w.seen = append(w.seen, fixture{name, w.Screen()})
}

// on presses enter and keeps the next screen.
func (w *walk) on() {
	w.Helper()
	before := w.Screen()
	w.do(steps.Next{})
	if now := w.Screen(); now.Step == before.Step && now.Title == before.Title {
		w.Fatalf("%s does not go on: %s", now.Step, now.Notice)
	}
	w.keep(string(w.Screen().Step))
}

// lastOf is the newest effect of a type.
func lastOf[E steps.Effect](w *walk) E {
	w.Helper()
	for _, e := range slices.Backward(w.effects) {
		if e, ok := e.(E); ok {
			return e
		}
	}
	w.Fatal("the journey did not ask for what the walk wants to answer")
	panic("unreachable")
}

// walkAll goes through a whole journey, with its variants.
func walkAll(t *testing.T, platform string, demo bool) []fixture {
	t.Helper()
	w := walkOf(t, platform, demo)
	w.keep("know")
	w.do(steps.Act{ID: steps.ActionPractice})
	w.keep("mistakes")
	w.do(steps.Back{})
	for range 40 {
		switch step := w.Screen().Step; step {
		case "app":
			w.do(steps.Choose{Option: steps.AppExisting})
			w.keep("app-existing")
			w.do(steps.Choose{Option: steps.AppNew})
		case "account":
			w.do(steps.Choose{Option: steps.AccountsTwo})
		case "site":
			w.do(steps.Commit{Field: "site", Text: "x y", Error: "this is no Jira site: it is the first part of your Jira's address, acme in acme.atlassian.net"})
			w.keep("site-refused")
			w.do(steps.Commit{Field: "site", Text: "https://acme.atlassian.net"}, steps.Commit{Field: "account", Text: "Iris Integration", Notes: []string{"a space at the end was removed"}})
		case "callback":
			w.do(steps.Next{})
			w.keep("callback-missing")
			w.do(steps.Commit{Field: "callback", Text: theCallback})
		case "scopes-classic":
			w.do(steps.Copied{Value: "read:jira-work", Way: "sent to your clipboard through your terminal"}, steps.Toggle{Scope: "read:jira-work"})
			w.keep("scopes-copied")
		case "links":
			w.links()
		case "credentials":
			w.credentials()
			continue
		case "fields", "handover":
			w.do(steps.Copied{Value: "client-secret", Way: "sent to your clipboard through this machine's clipboard, for a minute", Clear: noon.Add(time.Minute)},
				steps.Tick{Now: noon.Add(18 * time.Second)})
			w.keep(string(step) + "-copied")
		case "signin":
			w.signIn()
			continue
		case "verify":
			w.verify()
			return w.seen
		}
		w.on()
	}
	t.Fatalf("the journey stays at %s: %s", w.Screen().Step, w.Screen().Notice)
	return nil
}

// links pastes links: one without a scope, one with another callback, the right one.
func (w *walk) links() {
	all := oauth.ConsoleScopes(w.Platform().ScopeNames())
	link := oauth.ConsoleLink{ClientID: "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0", Callback: theCallback, Scopes: all[1:]}
	w.do(steps.Links{Links: []oauth.ConsoleLink{link}})
	w.keep("links-missing")
	link.Scopes, link.Callback = append(slices.Clone(all), "read:me"), theCallback+"/"
	w.do(steps.Links{Links: []oauth.ConsoleLink{link}})
	w.keep("links-other-callback")
	link.Scopes, link.Callback = all, theCallback
	w.do(steps.Links{Links: []oauth.ConsoleLink{link}})
	w.keep("links-proved")
}

// credentials are refused, being checked, wrong, and accepted.
func (w *walk) credentials() {
	w.do(steps.Commit{Field: "client-id", Text: "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0"}, steps.CommitSecret{Field: "client-secret", Length: 3, Error: "this is too short for a secret"})
	w.keep("credentials-refused")
	w.do(steps.CommitSecret{Field: "client-secret", Length: 76})
	w.keep("credentials-asking")
	if w.Setup().Callback == "" { // nothing is asked before a callback is saved
		w.on()
		return
	}
	answer := func(o oauth.Outcome, failure string) steps.Event {
		return steps.CredentialsChecked{Attempt: lastOf[steps.CheckCredentials](w).Attempt, Verdict: oauth.Verdict{
			Outcome: o,
			Reason:  "the secret is not this app's", Evidence: "POST /oauth/token: 401 access_denied", Failure: failure,
		}}
	}
	w.do(answer(oauth.Fail, "wrong-secret"))
	w.keep("credentials-wrong")
	w.do(steps.CommitSecret{Field: "client-secret", Length: 76}, steps.Next{})
	w.do(answer(oauth.Pass, ""))
	w.keep(string(w.Screen().Step))
}

// signIn waits, fails in every known way, changes the method, and succeeds.
func (w *walk) signIn() {
	ready := func() {
		w.do(steps.AttemptReady{Attempt: lastOf[steps.Begin](w).Attempt, Link: "http://127.0.0.1:8976/go/k3v9xq2m", Long: longLink})
	}
	ready()
	w.do(steps.Tick{Now: noon.Add(2 * time.Minute)})
	w.keep("signin-waiting")
	w.do(steps.AddressRead{Attempt: lastOf[steps.Begin](w).Attempt, Error: "this address has no code= in it: copy the whole address, from https:// to the end"})
	w.keep("signin-no-code")
	for _, f := range assets.Failures() {
		w.do(steps.AddressRead{Attempt: lastOf[steps.Begin](w).Attempt, Ours: true, Failure: f.ID, Error: f.Title})
		w.keep("failure-" + f.ID)
	}
	w.do(steps.Act{ID: steps.ActionAgain})
	ready()
	w.do(steps.AddressRead{Attempt: lastOf[steps.Begin](w).Attempt, Ours: true})
	w.keep("signin-redeeming")
	w.do(steps.Exchanged{Attempt: lastOf[steps.Exchange](w).Attempt, Grant: w.grant()})
	w.keep(string(w.Screen().Step))
}

func (w *walk) grant() oauth.Grant {
	return oauth.Grant{TokenType: "Bearer", ExpiresIn: 3600, Scopes: oauth.ConsoleScopes(w.Platform().ScopeNames()), RefreshToken: true, Refreshed: true}
}

// verify is under way, finds several sites, fails and passes; then the rest of the
// journey with each outcome.
func (w *walk) verify() {
	attempt := func() int { return lastOf[steps.Verify](w).Attempt }
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
		w.do(steps.CheckDone{Attempt: attempt(), Check: c, Done: i + 1, Of: 9})
	}
	w.keep("verify-under-way")
	user := &oauth.User{AccountID: "1", DisplayName: "Iris Integration", AccountType: "atlassian"}
	w.do(steps.Verified{Attempt: attempt(), Grant: w.grant(), Sites: sites, User: user, Checks: checks})
	w.keep("verify-several-sites")
	w.do(steps.Choose{Option: "1"})
	finish := func(more ...oauth.Check) {
		w.do(steps.Verified{Attempt: attempt(), Grant: w.grant(), Sites: sites[:1], Site: &sites[0], User: user, Checks: append(slices.Clone(checks), more...)})
	}
	finish(oauth.Check{
		ID: "account", Title: "the account", Outcome: oauth.Fail, Detail: "the call was refused for want of this permission", Failure: "scope-does-not-match", Step: "scopes",
		Fix: "Tick it and sign in again.", Request: &oauth.Request{Method: "GET", Path: "/rest/api/3/myself", Status: 401, At: noon}, TraceID: "0123456789abcdef",
	})
	w.keep("verify-failed")
	w.statusNow("status-failed")
	w.do(steps.Act{ID: "again"})
	user = &oauth.User{AccountID: "2", DisplayName: "Ada Admin", AccountType: "atlassian"}
	finish(oauth.Check{ID: "account", Title: "the account", Outcome: oauth.Warn, Detail: "you said Iris Integration, the sign-in was made by Ada Admin", Step: "signin", Fix: "Sign in again in the other window."})
	w.keep("verify-attention")
	w.statusNow("status-attention")
	user = &oauth.User{AccountID: "1", DisplayName: "Iris Integration", AccountType: "atlassian"}
	w.do(steps.Act{ID: "again"})
	finish()
	w.keep("verify-passed")
	for w.Screen().Report == nil {
		if w.Screen().Step == "outcome" {
			for _, o := range []steps.OptionID{steps.ShowedError, steps.Denied, steps.Authorized} {
				w.do(steps.Choose{Option: o})
				w.keep("outcome-" + string(o))
			}
		}
		w.on()
	}
	w.do(steps.Saved{Path: "threelo-" + w.Platform().ID + ".png"})
	w.keep("status-saved")
}

// named is the screen of a walk that was kept under a name.
func named(t *testing.T, all []fixture, name string) steps.Screen {
	t.Helper()
	i := slices.IndexFunc(all, func(f fixture) bool { return f.name == name })
	if i < 0 {
		t.Fatalf("the walk has no screen %q", name)
	}
	return all[i].screen
}

// statusNow goes to the status screen and back.
func (w *walk) statusNow(name string) {
	w.do(steps.Goto{Step: "status"})
	w.keep(name)
	w.do(steps.Goto{Step: "verify"})
}
