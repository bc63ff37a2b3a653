package steps

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// verification is the test of the permission against Jira: each scope with a
// harmless call, the renewal, the site, the account and its rights.
type verification struct {
	dialog.Verified // with the checks as they come in
	running         bool
	since           time.Time
	done, of        int
}

// ask reports whether the person must choose among several sites first.
func (v *verification) ask() bool { return !v.running && v.Site == nil && len(v.Sites) > 1 }

// finished reports whether the test came to its end.
func (v *verification) finished() bool { return v.Attempt > 0 && !v.running && !v.ask() }

// verify starts the test of the access that Atlassian gave.
func (f *Facts) verify() []dialog.Effect {
	n := f.attempt()
	f.prove(dialog.StepSignIn, dialog.Proof{Outcome: dialog.MarkProved, Evidence: "Atlassian gave access with " + english.Count(len(oauth.ConsoleScopes(f.test.grant.Scopes)), "console scope")})
	f.test.lookedFor = f.lookedFor()
	f.test.checks = verification{Verified: dialog.Verified{Attempt: n}, running: true, since: f.now}
	return []dialog.Effect{dialog.Verify{Setup: f.setup.Clone(), Attempt: n, App: f.test.app, Activities: oauth.Activities(f.platform, f.setup.Activities)}}
}

func (f *Facts) checkDone(ev dialog.CheckDone) {
	if c := &f.tested().checks; c.running && ev.Attempt == c.Attempt {
		c.done, c.of, c.Checks = ev.Done, ev.Of, append(c.Checks, ev.Check)
	}
}

func (f *Facts) verified(ev dialog.Verified) {
	c := &f.tested().checks
	if !c.running || ev.Attempt != c.Attempt {
		return
	}
	if ev.Checks == nil {
		ev.Checks = c.Checks
	}
	*c = verification{Verified: ev, since: c.since}
	f.test.grant = &ev.Grant // it was renewed
	f.observe(ev.Grant.Observations...)
	if c.finished() {
		answered, all := oauth.Answered(c.Checks)
		p := dialog.Proof{Outcome: dialog.MarkProved, Evidence: answered}
		switch problem := f.checkProblem(); {
		case problem != nil:
			p.Outcome, p.Evidence, p.Failure = dialog.MarkFail, cmp.Or(problem.What, answered), problem.Failure
		case !all:
			p.Outcome = dialog.MarkUnchecked
		}
		f.prove(dialog.StepVerify, p)
		if c.Site != nil && c.Site.URL == f.setup.Site {
			f.setup.SiteWas = c.Site.ID
		}
	}
}

// showResult shows what the sign-in test found, in three lines; each check is
// behind the key for details.
func (f *Facts) showResult(sc *dialog.Screen) {
	c := &f.tested().checks
	sc.Offer(dialog.ActionAgain, "r", "repeat with another account").Main = true
	switch {
	case c.ask():
		ch := &dialog.Choices{Ask: "The account reaches several sites. Which one do you mean?"}
		for _, site := range c.Sites {
			ch.Options = append(ch.Options, dialog.Option{ID: dialog.OptionID(site.ID), Label: cmp.Or(site.Name, site.URL), Help: site.URL, Chosen: site.ID == f.setup.SiteID})
		}
		sc.Choices, sc.Next = ch, dialog.Onward{Label: "check this site"}
		return
	case c.running:
		sc.Waiting = &dialog.Waiting{What: "checking", Since: c.since, Done: c.done, Of: c.of}
	default:
		sc.Offer(dialog.ActionCheckAgain, "k", "check again")
	}
	if c.finished() {
		sc.Problem = cmp.Or(f.checkProblem(), f.checkConcern())
		f.showAccount(sc)
		tested := oauth.Tested{
			Asked: f.test.app.Scopes, Granted: f.test.grant.Scopes, Renewed: f.test.grant.Refreshed, Site: c.Site, Checks: c.Checks, Activities: c.Activities,
		}
		for _, line := range tested.Summary() {
			sc.AddFinding(markOfOutcome[line.Outcome], line.Text)
		}
	}
	for _, check := range c.Checks {
		text := strings.TrimPrefix(check.Evidence(), "not checked: ")
		if n := len(sc.Details); check.Outcome == oauth.NotTried && n > 0 && sc.Details[n-1].Text == text { // one reason is given once
			sc.Details[n-1].Title += "; " + check.Title
			continue
		}
		sc.AddDetail(markOfOutcome[check.Outcome].Words()+": "+check.Title, text)
	}
	f.showOtherSites(sc)
	if f.checkProblem() != nil {
		sc.Next = dialog.Onward{Label: "go on anyway: the status will say what failed", Short: "go on anyway"}
	}
}

