package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	_ "threelo/assets/pacetest"
	"threelo/oauth"
	"threelo/steps/dialog"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// threelosLine is what the receiver holds when it may choose the port.
const threelosLine = "http://127.0.0.1:28765/callback"

// productsCallback is what the admin copies from the product.
const productsCallback = "https://acme.targetprocess.test/callback"

// admin walks a journey as a person would, and collects what it asks for.
type admin struct {
	*testing.T
	*Journey
	effects []dialog.Effect
}

// newAdmin begins with a platform; with "" at the choice of one.
func newAdmin(t *testing.T, platform string) *admin {
	t.Helper()
	a := opens(t, dialog.World{Cloud: oauth.Commercial})
	if platform != "" {
		a.does(dialog.Choose{Option: dialog.OptionID(platform)})
		if a.platform == nil {
			t.Fatalf("%s was not begun: %s", platform, a.Screen().Notice)
		}
	}
	return a
}

// opens starts threelo.
func opens(t *testing.T, w dialog.World) *admin {
	t.Helper()
	ids := 0
	w.Now, w.NewID = noon, func() string { ids++; return fmt.Sprint("setup", ids) }
	if w.Load == nil {
		w.Load = assets.BuiltIn
	}
	return &admin{T: t, Journey: New(w)}
}

// begins walks a platform that only a test has: the generic one, changed.
func begins(t *testing.T, change func(*assets.Platform)) *admin {
	t.Helper()
	p := builtIn(t, "generic")
	change(p)
	a := newAdmin(t, "")
	a.follow(a.Begin(p, "generic"))
	return a
}

// continues opens a saved setup.
func continues(t *testing.T, s dialog.Setup) *admin {
	t.Helper()
	a := opens(t, dialog.World{Cloud: oauth.Commercial, Saved: []dialog.Setup{s}})
	a.does(dialog.Choose{Option: "resume:0"})
	return a
}

func builtIn(t *testing.T, id string) *assets.Platform {
	t.Helper()
	p, err := assets.BuiltIn(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// does hands events over. The port of threelo's line is held at once.
func (a *admin) does(events ...dialog.Event) {
	for _, ev := range events {
		a.follow(a.Handle(ev))
	}
}

func (a *admin) follow(effects []dialog.Effect) {
	a.effects = append(a.effects, effects...)
	for _, e := range effects {
		if b, ok := e.(dialog.Bind); ok {
			a.does(dialog.Bound{Callback: cmp.Or(b.Callback, threelosLine)})
		}
	}
}

// goes presses enter until a screen is there, giving what each asks for.
func (a *admin) goes(step dialog.StepID) {
	a.Helper()
	for range 60 {
		if a.front == "" && a.sameScreen(a.at, step) {
			return
		}
		a.goesOn()
	}
	a.Fatalf("never came to %s; is at %s: %s", step, a.Screen().Step, a.Screen().Notice)
}

// goesOn gives what the screen asks for and presses enter once, unless Atlassian's
// answer led on already.
func (a *admin) goesOn() {
	a.Helper()
	at := a.at
	if a.gives(a.screen().kind); a.at == at {
		a.does(dialog.Next{})
	}
}

// gives enters what a screen asks for.
func (a *admin) gives(kind dialog.StepID) {
	a.Helper()
	switch kind {
	case dialog.StepKnow:
		a.does(dialog.Commit{Field: dialog.InputSite, Text: "https://acme.atlassian.net"})
	case dialog.StepCallback:
		a.does(dialog.Commit{Field: dialog.InputCallback, Text: productsCallback})
	case dialog.StepCredentials:
		a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client1"})
		if a.hidden[dialog.InputSecret] == 0 {
			a.does(dialog.Commit{Field: dialog.InputSecret, Length: 64})
		}
		a.answers(oauth.Pass)
	case dialog.StepHandover:
		if !a.world.Demo && a.setup.PlatformAuthorized == "" {
			a.does(dialog.Choose{Option: dialog.Authorized})
		}
	case dialog.StepSignIn:
		if a.hidden[dialog.InputSecret] == 0 { // after a restart
			a.does(dialog.Goto{Step: dialog.StepCredentials})
			a.gives(dialog.StepCredentials)
			a.does(dialog.Next{})
		}
		if a.tested().grant == nil {
			a.signsIn()
		}
		if !a.tested().checks.finished() {
			a.verifies(nil)
		}
	}
	if a.secret.checking {
		a.answers(oauth.Pass)
	}
}

// answers gives Atlassian's answer to the open question about the credentials.
func (a *admin) answers(o oauth.Outcome) {
	if e, ok := last[dialog.CheckCredentials](a); ok {
		a.does(dialog.CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: o, Reason: "because"}})
	}
}

