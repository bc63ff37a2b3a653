// Package steps is the journey as data and pure state: which screens there are,
// what each says and asks, what it proves, and what every event leads to. It
// knows no terminal, no network, no clock and no secret: a secret is here only
// "set, 64 characters"; what steps cannot do themselves they ask for as effects.
package steps

import (
	"cmp"
	"slices"
	"time"

	"threelo/assets"
	"threelo/oauth"
)

// World is what a journey knows about its surroundings.
type World struct {
	Tool        Tool
	Environment Environment
	Cloud       oauth.Cloud
	Demo        bool              // against the sandbox
	Remote      bool              // over SSH: this machine's browser and loopback are not the person's
	Accounts    map[string]string // names of the sandbox's accounts, by role
	Scenarios   []Scenario        // problems to practise, in a rehearsal
	Load        func(id string) (*assets.Platform, error)
	Saved       []Setup                    // setups of earlier runs, the newest first
	Notes       []string                   // about saved setups, for the first screen
	Hold        func(Setup) (Setup, error) // keeps other windows off a saved setup and reads it again
	Forgets     bool                       // setups can't be saved
	NewID       func() string
	Now         time.Time
}

// Journey is one person's way through one platform's document.
// Handle and Screen must be called by one goroutine.
type Journey struct {
	*Facts
	steps  map[StepID]Step // by the ID of their screen or question
	at     StepID          // the screen
	front  StepID          // the question in front of it, "" when none
	origin StepID          // where a jump to a fix came from, "" when none

	notice  string
	warned  bool               // the notice says what was refused, or did not work
	pending bool               // enter was pressed while a proof was under way
	arrived int                // screens that were entered without a key
	handed  map[ValueID]string // what enter put on the clipboard since the person came here
	unsaved bool               // saving the setup failed the last time
}

// New begins a journey at the question for the platform.
func New(w World) *Journey {
	j := &Journey{unsaved: w.Forgets}
	j.restart(w, nil, Setup{})
	return j
}

// restart forgets everything but the world.
func (j *Journey) restart(w World, p *assets.Platform, s Setup) {
	s.Version = SetupVersion
	s.Cloud = w.Cloud.Name
	if s.ID == "" && w.NewID != nil {
		s.ID = w.NewID()
	}
	if s.Inputs == nil {
		s.Inputs = map[InputID]string{}
	}
	if s.Proofs == nil {
		s.Proofs = map[StepID]Proof{}
	}
	now, attempts := w.Now, 0
	if j.Facts != nil {
		now, attempts = j.now, j.attempts // so that an answer to what was asked before is an older one
	}
	j.Facts = &Facts{
		world: w, platform: p, setup: s, now: now, attempts: attempts,
		copied: map[ValueID]bool{}, entries: map[InputID]entry{}, helped: map[StepID]bool{},
	}
	j.steps = map[StepID]Step{}
	for _, question := range []StepID{StepActivities, StepSaveAs, StepPractice} {
		j.steps[question] = newSteps[question](base{question})
	}
	j.handed, j.origin, j.front, j.pending = map[ValueID]string{}, "", "", false
	j.replan()
	if j.at = j.plan[0].id; p == nil {
		j.step().Enter(j.Facts)
	}
}

// Begin starts a new setup with a platform, past the question for it.
func (j *Journey) Begin(p *assets.Platform, id string) []Effect {
	s := newSetup(p, id)
	s.App, s.Accounts, s.Lines = AppNew, AccountsOne, LinesBoth
	s.Renew = p.Renewal == assets.RenewalUnknown
	if p.ScopesAreFree {
		s.Scopes = p.ScopeNames()
	}
	j.restart(j.world, p, s)
	return j.arrive(j.at)
}

// newSetup has what the platform brings.
func newSetup(p *assets.Platform, id string) Setup {
	s := Setup{Platform: id, PlatformSum: p.Sum, AppName: p.AppName}
	for _, a := range p.Activities {
		s.Activities = append(s.Activities, a.Name)
	}
	return s
}

// Resume continues a saved setup. Its proofs are shown as old.
func (j *Journey) Resume(p *assets.Platform, s Setup) []Effect {
	changed := s.PlatformSum != "" && s.PlatformSum != p.Sum
	at := s.Step
	s = s.Clone()
	s.PlatformSum = p.Sum
	s.App, s.Accounts = cmp.Or(s.App, AppNew), cmp.Or(s.Accounts, AccountsOne)
	if s.Way != WaySkip {
		s.Way = "" // earlier versions chose between ways that follow from the lines
	}
	j.restart(j.world, p, s)
	replaced := j.decideLines()
	j.restoreProofs()
	if replaced {
		delete(j.setup.Proofs, StepCallback)
		at = StepCallback
	}
	at = j.openAt(at)
	effects := j.restore(at) // the app first: arriving may look at it
	effects = append(effects, j.arrive(at)...)
	effects = append(effects, j.bindLine()...)
	notice := Reply{Say: "continuing where you were; you'll be asked for the secret again"}
	if changed {
		notice = refuse("the instructions for " + p.Name + " have changed since: go through the steps once more; " + notice.Say)
	}
	if replaced {
		notice = refuse("the Callback URL of " + p.Name + " may be missing in the console: version 0.1 of threelo put its own address there. Save both lines now")
	}
	j.say(notice)
	return effects
}

// openAt is the screen where a saved setup is continued. A step in the product joins
// the screen after it, which may come later than the setup was left.
func (j *Journey) openAt(left StepID) StepID {
	i, ok := j.find(left)
	if !ok {
		return j.plan[0].id
	}
	if p, _ := j.partOf(left); p.kind == StepPlatform && len(j.setup.Done) > 0 {
		gone := func(p part) bool { return slices.Contains(j.setup.Done, p.id) }
		for k := range i {
			if !slices.ContainsFunc(j.plan[k].parts, gone) {
				return j.plan[k].id
			}
		}
	}
	return j.plan[i].id
}

// leavePlatform goes back to the choice of the product. The setup stays saved.
func (j *Journey) leavePlatform() []Effect {
	w, s := j.world, j.Setup()
	w.Saved = slices.DeleteFunc(slices.Clone(w.Saved), func(old Setup) bool { return old.ID == s.ID })
	if !w.Forgets && s.Begun() {
		w.Saved = slices.Insert(w.Saved, 0, s)
	}
	j.restart(w, nil, Setup{})
	return []Effect{Cancel{}, Unbind{}}
}

// At reports whether a step of this kind is on the screen.
func (j *Journey) At(kind StepID) bool { return j.sameScreen(j.stepOfKind(kind), j.at) }

// Setup returns a copy of what is known so far.
func (j *Journey) Setup() Setup {
	s := j.setup.Clone()
	s.Step = j.at
	return s
}

// Platform returns the platform, nil before it is chosen.
func (j *Journey) Platform() *assets.Platform { return j.platform }

// Text is the whole text of a value to carry; false for a secret and for what
// is not known.
func (j *Journey) Text(id ValueID) (string, bool) {
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
