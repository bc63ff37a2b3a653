package steps

import (
	"cmp"
	"slices"
	"time"

	"threelo/assets/english"
	"threelo/oauth"
)

// signIn is one sign-in test: its attempt, its links, and how far it came. The
// code that it brings stays with the caller.
type signIn struct {
	attempt   int
	app       oauth.App // what it asked with
	link      string
	long      string
	began     time.Time
	busy      bool // Atlassian is asked for the permission
	since     time.Time
	possibly  string // an error that came without our state
	cancelled bool   // the answer was no: nothing was given
	grant     *oauth.Grant
}

// signInKind is the rehearsal of what the platform will do: sign in, accept,
// and redeem the answer.
func signInKind() kind {
	return kind{
		enter:  enterSignIn,
		leave:  func(*Journey) []Effect { return []Effect{Cancel{}} },
		show:   showSignIn,
		handle: handleSignIn,
		gate:   gateSignIn,
		done: func(j *Journey, s step) {
			if j.setup.Way == WaySkip {
				j.prove(s.id, Proof{Outcome: MarkUnchecked, Evidence: "skipped: pressing Authorize in " + j.platform.Name + " is the test"})
			}
		},
		help: helpSignIn,
	}
}

func enterSignIn(j *Journey) []Effect {
	switch {
	case j.sign.grant != nil, j.sign.attempt > 0 && j.sign.asked(j.app()) && j.problems[StepSignIn] == nil:
		return nil // the link that the browser may still show stays good
	case j.creds.length == 0, j.creds.without, j.setup.Way == WaySkip:
		j.front = StepWays
		return nil
	case j.setup.Way == "":
		j.setup.Way = j.usualWay()
	}
	if j.setup.Way == WayLocal && !j.bound {
		j.sign = signIn{} // begins once the port is held
		return j.bindLine()
	}
	return j.beginSignIn()
}

// usualWay is the way that asks least of a person.
func (j *Journey) usualWay() Way {
	if j.setup.Lines == LinesBoth {
		return WayLocal
	}
	return WayPaste
}

// asked reports whether this attempt's link asks with the app as it is now.
func (s signIn) asked(app oauth.App) bool {
	return s.app.ClientID == app.ClientID && s.app.Callback == app.Callback && slices.Equal(s.app.Scopes, app.Scopes)
}

// beginSignIn makes a new attempt: new state, new link.
func (j *Journey) beginSignIn() []Effect {
	j.attempt++
	j.sign = signIn{attempt: j.attempt, app: j.app(), began: j.now}
	delete(j.problems, StepSignIn)
	delete(j.entries, InputAddress)
	return []Effect{Cancel{}, Begin{Attempt: j.attempt, App: j.app(), Listen: j.listens()}}
}

// listens reports whether a receiver waits for the answer.
func (j *Journey) listens() bool { return j.setup.Way == WayLocal || j.setup.Way == WayOwn }

