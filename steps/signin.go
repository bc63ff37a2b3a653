package steps

import (
	"cmp"
	"slices"
	"time"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// test is what the newest sign-in test brought, while it is about the setup as it
// is now. The code and the tokens stay with the caller.
type test struct {
	about     string // see signInSubject
	app       oauth.App
	grant     *oauth.Grant
	lookedFor string          // see Facts.lookedFor
	problem   *dialog.Problem // why it failed
	checks    verification
}

// tested is the sign-in test, empty when its setup has changed since. Access that
// was given stays when only the site changes, or what else was looked for: the checks
// can be made again with it.
func (f *Facts) tested() *test {
	switch {
	case f.test.about != f.signInSubject():
		return &test{}
	case f.test.lookedFor != f.lookedFor():
		return &test{about: f.test.about, app: f.test.app, grant: f.test.grant}
	}
	return &f.test
}

// try is the newest attempt to sign in: a link, until its answer came back.
type try struct {
	number int
	app    oauth.App // what the link asks with
	link   string    // short, on loopback
	long   string    // Atlassian's address
	began  time.Time
	busy   bool // Atlassian is asked for the permission
	used   bool // it was: a link works once
	since  time.Time
	failed string // why there is no link
}

// address is what to open: the short link where there is one, unless the long one is
// asked for. "" for a link that was used.
func (t try) address(long bool) string {
	switch {
	case t.used:
		return ""
	case long || t.link == "":
		return t.long
	}
	return t.link
}

// signIn does what the platform will do: sign in, accept, and redeem the answer.
// Then it tests what was granted.
type signIn struct{ base }

func (s *signIn) Enter(f *Facts) Reply {
	switch t := f.tested(); {
	case t.grant != nil && t.checks.Attempt == 0: // what was checked is another site's now
		return reply(f.verify()...)
	case t.grant != nil, f.try.busy, !f.hasSecret(), f.setup.Way == dialog.WaySkip:
		return Reply{}
	case f.waitsForPort():
		return reply(f.bindLine()...) // begins once the port is held
	case f.try.number > 0 && !f.try.used && f.try.app.Equal(f.app()) && f.tested().problem == nil && f.try.failed == "":
		return Reply{} // the link that the browser may still show stays good
	}
	return reply(f.begin()...)
}

// begin makes a new attempt: new state, new link.
func (f *Facts) begin() []dialog.Effect {
	f.try = try{number: f.attempt(), app: f.app(), began: f.now}
	f.test.problem, f.stray = nil, ""
	delete(f.entries, dialog.InputAddress)
	return []dialog.Effect{dialog.Cancel{}, dialog.Begin{Attempt: f.try.number, App: f.try.app, Listen: f.listens()}}
}

// listens reports whether a receiver waits for the answer.
func (f *Facts) listens() bool {
	return f.setup.Lines == dialog.LinesBoth || f.setup.Way == dialog.WayOwn
}

// way is how the answer comes back, in the words of console.yaml; "" by itself.
func (f *Facts) way() string {
	switch {
	case !f.listens():
		return "paste"
	case f.world.Remote:
		return "remote"
	}
	return ""
}

func (s *signIn) Show(f *Facts, sc *dialog.Screen) {
	do := sc.Do
	sc.Do = nil // it begins with the link
	switch {
	case f.tested().grant != nil:
		sc.Why, sc.Warnings = nil, nil
		f.showResult(sc)
	case f.setup.Way == dialog.WaySkip:
		sc.AddFinding(dialog.MarkUnchecked, "The test is skipped: pressing Authorize in "+f.platform.Name+" is the test.")
		sc.Offer(dialog.ActionAgain, "r", "make the test").Main = true
	case !f.hasSecret():
		sc.Next = dialog.Onward{}
		sc.Offer(dialog.ActionSkip, "n", "skip the test")
		sc.Problem = f.problem("no-secret", nil)
		sc.Problem.Here = true
	default:
		sc.Next = dialog.Onward{}
		s.showTry(f, sc, do)
	}
}

// showTry shows the attempt that is under way, or why there is none.
func (s *signIn) showTry(f *Facts, sc *dialog.Screen, do []dialog.Instruction) {
	s.warn(f, sc)
	sc.Problem = cmp.Or(f.tested().problem, f.credentialsProblem())
	sc.Offer(dialog.ActionAgain, "r", "a new link").Main = sc.Problem != nil
	sc.Offer(dialog.ActionSkip, "n", "skip the test")
	link, known := f.value(dialog.ValueLink)
	switch {
	case !known && f.try.failed != "":
		sc.Problem = f.problem("no-link", assets.Slots{"reason": f.try.failed})
		sc.Problem.Here = true
	case f.try.used && sc.Problem != nil: // only a new link helps
	case !known:
		sc.Waiting = &dialog.Waiting{What: "making the sign-in link", Since: f.try.began}
	case sc.Problem != nil: // its fix comes first, and must stay in the window
		sc.Why = nil
		s.showLink(f, sc, slices.DeleteFunc(do, func(in dialog.Instruction) bool { return in.Field != dialog.InputAddress }))
	default:
		sc.Values = append(sc.Values, link)
		sc.Waiting = &dialog.Waiting{What: "waiting for the address", Yours: true, Since: f.try.began}
		if f.way() == "" {
			sc.Waiting.What = "waiting for Atlassian. The answer arrives by itself"
		}
		s.showLink(f, sc, do)
	}
}

// warn says what can go wrong with a sign-in of this app.
func (s *signIn) warn(f *Facts, sc *dialog.Screen) {
	if f.setup.App == dialog.AppExisting {
		sc.AddNote(dialog.MarkWarn, "If this app already serves a connection of the same account, this sign-in can replace its scopes. Authorize again in "+f.platform.Name+" afterwards.")
	}
	if (f.platform.NeedsSharing || f.setup.Accounts == dialog.AccountsTwo) && !f.went(dialog.StepSharing) {
		sc.AddNote(dialog.MarkWarn, "Is the app shared? Until it is, only its owner can press Accept. In the console: Distribution › Distribution controls › Edit.")
	}
	if lack := f.boardsLack(); lack != "" {
		sc.AddNote(dialog.MarkWarn, english.Stop(english.UpperFirst(lack)))
	}
}

// showLink says what to do with the link, and takes the address where it ended.
func (s *signIn) showLink(f *Facts, sc *dialog.Screen, do []dialog.Instruction) {
	sc.Do = do
	if f.way() == "remote" {
		sc.Why = nil // the link needs the room
		sc.Offer(dialog.ActionSaveLink, "f", "save as file").Main = true
		if f.line.tunnel != "" {
			sc.AddDetail("Forward the port", "To make the last page load, run this first on your own computer: "+f.line.tunnel)
		}
	}
	f.showMoved(sc)
	field := f.field(dialog.InputAddress, "")
	field.Placeholder, field.Spare = f.app().Callback+"?code=…", f.way() == "" && sc.Problem == nil
	sc.Fields = append(sc.Fields, field)
	if f.try.busy {
		sc.Waiting = &dialog.Waiting{What: "asking Atlassian for access", Since: f.try.since}
	}
	if f.stray != "" {
		sc.AddFinding(dialog.MarkWarn, "an answer arrived that may not belong to this test: "+f.stray+". threelo still waits for the right one")
	}
}

func (s *signIn) Ready(f *Facts) stop {
	t := f.tested()
	switch {
	case f.setup.Way == dialog.WaySkip:
		return stop{}
	case f.try.busy:
		return stop{why: "one moment: waiting for Atlassian's answer", busy: true}
	case !f.hasSecret():
		return stop{why: "the secret is missing: press g to go to its field, or press n to skip the test"}
	case t.problem != nil && t.grant == nil:
		return stop{why: "this test failed. After the fix, press r for a new link"}
	case t.grant == nil:
		return stop{why: "the answer is missing: press Accept in the browser, or paste the address that you landed on"}
	case t.checks.running:
		return stop{why: "one moment: the checks are running", busy: true}
	case t.checks.ask():
		return stop{why: "choose the site first"}
	}
	return stop{}
}

// Done says what was left out. Enter is no answer to the question for the account.
func (s *signIn) Done(f *Facts) {
	if f.setup.Way == dialog.WaySkip {
		f.prove(dialog.StepSignIn, dialog.Proof{Outcome: dialog.MarkUnchecked, Evidence: "skipped: pressing Authorize in " + f.platform.Name + " is the test"})
	}
}

func (s *signIn) Handle(f *Facts, ev dialog.Event) (Reply, bool) {
	switch ev := ev.(type) {
	case dialog.Act:
		return s.act(f, ev)
	case dialog.Bound:
		r := f.lineBound(ev)
		if f.line.bound && f.hasSecret() && f.setup.Way == "" && !f.try.app.Equal(f.app()) {
			r.Effects = append(r.Effects, f.begin()...)
		}
		return r, true
	case dialog.AttemptReady:
		if ev.Attempt == f.try.number {
			f.try.link, f.try.long, f.try.failed = ev.Link, ev.Long, ev.Error
			if f.try.failed == "" {
				link, _ := f.value(dialog.ValueLink)
				return reply(dialog.Copy{Value: dialog.ValueLink, Text: link.Text}), true
			}
		}
	case dialog.AddressRead:
		return s.addressRead(f, ev), true
	case dialog.Exchanged:
		return s.exchanged(f, ev), true
	case dialog.CheckDone:
		f.checkDone(ev)
	case dialog.Verified:
		f.verified(ev)
	default:
		return Reply{}, false
	}
	return Reply{}, true
}

func (s *signIn) act(f *Facts, ev dialog.Act) (Reply, bool) {
	switch ev.ID {
	case dialog.ActionSkip:
		f.setup.Way = dialog.WaySkip
		return Reply{Effects: []dialog.Effect{dialog.Cancel{}}, Go: Move{next: true}}, true
	case dialog.ActionAgain:
		f.setup.Way = ""
		f.test, f.try = test{}, try{}
		f.forgetPassed(dialog.StepSignIn, dialog.StepVerify)
		return s.Enter(f), true
	case dialog.ActionCheckAgain:
		if f.tested().grant != nil {
			return reply(f.verify()...), true
		}
	case dialog.ActionConfirm:
		if u := f.tested().checks.User; u != nil {
			f.setup.AccountConfirmed = u.AccountID
		}
	case dialog.ActionSaveLink:
		return reply(dialog.SaveLink{URL: f.try.long}), f.try.long != ""
	default:
		return Reply{}, false
	}
	return Reply{}, true
}

func (s *signIn) addressRead(f *Facts, ev dialog.AddressRead) Reply {
	if f.try.busy || f.tested().grant != nil || ev.Attempt != f.try.number {
		return Reply{}
	}
	if ev.Possibly {
		f.stray = ev.Error
		return Reply{}
	}
	if !f.try.app.Equal(f.app()) {
		return refuse("this answer is of a sign-in link from before your last change: get a new link")
	}
	fresh := test{about: f.signInSubject(), app: f.try.app, lookedFor: f.lookedFor()}
	if ev.Error == "" {
		delete(f.entries, dialog.InputAddress)
		f.test, f.try.busy, f.try.since = fresh, true, f.now
		return reply(dialog.Exchange{Attempt: f.try.number, App: f.try.app})
	}
	ev.Error = f.named(ev.Error)
	f.entries[dialog.InputAddress] = entry{err: ev.Error}
	if ev.Failure == "" && !ev.Ours {
		return Reply{} // it is not about this test: what Atlassian answered stays
	}
	f.test = fresh
	f.test.problem = f.ownProblem(ev.Failure, oauth.Said(ev.Detail), ev.Detail)
	if f.test.problem == nil && ev.Ours {
		f.test.problem = unknownProblem(&dialog.Problem{What: ev.Error, Who: "you", Detail: ev.Detail, Slots: oauth.Said(ev.Detail)})
	}
	if p := f.test.problem; p != nil {
		p.Who = cmp.Or(ev.Who, p.Who) // the text may name the app's owner
		p.Refusal.Said = ev.Detail
		f.lineRefused(p, f.try.app.Callback)
		f.prove(dialog.StepSignIn, dialog.Proof{Outcome: dialog.MarkFail, Evidence: p.What, Failure: p.Failure})
	}
	if ev.Failure == assets.CallbackNotRegistered && f.try.app.Callback != f.setup.Callback { // threelo's line was refused
		outcome := oauth.FactUnclear // perhaps the line was not saved
		if f.appLinks().Callback() == f.try.app.Callback {
			outcome = oauth.FactRefuted
		}
		f.observe(oauth.Observation{Fact: oauth.FactLoopbackHTTPAccepted, Outcome: outcome})
	}
	return Reply{}
}

func (s *signIn) exchanged(f *Facts, ev dialog.Exchanged) Reply {
	if ev.Attempt != f.try.number {
		return Reply{}
	}
	f.try.busy, f.try.used = false, true
	if f.tested().about == "" {
		return Reply{} // the setup changed meanwhile
	}
	if ev.Problem != nil {
		p := f.completeProblem(ev.Problem)
		p.Send = append(p.ForOthers(), "I'll send you a new link: each works once.")
		p.Fix = append(p.Fix, "Then get a new link: each works once.")
		f.test.problem = p
		f.prove(dialog.StepSignIn, dialog.Proof{Outcome: dialog.MarkFail, Evidence: p.What, Failure: p.Failure})
		return Reply{}
	}
	f.test.grant = &ev.Grant
	f.callbackUsed(f.try.app.Callback)
	f.observe(ev.Grant.Observations...)
	return reply(f.verify()...)
}

// Help lets the sandbox's service user accept, once there is a link.
func (s *signIn) Help(f *Facts) Reply {
	if f.try.long == "" || f.tested().grant != nil {
		return Reply{}
	}
	e := f.sandbox(dialog.StepSignIn)
	e.Link = f.try.long
	return reply(e)
}
