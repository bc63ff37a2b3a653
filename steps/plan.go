package steps

import (
	"cmp"
	"slices"

	"threelo/assets"
)

// step is one screen of the plan.
type step struct {
	id   StepID
	kind StepID
	data assets.PlatformStep // the platform's own words; zero for steps of every journey
}

// opening is what cannot be changed later: it comes first, on every platform.
var opening = []StepID{StepKnow, StepApp, StepAccount, StepSite}

// replan lays out the steps that apply to what is known now.
func (j *Journey) replan() {
	if j.platform == nil {
		j.plan = []step{{id: StepChoose, kind: StepChoose}}
		return
	}
	var plan []step
	possible := 0
	add := func(s step) {
		switch k := kindOf(s.kind); {
		case k.applies == nil || k.applies(j, s):
			plan = append(plan, s)
		case k.possible != nil && k.possible(j):
			possible++
		}
	}
	for _, kind := range opening {
		add(step{id: kind, kind: kind})
	}
	for _, data := range j.platform.Steps {
		kind := StepID(data.Do)
		switch kind {
		case StepCreate:
			add(step{id: StepChooseScopes, kind: StepChooseScopes})
		case StepSignIn:
			add(step{id: StepRenewal, kind: StepRenewal})
		}
		add(step{id: StepID(data.ID), kind: kind, data: data})
	}
	j.plan, j.possible = plan, possible
}

func (j *Journey) find(id StepID) (int, bool) {
	i := slices.IndexFunc(j.plan, func(s step) bool { return s.id == id })
	return i, i >= 0
}

// step is the one that the person is on, or the question in front of it.
func (j *Journey) step() step {
	if j.front != "" {
		return step{id: j.front, kind: j.front}
	}
	if i, ok := j.find(j.at); ok {
		return j.plan[i]
	}
	return j.plan[0]
}

// went reports whether the person went on from a step of this kind.
func (j *Journey) went(kind StepID) bool {
	return slices.ContainsFunc(j.plan, func(s step) bool { return s.kind == kind && slices.Contains(j.setup.Done, s.id) })
}

// stepOfKind finds the step that a failure's fix names: the first of its kind in
// this journey, "" when it has none.
func (j *Journey) stepOfKind(kind StepID) StepID {
	kinds := []StepID{kind}
	switch kind {
	case "scopes": // any tab: only failures.yaml names it
		kinds = []StepID{StepClassic, StepGranular, StepIdentity}
	case StepGranular:
		kinds = append(kinds, StepClassic)
	case StepSharing: // not shown where one account was to do everything: that answer is wrong then
		kinds = append(kinds, StepAccount)
	case StepFields:
		kinds = append(kinds, StepHandover)
	}
	for _, kind := range kinds {
		if i := slices.IndexFunc(j.plan, func(s step) bool { return s.kind == kind }); i >= 0 {
			return j.plan[i].id
		}
	}
	return ""
}

// stop is why enter cannot go on yet. Its text is shown.
type stop struct {
	text string
	busy bool // the step goes on by itself: nothing is wrong
}

// goOn is the stop of a step that enter may leave.
var goOn = stop{}

func missing(text string) stop { return stop{text: text} }

func busy(text string) stop { return stop{text: text, busy: true} }

// next enters the next step, unless something must be fixed here first.
func (j *Journey) next() []Effect {
	s := j.step()
	k := kindOf(s.kind)
	if k.gate != nil {
		switch stop := k.gate(j, s); {
		case stop.busy:
			j.notice, j.pending = stop.text, true
			return nil
		case stop != goOn:
			j.warn(stop.text)
			return nil
		}
	}
	if !slices.Contains(j.setup.Done, s.id) {
		j.setup.Done = append(j.setup.Done, s.id)
	}
	if k.done != nil {
		k.done(j, s)
	}
	if k.answer != nil {
		*k.answer(j) = j.answerOf(s)
	}
	if k.attested {
		j.prove(s.id, Proof{Outcome: MarkAttested, Evidence: "you confirmed"})
	}
	j.replan()
	i, _ := j.find(s.id)
	if i+1 >= len(j.plan) {
		return []Effect{Leave{}}
	}
	effects := j.arrive(j.plan[i+1].id)
	if s.kind == StepCallback { // Atlassian can answer from now on
		effects = append(effects, j.checkCredentials()...)
	}
	return effects
}

func (j *Journey) back() []Effect {
	if j.origin != "" {
		return j.arrive(j.origin)
	}
	i, ok := j.find(j.at)
	if !ok || i == 0 {
		return nil
	}
	return j.arrive(j.plan[i-1].id)
}

// jump goes to the step that fixes a problem and remembers where it happened.
func (j *Journey) jump(id StepID) []Effect {
	if _, ok := j.find(id); !ok || id == j.at {
		return nil
	}
	origin := cmp.Or(j.origin, j.at)
	effects := j.arrive(id)
	if id != origin {
		j.origin = origin
	}
	return effects
}

// arrive enters a step. What was under way on the step before ends.
func (j *Journey) arrive(id StepID) []Effect {
	var effects []Effect
	if j.at != id {
		if old, ok := j.find(j.at); ok {
			if k := kindOf(j.plan[old].kind); k.leave != nil {
				effects = append(effects, k.leave(j)...)
			}
		}
		if id == j.origin {
			j.origin = ""
		}
	}
	j.at, j.pending = id, false
	j.touch()
	return append(effects, j.enter()...)
}

// enter shows the step itself, without a question in front of it.
func (j *Journey) enter() []Effect {
	j.front = ""
	if k := kindOf(j.step().kind); k.enter != nil {
		return k.enter(j)
	}
	return nil
}

// advance announces a step that was entered without a key press, unless a notice
// does that already.
func (j *Journey) advance(why string, effects []Effect) []Effect {
	j.arrived++
	if j.notice == "" {
		j.notice = why + "; this is the next step"
	}
	return effects
}

func (j *Journey) prove(id StepID, p Proof) {
	if old, ok := j.setup.Proofs[id]; ok && !old.Old && old.Outcome == MarkProved && p.Outcome == MarkAttested {
		return // an answer weighs more than a word
	}
	p.At = j.now
	j.setup.Proofs[id] = p
	j.touch()
}