func showSignIn(j *Journey, s step, sc *Screen) {
	if j.setup.App == AppExisting {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: "If this app already serves a connection of the same account, this sign-in can replace its scopes. Authorize again in " + j.platform.Name + " afterwards."})
	}
	if lack := j.boardsLack(); lack != "" {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: english.UpperFirst(lack) + "."})
	}
	link, ok := j.value(ValueLink)
	if !ok {
		j.showNoLink(sc)
		return
	}
	sc.Values = append(sc.Values, link)
	j.showSignInLines(sc, link)
	if sc.Problem == nil && j.credentialsRefused() {
		sc.Problem = j.credentialsProblem(s, *j.creds.verdict)
	}
	f := j.field(InputAddress, "")
	f.Placeholder = j.app().Callback + "?code=…"
	sc.Fields = []Field{f}
	switch {
	case j.sign.grant != nil:
		sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: "the sign-in test worked: " + english.Count(len(j.sign.grant.Scopes), "scope") + " granted"})
		sc.Fields[0].Optional = true
	case j.sign.busy:
		sc.Waiting = &Waiting{What: "asking Atlassian for access", Since: j.sign.since, Now: j.now}
	case sc.Problem == nil && j.sign.attempt > 0:
		what := "waiting for the address"
		if j.listens() {
			what = "waiting for the browser"
		}
		sc.Waiting = &Waiting{What: what, Yours: true, Since: j.sign.began, Now: j.now}
	}
	if j.sign.possibly != "" {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkWarn, Text: "an answer arrived that may not belong to this test: " + j.sign.possibly + ". threelo still waits for the right one"})
	}
	if j.setup.Account != "" {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "the account to use: " + j.setup.Account + ". o opens the link in your usual browser, where somebody else may be signed in"})
	}
	sc.Next = Onward{Label: "accept the paste"}
	if j.sign.grant != nil {
		sc.Next = Onward{Label: "next: the tests"}
	}
	sc.Actions = append(sc.Actions, otherWays, Action{ID: ActionAgain, Key: "r", Label: "a new link"})
}

// showSignInLines says what to do with the link, and how the answer comes back.
func (j *Journey) showSignInLines(sc *Screen, link Value) {
	pick := "Under Use app on, choose " + cmp.Or(siteName(j.setup.Site), "your site") + ". Press Accept."
	sc.Do = []Instruction{
		{Text: "In the integration window, paste the link.", Link: &Link{Label: "the sign-in link", URL: link.Text}},
		{Text: "Check the account that Atlassian shows: " + j.userWords() + "."},
	}
	switch {
	case j.setup.Way == WayPaste:
		sc.Do = append(sc.Do, Instruction{Text: pick + " You land on a page of " + j.platform.Name + ". It may show an error, a sign-in or nothing."},
			Instruction{Text: "Is code= in the address? Copy the whole address at once and paste it here; it works once. If not, press t for other ways."})
	case j.world.Remote:
		sc.Do = append(sc.Do, Instruction{Text: pick}, Instruction{Text: "The last page does not load. That is expected: copy its address and paste it here."})
		why := "threelo runs on another computer than your browser."
		if j.tunnel != "" {
			why += " To make the page load, run this first on your own computer: " + j.tunnel
		}
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: why})
	default:
		sc.Do = append(sc.Do, Instruction{Text: pick + " The answer arrives by itself."},
			Instruction{Text: "The last page doesn't load? Copy its address and paste it here."})
	}
	if j.movedFrom != "" {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: "Another program uses the port of threelo's line. First replace " + j.movedFrom + " with " + j.setup.Local + " in Callback URLs, and press Save changes."})
	}
}

// showNoLink offers what works without a link: it is still being made, or could
// not be.
func (j *Journey) showNoLink(sc *Screen) {
	sc.Next = Onward{}
	sc.Actions = append(sc.Actions, otherWays)
	if sc.Problem == nil {
		sc.Waiting = &Waiting{What: "making the sign-in link", Since: j.sign.began, Now: j.now}
		return
	}
	sc.Actions = append(sc.Actions, Action{ID: ActionAgain, Key: "r", Label: "a new link", Main: true})
}

func gateSignIn(j *Journey, _ step) stop {
	switch {
	case j.setup.Way == WaySkip, j.sign.grant != nil:
		return goOn
	case j.sign.busy:
		return busy("one moment: waiting for Atlassian's answer")
	case j.sign.long == "":
		return missing("there is no link yet: choose another way with t")
	}
	return missing("paste the address that you landed on, or choose another way with t")
}

func handleSignIn(j *Journey, ev Event) ([]Effect, bool) {
	act, _ := ev.(Act)
	switch act.ID {
	case ActionWays:
		j.front = StepWays
		return []Effect{Cancel{}}, true
	case ActionAgain:
		return j.beginSignIn(), true
	}
	return nil, false
}

