package steps

import (
	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// BeginTest starts a sign-in test without the journey around it, for scripts and for
// an app that exists already, at the credentials. Proofs in its setup are shown as
// old. A callback on loopback is held immediately: the answer is Bound.
func (j *Journey) BeginTest(p *assets.Platform, id string, s dialog.Setup) []dialog.Effect {
	brought := newSetup(p, id)
	s.Platform, s.PlatformSum, s.AppName, s.Activities = id, p.Sum, brought.AppName, brought.Activities
	s.App, s.Lines = dialog.AppExisting, dialog.LinesOne
	var effects []dialog.Effect
	if oauth.OnLoopback(s.Callback) {
		s.Way = dialog.WayOwn
		effects = []dialog.Effect{dialog.Bind{Callback: s.Callback}}
	}
	j.restart(p, s)
	j.restoreProofs()
	j.unattended = true
	if s.SiteWas == "" {
		j.setSite(s.Site) // it can be a cloud ID
	}
	j.at = dialog.StepCredentials
	return effects
}
