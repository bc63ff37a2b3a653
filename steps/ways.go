package steps

var anotherWay = Action{ID: ActionWays, Key: "t", Label: "another way", Main: true}

func (j *Journey) showWays(sc *Screen) {
	sc.Title = "Three ways to make the sign-in test"
	sc.Why = []string{"The page of " + j.platform.Name + " may swallow the answer before you can copy it. Then threelo's own address catches it; or the sign-in in " + j.platform.Name + " becomes the test."}
	sc.Choices = &Choices{ID: ChoiceWay, Ask: sc.Title, Options: []Option{
		{ID: WayPaste, Label: "Paste the address back", Help: j.platform.Name + "'s callback stays; you copy the address that you land on", Chosen: j.setup.Way == WayPaste},
		{ID: WayLocal, Label: "threelo's own address", Help: "put it into the console for the test, and the old one back afterwards", Chosen: j.setup.Way == WayLocal},
		{ID: WaySkip, Label: "Skip the test", Help: j.platform.Name + "'s own sign-in will be the test; the status will say so", Chosen: j.setup.Way == WaySkip},
	}}
	if j.creds.length == 0 {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "the first two need the secret; it is not entered"})
		sc.Actions = append(sc.Actions, Action{ID: ActionEnterSecret, Key: "g", Label: "enter the secret", Main: true})
	}
	sc.Fields, sc.Waiting, sc.Values, sc.Do, sc.Trouble = nil, nil, nil, nil, nil
	sc.Next = Onward{Label: "take this way"}
}

func (j *Journey) showPlacing(sc *Screen) {
	sc.Title = "Put threelo's own address into the console"
	sc.Why = []string{"The app holds one callback. For the test it is this address on your computer; afterwards a step of its own puts " + j.platform.Name + "'s back."}
	sc.Do = []Instruction{
		{Text: "In the console: Authorization › OAuth 2.0 (3LO) › Configure.", Link: &Link{Label: "developer console", URL: j.world.Cloud.ConsoleURL}},
		{Text: "Replace the Callback URL by this address, letter by letter, and Save changes."},
	}
	if v, ok := j.value(ValueLocal); ok {
		sc.Values = []Value{v}
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "the address is held for you; nothing else can take it while threelo runs"})
	}
	sc.Next = Onward{Label: "go on: it is saved", Short: "go on"}
	sc.Actions = append(sc.Actions, Action{ID: ActionWays, Key: "t", Label: "take another way"})
}

func (j *Journey) takeWay(way Way) []Effect {
	if way != WaySkip && j.creds.length == 0 {
		return j.enterSecret()
	}
	j.setup.Way = way
	j.sign.choosing = false
	j.touch()
	j.replan()
	switch way {
	case WaySkip:
		return j.next()
	case WayLocal:
		return j.takeLocalWay()
	}
	return j.beginSignIn()
}

func (j *Journey) takeLocalWay() []Effect {
	j.sign = signIn{placing: true}
	delete(j.troubles, StepSignIn)
	return []Effect{Bind{Callback: j.setup.Local}}
}
