// Package steps is the journey as data and pure state: which steps there are,
// what each says and asks, what it proves, and what every event leads to. It
// knows no terminal, no network, no clock and no secret: a secret is here only
// "set, 64 characters"; what steps cannot do themselves they ask for as effects.
package steps

import (
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
	Scenarios   []Scenario        // mistakes to practise, in a rehearsal
	Load        func(id string) (*assets.Platform, error)
	Saved       []Setup                    // setups of earlier runs, the newest first
	Notes       []string                   // what is to be said about saved setups
	Hold        func(Setup) (Setup, error) // keeps other windows off a saved setup and reads it again
	Forgets     bool                       // setups can't be saved
	NewID       func() string
	Now         time.Time
}

// Journey is one person's way through one platform's document.
// Handle and Screen must be called by one goroutine.
type Journey struct {
	world    World
	platform *assets.Platform
	setup    Setup
	plan     []step
	possible int // steps that later answers may still add
	at       StepID
	now      time.Time
	attempt  int
	arrived  int
	warned   string   // the notice, where something was refused or failed
	changed  bool     // the setup must be saved
	unsaved  bool     // saving it failed the last time
	clipped  Clipped  // the secret that was copied last; zero when there is none
	tunnel   string   // over SSH: the command that makes threelo's line reachable
	playing  Scenario // the problem that the sandbox simulates; zero for none
	choose   chooser
	state
}

// state is what belongs to the setup and is not saved with it.
type state struct {
	front    StepID // the question in front of the step, "" when none
	origin   StepID // where a jump to a fix came from, "" when none
	notice   string
	copied   map[ValueID]bool
	entries  map[InputID]entry // what the fields' last texts led to
	problems map[StepID]*Problem
	helped   map[StepID]bool // steps that the sandbox's admin has done

	search     string // in the catalogue of scopes
	onlyChosen bool   // of them are listed

	links     linkProof
	observed  []oauth.Observation
	bound     bool   // the port of threelo's line is held
	movedFrom string // the line before, when its port was taken
	creds     credentials
	sign      signIn
	check     verification
	pending   bool   // enter was pressed while a proof was under way
	restored  StepID // the step where a rehearsal went on with an app made again
}

// New begins a journey at the question for the platform.
func New(w World) *Journey {
	j := &Journey{world: w, now: w.Now, at: StepChoose, unsaved: w.Forgets}
	j.reset(Setup{})
	j.replan()
	j.loadOwn()
	return j
}

// Begin starts a new setup with a platform, past the question for it.
func (j *Journey) Begin(p *assets.Platform, id string) []Effect {
	j.start(p, id, Setup{Lines: LinesBoth})
	if p.Renewal == assets.RenewalUnknown {
		j.setup.Renew = true // the question shows it chosen; the person decides
	}
	if p.ScopesAreFree {
		j.setup.Scopes = p.ScopeNames()
	}
	j.replan()
	return j.arrive(j.plan[0].id)
}

// start gives a new setup what the platform brings.
func (j *Journey) start(p *assets.Platform, id string, s Setup) {
	j.platform = p
	s.Platform, s.PlatformSum, s.AppName = id, p.Sum, p.AppName
	for _, a := range p.Activities {
		s.Activities = append(s.Activities, a.Name)
	}
	j.reset(s)
}

// Resume continues a saved setup. Its proofs are shown as old.
func (j *Journey) Resume(p *assets.Platform, s Setup) []Effect {
	j.platform = p
	s = s.clone()
	at := s.Step
	j.reset(s)
	for id, proof := range j.setup.Proofs {
		proof.Old = true
		j.setup.Proofs[id] = proof
	}
	changed := s.PlatformSum != "" && s.PlatformSum != p.Sum
	j.setup.PlatformSum = p.Sum
	j.replan()
	replaced := j.decideLines()
	if replaced {
		at = StepCallback
	}
	if _, ok := j.find(at); !ok {
		at = j.plan[0].id
	}
	effects := append(j.restore(at), j.arrive(at)...) // the app first: arriving may look at it
	effects = append(effects, j.bindLine()...)
	j.notice = "continuing where you were; you'll be asked for the secret again"
	if replaced {
		j.warn("the Callback URL of " + j.platform.Name + " may be missing in the console: version 0.1 of threelo put its own address there. Save both lines now")
	}
	if changed {
		j.warn("the instructions for " + j.platform.Name + " have changed since: go through the steps once more; " + j.notice)
	}
	return effects
}

