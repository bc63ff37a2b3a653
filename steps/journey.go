// Package steps is the journey as data and pure state: which screens there are,
// what each says and asks, what it proves, and what every event leads to. It
// knows no terminal, no network, no clock and no secret: a secret is here only
// "set, 64 characters"; what steps cannot do themselves they ask for as effects.
package steps

import (
	"cmp"
	"slices"
	"strings"
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
	if !w.Forgets && len(s.Done) > 0 {
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

// Handle takes an event and answers with what is to be done about it.
func (j *Journey) Handle(ev Event) []Effect {
	if tick, ok := ev.(Tick); ok {
		j.now = tick.Now
		return nil
	}
	switch ev.(type) {
	case Next, Back, Goto, Act, Choose, Commit, CommitSecret, Toggle, Links, AddressRead:
		j.notice, j.warned = "", false
	}
	step := j.step()
	if owner := askedBy(ev); owner != "" {
		if step = j.steps[owner]; step == nil {
			return nil // of the platform before
		}
	}
	var effects []Effect
	if r, ok := step.Handle(j.Facts, ev); ok {
		if step != j.step() { // what is copied on the screen stays on the clipboard
			r.Effects = slices.DeleteFunc(r.Effects, func(e Effect) bool { _, is := e.(Copy); return is })
		}
		effects = j.carryOut(r)
	} else {
		effects = j.handle(ev)
	}
	effects = append(effects, j.goOn()...)
	if j.touched && j.platform != nil {
		j.touched = false
		effects = append(effects, SaveSetup{Setup: j.Setup()})
	}
	return effects
}

// handle takes what every screen takes alike.
func (j *Journey) handle(ev Event) []Effect {
	switch ev := ev.(type) {
	case Next:
		return j.next()
	case Back:
		return j.back()
	case Goto:
		return j.jump(ev.Step)
	case Act:
		return j.act(ev)
	case Commit:
		return j.carryOut(j.commit(ev))
	case CommitSecret:
		return j.carryOut(j.commitSecret(ev))
	case Links:
		return j.carryOut(j.readLinks(ev))
	case Toggle:
		j.setup.Ticked = toggled(j.setup.Ticked, ev.Scope)
		j.touched = true
	case Copied:
		if r := j.noteCopied(ev); r.Warn || !j.unsaved || !j.warned { // that nothing was saved matters more
			j.say(r)
		}
	case Cleared:
		j.clipped = Clipped{}
		j.say(Reply{Say: ev.Text})
	case Opened:
		if ev.Error != "" {
			j.say(refuse(ev.Error))
		} else {
			j.say(Reply{Say: "opened in your browser"})
		}
	case Bound:
		return j.carryOut(j.lineBound(ev))
	case SandboxDid:
		return j.sandboxDid(ev)
	case Saved:
		if ev.Error != "" {
			j.say(refuse(ev.Error))
		} else {
			j.say(Reply{Say: "saved: " + ev.Path})
		}
	case Forgotten:
		j.forgotten(ev)
	case Pasted:
		j.say(j.pasted(ev))
	case SetupSaved:
		if j.unsaved = ev.Error != ""; j.unsaved {
			j.say(refuse(ev.Error))
		}
	}
	return nil
}

// carryOut does what a step answered.
func (j *Journey) carryOut(r Reply) []Effect {
	j.say(r)
	effects, m := r.Effects, r.Go
	if m.plan {
		j.replan()
	}
	if m.close {
		j.front = ""
	}
	switch {
	case m.next:
		effects = append(effects, j.next()...)
	case m.back:
		effects = append(effects, j.back()...)
	case m.again && j.screen().kind == StepSignIn:
		j.steps[j.at] = newSteps[StepSignIn](base{j.at}) // an older link's answer has nothing to do with it
		effects = append(effects, j.carryOut(j.step().Enter(j.Facts))...)
	case m.question != "":
		j.front = m.question
	case m.to != "":
		effects = append(effects, j.jump(m.to)...)
	case m.begin != "":
		effects = append(effects, j.begin(m.begin)...)
	case m.resume != nil:
		effects = append(effects, j.resume(*m.resume)...)
	}
	j.say(r) // arriving somewhere does not take back what is said
	return effects
}

func (j *Journey) say(r Reply) {
	if r.Say != "" {
		j.notice, j.warned = r.Say, r.Warn
	}
}

// goOn goes to the next screen when enter was pressed during a proof that is there
// now, and good.
func (j *Journey) goOn() []Effect {
	if !j.pending || j.front != "" {
		return nil
	}
	err := j.step().Ready(j.Facts)
	if busy(err) {
		return nil
	}
	if j.pending = false; err != nil {
		j.say(refuse(err.Error()))
		return nil
	}
	j.arrived++
	j.notice = ""
	effects := j.leave()
	j.say(Reply{Say: cmp.Or(j.notice, "Atlassian has answered; this is the next step")})
	return effects
}

func (j *Journey) noteCopied(ev Copied) Reply {
	if ev.Error != "" {
		return refuse(ev.Error)
	}
	j.copied[ev.Value] = true
	if v, ok := j.value(ev.Value); ok && !ev.Clear.IsZero() {
		j.clipped = Clipped{Value: v.ID, Label: v.Label, Until: ev.Clear}
	}
	v, _ := j.value(ev.Value)
	return Reply{Say: strings.TrimPrefix(v.Label+": ", ": ") + ev.Way}
}

// act does what a key asks for, where the step did not take it.
func (j *Journey) act(ev Act) []Effect {
	switch ev.ID {
	case ActionCopy:
		v, ok := j.value(ValueID(ev.Arg))
		if !ok {
			j.say(refuse("there is nothing to copy yet"))
			return nil
		}
		return j.hand(v)
	case ActionOpen:
		return []Effect{Open{URL: ev.Arg}}
	case ActionMessage:
		if text := j.message(); text != "" {
			return []Effect{Copy{Value: ValueMessage, Text: text}}
		}
	case ActionMarkAll:
		j.markAll()
	case ActionFix:
		if p := j.Screen().Problem; p != nil {
			return j.jump(p.Step)
		}
	case ActionPractice:
		if j.world.Demo && len(j.world.Scenarios) > 0 {
			j.front = StepPractice
		}
	case ActionSandbox:
		return j.Help()
	case ActionSaveReport:
		return []Effect{SaveReport{Kind: cmp.Or(ev.Arg, "png")}}
	case ActionCopyReport:
		return []Effect{CopyReport{Kind: cmp.Or(ev.Arg, "md")}}
	}
	return nil
}

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

// askedBy is the screen that asked for a result, "" for what is no result.
func askedBy(ev Event) StepID {
	switch ev.(type) {
	case CredentialsChecked:
		return StepCredentials
	case AttemptReady, AddressRead, Exchanged, CheckDone, Verified:
		return StepSignIn
	}
	return ""
}
