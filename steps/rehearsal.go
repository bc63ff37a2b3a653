package steps

import (
	"cmp"
	"slices"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// CanHelp reports whether the sandbox's admin has something to do here still.
func (j *Journey) CanHelp() bool {
	switch s := j.screen(); {
	case !j.world.Demo || j.platform == nil || j.front != "":
		return false
	case s.kind == dialog.StepSignIn:
		return j.tested().grant == nil && j.setup.Way != dialog.WaySkip
	default:
		return slices.ContainsFunc(s.parts, func(p part) bool { return kindOf(p.kind).helped && !j.helped[p.id] })
	}
}

// Help lets the sandbox's admin do this screen. In a rehearsal only.
func (j *Journey) Help() []dialog.Effect {
	switch {
	case !j.CanHelp():
		return nil
	case !j.hasSecret() && j.screen().kind == dialog.StepSignIn:
		return j.carryOut(Reply{Go: Move{to: dialog.StepCredentials}, Say: "the sign-in test needs the secret first"})
	}
	return j.carryOut(j.step().Help(j.Facts))
}

// sandbox is the request to the sandbox's admin for a step.
func (f *Facts) sandbox(kind dialog.StepID) dialog.Sandbox {
	e := dialog.Sandbox{Setup: f.setup.Clone(), Kind: kind, Scopes: oauth.ConsoleScopes(f.wanted()), Callbacks: f.callbackLines()}
	if kindOf(kind).screen == dialog.StepClassic {
		e.Scopes = f.scopesOn(kind)
	}
	return e
}

// restore asks for the app of a saved rehearsal: a sandbox forgets everything
// when threelo ends. What was saved of the app comes back; nothing does when it
// was not made yet. The screen where the rehearsal continues says so.
func (f *Facts) restore(at dialog.StepID) []dialog.Effect {
	if !f.world.Demo || f.setup.ClientID == "" && !f.went(dialog.StepCreate) {
		return nil
	}
	e := dialog.Restore(f.sandbox(""))
	e.Scopes = slices.DeleteFunc(e.Scopes, func(name string) bool {
		return !slices.Contains(f.setup.Done, scopesStep(name)) && !slices.Contains(f.setup.Ticked, name)
	})
	if !f.went(dialog.StepCallback) {
		e.Callbacks = nil
	}
	f.restored = at
	return []dialog.Effect{e}
}

// showRestored says so, where the rehearsal goes on and where the new secret is entered.
func (f *Facts) showRestored(s screen, sc *dialog.Screen) {
	newSecret := (s.kind == dialog.StepCredentials || s.kind == dialog.StepRepair) && !f.hasSecret()
	if f.restored == "" || !f.sameScreen(f.restored, s.id) && !newSecret {
		return
	}
	owner := f.world.Accounts["service-user"]
	if f.setup.Accounts == dialog.AccountsTwo {
		owner = f.world.Accounts["owner"]
	}
	sc.AddNote(dialog.MarkNote, "The sandbox forgets everything when threelo ends. Its admin has made your app again from what is saved. It belongs to "+owner+". It has a new secret: copy it from Settings.")
}

// showDifferences tells in a rehearsal what is not done as the screen says, and at the
// end what would differ with the real Atlassian.
func (f *Facts) showDifferences(s screen, sc *dialog.Screen) {
	text := f.words(s.kind).Rehearsal
	for _, p := range s.parts {
		text = cmp.Or(text, p.data.Rehearsal, f.words(p.kind).Rehearsal)
	}
	if text != "" {
		sc.Why = slices.Insert(sc.Why, 0, f.fill(text, 0))
	}
	if s.kind == dialog.StepStatus {
		title := "What differs with the real Atlassian"
		for _, text := range assets.ReadConsole().Rehearsal {
			sc.AddDetail(title, f.fill(text, 0))
			title = ""
		}
	}
}
