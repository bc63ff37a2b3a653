package steps

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// screensOf writes the plan down: the screens, each with the steps that share it.
func screensOf(a *admin) string {
	var out []string
	for _, s := range a.plan {
		var ids []string
		for _, p := range s.parts {
			ids = append(ids, string(p.id))
		}
		out = append(out, strings.Join(ids, "+"))
	}
	return strings.Join(out, " ")
}

func TestEachSeedWalksItsDocumentInItsOrder(t *testing.T) {
	for id, want := range map[string]struct{ screens, names string }{
		"targetprocess": {
			"know+app+account+site create scopes-classic+scopes-granular platform+callback+links credentials signin+verify fields handover+outcome after+status",
			"know create scopes-classic callback credentials signin fields handover status",
		},
		"agilepoint": {
			"know+app+account+site+renewal+activities platform+create credentials callback scopes-classic+links signin+verify handover+outcome after+status",
			"know create credentials callback scopes-classic signin handover status",
		},
	} {
		a := newAdmin(t, id)
		if got := screensOf(a); got != want.screens {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want.screens)
		}
		var names []string
		for a.Screen().Step != dialog.StepStatus {
			names = append(names, string(a.Screen().Step))
			a.goes(a.plan[a.Screen().N].id)
		}
		if got := strings.Join(append(names, "status"), " "); got != want.names {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want.names)
		}
	}
}

func TestEveryPlatformFileOfTodayGivesAPlan(t *testing.T) {
	for _, id := range assets.PlatformIDs() {
		a := newAdmin(t, id)
		p := builtIn(t, id)
		if a.plan[0].id != dialog.StepKnow || a.plan[len(a.plan)-1].kind != dialog.StepStatus {
			t.Errorf("%s: %s", id, screensOf(a))
		}
		for _, s := range p.Steps {
			if a.find(dialog.StepID(s.ID)) < 0 && a.applies(dialog.StepID(s.Do)) {
				t.Errorf("%s: %s is on no screen: %s", id, s.ID, screensOf(a))
			}
		}
		seen := map[dialog.StepID]bool{}
		for _, s := range a.plan {
			if seen[s.id] {
				t.Errorf("%s: two screens are called %s", id, s.id)
			}
			if seen[s.id] = true; kindOf(s.kind).screen != s.kind {
				t.Errorf("%s: %s is a screen of kind %s", id, s.id, s.kind)
			}
		}
	}
}

func TestEveryBuiltInPlatformCanBeWalkedToItsStatus(t *testing.T) {
	for _, id := range assets.PlatformIDs() {
		a := newAdmin(t, id)
		a.goes(dialog.StepStatus)
		a.does(dialog.Next{})
		if _, ok := last[dialog.Leave](a); !ok {
			t.Errorf("%s does not end", id)
		}
	}
}

func TestEveryKindBelongsToAScreen(t *testing.T) {
	for _, kind := range append(Kinds(), dialog.StepKnow, dialog.StepApp, dialog.StepAccount, dialog.StepSite, dialog.StepRenewal, dialog.StepChooseScopes) {
		if on := kindOf(kind).screen; kind != dialog.StepPlatform && (kindOf(on).make == nil || kindOf(on).screen != on) {
			t.Errorf("%s is shown on %s, which is not a screen", kind, on)
		}
	}
	if kinds := Kinds(); kinds[0] != dialog.StepActivities || kinds[len(kinds)-1] != dialog.StepStatus {
		t.Errorf("%s", kinds)
	}
}

func TestSharingIsAScreenOnlyWhenTwoAccountsAreInPlay(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepAccount)})
	if s := a.Setup(); s.Accounts != dialog.AccountsTwo {
		t.Fatalf("the key changed the answer to %s", s.Accounts)
	}
	if a.find(dialog.StepSharing) < 0 {
		t.Error("the owner does not press Accept, and there is no screen for Sharing")
	}
	a.goes(dialog.StepSharing)
	if who := textOf(a.Screen()); !strings.Contains(who, "As the owner") {
		t.Error(who)
	}
	a.goes(dialog.StepStatus)
	one := newAdmin(t, "targetprocess")
	if one.find(dialog.StepSharing) >= 0 {
		t.Error("one account, and there is a screen for Sharing")
	}
}

func TestSharingIsAScreenOfEveryJourneyOfAPlatformThatNeedsIt(t *testing.T) {
	a := begins(t, func(p *assets.Platform) { p.NeedsSharing = true })
	for range 3 {
		if a.find(dialog.StepSharing) < 0 {
			t.Errorf("%s: no screen for Sharing", a.Setup().Accounts)
		}
		a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepAccount)})
	}
	if a.goes(dialog.StepSharing); a.Setup().Accounts != dialog.AccountsOne {
		t.Errorf("the third key came to %s", a.Setup().Accounts)
	}
}

// The number of screens is known once the first screen is left, and each screen has
// its own place in the row.
func TestTheNumberOfScreensNeverJumps(t *testing.T) {
	for _, platform := range []string{"targetprocess", "agilepoint"} {
		for _, accounts := range []dialog.OptionID{dialog.AccountsOne, dialog.AccountsTwo, dialog.AccountsMine} {
			a := newAdmin(t, platform)
			for a.Setup().Accounts != accounts {
				a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepAccount)})
			}
			of, n := a.Screen().Of, 0
			for a.Screen().Step != dialog.StepStatus {
				sc := a.Screen()
				if sc.Of != of || sc.N != n+1 || sc.Stage != n || len(sc.Stages) != of {
					t.Errorf("%s, %s: %s is step %d of %d (stage %d of %d), after %d of %d", platform, accounts, sc.Step, sc.N, sc.Of, sc.Stage, len(sc.Stages), n, of)
				}
				n = sc.N
				for range 6 {
					if a.goesOn(); a.Screen().N != n {
						break
					}
				}
			}
			if sc := a.Screen(); sc.N != sc.Of {
				t.Errorf("the last step is %d of %d", sc.N, sc.Of)
			}
		}
	}
}

