package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"threelo/oauth"
)

// verification is the test of the permission against Jira.
type verification struct {
	attempt    int
	running    bool
	since      time.Time
	done, of   int
	checks     []oauth.Check
	grant      *oauth.Grant
	sites      []oauth.Site
	site       *oauth.Site
	user       *oauth.User
	activities []oauth.Activity
	finished   bool
	ask        bool // several sites, none of them named
	problem    *Problem
}

// verifyKind tests what was granted: each scope with a harmless call, the
// renewal, the site, the account and its rights.
func verifyKind() kind {
	return kind{
		applies: func(j *Journey, _ step) bool { return j.setup.Way != WaySkip },
		enter:   enterVerify,
		leave:   func(j *Journey) []Effect { j.check.running = false; return []Effect{Cancel{}} },
		show:    showVerify,
		choose:  chooseSite,
		handle:  handleVerify,
		gate:    gateVerify,
		done: func(j *Journey, _ step) {
			if j.check.finished && !j.accountDiffers() {
				j.confirmAccount() // the screen asked, and enter went on
			}
		},
	}
}

func enterVerify(j *Journey) []Effect {
	if j.sign.grant == nil || j.check.finished || j.check.running {
		return nil
	}
	return j.verify()
}

func (j *Journey) verify() []Effect {
	j.attempt++
	j.check = verification{attempt: j.attempt, running: true, since: j.now}
	return []Effect{Verify{
		Attempt: j.attempt, App: j.app(), Site: j.setup.Site, SiteID: j.setup.SiteID,
		Account: j.setup.Account, Activities: j.activities(), Project: j.setup.Project,
	}}
}

func showVerify(j *Journey, s step, sc *Screen) {
	c := &j.check
	switch {
	case j.sign.grant == nil && !c.finished:
		sc.Findings = append(sc.Findings, Finding{Mark: MarkUnchecked, Text: "the sign-in test comes first (esc)"})
		return
	case c.running:
		sc.Waiting = &Waiting{What: "checking", Since: c.since, Now: j.now, Done: c.done, Of: c.of}
	case c.ask:
		ch := &Choices{Ask: "The account reaches several sites. Which one do you mean?"}
		for _, site := range c.sites {
			ch.Options = append(ch.Options, Option{ID: OptionID(site.ID), Label: cmp.Or(site.Name, site.URL), Help: site.URL, Chosen: site.ID == j.setup.SiteID})
		}
		sc.Choices = ch
		sc.Next = Onward{Label: "check this site"}
		return
	case c.finished:
		if sc.Problem = j.checkProblem(s); sc.Problem == nil {
			sc.Problem = j.checkConcern(s)
		}
		if sc.Problem == nil {
			sc.Warnings = append(sc.Warnings, Note{Mark: MarkProved, Text: j.checkSummary()})
		}
		sc.Actions = append(sc.Actions, Action{ID: ActionSignInAgain, Key: "n", Label: "sign in again"})
	}
	if c.finished {
		j.showAccount(sc)
	}
	for _, ch := range c.checks {
		f := checkFinding(ch)
		if sc.Problem != nil && sc.Problem.What == f.Text {
			f.Text = ch.Title // the rest is said above
		}
		sc.Findings = append(sc.Findings, f)
	}
	sc.Findings = append(sc.Findings, j.otherSites()...)
	if j.sign.grant != nil {
		sc.Actions = append(sc.Actions, Action{ID: ActionAgain, Key: "r", Label: "check again"})
	}
	if j.hasFailed() {
		sc.Next = Onward{Label: "go on anyway: the status will say what failed", Short: "go on anyway"}
	}
}

// longestPass is how long the line of a passed check may be, in bytes.
const longestPass = 72

// checkFinding is a check in a line. More about a passed one is behind the key for
// details.
func checkFinding(c oauth.Check) Finding {
	f := Finding{Mark: markOfOutcome[c.Outcome], Text: c.Title, Detail: checkDetail(c)}
	if c.Detail == "" {
		return f
	}
	whole := c.Title + ": " + c.Detail
	if c.Outcome != oauth.Pass {
		f.Text = whole
		return f
	}
	f.Detail = c.Detail + "\n" + f.Detail
	if len(whole) <= longestPass && !strings.HasPrefix(c.ID, "scope:") {
		f.Text = whole
	}
	return f
}

