package steps

// Scenario is a mistake that the sandbox plays on demand.
type Scenario struct {
	ID   string
	Line string // what the trainee will see
}

// mistakes is the list of scenarios in a rehearsal, and the one that is played.
type mistakes struct {
	open    bool
	playing Scenario
}

// showMistakes adds to a rehearsal's screens the key that lists the mistakes,
// and keeps the one that is played in sight.
func (j *Journey) showMistakes(sc *Screen) {
	if !j.world.Demo || j.platform == nil || len(j.world.Scenarios) == 0 {
		return
	}
	if j.mistakes.playing.ID != "" {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkNote, Text: "the sandbox simulates a problem: " + j.mistakes.playing.Line + " (p chooses another, or none)"})
	}
	if sc.Step == StepKnow {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "This is a rehearsal. The sandbox on this computer stands in for Atlassian. Press p on any screen to practise a problem; most show at the sign-in test."})
	}
	sc.Actions = append(sc.Actions, Action{ID: ActionPractice, Key: "p", Label: "practise a problem"})
}

// mistakesScreen is the list of mistakes, in front of the step.
func (j *Journey) mistakesScreen(below Screen) Screen {
	ch := &Choices{ID: ChoicePractice, Ask: "Which problem should the sandbox simulate?", Options: []Option{
		{ID: OptionNone, Label: "none", Help: "everything works", Chosen: j.mistakes.playing.ID == ""},
	}}
	for _, s := range j.world.Scenarios {
		ch.Options = append(ch.Options, Option{ID: OptionID(s.ID), Label: s.ID, Help: s.Line, Chosen: s.ID == j.mistakes.playing.ID})
	}
	return Screen{
		Step: StepPractice, Stage: below.Stage, Stages: below.Stages, N: below.N, Of: below.Of, Platform: below.Platform, Site: below.Site,
		Demo: true, Title: ch.Ask, Choices: ch, Next: Onward{Label: "simulate it"}, Back: true, Arrived: below.Arrived,
		Why: []string{"The sandbox is a stand-in for Atlassian on this computer, for rehearsals. It simulates the problem until you choose none. Access that was given before stays."},
	}
}

// handleMistakes opens and answers the list; everything else is the step's.
func (j *Journey) handleMistakes(ev Event) ([]Effect, bool) {
	switch ev := ev.(type) {
	case Act:
		if ev.ID == ActionPractice && j.world.Demo && len(j.world.Scenarios) > 0 {
			j.mistakes.open = true
			return nil, true
		}
	case Next, Back:
		if j.mistakes.open {
			j.mistakes.open = false
			return nil, true
		}
	case Choose:
		if ev.Choices == ChoicePractice {
			j.mistakes.open = false
			return j.playMistake(string(ev.Option)), true
		}
	}
	return nil, false
}

func (j *Journey) playMistake(id string) []Effect {
	j.mistakes.playing = Scenario{}
	j.notice = "the sandbox simulates no problem"
	for _, s := range j.world.Scenarios {
		if s.ID == id {
			j.mistakes.playing = s
			j.notice = "from now on the sandbox simulates: " + s.Line
		}
	}
	effects := []Effect{Play{Scenario: j.mistakes.playing.ID}}
	if j.at == StepSignIn && j.sign.attempt > 0 && !j.sign.choosing { // an older link's answer has nothing to do with it
		effects = append(effects, j.beginSignIn()...)
	}
	return effects
}
