package steps

import (
	"cmp"
	"slices"
)

// question puts a step's question on its screen, with the answers that console.yaml
// has for it.
func (j *Journey) question(sc *Screen, s step) {
	options := wordsOf(s.kind).Options
	if options == nil {
		return
	}
	sc.Choices = &Choices{Ask: sc.Title}
	for _, o := range options {
		sc.Choices.Options = append(sc.Choices.Options, Option{ID: OptionID(o.ID), Label: j.fill(o.Label, s), Help: j.fill(o.Help, s)})
	}
	if kindOf(s.kind).answer != nil {
		sc.Choices.choose(j.answerOf(s))
	}
}

// answerOf is the answer to a step's question; the first of them until another
// is chosen.
func (j *Journey) answerOf(s step) OptionID {
	return cmp.Or(*kindOf(s.kind).answer(j), OptionID(wordsOf(s.kind).Options[0].ID))
}

// choose marks the one option that is chosen.
func (c *Choices) choose(id OptionID) {
	for i, o := range c.Options {
		c.Options[i].Chosen = o.ID == id
	}
}

// chosen takes an answer.
func (j *Journey) chosen(k kind, answer OptionID) []Effect {
	if k.answer != nil {
		*k.answer(j) = answer
		j.replan()
		j.touch()
	}
	if k.choose == nil {
		return nil
	}
	return k.choose(j, answer)
}

// chooseAgain takes the answer that is chosen already to the question in front of a step.
func (j *Journey) chooseAgain() []Effect {
	options := j.Screen().Choices.Options
	i := slices.IndexFunc(options, func(o Option) bool { return o.Chosen })
	if i < 0 {
		j.warn("choose one first")
		return nil
	}
	return j.chosen(kindOf(j.front), options[i].ID)
}
