package steps

import (
	"slices"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// Test is a sign-in test without the journey around it: for scripts, and for an
// app that exists already.
type Test struct {
	ClientID string
	Callback string
	Site     string
	Account  string
	Project  string
	Scopes   []string // instead of the platform's; nil for those
}

// BeginTest starts such a test at the credentials. A callback on loopback is
// held immediately: the answer is Bound.
func (j *Journey) BeginTest(p *assets.Platform, id string, t Test) []dialog.Effect {
	s := newSetup(p, id)
	s.App, s.Accounts, s.Lines = dialog.AppExisting, dialog.AccountsOne, dialog.LinesOne
	s.ClientID, s.Callback, s.Account, s.Project = t.ClientID, t.Callback, t.Account, t.Project
	if len(t.Scopes) > 0 {
		s.Scopes = slices.Clone(t.Scopes)
	}
	var effects []dialog.Effect
	if oauth.OnLoopback(t.Callback) {
		s.Way = dialog.WayOwn
		effects = []dialog.Effect{dialog.Bind{Callback: t.Callback}}
	}
	j.restart(p, s)
	j.unattended = true
	j.setSite(t.Site)
	j.at = dialog.StepCredentials
	return effects
}