// decideLines completes a setup that version 0.1 saved, which knew one callback
// alone. It reports whether threelo's address may have replaced the product's.
func (j *Journey) decideLines() (replaced bool) {
	if j.setup.Lines != "" {
		return false
	}
	replaced = j.setup.Local != ""
	j.setup.Lines = LinesBoth
	if !replaced && j.went(StepCallback) {
		j.setup.Lines = LinesOne // threelo's line was never there
	}
	if replaced {
		delete(j.setup.Proofs, StepCallback)
	}
	if j.setup.Way == WayLocal {
		j.setup.Way = ""
	}
	return replaced
}

func (j *Journey) reset(s Setup) {
	s.Version = SetupVersion
	s.Cloud = j.world.Cloud.Name
	if s.ID == "" && j.world.NewID != nil {
		s.ID = j.world.NewID()
	}
	if s.Inputs == nil {
		s.Inputs = map[InputID]string{}
	}
	if s.Proofs == nil {
		s.Proofs = map[StepID]Proof{}
	}
	j.setup = s
	j.state = state{copied: map[ValueID]bool{}, entries: map[InputID]entry{}, problems: map[StepID]*Problem{}, helped: map[StepID]bool{}}
}

// Setup returns a copy of what is known so far.
func (j *Journey) Setup() Setup {
	s := j.setup.clone()
	s.Step = j.at
	return s
}

// Platform returns the platform, nil before it is chosen.
func (j *Journey) Platform() *assets.Platform { return j.platform }

// Handle takes an event and answers with what is to be done about it.
func (j *Journey) Handle(ev Event) []Effect {
	effects := j.handle(ev)
	if j.changed && j.platform != nil {
		j.changed = false
		effects = append(effects, SaveSetup{Setup: j.Setup()})
	}
	return effects
}

func (j *Journey) handle(ev Event) []Effect {
	switch ev := ev.(type) {
	case Tick:
		j.now = ev.Now
		return nil
	case Next, Back, Goto, Act, Choose, Commit, CommitSecret, Toggle, Links:
		j.notice = ""
	}
	k := kindOf(j.step().kind)
	if k.handle != nil {
		if effects, ok := k.handle(j, ev); ok {
			return effects
		}
	}
	switch ev := ev.(type) {
	case Next:
		if j.front != "" {
			return j.chooseAgain()
		}
		return j.next()
	case Choose:
		return j.chosen(k, ev.Option)
	case Back:
		if j.front != "" {
			return j.enter()
		}
		return j.back()
	case Goto:
		return j.jump(ev.Step)
	case Act:
		return j.act(ev)
	case Commit:
		return j.commit(ev)
	case CommitSecret:
		return j.commitSecret(ev)
	case Toggle:
		j.toggle(ev.Scope)
	case Copied:
		j.handleCopied(ev)
	case Cleared:
		j.notice, j.clipped = ev.Text, Clipped{}
	case Opened:
		if ev.Error != "" {
			j.warn(ev.Error)
		} else {
			j.notice = "opened in your browser"
		}
	case Links:
		return j.readLinks(ev)
	case CredentialsChecked:
		return j.credentialsChecked(ev)
	case Bound:
		return j.lineBound(ev)
	case AttemptReady:
		j.attemptReady(ev)
	case AddressRead:
		return j.addressRead(ev)
	case Exchanged:
		return j.exchanged(ev)
	case CheckDone:
		j.checkDone(ev)
	case Verified:
		j.verified(ev)
	case SandboxDid:
		return j.sandboxDid(ev)
	case Saved:
		if ev.Error != "" {
			j.warn(ev.Error)
		} else {
			j.notice = "saved: " + ev.Path
		}
	case SetupSaved:
		if j.unsaved = ev.Error != ""; j.unsaved {
			j.warn(ev.Error)
		}
	}
	return nil
}

func (j *Journey) handleCopied(ev Copied) {
	if ev.Error != "" {
		j.warn(ev.Error)
		return
	}
	j.copied[ev.Value] = true
	j.notice = ev.Way
	if v, ok := j.value(ev.Value); ok && !ev.Clear.IsZero() {
		j.clipped = Clipped{Value: v.ID, Label: v.Label, Until: ev.Clear}
	}
}

// warn says what was refused, or did not work.
func (j *Journey) warn(text string) { j.notice, j.warned = text, text }

// touch notes that the setup changed and must be saved.
func (j *Journey) touch() { j.changed = true }
