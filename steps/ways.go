package steps

var otherWays = Action{ID: ActionWays, Key: "t", Label: "other ways", Main: true}

func (j *Journey) showWays(sc *Screen) {
	name := j.platform.Name
	sc.Title = "How should the sign-in test get its answer?"
	sc.Why = nil
	sc.Choices = &Choices{ID: ChoiceWay, Ask: sc.Title, Options: []Option{
		{ID: WayLocal, Label: "By itself", Help: "threelo's line must be in Callback URLs; nothing of " + name + "'s changes", Chosen: j.setup.Way == WayLocal},
		{ID: WayPaste, Label: "Paste the address of " + name + "'s page", Help: name + " may use up the answer before you copy it", Chosen: j.setup.Way == WayPaste},
		{ID: WaySkip, Label: "Skip the test", Help: "pressing Authorize in " + name + " is the test then", Chosen: j.setup.Way == WaySkip},
	}}
	if j.creds.length == 0 {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "The first two need the secret, which is not entered."})
		sc.Actions = append(sc.Actions, Action{ID: ActionEnterSecret, Key: "g", Label: "enter the secret", Main: true})
	}
	sc.Fields, sc.Waiting, sc.Values, sc.Do, sc.Trouble = nil, nil, nil, nil, nil
	sc.Next = Onward{Label: "choose this"}
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
	j.setup.Way = way
	j.sign.choosing = false
	j.touch()
	j.replan()
	if way == WaySkip {
		return j.next()
	}
	j.sign = signIn{}
	delete(j.troubles, StepSignIn)
	return enterSignIn(j)
}
