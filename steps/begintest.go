package steps

import (
	"net/url"
	"slices"

	"threelo/assets"
	"threelo/oauth"
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
func (j *Journey) BeginTest(p *assets.Platform, id string, t Test) []Effect {
	j.start(p, id, Setup{
		App:      AppExisting,
		ClientID: t.ClientID, Callback: t.Callback, Account: t.Account, Project: t.Project,
		Way: WayPaste,
	})
	j.setSite(t.Site)
	if len(t.Scopes) > 0 {
		j.setup.Scopes = slices.Clone(t.Scopes)
	}
	j.replan()
	j.at = StepCredentials
	if u, err := url.Parse(t.Callback); err == nil && u.Scheme == "http" && oauth.IsLoopback(u.Hostname()) {
		j.setup.Way = WayOwn
		return []Effect{Bind{Callback: t.Callback}}
	}
	return nil
}