func TestStepsKnowNoTerminalNoNetworkAndNoProcess(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, dep := range strings.Fields(string(out)) {
		if dep == "net/http" || dep == "os/exec" || strings.Contains(dep, "bubbletea") {
			t.Errorf("steps depend on %s", dep)
		}
	}
}

// cost is what a journey asks of a person.
type cost struct{ screens, enters, pastes int }

// The most that a journey may cost. Make it smaller, never larger.
var most = map[string]cost{
	"targetprocess": {screens: 9, enters: 12, pastes: 4},
	"agilepoint":    {screens: 8, enters: 9, pastes: 5},
}

// Each seed journey is walked the straight way: enter, a paste for every field that
// is not known yet, and one for the console's links. The sign-in answers by itself.
func TestWhatAJourneyCostsAPerson(t *testing.T) {
	for id, limit := range most {
		a := newAdmin(t, id)
		c := cost{screens: 1}
		press := func() { c.enters++; a.does(dialog.Next{}) }
		for a.Screen().Step != dialog.StepStatus {
			n := a.Screen().N
			if s, ok := a.step().(interface{ parts(*Facts) []part }); ok {
				if slices.ContainsFunc(s.parts(a.Facts), func(p part) bool { return p.kind == dialog.StepLinks }) {
					a.gives(a.screen().kind)
					a.does(a.links13())
					c.pastes++
				}
			}
			for _, f := range a.Screen().Fields {
				if f.ID != dialog.InputLinks && f.ID != dialog.InputAddress && !f.Optional && (f.Text == "" && f.Summary == "" || f.ID == dialog.InputCallback) {
					c.pastes++
				}
			}
			for range 6 {
				if a.gives(a.screen().kind); a.Screen().N == n {
					press()
				}
				if a.Screen().N != n {
					break
				}
			}
			if c.screens++; a.Screen().N != n+1 {
				t.Fatalf("%s: stuck at %s: %s", id, a.Screen().Step, a.Screen().Notice)
			}
		}
		press()
		t.Logf("%s: %+v", id, c)
		if c.screens > limit.screens || c.enters > limit.enters || c.pastes > limit.pastes {
			t.Errorf("%s costs more than it may: %+v, at most %+v", id, c, limit)
		}
	}
}

func TestTheProfileGetsTheDocumentsStringByteForByte(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	want := "offline_access read:jira-work write:jira-work read:jira-user manage:jira-configuration manage:jira-project read:board-scope:jira-software read:board-scope.admin:jira-software read:project:jira read:issue-details:jira write:sprint:jira-software read:sprint:jira-software write:board-scope:jira-software read:jql:jira"
	a.goes(dialog.StepFields)
	if got := a.copiedLast(); got != want {
		t.Errorf("on arriving the clipboard has %q", got)
	}
	a.does(dialog.Act{ID: dialog.ActionCopy, Arg: "scopes"})
	if got := a.copiedLast(); got != want {
		t.Errorf("copied %q", got)
	}
}

func TestTheLimitIsOnTheFirstScreen(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	if sc := a.Screen(); sc.N != 1 || !a.warns("choose another method") {
		t.Errorf("first screen: %v", sc.Warnings)
	}
}

func TestQuestionsWithAUsualAnswerHaveItAndAKeyChangesIt(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	answers := func() string {
		var out []string
		for _, p := range a.Screen().Presets {
			out = append(out, string(p.ID)+"="+p.Answer)
		}
		return strings.Join(out, ", ")
	}
	want := "app=a new one, account=the account for AgilePoint NX creates the app and presses Accept, renewal=the sign-in test tries it, activities=all 9 in Jira"
	if got := answers(); got != want {
		t.Errorf("at the start: %s", got)
	}
	for _, id := range []dialog.StepID{dialog.StepApp, dialog.StepAccount, dialog.StepRenewal} {
		a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(id)})
		if id == dialog.StepApp {
			a.does(dialog.Choose{Option: dialog.PurposeGoOn})
		}
	}
	if s := a.Setup(); s.App != dialog.AppExisting || s.Accounts != dialog.AccountsTwo || s.Renew || !strings.Contains(answers(), "app=an existing app") {
		t.Errorf("%s %s %v: %s", s.App, s.Accounts, s.Renew, answers())
	}
	if scopes := a.app().Scopes; slices.Contains(scopes, oauth.OfflineAccess) {
		t.Errorf("asks for %s", scopes)
	}
	a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepActivities)}, dialog.Choose{Option: "Create Project"}, dialog.Next{})
	if got := answers(); a.Screen().Step != dialog.StepKnow || !strings.Contains(got, "activities=8 of 9") {
		t.Errorf("at %s: %s", a.Screen().Step, got)
	}
	a.goes(dialog.StepStatus) // every answer leads to the end
}

func TestTheAnswerBeforeComesBack(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	before := a.Setup().Accounts
	change := dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepAccount)}
	a.does(change)
	if change.Back = true; a.Setup().Accounts == before {
		t.Error("the answer did not change")
	}
	if a.does(change); a.Setup().Accounts != before {
		t.Errorf("the answer is %s, not %s", a.Setup().Accounts, before)
	}
}
