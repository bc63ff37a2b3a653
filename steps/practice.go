package steps

import (
	"cmp"
	"maps"
	"slices"

	"threelo/steps/dialog"
)

// practice asks, in front of any screen of a rehearsal, which problem the sandbox
// simulates.
type practice struct{ base }

func (p *practice) Show(f *Facts, sc *dialog.Screen) {
	for _, s := range f.world.Scenarios {
		sc.Choices.Options = append(sc.Choices.Options, dialog.Option{ID: dialog.OptionID(s.ID), Group: s.Group, Label: s.Name, Help: s.Line})
	}
	sc.Choices.Choose(cmp.Or(dialog.OptionID(f.playing.ID), dialog.OptionNone))
	sc.Next = dialog.Onward{Label: "simulate it"}
}

func (p *practice) Choose(f *Facts, answer dialog.OptionID) Reply {
	f.try = try{}           // an older link's answer has nothing to do with it
	if f.playing.ID != "" { // what it left is no result
		f.test = test{}
		maps.DeleteFunc(f.setup.Proofs, func(_ dialog.StepID, p dialog.Proof) bool { return p.Outcome == dialog.MarkFail })
	}
	f.playing = dialog.Scenario{}
	said := "the sandbox simulates no problem"
	if i := slices.IndexFunc(f.world.Scenarios, func(s dialog.Scenario) bool { return s.ID == string(answer) }); i >= 0 {
		f.playing = f.world.Scenarios[i]
		said = "press enter to continue: the problem shows at the sign-in test, or earlier. Past that test? Press esc to go back to it, then press r"
	}
	return Reply{Effects: []dialog.Effect{dialog.Play{Scenario: f.playing.ID}}, Say: said, Go: Move{close: true, again: true}}
}

// showPractice offers to practice a problem, and keeps the one that is simulated
// in sight.
func (f *Facts) showPractice(sc *dialog.Screen) {
	if len(f.world.Scenarios) == 0 || sc.Step == dialog.StepPractice {
		return
	}
	if f.playing.ID != "" {
		sc.AddNote(dialog.MarkNote, "the sandbox simulates a problem: "+f.playing.Line+". Press p for another, or none.")
	}
	sc.Offer(dialog.ActionPractice, "p", "practice a problem")
}
