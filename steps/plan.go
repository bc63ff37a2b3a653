package steps

import (
	"cmp"
	"slices"

	"threelo/assets"
	"threelo/steps/dialog"
)

// screen is a place in the plan: one screen, and the steps that share it.
type screen struct {
	id    dialog.StepID // of its main part
	kind  dialog.StepID
	parts []part
}

// replan lays out the screens that apply to what is known now. A screen that was
// there before keeps its Step.
func (j *Journey) replan() {
	j.plan, j.planned = j.layOut(), nil
	for _, s := range j.plan {
		j.planned = append(j.planned, s.parts...)
		if j.steps[s.id] == nil {
			j.steps[s.id] = kindOf(s.kind).make(base{s.id})
		}
	}
}

func (f *Facts) layOut() []screen {
	if f.platform == nil {
		return []screen{{id: dialog.StepChoose, kind: dialog.StepChoose}}
	}
	opening := screen{id: dialog.StepKnow, kind: dialog.StepKnow}
	var plan []screen
	var ahead []part // they join the screen of the step after them
	for _, p := range f.allParts() {
		kind := kindOf(p.kind).screen
		last := len(plan) - 1
		switch {
		case kind == dialog.StepKnow:
			opening.parts = append(opening.parts, p)
			continue
		case kind == screenAfter:
			ahead = append(ahead, p)
			continue
		case p.kind == dialog.StepCredentials && f.setup.Purpose == dialog.PurposeRepair:
			plan[0].parts = append(plan[0].parts, p) // it asks for them beside what went wrong
			continue
		case p.kind == dialog.StepLinks && last >= 0 && (plan[last].kind == dialog.StepCallback || plan[last].kind == dialog.StepClassic):
			kind = plan[last].kind
		}
		if last >= 0 && plan[last].kind == kind && len(ahead) == 0 {
			if p.kind == kind && plan[last].parts[0].kind != kind {
				plan[last].id = p.id
			}
			plan[last].parts = append(plan[last].parts, p)
			continue
		}
		plan = append(plan, screen{id: p.id, kind: kind, parts: append(ahead, p)})
		ahead = nil
	}
	last := &plan[len(plan)-1]
	last.parts = append(last.parts, ahead...)
	return append([]screen{opening}, plan...)
}

// allParts lists the steps that apply, those of every journey and the platform's.
func (f *Facts) allParts() []part {
	var parts []part
	for _, kind := range []dialog.StepID{dialog.StepKnow, dialog.StepApp, dialog.StepAccount, dialog.StepSite, dialog.StepRenewal, dialog.StepRepair, dialog.StepChooseScopes} {
		if f.applies(kind) {
			parts = append(parts, part{id: kind, kind: kind})
		}
	}
	for _, data := range f.platform.Steps {
		p := part{id: dialog.StepID(data.ID), kind: dialog.StepID(data.Do), data: data}
		if f.applies(p.kind) {
			parts = append(parts, p)
		}
	}
	return parts
}

// applies reports whether this journey has a kind of step.
func (f *Facts) applies(kind dialog.StepID) bool {
	if slices.Contains(kindOf(kind).without, f.setup.Purpose) && !f.repairNeeds(kind) {
		return false
	}
	switch kind {
	case dialog.StepRepair:
		return f.setup.Purpose == dialog.PurposeRepair
	case dialog.StepRenewal:
		return f.renewalUnknown()
	case dialog.StepChooseScopes:
		return f.platform.ScopesAreFree
	case dialog.StepActivities:
		return len(f.platform.Activities) > 0
	case dialog.StepClassic, dialog.StepGranular, dialog.StepIdentity:
		return len(f.scopesOn(kind)) > 0
	case dialog.StepSharing:
		return f.setup.Accounts == dialog.AccountsTwo || f.platform.NeedsSharing
	}
	return true
}

// find is the place of the screen that has a step, -1 when none has.
func (f *Facts) find(id dialog.StepID) int {
	return slices.IndexFunc(f.plan, func(s screen) bool {
		return s.id == id || slices.ContainsFunc(s.parts, func(p part) bool { return p.id == id })
	})
}

// partOf finds a step of the journey by its ID.
func (f *Facts) partOf(id dialog.StepID) (part, bool) {
	for _, p := range f.planned {
		if p.id == id {
			return p, true
		}
	}
	return part{}, false
}

// went reports whether the person went on from a step of this kind.
func (f *Facts) went(kind dialog.StepID) bool {
	return slices.ContainsFunc(f.setup.Done, func(id dialog.StepID) bool {
		named := func(s assets.PlatformStep) bool { return dialog.StepID(s.ID) == id && dialog.StepID(s.Do) == kind }
		return id == kind || slices.ContainsFunc(f.platform.Steps, named)
	})
}

