package report

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

func item(t *testing.T, items []Item, label string) Item {
	t.Helper()
	for _, it := range items {
		if it.Label == label {
			return it
		}
	}
	t.Fatalf("no line for %q", label)
	return Item{}
}

func TestOnlyAServersAnswerGetsACheckMark(t *testing.T) {
	r := reporttest.FailedAtPage()
	for i := range r.Proofs {
		r.Proofs[i].Outcome = dialog.MarkAttested
	}
	for _, it := range Prepare(r, Admin).Items() {
		if it.Mark == dialog.MarkProved {
			t.Errorf("%s: %s has a ✓, and no server answered", it.Label, it.Text)
		}
	}
	r = reporttest.Ready()
	if it := item(t, Prepare(r, Admin).items[facts], "Authorize"); it.Mark != dialog.MarkAttested {
		t.Errorf("what the admin confirmed is shown as %s", it.Mark)
	}
	if it := item(t, Prepare(r, Admin).items[scopes], "write:jira-work"); it.Mark != dialog.MarkUnchecked {
		t.Errorf("a scope that no call used is shown as %s", it.Mark)
	}
}

func TestTheAuthorizeRowShowsWhatTheAdminConfirmed(t *testing.T) {
	for authorized, want := range map[dialog.OptionID]struct {
		mark dialog.Mark
		text string
	}{
		"confirmed": {dialog.MarkAttested, "you confirmed, 2026-11-21 22:38 +01:00"},
		"denied":    {dialog.MarkWarn, "denied in Lindenprocess (you confirmed"},
		"error":     {dialog.MarkWarn, "an error (you confirmed"},
		"not-done":  {dialog.MarkUnchecked, "not done yet in Lindenprocess"},
	} {
		r := reporttest.Ready()
		r.PlatformAuthorized = authorized
		if it := item(t, Prepare(r, Admin).items[facts], "Authorize"); it.Mark != want.mark || !strings.Contains(it.Text, want.text) {
			t.Errorf("%s: %+v", authorized, it)
		}
	}
}

func TestAScopeShowsHowFarItGot(t *testing.T) {
	row := func(ticked, asked, granted dialog.Answer) dialog.ReportScope {
		return dialog.ReportScope{Scope: "read:x", Wanted: dialog.Yes, Ticked: ticked, Asked: asked, Granted: granted}
	}
	for _, c := range []struct {
		row   dialog.ReportScope
		check oauth.Outcome
		mark  dialog.Mark
		text  string
	}{
		{row("yes", "yes", "yes"), "pass", dialog.MarkProved, "things"},
		{row("yes", "yes", "yes"), "fail", dialog.MarkFail, "the detail"},
		{row("yes", "yes", "yes"), "warn", dialog.MarkWarn, "the detail"},
		{row("yes", "yes", "yes"), "not-tried", dialog.MarkUnchecked, "the detail"},
		{row("yes", "yes", "yes"), "", dialog.MarkUnchecked, "granted; not tried"},
		{row("yes", "yes", "no"), "", dialog.MarkFail, "not granted"},
		{row("yes", "no", "unknown"), "", dialog.MarkWarn, "wanted, but not requested"},
		{row("no", "unknown", "unknown"), "", dialog.MarkFail, "not selected in the console"},
		{row("yes", "unknown", "unknown"), "", dialog.MarkProved, "the console's link shows it"},
		{row("said", "unknown", "unknown"), "", dialog.MarkAttested, "you confirmed"},
		{row("unknown", "unknown", "unknown"), "", dialog.MarkUnchecked, "not checked"},
	} {
		r := dialog.Report{Scopes: []dialog.ReportScope{c.row}}
		if c.check != "" {
			r.Checks = []dialog.ReportCheck{{ID: "scope:read:x", Title: "read:x: things", Outcome: c.check, Detail: "the detail"}}
			if c.check == "pass" {
				r.Checks[0].Detail = ""
			}
		}
		if it := Prepare(r, Admin).items[scopes][0]; it.Mark != c.mark || !strings.Contains(it.Text, c.text) {
			t.Errorf("%+v %s: %s %q", c.row, c.check, it.Mark, it.Text)
		}
	}
}

