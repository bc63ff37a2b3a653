package steps

import (
	"cmp"
	"reflect"
	"slices"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// Handle takes an event and answers with what is to be done about it.
func (j *Journey) Handle(ev dialog.Event) []dialog.Effect {
	if tick, ok := ev.(dialog.Tick); ok {
		j.now = tick.Now
		return nil
	}
	switch ev.(type) {
	case dialog.Next, dialog.Back, dialog.Goto, dialog.Act, dialog.Choose, dialog.Commit, dialog.Toggle, dialog.Links, dialog.AddressRead:
		j.notice, j.warned = "", false
	}
	step := j.step()
	if owner := dialog.AskedBy(ev); owner != "" {
		i := j.find(j.stepOfKind(owner))
		if i < 0 {
			return nil // of the platform before
		}
		step = j.steps[j.plan[i].id]
	}
	r, ok := step.Handle(j.Facts, ev)
	switch {
	case !ok:
		r = j.handle(ev)
	case step != j.step(): // what is copied on the screen stays on the clipboard
		r.Effects = slices.DeleteFunc(r.Effects, func(e dialog.Effect) bool { _, is := e.(dialog.Copy); return is })
	}
	effects := append(j.carryOut(r), j.goOn()...)
	if s := j.Setup(); j.platform != nil && s.Begun() && !reflect.DeepEqual(s, j.kept) {
		j.kept = s
		effects = append(effects, dialog.SaveSetup{Setup: s})
	}
	return effects
}

// handle takes what every screen takes alike.
func (j *Journey) handle(ev dialog.Event) Reply {
	switch ev := ev.(type) {
	case dialog.Next:
		return reply(j.next()...)
	case dialog.Back:
		return reply(j.back()...)
	case dialog.Goto:
		return Reply{Go: Move{to: ev.Step}}
	case dialog.Act:
		return j.act(ev)
	case dialog.Choose:
		return j.step().Choose(j.Facts, ev.Option)
	case dialog.Commit:
		return j.commit(ev)
	case dialog.Links:
		return j.readLinks(ev)
	case dialog.Toggle:
		j.setup.Ticked = toggled(j.setup.Ticked, ev.Scope)
	case dialog.Copied:
		if r := j.noteCopied(ev); r.Warn || !j.unsaved || !j.warned { // that nothing was saved matters more
			return r
		}
	case dialog.Cleared:
		j.clipped, j.newest = dialog.Clipped{}, ""
		return Reply{Say: ev.Text}
	case dialog.Opened:
		return result(ev.Error, "opened in your browser")
	case dialog.Bound:
		return j.lineBound(ev)
	case dialog.SandboxDid:
		j.helped[ev.Step] = ev.Error == ""
		return result(ev.Error, ev.Text)
	case dialog.Saved:
		return result(ev.Error, "saved: "+ev.What)
	case dialog.Forgotten:
		if ev.Error == "" {
			j.world.Saved = slices.DeleteFunc(slices.Clone(j.world.Saved), func(s dialog.Setup) bool { return s.ID == ev.ID })
		}
		return result(ev.Error, "deleted")
	case dialog.Pasted:
		return j.pasted(ev)
	case dialog.SetupSaved:
		j.unsaved = ev.Error != ""
		return result(ev.Error, "")
	}
	return Reply{}
}

// carryOut does what a step answered.
func (j *Journey) carryOut(r Reply) []dialog.Effect {
	effects, m := r.Effects, r.Go
	j.replan() // an answer can bring screens, or take them away
	if m.close {
		j.front = ""
	}
	switch {
	case m.next:
		effects = append(effects, j.next()...)
	case m.again && j.screen().kind == dialog.StepSignIn:
		effects = append(effects, j.carryOut(j.step().Enter(j.Facts))...)
		if j.playing.ID != "" {
			r.Say = "open the new link: the problem shows there, or after Accept"
		}
	case m.begin:
		j.origin = ""
		first := j.plan[0].id
		if len(j.plan) > 1 && j.went(dialog.StepKnow) {
			first = j.plan[1].id
		}
		effects = append(effects, j.arrive(first)...)
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
func (j *Journey) goOn() []dialog.Effect {
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
	j.say(Reply{Say: cmp.Or(j.notice, "Atlassian answered. This is already the next step")})
	return effects
}

func (j *Journey) noteCopied(ev dialog.Copied) Reply {
	if j.unseen = ev.Sent || ev.Error != ""; ev.Error != "" {
		return refuse(ev.Error)
	}
	v, _ := j.value(ev.Value)
	j.copied[ev.Value], j.newest, j.clipped = v.Text, ev.Value, dialog.Clipped{} // it took the secret's place
	if !ev.Clear.IsZero() {
		j.clipped = dialog.Clipped{Label: v.Label, Until: ev.Clear}
	}
	return Reply{Say: cmp.Or(v.Label, "the "+string(ev.Value)) + ": " + ev.Way}
}

// act does what a key asks for, where the step did not take it.
func (j *Journey) act(ev dialog.Act) Reply {
	switch ev.ID {
	case dialog.ActionCopy:
		v, ok := j.value(dialog.ValueID(ev.Arg))
		switch {
		case !ok:
			return refuse("there is nothing to copy yet")
		case v.Secret && !j.copiesSecret(v.ID):
			return refuse("threelo doesn't copy the secret here: " + v.Shown)
		}
		return reply(j.hand(v)...)
	case dialog.ActionOpen:
		return reply(dialog.Open{URL: ev.Arg})
	case dialog.ActionMessage:
		return j.act(dialog.Act{ID: dialog.ActionCopy, Arg: string(dialog.ValueMessage)})
	case dialog.ActionMarkAll:
		j.setup.Ticked = oauth.ConsoleScopes(j.wanted())
	case dialog.ActionFix:
		if p := j.fixable(j.Screen()); p != nil {
			return Reply{Go: Move{to: p.Step}}
		}
	case dialog.ActionPractice:
		if j.world.Demo && len(j.world.Scenarios) > 0 {
			j.front = dialog.StepPractice
		}
	case dialog.ActionSandbox:
		return reply(j.Help()...)
	case dialog.ActionSaveReport:
		return reply(dialog.SaveReport{Kind: cmp.Or(ev.Arg, "png")})
	case dialog.ActionCopyReport:
		return reply(dialog.CopyReport{Kind: cmp.Or(ev.Arg, "md")})
	}
	return Reply{}
}
