package steps

import (
	"slices"

	"threelo/assets"
)

// restore asks for the app of a saved rehearsal: a sandbox forgets everything
// when threelo ends. What was saved of the app comes back; nothing does when it
// was not made yet. The step where the rehearsal continues says so.
func (j *Journey) restore(at StepID) []Effect {
	if !j.world.Demo || j.setup.ClientID == "" && !j.went(StepCreate) {
		return nil
	}
	e := Restore{Sandbox: j.sandbox(step{}), Shared: j.went(StepSharing)}
	e.Scopes = nil
	for _, s := range j.plan {
		for _, name := range j.scopesOn(s.kind) {
			if slices.Contains(j.setup.Done, s.id) || slices.Contains(j.setup.Ticked, name) {
				e.Scopes = append(e.Scopes, name)
			}
		}
	}
	if !j.went(StepCallback) {
		e.Callbacks = nil
	}
	j.restored = at
	return []Effect{e}
}

// showRestored says so, where the rehearsal goes on and where the new secret is entered.
func (j *Journey) showRestored(s step, sc *Screen) {
	newSecret := s.kind == StepCredentials && j.creds.length == 0
	if j.restored == "" || j.restored != j.at && !newSecret {
		return
	}
	owner := j.sampleAccount()
	if j.setup.Accounts == AccountsTwo {
		owner = j.world.Accounts["owner"]
	}
	sc.Warnings = append(sc.Warnings, Note{Mark: MarkNote, Text: "The sandbox forgets everything when threelo ends. Its admin has made your app again from what is saved. It belongs to " + owner + ". It has a new secret: copy it from Settings."})
}

// showDifferences tells in a rehearsal that the platform plays no part, where a
// step is done there, and at the end what would differ with the real Atlassian.
func (j *Journey) showDifferences(s step, sc *Screen) {
	if !j.world.Demo {
		return
	}
	var texts []string
	switch s.kind {
	case StepKnow:
		texts = []string{"This is a rehearsal. The sandbox on this computer stands in for Atlassian. Press p on any screen to practise a problem; most show at the sign-in test."}
	case StepPlatform, StepFields, StepHandover:
		texts = []string{"In a rehearsal you do nothing in {platform}: read this and continue."}
	case StepAfter:
		texts = assets.ReadConsole().Rehearsal
	}
	for _, text := range texts {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: j.fill(text, s)})
	}
}