func TestEveryScopeIsCountedOnceHoweverTheyAreGrouped(t *testing.T) {
	more := regexp.MustCompile(`\+(\d+)\b`)
	several := regexp.MustCompile(`^[✓✗!○●] (\d+) (?:write )?scopes?\b`)
	single := regexp.MustCompile(`^[✓✗!○●] \S+(?::\S+)+|^[✓✗!○●] offline_access`)
	for name, r := range reports() {
		for height := 14; height <= 50; height += 3 {
			n := 0
			text := shown(r, 80, height)
			for line := range strings.Lines(text) {
				line = strings.TrimSpace(line)
				switch {
				case several.MatchString(line):
					k, _ := strconv.Atoi(several.FindStringSubmatch(line)[1])
					n += k
				case single.MatchString(line):
					n++
					if m := more.FindStringSubmatch(line); m != nil && strings.Contains(line, "… +") {
						k, _ := strconv.Atoi(m[1])
						n += k
					}
				}
			}
			want := 13 // without offline_access, which the line about renewal stands for
			if strings.Contains(text, "offline_access") {
				want++
			}
			// A failed scope is shown once more, above.
			if name == "failed-api" && n == want+1 {
				n--
			}
			if n != want && (n != 0 || height >= 20) { // a small window has no room for scopes
				t.Errorf("%s, %d high: %d scopes of %d:\n%s", name, height, n, want, text)
			}
		}
	}
}

func TestALineOfTheStatusHasTheCallsEvidenceInItsDetails(t *testing.T) {
	it := item(t, Prepare(reporttest.FailedAtAPI(), Admin).Items(), "read:sprint:jira-software")
	details := strings.Join(it.Details, "\n")
	for _, want := range []string{
		"wanted: yes, selected: no, requested: yes, granted: no", "/rest/agile/1.0/board/1/sprint?maxResults=1 · 401 · trace e9a7c5b3d1f04826",
		"2026-11-21 22:39:42 +01:00", "109 ms",
	} {
		if !strings.Contains(details, want) {
			t.Errorf("no %q in %s", want, details)
		}
	}
}

func TestTheScopeThatKeepsTheConnectionAliveIsJudgedByTheToken(t *testing.T) {
	r := reporttest.Ready()
	r.Scopes[0].Granted = dialog.No // Atlassian need not list it
	if counts := Prepare(r, Admin).counts(); !strings.Contains(counts, "13 of 13") {
		t.Error(counts)
	}
	r.Grant.RefreshToken, r.Grant.Refreshed = false, false
	if it := item(t, Prepare(r, Admin).items[facts], "Renewal"); it.Mark != dialog.MarkWarn {
		t.Errorf("%+v", it)
	}
}

