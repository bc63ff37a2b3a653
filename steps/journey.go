// Package steps is the journey as data and pure state: which screens there are,
// what each says and asks, what it proves, and what every event leads to. It
// knows no terminal, no network, no clock and no secret: a secret is here only
// "set, 64 characters"; what steps cannot do themselves they ask for as effects.
package steps

import (
	"cmp"
	"slices"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// Journey is one person's way through one platform's document.
// Handle and Screen must be called by one goroutine.
type Journey struct {
	*Facts
	steps  map[dialog.StepID]Step // by the ID of their screen or question
	at     dialog.StepID          // the screen
	front  dialog.StepID          // the question in front of it, "" when none
	origin dialog.StepID          // where a jump to a fix came from, "" when none

	notice  string
	warned  bool                      // the notice says what was refused, or did not work
	pending bool                      // enter was pressed while a proof was under way
	arrived int                       // screens that were entered without a key
	handed  map[dialog.ValueID]string // what enter put on the clipboard since the person came here
	kept    dialog.Setup              // the setup as it was given to be saved the last time
	unsaved bool                      // saving it failed then
}

// New begins a journey at the question for the platform.
func New(w dialog.World) *Journey {
	j := &Journey{Facts: &Facts{world: w, now: w.Now}, unsaved: w.Forgets}
	j.restart(nil, dialog.Setup{})
	return j
}

// restart forgets everything but the world.
func (j *Journey) restart(p *assets.Platform, s dialog.Setup) {
	s = s.Clone()
	s.Version, s.Cloud = dialog.SetupVersion, j.world.Cloud.Name
	s.App, s.Accounts, s.Lines = cmp.Or(s.App, dialog.AppNew), cmp.Or(s.Accounts, dialog.AccountsOne), cmp.Or(s.Lines, dialog.LinesBoth)
	if s.ID == "" && j.world.NewID != nil {
		s.ID = j.world.NewID()
	}
	j.Facts = &Facts{
		world: j.world, platform: p, setup: s, now: j.now,
		attempts: j.attempts, // so that an answer to what was asked before is an older one
		copied:   map[dialog.ValueID]string{}, entries: map[dialog.InputID]entry{}, helped: map[dialog.StepID]bool{}, hidden: map[dialog.InputID]int{},
	}
	j.steps = map[dialog.StepID]Step{}
	for _, question := range []dialog.StepID{dialog.StepActivities, dialog.StepSaveAs, dialog.StepPractice, dialog.StepPurpose} {
		j.steps[question] = kindOf(question).make(base{question})
	}
	j.handed, j.origin, j.front, j.pending, j.kept = map[dialog.ValueID]string{}, "", "", false, dialog.Setup{}
	j.replan()
	if j.at = j.plan[0].id; p == nil {
		j.step().Enter(j.Facts)
	}
}

// Begin starts a new setup with a platform, past the question for it.
func (j *Journey) Begin(p *assets.Platform, id string) []dialog.Effect {
	s := newSetup(p, id)
	s.Renew = p.Renewal == assets.RenewalUnknown
	if p.ScopesAreFree {
		s.Scopes = p.ScopeNames()
	}
	j.restart(p, s)
	return j.arrive(j.at)
}

// BeginWith starts a new setup with an app that exists, of which a report or another
// setup tells. No secret comes with it. Of a report, which has no purpose, the proofs
// count as old, and the purpose is asked.
func (j *Journey) BeginWith(p *assets.Platform, known dialog.Setup) []dialog.Effect {
	s := newSetup(p, known.Platform)
	s.Accounts = known.Accounts
	s.Purpose, s.Site, s.SiteID, s.SiteWas, s.Account, s.Renew = known.Purpose, known.Site, known.SiteID, known.SiteWas, known.Account, known.Renew
	s.AppName, s.ClientID, s.Callback, s.Scopes = cmp.Or(known.AppName, s.AppName), known.ClientID, known.Callback, known.Scopes
	s.Inputs = known.Inputs
	if known.ClientID != "" {
		s.App = dialog.AppExisting
	}
	if known.Purpose != "" {
		j.restart(p, s)
		return j.arrive(j.at)
	}
	s.Proofs = known.Proofs
	j.restart(p, s)
	j.restoreProofs()
	effects := append(j.restore(j.at), j.arrive(j.at)...)
	if s.ClientID != "" {
		j.front = dialog.StepPurpose
	}
	return effects
}

// newSetup has what the platform brings.
func newSetup(p *assets.Platform, id string) dialog.Setup {
	s := dialog.Setup{Platform: id, PlatformSum: p.Sum, AppName: p.AppName}
	for _, a := range p.Activities {
		s.Activities = append(s.Activities, a.Name)
	}
	return s
}

const continuing = "continuing where you were; you'll be asked for the secret again"

// Resume continues a saved setup. Its proofs are shown as old.
func (j *Journey) Resume(p *assets.Platform, s dialog.Setup) []dialog.Effect {
	changed := s.PlatformSum != "" && s.PlatformSum != p.Sum
	s.PlatformSum = p.Sum
	j.restart(p, s)
	j.restoreProofs()
	at := j.plan[max(j.find(s.Step), 0)].id
	effects := j.restore(at) // the app first: arriving may look at it
	effects = append(effects, j.arrive(at)...)
	effects = append(effects, j.bindLine()...)
	notice := Reply{Say: continuing}
	if changed {
		notice = refuse("the instructions for " + p.Name + " have changed since: go through the steps once more; " + notice.Say)
	}
	if j.worked() {
		j.front = dialog.StepPurpose
	}
	if j.front == "" || notice.Warn {
		j.say(notice)
	}
	return effects
}

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

// leavePlatform goes back to the choice of the product. The setup stays saved.
func (j *Journey) leavePlatform() []dialog.Effect {
	w, s := &j.world, j.Setup()
	w.Saved = slices.DeleteFunc(slices.Clone(w.Saved), func(old dialog.Setup) bool { return old.ID == s.ID })
	if !w.Forgets && s.Begun() {
		w.Saved = slices.Insert(w.Saved, 0, s)
	}
	j.restart(nil, dialog.Setup{})
	return []dialog.Effect{dialog.Cancel{}, dialog.Unbind{}}
}

// At reports whether a step of this kind is on the screen.
func (j *Journey) At(kind dialog.StepID) bool { return j.sameScreen(j.stepOfKind(kind), j.at) }

// Setup returns a copy of what is known so far.
func (j *Journey) Setup() dialog.Setup {
	s := j.setup.Clone()
	s.Step = j.at
	return s
}

// Platform returns the platform, nil before it is chosen.
func (j *Journey) Platform() *assets.Platform { return j.platform }

// Text is the whole text of a value to carry; false for a secret and for what
// is not known.
func (j *Journey) Text(id dialog.ValueID) (string, bool) {
	v, ok := j.value(id)
	return v.Text, ok && !v.Secret
}

// toggled returns the list with the item in or out.
func toggled(list []string, item string) []string {
	if i := slices.Index(list, item); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), item)
}