// enterSecret goes to where the secret is entered; a key leads back from there.
func (j *Journey) enterSecret() []Effect {
	effects := j.jump(j.stepOfKind(StepCredentials))
	j.notice = "the sign-in test needs the secret, which threelo never saves: enter it here, then press b"
	return effects
}

func (j *Journey) attemptReady(ev AttemptReady) {
	switch {
	case ev.Attempt != j.sign.attempt:
	case ev.Error != "":
		j.problems[StepSignIn] = &Problem{Mark: MarkFail, What: ev.Error, Who: "you", Detail: ev.Detail}
	default:
		j.sign.link, j.sign.long = ev.Link, ev.Long
	}
}

func (j *Journey) addressRead(ev AddressRead) []Effect {
	if j.at != StepSignIn || j.sign.busy || j.sign.grant != nil || ev.Attempt != j.sign.attempt {
		return nil
	}
	if ev.Possibly {
		j.sign.possibly = ev.Error
		return nil
	}
	if ev.Error != "" {
		ev.Error = j.named(ev.Error)
		j.entries[InputAddress], j.notice = entry{err: ev.Error}, ""
		switch t := j.failureProblem(j.step(), ev.Failure, ev.Error); {
		case t != nil:
			j.problems[StepSignIn] = t
		case ev.Ours:
			j.problems[StepSignIn] = unknownProblem(&Problem{What: ev.Error, Who: "you"})
		}
		j.sign.cancelled = ev.Ours
		if ev.Failure == "callback-not-registered" && j.sign.app.Callback != j.setup.Callback { // threelo's line was refused
			outcome := oauth.FactUnclear // perhaps the line was not saved
			if j.appLinks().Callback() == j.sign.app.Callback {
				outcome = oauth.FactRefuted
			}
			j.observe(oauth.Observation{Fact: oauth.FactLoopbackHTTPAccepted, Outcome: outcome})
		}
		return nil
	}
	delete(j.entries, InputAddress)
	delete(j.problems, StepSignIn)
	j.sign.busy, j.sign.since, j.notice = true, j.now, ""
	return []Effect{Exchange{Attempt: j.sign.attempt, App: j.app()}}
}

func (j *Journey) exchanged(ev Exchanged) []Effect {
	if ev.Attempt != j.sign.attempt || j.at != StepSignIn {
		return nil
	}
	j.sign.busy = false
	if ev.Problem != nil {
		t := j.completeProblem(j.step(), ev.Problem)
		t.Fix = append(t.Fix, "Then get a new link: each works once.")
		j.problems[StepSignIn] = t
		j.prove(StepSignIn, Proof{Outcome: MarkFail, Evidence: t.What})
		return nil
	}
	j.sign.grant = &ev.Grant
	j.callbackUsed()
	j.observe(ev.Grant.Observations...)
	j.check = verification{} // what was tested before was another permission
	j.prove(StepSignIn, Proof{Outcome: MarkProved, Evidence: "Atlassian gave access with " + english.Count(len(ev.Grant.Scopes), "scope")})
	return j.advance("the sign-in test worked", j.next())
}

// callbackUsed takes what a sign-in proves of the callback that it used.
func (j *Journey) callbackUsed() {
	if j.sign.app.Callback == j.setup.Callback {
		j.prove(StepCallback, Proof{Outcome: MarkProved, Evidence: "used by the sign-in test"})
		return
	}
	j.setup.LineUsed, j.movedFrom = true, ""
	j.observe(oauth.Observation{Fact: oauth.FactLoopbackHTTPAccepted, Outcome: oauth.FactConfirmed},
		oauth.Observation{Fact: oauth.FactSingleCallbackBox, Outcome: oauth.FactRefuted})
}

// helpSignIn lets the sandbox's service user accept, once there is a link.
func helpSignIn(j *Journey, s step) []Effect {
	if j.creds.length == 0 {
		return j.enterSecret()
	}
	if j.sign.long == "" {
		return nil
	}
	return []Effect{j.sandbox(s)}
}