func TestTheSentencesNeedNoDrawing(t *testing.T) {
	for name, r := range reports() {
		text := strings.Join(Prepare(r, Admin).Lines(), "\n")
		if strings.ContainsAny(text, "✓✗●○│─▸\x1b") {
			t.Errorf("%s draws:\n%s", name, text)
		}
		for _, s := range r.Scopes {
			if !strings.Contains(text, "- "+s.Scope+": ") {
				t.Errorf("%s says nothing of %s", name, s.Scope)
			}
		}
	}
	text := strings.Join(Prepare(reporttest.FailedAtCallback(), Admin).Lines(), "\n")
	for _, want := range []string{
		"Result: NOT READY, Atlassian refused the sign-in", "Problem: acme.atlassian.net does not let users install apps",
		"Fix: ask a site admin", "Who: an admin of the Jira site can fix this\n", "read:jira-work: selected (you confirmed)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestAConnectionWithoutRenewalIsNotAWarning(t *testing.T) {
	renewal := func(scopes ...string) Item {
		r := reporttest.Ready()
		r.App.ScopesRequested, r.Checks = scopes, nil
		r.Grant.RefreshToken, r.Grant.Refreshed = false, false
		return *first(Prepare(r, Admin).items[facts], func(it Item) bool { return it.Label == "Renewal" })
	}
	if it := renewal("read:jira-work"); it.Mark != dialog.MarkNote || !strings.HasPrefix(it.Text, "not requested") {
		t.Errorf("without offline_access: %s %q", it.Mark, it.Text)
	}
	if it := renewal("read:jira-work", "offline_access"); it.Mark != dialog.MarkWarn {
		t.Errorf("requested and not sent: %s %q", it.Mark, it.Text)
	}
}

func TestWhoCanFixItNamesTheStepByItsTitle(t *testing.T) {
	r := reporttest.FailedAtPage()
	r.Failure.StepTitle = "Add the Callback URL"
	if got := Prepare(r, Admin).problems[0].Who; !strings.Contains(got, "the step “Add the Callback URL”") {
		t.Errorf("it says %q", got)
	}
}

func TestWarningsOfOneCauseAreCountedOnce(t *testing.T) {
	r := reporttest.Attention()
	if got := Prepare(r, Supporter).Result(); !strings.HasPrefix(got, "READY to authorize with 1 warning, ") {
		t.Error(got)
	}
	for i := range r.Checks {
		if r.Checks[i].Outcome == oauth.Warn {
			again := r.Checks[i]
			again.ID += " again"
			r.Checks = append(r.Checks, again)
			break
		}
	}
	if got := Prepare(r, Supporter).Result(); !strings.HasPrefix(got, "READY to authorize with 1 warning, ") {
		t.Error(got)
	}
	r.Checks = append(r.Checks, dialog.ReportCheck{ID: "account", Title: "the account", Outcome: oauth.Warn, Detail: "another one"})
	if got := Prepare(r, Supporter).Result(); !strings.HasPrefix(got, "READY to authorize with 2 warnings, ") {
		t.Error(got)
	}
	r.Grant, r.TestSkipped = nil, true
	if got := Prepare(r, Supporter).Result(); !strings.HasPrefix(got, "ATTENTION, ") {
		t.Error(got)
	}
}

func TestAnAccountIsTheNameThatPeopleKnowAndItsIDWhereThereIsNone(t *testing.T) {
	r := reporttest.Ready()
	if it := item(t, Prepare(r, Admin).items[facts], "Account"); it.Text != "Integration Service · as expected" ||
		!strings.Contains(strings.Join(it.Details, " "), reporttest.Account) {
		t.Errorf("%+v", it)
	}
	r.User.DisplayName = ""
	if it := item(t, Prepare(r, Admin).items[facts], "Account"); !strings.HasPrefix(it.Text, reporttest.Account) {
		t.Errorf("%+v", it)
	}
}

func TestAFactIsNotConfirmedWhereACheckOrALaterRefusalContradictsIt(t *testing.T) {
	r := reporttest.Ready()
	for i, c := range r.Checks {
		if c.ID == renewalCheck {
			r.Checks[i].Outcome, r.Checks[i].Detail = oauth.Warn, "renewed once, but it may not work a second time"
		}
	}
	for i, proof := range r.Proofs {
		if proof.Step == dialog.StepCredentials {
			r.Proofs[i].Outcome, r.Proofs[i].Evidence = dialog.MarkFail, "Atlassian refused the new secret"
		}
	}
	items := Prepare(r, Admin).items[facts]
	if it := item(t, items, "Renewal"); it.Mark != dialog.MarkWarn || it.Text != "renewed once, but it may not work a second time" {
		t.Errorf("%+v", it)
	}
	if it := item(t, items, "Client ID"); it.Mark != dialog.MarkFail || !strings.Contains(it.Text, "refused the new secret") {
		t.Errorf("%+v", it)
	}
}

func TestSharingIsShownWithTheApp(t *testing.T) {
	r := reporttest.Ready()
	if it := item(t, Prepare(r, Admin).items[facts], "Client ID"); !strings.HasSuffix(it.Text, "Sharing: you confirmed") {
		t.Errorf("%+v", it)
	}
	r.Proofs = nil
	for _, it := range Prepare(r, Admin).items[facts] {
		if strings.Contains(it.Text, "Sharing") {
			t.Errorf("it was not shared: %+v", it)
		}
	}
}

func TestOneCauseIsToldOnce(t *testing.T) {
	r := reporttest.FailedAtToken()
	r.Failure.Cause = r.Headline + ". The secret was probably replaced"
	r.Attention = []string{r.Headline, "the app may still have threelo's own address as its callback"}
	for kind, text := range every(t, r) {
		if kind == JSON || kind == SVG {
			continue // each key by itself; the description in words as well
		}
		text = flat(text)
		if n := strings.Count(text, r.Headline); n != 1 {
			t.Errorf("%s says %q %d times:\n%s", kind, r.Headline, n, text)
		}
		for _, want := range []string{"The secret was probably replaced", "threelo's own address"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", kind, want, text)
			}
		}
	}
}

func TestANameThatAPictureCannotDrawHasTheAccountIDBesideIt(t *testing.T) {
	for name, beside := range map[string]bool{"Jane Doe": false, "Łukasz Żółć": false, "Ирина": false, "山田 太郎": true, "علی\u200cرضا": true, "ශ්\u200dරී": true} {
		r := reporttest.Ready()
		r.User.DisplayName = name
		p := Prepare(r, Supporter)
		if text := p.account().Text; !strings.HasPrefix(text, name) || strings.Contains(text, r.User.AccountID) != beside {
			t.Errorf("%s: %s", name, text)
		}
	}
}
