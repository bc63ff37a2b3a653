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
	choosing  bool      // between the ways
	placing   bool      // threelo's own address must go into the console first
	link      string
	long      string
	listening string
	began     time.Time
	busy      bool // Atlassian is asked for the permission
	since     time.Time
	possibly  string // an error that came without our state
	cancelled bool   // the answer was no: nothing was given
	grant     *oauth.Grant
	sites     []oauth.Site
}

// signInKind is the rehearsal of what the platform will do: sign in, accept,
// and redeem the answer.
func signInKind() kind {
	return kind{
		enter:  enterSignIn,
		leave:  func(j *Journey) []Effect { j.sign.choosing = false; return []Effect{Cancel{}} },
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
	case j.sign.grant != nil, j.sign.attempt > 0 && j.sign.asked(j.app()) && j.troubles[StepSignIn] == nil:
		j.sign.choosing = false
		return nil // the link that the browser may still show stays good
	case j.creds.length == 0 || j.creds.without:
		j.sign.choosing = true
		return nil
	case j.setup.Way == WayLocal:
		return j.takeLocalWay()
	case j.setup.Way == WayOwn:
		return j.beginSignIn()
	case j.setup.Way == WaySkip:
		j.sign.choosing = true
		return nil
	}
	j.setup.Way = WayPaste
	return j.beginSignIn()
}

// asked reports whether this attempt's link asks with the app as it is now.
func (s signIn) asked(app oauth.App) bool {
	return s.app.ClientID == app.ClientID && s.app.Callback == app.Callback && slices.Equal(s.app.Scopes, app.Scopes)
}

// beginSignIn makes a new attempt: new state, new link.
func (j *Journey) beginSignIn() []Effect {
	j.attempt++
	j.sign = signIn{attempt: j.attempt, app: j.app(), began: j.now}
	delete(j.troubles, StepSignIn)
	delete(j.entries, InputAddress)
	return []Effect{Cancel{}, Begin{Attempt: j.attempt, App: j.app(), Listen: j.listens()}}
}

// listens reports whether a receiver waits for the answer.
func (j *Journey) listens() bool { return j.setup.Way == WayLocal || j.setup.Way == WayOwn }

func showSignIn(j *Journey, s step, sc *Screen) {
	switch {
	case j.sign.choosing:
		j.showWays(sc)
		return
	case j.sign.placing:
		j.showPlacing(sc)
		return
	}
	if j.setup.App == AppExisting {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: "If this app already serves a connection of the same account, this sign-in can replace the scopes which that connection has. Authorize again in " + j.platform.Name + " afterwards."})
	}
	link, ok := j.value(ValueLink)
	if !ok {
		j.showNoLink(sc)
		return
	}
	sc.Values = append(sc.Values, link)
	sc.Do = []Instruction{{Text: "Copy the link into the window of " + j.userWords() + ", and look at the account that Atlassian shows.", Link: &Link{Label: "the sign-in link", URL: link.Text}}}
	pick := "Pick " + cmp.Or(siteName(j.setup.Site), "your site") + " and press Accept."
	if j.setup.Way == WayLocal {
		sc.Do = append(sc.Do, Instruction{Text: pick + " The answer comes back here by itself."},
			Instruction{Text: "Does the page not load? Copy its whole address and paste it here."})
		if j.tunnel != "" {
			sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "threelo runs on another computer than your browser, so the page does not load: paste its address. Or run this first on your own computer: " + j.tunnel})
		}
	} else {
		sc.Do = append(sc.Do, Instruction{Text: pick + " You land on " + j.platform.Name + ": it may show an error, a sign-in page or nothing."},
			Instruction{Text: "Is there code= in the address? Copy all of it at once (it works once) and paste it here. If not, take another way."})
	}
	if sc.Trouble == nil && j.credentialsRefused() {
		sc.Trouble = j.credentialsTrouble(s, *j.creds.verdict)
	}
	f := j.field(InputAddress, "")
	f.Placeholder = j.app().Callback + "?code=…"
	sc.Fields = []Field{f}
	switch {
	case j.sign.grant != nil:
		sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: "the sign-in test worked: " + english.Count(len(j.sign.grant.Scopes), "scope") + " granted"})
		sc.Fields[0].Optional = true
	case j.sign.busy:
		sc.Waiting = &Waiting{What: "asking Atlassian for the permission", Since: j.sign.since, Now: j.now}
	case sc.Trouble == nil && j.sign.attempt > 0:
		what := "waiting for the address"
		if j.sign.listening != "" {
			what = "waiting for the browser"
		}
		sc.Waiting = &Waiting{What: what, Yours: true, Since: j.sign.began, Now: j.now}
	}
	if j.sign.possibly != "" {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkWarn, Text: "an answer came that is possibly not meant for this test: " + j.sign.possibly + ". Still waiting for the right one"})
	}
	if j.setup.Account != "" {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "the account to look for: " + j.setup.Account + ". Opening the link with o uses your usual browser, perhaps signed in as someone else"})
	}
	sc.Next = Onward{Label: "accept the paste"}
	if j.sign.grant != nil {
		sc.Next = Onward{Label: "next: the tests"}
	}
	sc.Actions = append(sc.Actions, anotherWay, Action{ID: ActionAgain, Key: "r", Label: "a new link"})
}

