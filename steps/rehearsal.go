package steps

import (
	"cmp"
	"net/url"
	"slices"

	"threelo/assets"
	"threelo/oauth"
)

// restore asks for the app of a saved rehearsal: a sandbox forgets everything
// when threelo ends. What was saved of the app comes back; nothing does when it
// was not made yet. The step where the rehearsal continues says so.
func (j *Journey) restore(at StepID) []Effect {
	if !j.world.Demo || j.setup.ClientID == "" && !j.went(StepCreate) {
		return nil
	}
	e := Restore{
		AppName: cmp.Or(j.setup.AppName, j.platform.AppName), TwoAccounts: j.setup.Accounts == AccountsTwo, Shared: j.went(StepSharing),
		App: oauth.App{ClientID: j.setup.ClientID},
	}
	for _, s := range j.plan {
		for _, name := range j.scopesOn(s.kind) {
			if slices.Contains(j.setup.Done, s.id) || slices.Contains(j.setup.Ticked, name) {
				e.App.Scopes = append(e.App.Scopes, name)
			}
		}
	}
	if j.went(StepCallback) {
		e.Callbacks = j.callbackLines()
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
		owner = j.accountAs("owner")
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

// keepApart takes away links to the real Atlassian where the hosts are a
// sandbox's: one run never has both. The words stay.
func (j *Journey) keepApart(sc *Screen) {
	if !j.world.Cloud.IsTest() {
		return
	}
	for i, in := range sc.Do {
		if in.Link == nil {
			continue
		}
		if u, err := url.Parse(in.Link.URL); err == nil && oauth.AtlassianHost(u.Hostname()) {
			sc.Do[i].Link = nil
		}
	}
}
