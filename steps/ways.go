package steps

import "cmp"

var otherWays = Action{ID: ActionWays, Key: "t", Label: "other ways", Main: true}

// waysKind asks, in front of the sign-in test, how it gets its answer.
func waysKind() kind {
	return kind{
		show: func(j *Journey, _ step, sc *Screen) {
			sc.Choices.choose(cmp.Or(j.setup.Way, j.usualWay()))
			if j.creds.length == 0 {
				sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "The first two need the secret, which is not entered."})
				sc.Actions = append(sc.Actions, Action{ID: ActionEnterSecret, Key: "g", Label: "enter the secret", Main: true})
			}
			sc.Next = Onward{Label: "choose this"}
		},
		choose: (*Journey).takeWay,
		handle: func(j *Journey, ev Event) ([]Effect, bool) {
			switch ev := ev.(type) {
			case Act:
				if ev.ID == ActionEnterSecret {
					return j.enterSecret(), true
				}
			case Back:
				if j.setup.Way == "" || j.setup.Way == WaySkip || j.creds.length == 0 { // the test itself has nothing to show
					return j.back(), true
				}
			}
			return nil, false
		},
		help: func(j *Journey, _ step) []Effect { return j.chooseAgain() },
	}
}

func (j *Journey) takeWay(way Way) []Effect {
	switch {
	case way != WaySkip && j.creds.length == 0:
		return j.enterSecret()
	case way == WayLocal && j.setup.Lines == LinesOne: // it must go into the console first
		j.useLine(LinesBoth)
		effects := j.jump(j.stepOfKind(StepCallback))
		j.notice = "add threelo's line in Callback URLs, then b leads back to the sign-in test"
		return effects
	}
	j.setup.Way, j.front = way, ""
	j.touch()
	j.replan()
	if way == WaySkip {
		return j.next()
	}
	j.sign = signIn{}
	delete(j.problems, StepSignIn)
	return enterSignIn(j)
}