// markOfOutcome has the mark of each outcome of a check.
var markOfOutcome = map[oauth.Outcome]dialog.Mark{oauth.Pass: dialog.MarkProved, oauth.Warn: dialog.MarkWarn, oauth.Fail: dialog.MarkFail, oauth.NotTried: dialog.MarkUnchecked}

// testPassed reports whether the sign-in test is done, and nothing in it failed.
func (f *Facts) testPassed() bool { return f.tested().checks.finished() && f.checkProblem() == nil }

// Choose takes one of several sites that the account reaches.
func (s *signIn) Choose(f *Facts, answer dialog.OptionID) Reply {
	c := &f.tested().checks
	i := slices.IndexFunc(c.Sites, func(site oauth.Site) bool { return site.ID == string(answer) })
	if !c.ask() || i < 0 {
		return Reply{}
	}
	f.setup.SiteID, f.setup.Site = c.Sites[i].ID, c.Sites[i].URL
	return reply(f.verify()...)
}

// showOtherSites explains sites beside the tested one: they look wrong, and are not.
func (f *Facts) showOtherSites(sc *dialog.Screen) {
	c := &f.tested().checks
	var others []string
	for _, s := range c.Sites {
		if c.Site != nil && s.ID != c.Site.ID {
			others = append(others, s.URL)
		}
	}
	if others != nil {
		sc.AddDetail(english.Count(len(others), "other site"), "Also reached: chosen at an earlier sign-in with this app, or all sites of the account. This does no harm; the checks used "+oauth.SiteName(c.Site.URL)+".\n"+strings.Join(others, "\n"))
	}
}

// SiteNames lists the addresses of the sites that the token reaches.
func (j *Journey) SiteNames() []string {
	var names []string
	for _, s := range j.tested().checks.Sites {
		names = append(names, s.URL)
	}
	return names
}

// checkAccount is the ID of the check that compares the account.
const checkAccount = "account"

// showAccount shows who pressed Accept, with the mail address that is on this
// screen alone, and asks whether it is the right account.
func (f *Facts) showAccount(sc *dialog.Screen) {
	u := f.tested().checks.User
	if u == nil {
		return
	}
	who := "Account: " + cmp.Or(u.DisplayName, u.AccountID)
	if u.Email != "" {
		who += " (" + u.Email + ")"
	}
	ask := " Is this " + f.userRole() + "?"
	if f.platform.ServiceUser == "" && f.setup.Accounts != dialog.AccountsMine {
		ask = " Is this the right account?"
	}
	switch {
	case f.setup.AccountConfirmed == u.AccountID:
		sc.AddFinding(dialog.MarkAttested, who+" is the right account")
	case f.accountDiffers():
		sc.AddNote(dialog.MarkWarn, who+" pressed Accept, and you expected "+f.setup.Account+"."+ask+" Press y if it is; otherwise press r.")
		sc.Offer(dialog.ActionConfirm, "y", "yes, it is the right account").Main = true
	case f.setup.Account != "":
		sc.AddFinding(dialog.MarkProved, who+" pressed Accept, as you expected")
	default:
		sc.AddFinding(dialog.MarkProved, who+" pressed Accept."+ask+" If not, press r.")
	}
}

// accountDiffers reports whether another account accepted than the one that the
// admin named.
func (f *Facts) accountDiffers() bool {
	return f.setup.Account != "" && slices.ContainsFunc(f.tested().checks.Checks, func(c oauth.Check) bool {
		return c.ID == checkAccount && c.Outcome == oauth.Warn && !f.accountIsRight(c)
	})
}

// accountIsRight reports whether a check is about an account that the admin
// confirmed.
func (f *Facts) accountIsRight(c oauth.Check) bool {
	u := f.tested().checks.User
	return c.ID == checkAccount && u != nil && u.AccountID != "" && u.AccountType != "customer" && f.setup.AccountConfirmed == u.AccountID
}
