package steps

import (
	"cmp"
	"slices"
)

// Scenario is a problem that the sandbox simulates on demand.
type Scenario struct {
	ID   string
	Line string // what the trainee will see
}

// practiceKind asks, in front of any step of a rehearsal, which problem the
// sandbox simulates.
func practiceKind() kind {
	return kind{
		show: func(j *Journey, _ step, sc *Screen) {
			for _, s := range j.world.Scenarios {
				sc.Choices.Options = append(sc.Choices.Options, Option{ID: OptionID(s.ID), Label: s.ID, Help: s.Line})
			}
			sc.Choices.choose(cmp.Or(OptionID(j.playing.ID), OptionNone))
			sc.Next = Onward{Label: "simulate it"}
		},
		choose: func(j *Journey, answer OptionID) []Effect {
			j.playing, j.notice = Scenario{}, "the sandbox simulates no problem"
			if i := slices.IndexFunc(j.world.Scenarios, func(s Scenario) bool { return s.ID == string(answer) }); i >= 0 {
				j.playing = j.world.Scenarios[i]
				j.notice = "from now on the sandbox simulates: " + j.playing.Line
			}
			if j.at == StepSignIn {
				j.sign = signIn{} // an older link's answer has nothing to do with it
			}
			return append([]Effect{Play{Scenario: j.playing.ID}}, j.enter()...)
		},
	}
}

// showPractice offers to practise a problem, and keeps the one that is simulated
// in sight.
func (j *Journey) showPractice(sc *Screen) {
	if !j.world.Demo || j.platform == nil || len(j.world.Scenarios) == 0 || j.front == StepPractice {
		return
	}
	if j.playing.ID != "" {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkNote, Text: "the sandbox simulates a problem: " + j.playing.Line + " (p chooses another, or none)"})
	}
	sc.Actions = append(sc.Actions, Action{ID: ActionPractice, Key: "p", Label: "practise a problem"})
}