// getsLink has the sign-in link made.
func (a *admin) getsLink() dialog.Begin {
	a.Helper()
	begin, ok := last[dialog.Begin](a)
	if !ok {
		a.Fatal("no sign-in was begun")
	}
	a.does(dialog.AttemptReady{Attempt: begin.Attempt, Link: "http://127.0.0.1:1/go/abcdefgh", Long: "https://auth.atlassian.com/authorize?x"})
	return begin
}

// signsIn accepts, and Atlassian gives access.
func (a *admin) signsIn() {
	a.Helper()
	begin := a.getsLink()
	a.does(dialog.AddressRead{Attempt: begin.Attempt, Ours: true})
	e, ok := last[dialog.Exchange](a)
	if !ok || e.Attempt != begin.Attempt {
		a.Fatal("the code was not redeemed")
	}
	a.does(dialog.Exchanged{Attempt: e.Attempt, Grant: oauth.Grant{TokenType: "Bearer", ExpiresIn: 3600, RefreshToken: true, Scopes: oauth.ConsoleScopes(e.App.Scopes)}})
}

// verifies ends the checks that follow the sign-in.
func (a *admin) verifies(checks []oauth.Check) {
	a.Helper()
	e, ok := last[dialog.Verify](a)
	if !ok {
		a.Fatal("nothing was tested")
	}
	site := oauth.Site{ID: "5a4db0c5", Name: "acme", URL: "https://acme.atlassian.net"}
	a.does(dialog.Verified{
		Attempt: e.Attempt, Grant: oauth.Grant{RefreshToken: true, Refreshed: true, Scopes: oauth.ConsoleScopes(e.App.Scopes)},
		Sites: []oauth.Site{site}, Site: &site, User: &oauth.User{AccountID: "1", DisplayName: "Iris", Email: "iris@acme.test"}, Checks: checks,
	})
}

// linksOf is a paste of ready-made links that show these scopes.
func (a *admin) linksOf(scopes []string) dialog.Links {
	return dialog.Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: cmp.Or(a.setup.Callback, productsCallback), Scopes: scopes}}}
}

// links13 shows all that is needed.
func (a *admin) links13() dialog.Links { return a.linksOf(oauth.ConsoleScopes(a.wanted())) }

// last is the newest effect of a type.
func last[E dialog.Effect](a *admin) (E, bool) {
	for _, e := range slices.Backward(a.effects) {
		if e, ok := e.(E); ok {
			return e, true
		}
	}
	var none E
	return none, false
}

// count says how many effects of a type there were.
func count[E dialog.Effect](a *admin) int {
	n := 0
	for _, e := range a.effects {
		if _, ok := e.(E); ok {
			n++
		}
	}
	return n
}

// copied is the text that was put on the clipboard last.
func (a *admin) copiedLast() string {
	e, _ := last[dialog.Copy](a)
	return e.Text
}

// text is the text of a value on the screen, "" when it is not there.
func (a *admin) text(id dialog.ValueID) string {
	for _, v := range a.Screen().Values {
		if v.ID == id {
			return v.Text
		}
	}
	return ""
}

// offers reports whether a key works now.
func (a *admin) offers(id dialog.ActionID) bool {
	return slices.ContainsFunc(a.Screen().Actions, func(act dialog.Action) bool { return act.ID == id })
}

// warns reports whether a warning or note on the screen says so.
func (a *admin) warns(text string) bool {
	return slices.ContainsFunc(a.Screen().Warnings, func(n dialog.Finding) bool { return strings.Contains(n.Text, text) })
}

// found is the screen's findings, one in a line, each with its mark.
func (a *admin) found() string {
	var out strings.Builder
	for _, f := range a.Screen().Findings {
		fmt.Fprintf(&out, "%s: %s\n", f.Mark, f.Text)
	}
	return out.String()
}

// reported reports whether the report has a proof of a step, and which.
func (a *admin) reported(id dialog.StepID) (dialog.ReportProof, bool) {
	proofs := a.Report().Proofs
	i := slices.IndexFunc(proofs, func(p dialog.ReportProof) bool { return p.Step == id })
	if i < 0 {
		return dialog.ReportProof{}, false
	}
	return proofs[i], true
}
