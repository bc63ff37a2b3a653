package steps

import (
	"cmp"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// secretState is what is known of client ID and secret in this run. The secret
// itself is not here.
type secretState struct {
	without  bool // the company forbids pasting the secret here
	attempt  int
	checking bool
	since    time.Time
	verdict  oauth.Verdict // zero while there is none
	refused  bool          // Atlassian refused one before
}

// hasSecret reports whether the client secret was entered.
func (f *Facts) hasSecret() bool { return f.hidden[dialog.InputSecret] > 0 }

// credentials takes client ID and secret, and proves them without a browser.
type credentials struct{ base }

func (c *credentials) Show(f *Facts, sc *dialog.Screen) {
	id := f.field(dialog.InputClientID, f.setup.ClientID)
	if id.Finding == nil && f.linksCount() {
		id.Finding = &dialog.Finding{Mark: dialog.MarkNote, Text: "from the ready-made links"}
	}
	secret := f.field(dialog.InputSecret, "")
	if f.secret.without {
		secret.Optional, secret.Help = true, "left out: the sign-in test can't be made here"
	}
	sc.Fields = append(sc.Fields, id, secret)
	for i, do := range sc.Do {
		if do.Field == dialog.InputClientID && (f.linksCount() || f.setup.Purpose == dialog.PurposeRepair && f.setup.ClientID != "") {
			sc.Do[i].Text = "This is the Client ID of your app:"
		}
	}
	if f.hasSecret() && !f.callbackIsSaved() {
		sc.AddFinding(dialog.MarkUnchecked, "nothing is sent now. Atlassian can probably answer only after the callback is saved")
	}
	if f.links.Any() && !f.linksCount() && f.setup.ClientID != "" {
		sc.Problem = f.linksProblem()
		sc.Problem.Step = f.stepOfKind(dialog.StepLinks)
	}
	f.showCredentials(sc)
	if f.swappable() {
		sc.Offer(dialog.ActionSwap, "w", "swap the two").Main = true
	}
	if !f.secret.without {
		sc.Offer(dialog.ActionWithoutSecret, "n", "continue without the secret")
	}
}

// showCredentials shows Atlassian's answer about client ID and secret.
func (f *Facts) showCredentials(sc *dialog.Screen) {
	if f.secret.checking {
		sc.Waiting = &dialog.Waiting{What: "asking Atlassian about client ID and secret", Since: f.secret.since}
	}
	if v := f.secret.verdict; v.Outcome != "" && f.credentialsProblem() == nil {
		detail := v.Evidence
		if v.Outcome == oauth.Pass {
			detail = "threelo sent a made-up code. Atlassian refused the code, and not the secret, so the secret is right: " + detail
		}
		sc.Findings = append(sc.Findings, dialog.Finding{Mark: markOfOutcome[v.Outcome], Text: v.Reason, Detail: detail})
	}
	sc.Problem = cmp.Or(f.credentialsProblem(), sc.Problem)
}

// credentialsProblem puts a refusal into a person's words; nil when there is none.
func (f *Facts) credentialsProblem() *dialog.Problem {
	v := f.secret.verdict
	if !f.credentialsRefused() && !f.callbackDenied() {
		return nil
	}
	p := cmp.Or(f.ownProblem(v.Failure, nil, v.Evidence), f.problem("credentials-refused", assets.Slots{"reason": v.Reason}))
	p.Refusal = v.Refusal
	return p
}

// callbackIsSaved reports whether the app has a callback, as far as known.
// Before that Atlassian refuses every client ID and secret ("grant type is not
// enabled"), which says nothing of them.
func (f *Facts) callbackIsSaved() bool {
	return f.setup.Callback != "" && (f.setup.App == dialog.AppExisting || f.links.Any() || f.line.saved || f.went(dialog.StepCallback))
}

// credentialsRefused reports whether Atlassian's answer settles that client ID
// and secret are wrong.
func (f *Facts) credentialsRefused() bool { return f.secret.verdict.Outcome == oauth.Fail }

// callbackDenied reports whether Atlassian says that the app has no callback.
func (f *Facts) callbackDenied() bool {
	return f.secret.verdict.Failure == assets.AuthorizationNotAdded
}

// credentialsReady says why Atlassian's answer keeps enter from going on.
func (f *Facts) credentialsReady() stop {
	switch {
	case f.secret.checking:
		return stop{why: "one moment: waiting for Atlassian's answer", busy: true}
	case f.credentialsRefused():
		return stop{why: "Atlassian refuses this client ID and secret: paste them again, both of the same app"}
	case f.callbackDenied() && f.callbackIsSaved():
		return stop{why: "Atlassian answers that no callback is saved: press Save changes in the console, then enter"}
	}
	return stop{}
}

// swappable reports whether client ID or secret is probably in the other's field.
func (f *Facts) swappable() bool {
	return f.entries[dialog.InputClientID].swap || f.entries[dialog.InputSecret].swap
}

func (c *credentials) Ready(f *Facts) stop {
	switch {
	case f.setup.ClientID == "":
		return stop{why: "the client ID is missing: copy it from Settings › Authentication details"}
	case f.entries[dialog.InputClientID].err != "":
		return stop{why: "threelo doesn't accept this client ID: the line below its field says why"}
	case f.secret.without:
		return stop{}
	case !f.hasSecret():
		return stop{why: "the secret is missing. If your company forbids pasting it here, press n: threelo then skips the sign-in test"}
	}
	return f.credentialsReady()
}

func (c *credentials) Handle(f *Facts, ev dialog.Event) (Reply, bool) {
	switch ev := ev.(type) {
	case dialog.Act:
		if ev.ID == dialog.ActionSwap && f.swappable() {
			return reply(dialog.Swap{}), true
		}
		if ev.ID == dialog.ActionWithoutSecret {
			f.secret.without, f.setup.Way = true, dialog.WaySkip
			return Reply{Say: "the secret stays with you: the sign-in in " + f.platform.Name + " will be the test"}, true
		}
	case dialog.CredentialsChecked:
		if ev.Attempt == f.secret.attempt {
			f.credentialsChecked(ev.Verdict)
		}
		return Reply{}, true
	}
	return Reply{}, false
}

func (c *credentials) Done(f *Facts) {
	if f.secret.verdict.Outcome != "" {
		return // Atlassian has answered
	}
	p := dialog.Proof{Outcome: dialog.MarkUnchecked, Evidence: "threelo asks Atlassian once a callback is saved"}
	if f.secret.without {
		p.Evidence = "the secret was not entered here"
	}
	f.prove(dialog.StepCredentials, p)
}

// askCredentials asks Atlassian, when there is something to ask about and no good
// answer yet. Before a callback is saved Atlassian refuses every app, so nothing is
// sent until then.
func (f *Facts) askCredentials() []dialog.Effect {
	if f.setup.ClientID == "" || !f.hasSecret() || f.secret.checking || !f.callbackIsSaved() || f.secret.verdict.Outcome == oauth.Pass {
		return nil
	}
	f.secret.attempt = f.attempt()
	f.secret.checking, f.secret.since, f.secret.verdict = true, f.now, oauth.Verdict{}
	return []dialog.Effect{dialog.CheckCredentials{Attempt: f.secret.attempt, App: f.app()}}
}

func (f *Facts) credentialsChecked(v oauth.Verdict) {
	if v.Outcome == oauth.Pass { // nothing is left to ask about
		delete(f.entries, dialog.InputClientID)
		delete(f.entries, dialog.InputSecret)
	}
	f.secret.checking, f.secret.verdict = false, v
	f.secret.refused = f.secret.refused || v.Outcome == oauth.Fail
	f.observe(v.Observations...)
	p := dialog.Proof{Outcome: markOfOutcome[v.Outcome], Evidence: f.named(v.Reason), Failure: v.Failure}
	if oauth.DecidesNothing(v.Failure) { // the headline says why
		known, _ := assets.LookupFailure(v.Failure, nil)
		p.Evidence = known.Title
	}
	if p.Outcome == dialog.MarkProved {
		p.Evidence = "accepted by Atlassian"
	}
	delete(f.setup.Proofs, dialog.StepCredentials)
	f.prove(dialog.StepCredentials, p)
}