// showNoLink offers what works without a link: it is still being made, or could
// not be.
func (j *Journey) showNoLink(sc *Screen) {
	sc.Next = Onward{}
	sc.Actions = append(sc.Actions, anotherWay)
	if sc.Trouble == nil {
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
		return missing("there is no link yet, so there is nothing to answer: choose another method with t")
	}
	return missing("paste the address that you landed on, or choose another method (tab, then t)")
}

func handleSignIn(j *Journey, ev Event) ([]Effect, bool) {
	switch ev := ev.(type) {
	case Act:
		switch ev.ID {
		case ActionWays:
			j.sign.choosing = true
			return []Effect{Cancel{}}, true
		case ActionAgain:
			return j.beginSignIn(), true
		case ActionEnterSecret:
			return j.enterSecret(), true
		}
	case Choose:
		return j.takeWay(ev.Option), true
	case Next:
		if j.sign.choosing {
			return j.takeWay(cmp.Or(j.setup.Way, WayPaste)), true
		}
		if j.sign.placing {
			if j.setup.Local == "" {
				return nil, true
			}
			return j.beginSignIn(), true
		}
	case Back:
		if j.sign.choosing && j.setup.Way != "" && j.creds.length > 0 && j.setup.Way != WaySkip {
			return enterSignIn(j), true
		}
	}
	return nil, false
}

// enterSecret goes to where the secret is entered; a key leads back from there.
func (j *Journey) enterSecret() []Effect {
	effects := j.jump(j.stepOfKind(StepCredentials))
	j.notice = "the sign-in test needs the secret, which is never saved: enter it here, then b leads back"
	return effects
}

// signInEvent takes what the caller found out about this attempt.
func (j *Journey) signInEvent(ev Event) []Effect {
	switch ev := ev.(type) {
	case Bound:
		if ev.Error != "" {
			j.sign = signIn{choosing: true}
			j.warn(ev.Error)
			return nil
		}
		j.tunnel = ev.Tunnel
		if j.setup.Way == WayLocal {
			j.setup.Local = ev.Callback
			j.touch()
		}
	case AttemptReady:
		if ev.Attempt != j.sign.attempt {
			return nil
		}
		if ev.Error != "" {
			j.troubles[StepSignIn] = &Trouble{Mark: MarkFail, What: ev.Error, Who: "you", Detail: ev.Detail}
			return nil
		}
		j.sign.link, j.sign.long, j.sign.listening = ev.Link, ev.Long, ev.Listening
	case AddressRead:
		return j.addressRead(ev)
	case Exchanged:
		return j.exchanged(ev)
	}
	return nil
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
		switch t := j.failureTrouble(j.step(), ev.Failure, ev.Error); {
		case t != nil:
			j.troubles[StepSignIn] = t
		case ev.State == StateOurs:
			j.troubles[StepSignIn] = unknownTrouble(&Trouble{What: ev.Error, Who: "you"})
		}
		j.sign.cancelled = ev.State == StateOurs
		return nil
	}
	delete(j.entries, InputAddress)
	delete(j.troubles, StepSignIn)
	j.sign.busy, j.sign.since, j.notice = true, j.now, ""
	return []Effect{Exchange{Attempt: j.sign.attempt, App: j.app()}}
}

func (j *Journey) exchanged(ev Exchanged) []Effect {
	if ev.Attempt != j.sign.attempt || j.at != StepSignIn {
		return nil
	}
	j.sign.busy = false
	if ev.Trouble != nil {
		t := j.completeTrouble(j.step(), ev.Trouble)
		t.Cure = append(t.Cure, "Then take a new link (tab, then r): each works once.")
		j.troubles[StepSignIn] = t
		j.prove(StepSignIn, Proof{Outcome: MarkFail, Evidence: t.What})
		return nil
	}
	j.sign.grant, j.sign.sites = &ev.Grant, ev.Sites
	j.check = verification{} // what was tested before was another permission
	j.prove(StepSignIn, Proof{Outcome: MarkProved, Evidence: "Atlassian gave a permission with " + english.Count(len(ev.Grant.Scopes), "scope")})
	return j.advance("the sign-in test worked", j.next())
}

// helpSignIn lets the sandbox's service user accept, once there is a link.
func helpSignIn(j *Journey, s step) []Effect {
	if j.creds.length == 0 {
		return j.enterSecret()
	}
	if j.sign.choosing {
		j.setup.Way = cmp.Or(j.setup.Way, WayPaste)
		return j.takeWay(j.setup.Way)
	}
	if j.sign.placing && j.setup.Local == "" || !j.sign.placing && j.sign.long == "" {
		return nil
	}
	e := j.sandbox(s)
	e.Place = j.sign.placing
	return []Effect{e}
}
