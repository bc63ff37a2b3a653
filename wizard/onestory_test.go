package wizard

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"threelo/assets"
	"threelo/assets/pacetest"
	"threelo/oauth"
	"threelo/oauth/lazyregexp"
	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
	"threelo/wizard/check"
	"threelo/wizard/report"
	"threelo/wizard/style"
	"threelo/wizard/style/styletest"
)

var tag = lazyregexp.New(`<[^>]*>`)

// faces draws a report as each face and each file shows it. A PNG is drawn from what
// the SVG says.
func faces(t *testing.T, r dialog.Report) map[string]string {
	t.Helper()
	admin := report.Prepare(r, report.Admin)
	plain, err := report.Export(r, report.Admin, report.Text, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"plain": string(plain)}
	for _, size := range [][2]int{{80, 20}, {120, 68}} {
		width, height := size[0], size[1]
		out[fmt.Sprintf("screen %dx%d", width, height)] = styletest.Text(admin.View(width, height, style.Dark()), width, height)
	}
	for _, kind := range []report.Kind{report.Text, report.Markdown, report.JSON, report.SVG} {
		data, err := report.Export(r, report.Supporter, kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		out[string(kind)] = string(data)
	}
	out["svg"] = html.UnescapeString(tag().ReplaceAllString(out["svg"], " "))
	return out
}

// A contradiction is a pair of sentences that must never stand together in one face.
type contradiction struct {
	what       string
	one, other func() *regexp.Regexp
}

var contradictions = []contradiction{
	{"a ✓ for a callback that Atlassian refuses", lazyregexp.New(`✓ Callback`), lazyregexp.New(`this Callback URL is not saved in the app|never set up for OAuth 2\.0`)},
	{"a test that was made, and was not", lazyregexp.New(`sign-in test was not made`), lazyregexp.New(`Atlassian (refuse|gave access)|\d+ of \d+ console scopes granted|can't renew|failed`)},
	{"Authorize as the next step after a failure", lazyregexp.New(`Press (Authorize in Targetprocess|Get OAuth2 Access Token in AgilePoint NX),`), lazyregexp.New(`NOT READY|NOT FINISHED`)},
	{"Authorize again, before the test's problem is fixed", lazyregexp.New(`Fix this, then`), lazyregexp.New(`Press Authorize in \S+ again`)},
	{"none granted, where nobody asked", lazyregexp.New(`none granted|0 of \d+ console scopes granted`), lazyregexp.New(`skipped|not made`)},
	{"not known before a sign-in, where the test was skipped", lazyregexp.New(`not known before a sign-in`), lazyregexp.New(`test was skipped`)},
	{"all granted, and one lacking", lazyregexp.New(`\d+ of \d+ console scopes granted`), lazyregexp.New(`the connection lacks a scope`)},
	{"ready, and not", lazyregexp.New(`✓ READY`), lazyregexp.New(`NOT READY|NOT FINISHED|✗`)},
	{"offline_access as not selected", lazyregexp.New(`offline_access +not selected`), lazyregexp.New(`offline_access`)},
	{"confirmed for what was only filled in", lazyregexp.New(`● Site`), lazyregexp.New(`you confirmed`)},
	{"no harmless call for what is left alone on purpose", lazyregexp.New(`no harmless call exists`), lazyregexp.New(`scope`)},
	{"a check mark for what this run has not seen", lazyregexp.New(`✓[^\n]*found earlier`), lazyregexp.New(`.`)},
	{"not finished, and refused", lazyregexp.New(`NOT FINISHED[, ]+(the app is not shared|an admin has blocked|this site does not let)`), lazyregexp.New(`.`)},
	{"renewal that works and does not", lazyregexp.New(`can(not| no longer) .*renew[^\n]*: [^\n]*can renew itself`), lazyregexp.New(`.`)},
	{"every call answered, and one refused", lazyregexp.New(`every call answered`), lazyregexp.New(`· [45]\d\d ·`)},
	{"ready without warnings, and a warning", lazyregexp.New(`READY[, ]+the sign-in test passed`), lazyregexp.New(`Attention: |NOT`)},
	{"calls counted that did not answer", lazyregexp.New(`\d+ of \d+ calls answered`), lazyregexp.New(`.`)},
	{"a probable cause as a certain one", lazyregexp.New(`[.:] The app is not shared and another account owns it`), lazyregexp.New(`.`)},
	{"found earlier, and not found", lazyregexp.New(`NOT FINISHED, found earlier`), lazyregexp.New(`sign-in test was not made`)},
	{"ready, and Authorize is not done", lazyregexp.New(`READY[, ]+the sign-in test passed|READY with`), lazyregexp.New(`not done yet in`)},
	{"not finished, and confirmed at the end", lazyregexp.New(`NOT FINISHED[^\n]*confirmed Authorize`), lazyregexp.New(`.`)},
	{"a scope to be asked for, which threelo's link asked for", lazyregexp.New(`offline_access is missing from the requested scopes`), lazyregexp.New(`.`)},
	{"a secret that is missing, and set", lazyregexp.New(`secret is missing`), lazyregexp.New(`secret set`)},
	{"to be selected, and granted", lazyregexp.New(`(?i)select the (missing|board and sprint) scope`), lazyregexp.New(`Atlassian lists|console scopes granted`)},
	{"a scope as the name of a permission", lazyregexp.New(`permission for “\w+:`), lazyregexp.New(`.`)},
	{"fewer scopes, without saying when", lazyregexp.New(`console scopes(;| granted\n)`), lazyregexp.New(`connection lost scopes`)},
	{"too many scopes, and few", lazyregexp.New(`contains too many scopes`), lazyregexp.New(`\b\d\d? console scopes`)},
	{"a request of threelo's, for the admin to fix", lazyregexp.New(`Who:? +(you|the admin) can fix`), lazyregexp.New(`request of threelo's own test`)},
	{"a request of threelo's, and a sign-in that is no longer accepted", lazyregexp.New(`no longer accepts this sign-in`), lazyregexp.New(`request of threelo's own test`)},
	{"selected, and not added to the app", lazyregexp.New(`✓ Select 8|✓ read:jql:jira|Select 8 scopes: shown by`), lazyregexp.New(`add the following scopes to the Jira API: read:jql:jira\.`)},
	{"refused, and not known whether it was requested", lazyregexp.New(`requested: not known`), lazyregexp.New(`\| Sign-in test [^\n]*\| problem`)},
}

// contradictedIn lists those whose first sentence is in a text. None goes over the end
// of a line, and most lines are in many reports: each is looked at once.
func contradictedIn(text string) (found []contradiction) {
	in := make([]bool, len(contradictions))
	for line := range strings.Lines(text) {
		at, ok := contradictedBy.Load(line)
		if !ok {
			var some []int
			for i, c := range contradictions {
				if c.one().MatchString(line) {
					some = append(some, i)
				}
			}
			at = some
			contradictedBy.Store(line, at)
		}
		for _, i := range at.([]int) {
			in[i] = true
		}
	}
	for i, c := range contradictions {
		if in[i] {
			found = append(found, c)
		}
	}
	return found
}

var contradictedBy sync.Map // lines, and the places of those in the list

// beginning is enough of a reason to find it again where it is wrapped or masked.
var beginning = lazyregexp.New(`^[^:,“"]{1,25}`)

// told checks what every report must keep, whatever happened.
func told(t *testing.T, name string, r dialog.Report) {
	t.Helper()
	if r.Headline == "" || r.Outcome == dialog.Attention && len(r.Attention) == 0 {
		t.Errorf("%s: %s without a reason: %q, %q", name, r.Outcome, r.Headline, r.Attention)
	}
	if r.Outcome != dialog.Ready && r.Outcome != dialog.Attention && len(r.Next) == 0 {
		t.Errorf("%s: %s, and nothing comes next", name, r.Outcome)
	}
	for _, next := range r.Next {
		if next[:1] != strings.ToUpper(next[:1]) {
			t.Errorf("%s: under Next, %q does not begin with a capital letter", name, next)
		}
	}
	i := slices.IndexFunc(r.Scopes, func(s dialog.ReportScope) bool { return s.Scope == oauth.OfflineAccess })
	if i >= 0 && (!r.Scopes[i].NotListed || r.Scopes[i].Ticked == dialog.Yes) {
		t.Errorf("%s: %+v", name, r.Scopes[i])
	}
	all := faces(t, r)
	for face, text := range all {
		if text = squeezed(text); !strings.HasPrefix(face, "screen") && face != "json" {
			_, who, _ := strings.Cut(all["txt"], "\nWho: ")
			if face == "plain" {
				who = strings.Replace(who, "the admin", "you", 1)
			}
			who, _, _ = strings.Cut(who, "\n")
			short := beginning().FindString(r.Headline)
			for what, part := range map[string]string{"outcome": verdict(all["txt"]), "headline": short, "who": who} {
				if !strings.Contains(strings.ReplaceAll(text, "&#46;", "."), squeezed(part)) && !strings.Contains(who, "network") {
					t.Errorf("%s, %s: no %s %q", name, face, what, part)
				}
			}
			for _, next := range r.Next {
				if next = beginning().FindString(next); !strings.Contains(text, squeezed(next)) {
					t.Errorf("%s, %s: not what comes next: %q", name, face, next)
				}
			}
		}
	}
	fixes := map[string]bool{}
	for line := range strings.Lines(all["txt"]) {
		if strings.HasPrefix(line, "Fix: ") && fixes[line] {
			t.Errorf("%s: one cause is told twice: %s", name, line)
		}
		fixes[line] = true
	}
	for face, text := range all {
		for _, c := range contradictedIn(text) {
			one := c.one().FindString(text)
			if other := c.other().FindString(text); other != "" {
				t.Errorf("%s, %s: %s: %q beside %q", name, face, c.what, one, other)
			}
		}
		for _, reason := range r.Attention {
			short := beginning().FindString(reason)
			if face != "svg" && !strings.HasPrefix(face, "screen 80") && !strings.Contains(squeezed(text), squeezed(short)) {
				t.Errorf("%s, %s: it does not say why: %q", name, face, reason)
			}
		}
	}
}

// verdict is the word or two before the headline.
func verdict(txt string) string {
	_, result, _ := strings.Cut(txt, "\nResult: ")
	word, _, _ := strings.Cut(result, ", ")
	return word
}

// row logs what a face says of a problem, for a person to read as a table.
func row(t *testing.T, scenario, face string, r dialog.Report) {
	t.Helper()
	if scenario == "" || pacetest.Thorough() { // pictures take long, and show what the SVG says
		if _, err := report.Export(r, report.Supporter, report.PNG, nil); err != nil {
			t.Error(err)
		}
	}
	who := ""
	if r.Failure != nil {
		who = r.Failure.Who
	}
	t.Logf("%-24s %-7s %-11s %-16s %s | %s", cmp.Or(scenario, "(none)"), face, r.Outcome, who, r.Headline, strings.Join(r.Next, " | "))
}

// squeezed leaves out the spaces, so that a text is found across lines.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

func (d *drill) status() dialog.Report {
	d.Handle(dialog.Goto{Step: dialog.StepStatus})
	return d.Report()
}

// TestNoReportContradictsItself gives each answer in every fourth scenario, and in every
// one where it is thorough.
func TestNoReportContradictsItself(t *testing.T) {
	for i, m := range slices.Concat([]mistake{{}}, drillRows, deathRows, networkRows) {
		name := m.scenario
		t.Run("scenario "+name, func(t *testing.T) {
			t.Parallel()
			d := startDrill(t, m)
			if m.met != nil {
				m.met(d)
			}
			d.walk(dialog.StepStatus)
			met := d.status()
			told(t, "when it is met", met)
			row(t, name, "wizard", met)
			setup := d.Setup()
			for n, answer := range []dialog.OptionID{dialog.Denied, dialog.ShowedError, dialog.Nothing, dialog.Authorized} {
				if !pacetest.Thorough() && n != i%4 {
					continue
				}
				d.Handle(dialog.Goto{Step: dialog.StepHandover})
				d.Handle(dialog.Choose{Option: answer})
				told(t, "after the answer "+string(answer), d.status())
			}
			d.Handle(dialog.Goto{Step: dialog.StepSignIn})
			d.Handle(dialog.Act{ID: dialog.ActionAgain})
			told(t, "while the test is made again", d.status())
			d.Handle(dialog.Goto{Step: dialog.StepSignIn})
			d.Handle(dialog.Act{ID: dialog.ActionSkip})
			told(t, "skipped afterwards", d.status())
			d.Close()
			again := resumes(t, cmp.Or(m.platform, "targetprocess"), setup).status()
			told(t, "after a restart", again)
			if met.Failure != nil && met.Outcome == dialog.Failed && met.Failure.ID != "own-request" {
				if again.Failure == nil || again.Failure.ID != met.Failure.ID || !strings.HasPrefix(again.Headline, "found earlier: ") || len(again.Failure.Fix) == 0 {
					t.Errorf("%s was found, and after a restart: %s, %+v", met.Failure.ID, again.Headline, again.Failure)
				}
			}
		})
	}
}

func TestNoReportContradictsItselfWhereverTheRunIsLeft(t *testing.T) {
	for platform, way := range map[string][]dialog.StepID{
		"targetprocess": {"know", "create", "scopes-classic", "callback", "credentials", "sharing", "signin", "fields", "handover", "status"},
		"agilepoint":    {"know", "create", "credentials", "callback", "scopes-classic", "sharing", "signin", "handover", "status"},
	} {
		for _, left := range way {
			t.Run(platform+" "+string(left), func(t *testing.T) {
				t.Parallel()
				d := startDrill(t, mistake{platform: platform, two: true})
				d.walksTo(left)
				setup := d.Setup()
				told(t, "left", d.status())
				d.Close()
				r := resumes(t, platform, setup).status()
				told(t, "after a restart", r)
				if r.Outcome != dialog.Unfinished || !strings.HasPrefix(strings.ToLower(r.Next[0]), "make the sign-in test") {
					t.Errorf("%s; next %q", r.Outcome, r.Next)
				}
			})
		}
	}
}

func TestNoReportContradictsItselfWithoutThreelosLineOrWithoutATest(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo("callback")
	d.Handle(dialog.Act{ID: dialog.ActionLine})
	d.walksTo("signin")
	told(t, "without the line", d.status())
	d.Handle(dialog.Goto{Step: dialog.StepSignIn})
	d.Handle(dialog.Act{ID: dialog.ActionSkip})
	r := d.status()
	told(t, "skipped", r)
	if r.Outcome != dialog.Attention || !r.TestSkipped || !strings.Contains(faces(t, r)["plain"], "granted: not known, the test was skipped") {
		t.Errorf("%s: %s", r.Outcome, faces(t, r)["plain"])
	}
}

func TestAFinishedSetupThatIsOpenedAgainIsStillFinished(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo(dialog.StepVerify)
	d.Handle(dialog.Goto{Step: dialog.StepHandover})
	d.Handle(dialog.Choose{Option: dialog.Authorized})
	setup := d.Setup()
	d.Close()
	r := resumes(t, "targetprocess", setup).status()
	told(t, "opened again", r)
	if text := faces(t, r)["plain"]; !strings.Contains(text, "Result: READY, found earlier: the sign-in test passed, and you confirmed Authorize") || len(r.Next) == 0 || !strings.HasPrefix(r.Next[0], "Make the sign-in test again") {
		t.Errorf("%s; next %q:\n%s", r.Outcome, r.Next, text)
	}
}

func TestAnotherAccountThanTheExpectedOneIsNamedWithIt(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo("create")
	d.Enter(dialog.InputAccount, "Somebody Else")
	d.walk("verify")
	r := d.status()
	told(t, "another account", r)
	if text := faces(t, r)["plain"]; !strings.Contains(text, "Iris Integration") || !strings.Contains(text, "Somebody Else") {
		t.Error(text)
	}
}

func TestAnErrorInTheProductThatWasNotPastedLeadsToItsField(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo("handover")
	d.Handle(dialog.Choose{Option: dialog.ShowedError})
	d.Handle(dialog.Next{})
	sc := d.Screen()
	if !slices.ContainsFunc(sc.Actions, func(a dialog.Action) bool { return a.ID == dialog.ActionFix }) || sc.Report.Failure == nil {
		t.Fatalf("at %s no key leads to the field: %+v", sc.Step, sc.Actions)
	}
	told(t, "an error, not pasted", *sc.Report)
	if d.Handle(dialog.Act{ID: dialog.ActionFix}); !d.At(dialog.StepHandover) {
		t.Errorf("the fix leads to %s", d.Screen().Step)
	}
}

// TestCheckTellsTheSameStory lets a script meet every problem: its browser presses
// Accept, and the address where it ends is pasted.
func TestCheckTellsTheSameStory(t *testing.T) {
	for _, m := range slices.Concat([]mistake{{}}, drillRows, networkRows) {
		t.Run("scenario "+m.scenario, func(t *testing.T) {
			t.Parallel()
			d := startDrill(t, mistake{platform: m.platform})
			d.walksTo("signin")
			if err := d.box.Play(m.scenario); err != nil {
				t.Fatal(err)
			}
			app := d.admin().Apps()[0]
			run := New(t.Context(), Config{World: dialog.World{Cloud: d.config.Cloud, Load: assets.BuiltIn}})
			t.Cleanup(run.Close)
			run.client.Limits = d.client.Limits
			if m.scenario == "network-timeout" {
				run.client.Limits.Call = 200 * time.Millisecond
			}
			p := d.Platform()
			run.BeginTest(p, p.ID, dialog.Setup{ClientID: app.ClientID, Callback: d.Setup().Callback})
			in, pasted := io.Pipe()
			open := func(_ context.Context, link string) error {
				at, err := d.admin().Consent(link, string(sandbox.ServiceUser), d.Setup().Site)
				var page *sandbox.PageError
				if errors.As(err, &page) {
					at = page.Text
				}
				go func() {
					_, _ = io.WriteString(pasted, at+"\n")
					_ = pasted.Close()
				}()
				return nil
			}
			err := check.Check(t.Context(), run, false, app.Secret, in, io.Discard, open)
			r := run.Report()
			told(t, "check", r)
			row(t, m.scenario, "check", r)
			if ready := r.Outcome == dialog.Ready || r.Outcome == dialog.Attention; ready != (err == nil && r.Failure == nil) && m.scenario != "" {
				t.Errorf("%s, and check ends with %v", r.Outcome, err)
			}
		})
	}
}

// TestAfterARestartTheScopesAndTheStepsAgree leaves after the links were pasted: they
// are not saved, and what they showed is.
func TestAfterARestartTheScopesAndTheStepsAgree(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo("signin")
	setup := d.Setup()
	d.Close()
	r := resumes(t, "targetprocess", setup).status()
	for _, s := range r.Scopes {
		want := dialog.Earlier
		if s.Scope == oauth.OfflineAccess {
			want = dialog.NotListed
		}
		if s.Ticked != want {
			t.Errorf("%s is %s, want %s", s.Scope, s.Ticked, want)
		}
	}
	for _, p := range r.Proofs {
		if p.Outcome == dialog.MarkProved {
			t.Errorf("%s is %s in a run that has seen nothing", p.Step, p.Outcome)
		}
	}
	if text := faces(t, r)["md"]; strings.Count(text, "found earlier: selected; the console's link showed it") != 13 {
		t.Error(text)
	}
}