// stepOfKind finds the step that a failure's fix names: the first of its kind in
// this journey, or one on the screen of its kind; "" when it has none.
func (f *Facts) stepOfKind(kind dialog.StepID) dialog.StepID {
	if i := slices.IndexFunc(f.planned, func(p part) bool { return p.kind == kind }); i >= 0 {
		return f.planned[i].id
	}
	if i := slices.IndexFunc(f.plan, func(s screen) bool { return s.kind == kindOf(kind).screen }); i >= 0 {
		return f.plan[i].id
	}
	switch kind {
	case dialog.StepSharing: // it is not there where one account was to do everything: that answer is wrong then
		return dialog.StepAccount
	case dialog.StepFields:
		return f.stepOfKind(dialog.StepHandover)
	}
	return ""
}

// sameScreen reports whether two steps share a screen.
func (f *Facts) sameScreen(a, b dialog.StepID) bool {
	i := f.find(a)
	return i >= 0 && i == f.find(b)
}

// screen is the one that the person is on, without the question in front of it.
func (j *Journey) screen() screen {
	return j.plan[max(j.find(j.at), 0)]
}

// step is the Step that is shown: the question in front, or the screen's.
func (j *Journey) step() Step {
	return j.steps[cmp.Or(j.front, j.screen().id)]
}

// next hands over the next value, or goes to the next screen, unless something
// is missing here.
func (j *Journey) next() []dialog.Effect {
	step := j.step()
	if j.front != "" { // nothing was chosen, or it was there already
		if j.front == dialog.StepPurpose {
			return j.carryOut(step.Choose(j.Facts, dialog.PurposeGoOn))
		}
		j.front = ""
		return nil
	}
	if why := j.unasked(j.Screen().Fields); why != "" {
		j.say(refuse(why))
		return nil
	}
	if v, ok := j.toHand(); ok {
		return j.hand(v)
	}
	effects := step.Leaving(j.Facts)
	if stopped := step.Ready(j.Facts); stopped.why != "" {
		j.pending = stopped.busy
		j.say(Reply{Say: stopped.why, Warn: !j.pending})
		return effects
	}
	return append(effects, j.leave()...)
}

// leave goes to the next screen, or back to where a fix was looked up.
func (j *Journey) leave() []dialog.Effect {
	s := j.screen()
	for _, p := range s.parts {
		if !slices.Contains(j.setup.Done, p.id) {
			j.setup.Done = append(j.setup.Done, p.id)
		}
	}
	j.step().Done(j.Facts)
	if j.origin != "" {
		return j.arrive(j.origin)
	}
	j.replan()
	i := j.find(s.id)
	if i+1 >= len(j.plan) {
		return []dialog.Effect{dialog.Leave{}}
	}
	effects := j.arrive(j.plan[i+1].id)
	if v, ok := j.toHand(); ok && !v.Secret { // a secret is never copied unasked
		effects = append(effects, j.hand(v)...)
	}
	return effects
}

// toHand is the value that enter puts on the clipboard next; false when it goes on.
func (j *Journey) toHand() (dialog.Value, bool) {
	for _, id := range j.step().Hands(j.Facts) {
		if v, ok := j.value(id); ok && j.handed[id] != cmp.Or(v.Text, v.Shown) && (!v.Secret || j.copiesSecret(id)) {
			return v, true
		}
	}
	return dialog.Value{}, false
}

// hand puts a value on the clipboard.
func (j *Journey) hand(v dialog.Value) []dialog.Effect {
	j.handed[v.ID] = cmp.Or(v.Text, v.Shown)
	return []dialog.Effect{dialog.Copy{Value: v.ID, Text: v.Text, Secret: v.Secret}}
}

// back leads to the question behind, to where a fix was looked up, to the screen
// before, and from the first one to the choice of the product.
func (j *Journey) back() []dialog.Effect {
	i := j.find(j.at)
	switch {
	case j.front != "":
		j.front = ""
		return nil
	case j.origin != "":
		return j.arrive(j.origin)
	case i > 0:
		return j.arrive(j.plan[i-1].id)
	case j.platform != nil && j.world.Load != nil:
		return j.leavePlatform()
	}
	return nil
}

// jump goes to the step that fixes a problem and remembers where it happened.
func (j *Journey) jump(id dialog.StepID) []dialog.Effect {
	if j.find(id) < 0 || j.sameScreen(id, j.at) {
		j.front = ""
		return nil
	}
	origin := cmp.Or(j.origin, j.at)
	effects := j.arrive(id)
	if !j.sameScreen(id, origin) {
		j.origin = origin
	}
	return effects
}

// arrive shows a screen. What is under way on another goes on there.
func (j *Journey) arrive(id dialog.StepID) []dialog.Effect {
	if id = j.plan[max(j.find(id), 0)].id; j.origin != "" && j.sameScreen(id, j.origin) {
		j.origin = ""
	}
	j.at, j.front, j.pending = id, "", false
	j.handed = map[dialog.ValueID]string{}
	return j.carryOut(j.step().Enter(j.Facts))
}
