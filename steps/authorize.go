package steps

import (
	"cmp"
	"strings"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// authorize has the admin press the product's own Authorize, and asks what it
// showed: only the person can see it.
type authorize struct{ base }

func (a *authorize) Show(f *Facts, sc *dialog.Screen) {
	f.showValues(sc, a.Hands(f)...)
	sc.Choices.Choose(f.authorization())
	if sc.Choices.Attests = true; f.authorization() == "" && len(sc.Values) == 0 {
		sc.Next = dialog.Onward{} // enter alone gives no answer
	}
	if save := f.platform.Labels.Save; save != "" {
		sc.Choices.Options[0].Label += ": I pressed " + save
	}
	if token := f.platform.Labels.Token; token != "" {
		sc.AddDetail("It worked", "“"+token+"” is filled in, and it is saved.")
	}
	if f.setup.PlatformAuthorized == dialog.ShowedError {
		sc.Fields = append(sc.Fields, f.field(dialog.InputError, ""))
	}
	sc.Problem = f.shown
}

func (a *authorize) Choose(f *Facts, answer dialog.OptionID) Reply {
	f.answerAuthorize(answer)
	return Reply{}
}

// Ready waits for a person's answer: enter alone confirms nothing.
func (a *authorize) Ready(f *Facts) stop {
	if f.authorization() == "" {
		return stop{why: "first choose the answer: what did " + f.platform.Name + " show?"}
	}
	return stop{}
}

func (a *authorize) Done(f *Facts) {
	p := dialog.Proof{Outcome: dialog.MarkUnchecked, Evidence: "not done yet"}
	if f.setup.PlatformAuthorized == dialog.Authorized {
		p = dialog.Proof{Outcome: dialog.MarkAttested, Evidence: "you confirmed"}
	}
	for _, part := range a.parts(f) {
		if part.kind == dialog.StepOutcome && p.Outcome == dialog.MarkAttested {
			p.Evidence = "it worked"
		}
		delete(f.setup.Proofs, part.id)
		f.prove(part.id, p)
	}
}

// authorization is the answer that was given, "" for none. A rehearsal authorizes
// nothing, so there "later" is marked.
func (f *Facts) authorization() dialog.OptionID {
	if f.world.Demo {
		return cmp.Or(f.setup.PlatformAuthorized, dialog.NotYet)
	}
	return f.setup.PlatformAuthorized
}

func (f *Facts) answerAuthorize(answer dialog.OptionID) {
	f.setup.PlatformAuthorized, f.setup.ConfirmedAt, f.shown = answer, nil, nil
	if answer == dialog.Authorized {
		f.setup.ConfirmedAt = new(f.now)
	}
}

// readError explains the error that the product showed. It can hold a code or a
// token: what of it may be shown is in the problem.
func (f *Facts) readError(text string) {
	delete(f.entries, dialog.InputError)
	if f.shown = nil; strings.TrimSpace(text) == "" {
		return
	}
	f.answerAuthorize(dialog.ShowedError)
	failure, seen, ok := oauth.Explain(text)
	if !ok {
		f.entries[dialog.InputError] = entry{notes: []string{"not recognized"}, withheld: true}
		f.shown = unknownProblem(&dialog.Problem{What: f.platform.Name + " showed an error", Who: "you", Detail: seen.Text, Slots: oauth.Said(seen.Text)})
		if f.testPassed() { // Atlassian's side works
			f.shown.Who = assets.WhoProductSupport
		}
		return
	}
	f.entries[dialog.InputError] = entry{notes: []string{"recognized"}, withheld: true}
	f.shown = f.failureProblem(failure, oauth.Said(seen.Text), seen.Text)
	if f.shown.Step == f.stepOfKind(dialog.StepSignIn) { // what was refused is the product's own sign-in, not the test
		f.shown.Step = f.stepOfKind(dialog.StepHandover)
	}
}
