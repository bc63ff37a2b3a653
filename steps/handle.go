package steps

import (
	"cmp"
	"slices"
	"strings"
)

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
	if j.touched && j.platform != nil && j.setup.Begun() {
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
		j.say(result(ev.Error, "opened in your browser"))
	case Bound:
		return j.carryOut(j.lineBound(ev))
	case SandboxDid:
		if ev.Error != "" {
			j.say(refuse("the sandbox could not do it: " + ev.Error))
			break
		}
		j.helped[ev.Step] = true
		j.say(Reply{Say: ev.Text})
	case Saved:
		j.say(result(ev.Error, "saved: "+ev.Path))
	case Forgotten:
		if ev.Error == "" {
			j.world.Saved = slices.DeleteFunc(slices.Clone(j.world.Saved), func(s Setup) bool { return s.ID == ev.ID })
		}
		j.say(result(ev.Error, "deleted"))
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
	case m.open != nil:
		effects = append(effects, j.open(*m.open)...)
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
	stopped := j.step().Ready(j.Facts)
	if j.pending = stopped.busy; j.pending {
		return nil
	}
	if stopped.why != "" {
		j.say(refuse(stopped.why))
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
	v, ok := j.value(ev.Value)
	if ok && !ev.Clear.IsZero() {
		j.clipped = Clipped{Value: v.ID, Label: v.Label, Until: ev.Clear}
	}
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
		return j.act(Act{ID: ActionCopy, Arg: string(ValueMessage)})
	case ActionMarkAll:
		j.markAll()
	case ActionFix:
		if p := j.fixable(j.draw()); p != nil {
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