// markOfOutcome has the mark of each outcome of a check.
var markOfOutcome = map[oauth.Outcome]Mark{oauth.Pass: MarkProved, oauth.Warn: MarkWarn, oauth.Fail: MarkFail, oauth.NotTried: MarkUnchecked}

func checkDetail(c oauth.Check) string {
	out := c.Fix
	if r := c.Request; r != nil {
		out += fmt.Sprintf("\n%s %s → %d, %s", r.Method, r.Path, r.Status, c.Duration.Round(time.Millisecond))
	}
	if c.TraceID != "" {
		out += "\ntrace id " + c.TraceID
	}
	return out
}

func (j *Journey) hasFailed() bool {
	return slices.ContainsFunc(j.check.checks, func(c oauth.Check) bool { return c.Outcome == oauth.Fail })
}

func gateVerify(j *Journey, _ step) stop {
	switch {
	case j.check.running:
		return busy("one moment: the checks are running")
	case j.check.ask:
		return missing("choose the site first")
	}
	return goOn
}

func handleVerify(j *Journey, ev Event) ([]Effect, bool) {
	act, _ := ev.(Act)
	switch act.ID {
	case ActionAgain:
		if j.sign.grant != nil {
			return j.verify(), true
		}
	case ActionSignInAgain:
		return j.signInAgain(), true
	case ActionRightAccount:
		j.confirmAccount()
		return nil, true
	case ActionFix:
		if t := j.Screen().Problem; t != nil && t.Step == StepSignIn {
			return j.signInAgain(), true
		}
	}
	return nil, false
}

// chooseSite takes one of several sites that the account reaches.
func chooseSite(j *Journey, answer OptionID) []Effect {
	i := slices.IndexFunc(j.check.sites, func(s oauth.Site) bool { return s.ID == string(answer) })
	if !j.check.ask || i < 0 {
		return nil
	}
	j.setup.SiteID, j.setup.Site = j.check.sites[i].ID, j.check.sites[i].URL
	j.touch()
	return j.verify()
}

// signInAgain jumps to a new sign-in. What was tested stays to be looked at
// until a new permission takes its place.
func (j *Journey) signInAgain() []Effect {
	j.sign = signIn{}
	return j.jump(StepSignIn)
}

func (j *Journey) checkDone(ev CheckDone) {
	if c := &j.check; c.running && ev.Attempt == c.attempt {
		c.done, c.of, c.checks = ev.Done, ev.Of, append(c.checks, ev.Check)
	}
}

func (j *Journey) verified(ev Verified) {
	c := &j.check
	if !c.running || ev.Attempt != c.attempt {
		return
	}
	c.sites, c.site, c.user, c.activities, c.problem = ev.Sites, ev.Site, ev.User, ev.Activities, ev.Problem
	c.running, c.ask, c.grant = false, ev.Site == nil && len(ev.Sites) > 1, &ev.Grant
	j.observe(ev.Grant.Observations...)
	if ev.Checks != nil {
		c.checks = ev.Checks
	}
	if c.finished = !c.ask; c.finished {
		p := Proof{Outcome: MarkProved, Evidence: j.checkSummary()}
		if j.hasFailed() || ev.Problem != nil {
			p.Outcome = MarkFail
		}
		j.prove(StepVerify, p)
	}
}

func (j *Journey) checkSummary() string {
	answered, asked := 0, 0
	for _, c := range j.check.checks {
		if c.Request != nil {
			asked++
			if c.Outcome == oauth.Pass || c.Outcome == oauth.Warn {
				answered++
			}
		}
	}
	return fmt.Sprintf("%d of %d calls answered", answered, asked)
}

// SiteNames lists the addresses of the sites that the token reaches.
func (j *Journey) SiteNames() []string {
	var names []string
	for _, s := range j.check.sites {
		names = append(names, s.URL)
	}
	return names
}
