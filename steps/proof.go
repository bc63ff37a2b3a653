package steps

import (
	"cmp"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/steps/dialog"
)

// subject names what a proof of a step is about, beside the app.
func (f *Facts) subject(kind dialog.StepID) string {
	switch kind {
	case dialog.StepClassic, dialog.StepGranular, dialog.StepIdentity:
		return inAnyOrder(f.scopesOn(kind))
	case dialog.StepCallback:
		return f.setup.Callback
	case dialog.StepLinks:
		return f.setup.Callback + " " + inAnyOrder(f.asked())
	case dialog.StepSignIn, dialog.StepVerify:
		return strings.TrimSpace(f.subject(dialog.StepLinks) + " " + f.lookedFor())
	case dialog.StepHandover, dialog.StepOutcome:
		return f.setup.Site + f.setup.SiteID
	}
	return ""
}

// lookedFor names what a sign-in is to reach: the site, the account, and what the
// account may do there.
func (f *Facts) lookedFor() string {
	s := f.setup
	all := strings.Join(append([]string{s.Site, s.SiteID, s.Account, s.Project}, s.Activities...), " ")
	return strings.Join(strings.Fields(all), " ") // as a saved setup has it
}

func inAnyOrder(scopes []string) string {
	return strings.Join(slices.Sorted(slices.Values(scopes)), " ")
}

// forgetSecret drops what was found with the secret that another one replaces now. What
// an earlier run found stays: it was about the app, and the secret is not saved.
func (f *Facts) forgetSecret() {
	f.secret = secretState{refused: f.secret.refused}
	f.test = test{}
	for _, id := range []dialog.StepID{dialog.StepCredentials, dialog.StepSignIn, dialog.StepVerify} {
		if !f.setup.Proofs[id].Old {
			delete(f.setup.Proofs, id)
		}
	}
}

// prove keeps a step's proof. That something was not checked replaces no proof,
// and a person's word does not replace Atlassian's.
func (f *Facts) prove(id dialog.StepID, p dialog.Proof) {
	part, ok := f.partOf(id)
	old := f.proof(id)
	switch {
	case !ok,
		p.Outcome == dialog.MarkUnchecked && old.Outcome != "" && old.Outcome != dialog.MarkUnchecked,
		p.Outcome == dialog.MarkAttested && old.Outcome == dialog.MarkProved && !old.Old:
		return
	}
	p.At, p.App, p.Of = f.now, f.setup.ClientID, f.subject(part.kind)
	f.setup.Proofs[id] = p
}

// proof is a step's proof, zero when there is none or it is about something else.
func (f *Facts) proof(id dialog.StepID) dialog.Proof {
	p, ok := f.setup.Proofs[id]
	part, known := f.partOf(id)
	switch {
	case !ok || !known,
		p.App != "" && p.App != f.setup.ClientID,
		p.Of != f.subject(part.kind):
		return dialog.Proof{}
	}
	if why := f.callbackRefusal; part.kind == dialog.StepCallback && p.Outcome == dialog.MarkProved && why() != "" {
		p.Outcome, p.Evidence = dialog.MarkFail, why()
	}
	if p.Outcome == dialog.MarkProved && f.setup.Proofs[dialog.StepSignIn].At.After(p.At) && slices.ContainsFunc(f.scopesOn(part.kind), f.refusedFor) {
		p.Outcome, p.Evidence = dialog.MarkFail, "Atlassian says that a scope is not added to the app"
	}
	return p
}

// callbackRefusal is what Atlassian answered later about a product's Callback URL
// that looked right before, "" when it did not refuse it.
func (f *Facts) callbackRefusal() string {
	last := f.proof(dialog.StepSignIn).Failure
	switch {
	case f.tested().grant != nil:
	case f.callbackDenied():
		return "Atlassian answers that no callback is saved"
	case last == assets.CallbackNotRegistered && f.app().Callback == f.setup.Callback:
		return "Atlassian does not know this callback"
	}
	return ""
}

// markOf is how sure the step of a kind is.
func (f *Facts) markOf(kind dialog.StepID) dialog.Mark {
	p := f.proof(kind)
	if p.Old && p.Outcome == dialog.MarkProved {
		return dialog.MarkUnchecked
	}
	return cmp.Or(p.Outcome, dialog.MarkUnchecked)
}

// restoreProofs takes over the proofs of an earlier run. Those of a report, which does
// not note what they are about, are about what came with them.
func (f *Facts) restoreProofs() {
	for id, p := range f.setup.Proofs {
		if part, ok := f.partOf(id); ok && p.Of == "" {
			p.Of, p.App = f.subject(part.kind), cmp.Or(p.App, f.setup.ClientID)
		}
		p.Old = true
		f.setup.Proofs[id] = p
	}
}

// signInSubject names what a sign-in is about, to tell whether it still counts.
func (f *Facts) signInSubject() string {
	return f.setup.ClientID + " " + f.subject(dialog.StepLinks)
}
