package steps

import (
	"cmp"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// admin walks a journey as a person would, and collects what it asks for.
type admin struct {
	*testing.T
	*Journey
	effects []Effect
}

func newAdmin(t *testing.T, platform string) *admin {
	t.Helper()
	ids := 0
	j := New(World{Cloud: oauth.Commercial, Load: assets.BuiltIn, Now: noon, NewID: func() string { ids++; return fmt.Sprint("setup", ids) }})
	a := &admin{T: t, Journey: j}
	if platform != "" {
		p, err := assets.BuiltIn(platform)
		if err != nil {
			t.Fatal(err)
		}
		a.effects = j.Begin(p, platform)
	}
	return a
}

// threelosLine is what the receiver holds when it may choose the port.
const threelosLine = "http://127.0.0.1:28765/callback"

// does hands events over. The port of threelo's line is held at once.
func (a *admin) does(events ...Event) {
	for _, ev := range events {
		effects := a.Handle(ev)
		a.effects = append(a.effects, effects...)
		for _, e := range effects {
			if b, ok := e.(Bind); ok {
				a.does(Bound{Callback: cmp.Or(b.Callback, threelosLine)})
			}
		}
	}
}

// goes presses enter until a step is there, giving what each asks for.
func (a *admin) goes(step StepID) {
	a.Helper()
	for range 40 {
		if a.Screen().Step == step {
			return
		}
		if a.Screen().Step == "signin" {
			a.signsIn()
			continue
		}
		a.gives(a.Screen().Step)
		a.does(Next{})
	}
	a.Fatalf("never came to %s; stands at %s: %s", step, a.Screen().Step, a.Screen().Notice)
}

// gives enters what a step asks for.
func (a *admin) gives(step StepID) {
	a.Helper()
	switch step {
	case "site":
		a.does(Commit{Field: "site", Text: "https://acme.atlassian.net"})
	case "callback":
		a.does(Commit{Field: "callback", Text: "https://acme.targetprocess.test/callback"})
	case "credentials":
		a.does(Commit{Field: "client-id", Text: "client1"}, CommitSecret{Field: "client-secret", Length: 64})
		a.answers(oauth.Pass)
	case "verify":
		a.verifies(nil)
	}
}

// answers gives Atlassian's answer to the open question about the credentials.
func (a *admin) answers(o oauth.Outcome) {
	if e, ok := last[CheckCredentials](a); ok {
		a.does(CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: o, Reason: "because"}})
	}
}

func (a *admin) signsIn() {
	a.Helper()
	begin, ok := last[Begin](a)
	if !ok {
		a.Fatal("no sign-in was begun")
	}
	a.does(AttemptReady{Attempt: begin.Attempt, Link: "http://127.0.0.1:1/go/abcdefgh", Long: "https://auth.atlassian.com/authorize?x"},
		AddressRead{Attempt: begin.Attempt, Ours: true})
	e, ok := last[Exchange](a)
	if !ok {
		a.Fatal("the code was not redeemed")
	}
	a.does(Exchanged{Attempt: e.Attempt, Grant: oauth.Grant{TokenType: "Bearer", ExpiresIn: 3600, RefreshToken: true, Scopes: oauth.ConsoleScopes(e.App.Scopes)}})
}

func (a *admin) verifies(checks []oauth.Check) {
	e, ok := last[Verify](a)
	if !ok {
		a.Fatal("nothing was tested")
	}
	site := oauth.Site{ID: "1", Name: "acme", URL: "https://acme.atlassian.net"}
	a.does(Verified{
		Attempt: e.Attempt, Grant: oauth.Grant{RefreshToken: true, Refreshed: true, Scopes: oauth.ConsoleScopes(e.App.Scopes)},
		Sites: []oauth.Site{site}, Site: &site, User: &oauth.User{AccountID: "1", DisplayName: "Iris"}, Checks: checks,
	})
}

// last is the newest effect of a type.
func last[E Effect](a *admin) (E, bool) {
	for _, e := range slices.Backward(a.effects) {
		if e, ok := e.(E); ok {
			return e, true
		}
	}
	var none E
	return none, false
}

func titles(a *admin) []string {
	var out []string
	for _, s := range a.plan {
		out = append(out, string(s.id))
	}
	return out
}

func TestEachSeedWalksItsDocumentInItsOrder(t *testing.T) {
	for id, want := range map[string]string{
		"targetprocess": "know app account site platform create scopes-classic scopes-granular callback links credentials fields signin verify handover outcome after status",
		"agilepoint":    "know app account site activities platform create credentials callback scopes-classic links renewal signin verify handover outcome after status",
	} {
		a := newAdmin(t, id)
		if got := strings.Join(titles(a), " "); got != want {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want)
		}
	}
}

func TestTheProfileGetsTheDocumentsStringByteForByte(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	want := "offline_access read:jira-work write:jira-work read:jira-user manage:jira-configuration manage:jira-project read:board-scope:jira-software read:board-scope.admin:jira-software read:project:jira read:issue-details:jira write:sprint:jira-software read:sprint:jira-software write:board-scope:jira-software read:jql:jira"
	a.goes("fields")
	a.does(Act{ID: "copy", Arg: "scopes"})
	if e, _ := last[Copy](a); e.Text != want {
		t.Errorf("copied %q", e.Text)
	}
}

func TestTheConsoleIsTickedFiveAndThenEight(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("scopes-classic")
	if n := len(a.Screen().Scopes); n != 5 {
		t.Errorf("%d classic scopes, want 5", n)
	}
	a.does(Toggle{Scope: "read:jira-work"}, Act{ID: "copy", Arg: "write:jira-work"})
	if e, _ := last[Copy](a); e.Text != "write:jira-work" {
		t.Errorf("copied %q for the search box", e.Text)
	}
	a.does(Next{})
	sc := a.Screen()
	if len(sc.Scopes) != 8 || strings.Contains(fmt.Sprint(sc.Scopes), oauth.OfflineAccess) {
		t.Errorf("granular scopes: %v", sc.Scopes)
	}
	a.does(Back{})
	if !a.Screen().Scopes[0].Attested {
		t.Error("going there and back lost a tick")
	}
}

func TestTheLimitStandsOnTheFirstScreen(t *testing.T) {
	sc := newAdmin(t, "targetprocess").Screen()
	if sc.N != 1 || !strings.Contains(fmt.Sprint(sc.Warnings), "choose another authentication method") {
		t.Errorf("first screen: %v", sc.Warnings)
	}
}

func TestSharingIsWalkedOnlyWhenTwoAccountsAreInPlay(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("account")
	a.does(Choose{Option: AccountsTwo})
	if !slices.Contains(titles(a), "sharing") {
		t.Error("the owner is not the one who accepts, and Sharing is not walked")
	}
	a.does(Choose{Option: AccountsOne})
	if slices.Contains(titles(a), "sharing") {
		t.Error("one account, and Sharing is walked")
	}
}

func TestARefusalStaysOnTheStep(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("credentials")
	a.does(Commit{Field: "client-id", Text: "client1"}, CommitSecret{Field: "client-secret", Length: 64}, Next{})
	a.answers(oauth.Fail)
	if sc := a.Screen(); sc.Step != "credentials" || sc.Problem == nil {
		t.Errorf("a refused secret went on to %s, problem %v", sc.Step, sc.Problem)
	}
	a.does(CommitSecret{Field: "client-secret", Length: 65}, Next{})
	a.answers(oauth.Pass)
	if sc := a.Screen(); sc.Step != "fields" || sc.Arrived == 0 {
		t.Errorf("a good secret did not go on by itself: %s", sc.Step)
	}
}

func TestBeforeACallbackIsSavedARefusalMeansNotYetKnown(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.goes("credentials")
	a.does(Commit{Field: "client-id", Text: "client1"}, CommitSecret{Field: "client-secret", Length: 64})
	a.answers(oauth.Fail)
	if sc := a.Screen(); sc.Problem != nil || sc.Findings[0].Mark != MarkUnchecked {
		t.Errorf("no callback is saved, and a refusal alarms: %+v %+v", sc.Problem, sc.Findings)
	}
	a.does(Next{})
	first, _ := last[CheckCredentials](a)
	a.goes("links")
	if again, _ := last[CheckCredentials](a); again.Attempt == first.Attempt {
		t.Error("it is not asked again once the callback is saved")
	}
}

func TestTheConsolesLinksFindWhatWasForgotten(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("links")
	link := oauth.ConsoleLink{ClientID: "client1", Callback: "https://acme.targetprocess.test/callback", Scopes: []string{"read:jira-work", "write:jira-work", "read:jira-user", "manage:jira-configuration"}}
	a.does(Links{Links: []oauth.ConsoleLink{link}})
	sc := a.Screen()
	if sc.Problem == nil || sc.Problem.Step != "scopes-classic" || !strings.Contains(sc.Problem.What, "1 scope not selected: manage:jira-project") {
		t.Fatalf("problem %+v", sc.Problem)
	}
	a.does(Act{ID: ActionFix})
	if sc = a.Screen(); sc.Step != "scopes-classic" || sc.Scopes[4].Proof != MarkFail || sc.Scopes[0].Proof != MarkProved {
		t.Errorf("the fix: %s, %+v", sc.Step, sc.Scopes)
	}
	a.does(Back{})
	if a.Screen().Step != "links" {
		t.Error("no way back to where it failed")
	}
	link.Scopes = oauth.ConsoleScopes(a.wanted())
	link.Callback += "/"
	a.does(Links{Links: []oauth.ConsoleLink{link}})
	if sc = a.Screen(); sc.Problem == nil || sc.Problem.Step != "callback" {
		t.Errorf("a slash too much was not found: %+v", sc.Problem)
	}
	link.Callback = strings.TrimSuffix(link.Callback, "/")
	a.does(Links{Links: []oauth.ConsoleLink{link}})
	if sc = a.Screen(); sc.Problem != nil || a.setup.Proofs["links"].Outcome != MarkProved {
		t.Errorf("everything is right, and still: %+v", sc.Problem)
	}
}

func TestSkippingTheLinksIsOneKeyAndIsRemembered(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("links")
	a.does(Next{})
	if p := a.setup.Proofs["links"]; a.Screen().Step != "credentials" || p.Outcome != MarkUnchecked {
		t.Errorf("at %s, proof %v", a.Screen().Step, p)
	}
}

func TestAnswersOfAnOlderTryAreDropped(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("signin")
	old, _ := last[Begin](a)
	a.does(Act{ID: "again"})
	now, _ := last[Begin](a)
	a.does(AddressRead{Attempt: old.Attempt})
	if _, ok := last[Exchange](a); ok {
		t.Error("the code of an older try was redeemed")
	}
	a.does(AddressRead{Attempt: now.Attempt}, AddressRead{Attempt: now.Attempt})
	n := 0
	for _, e := range a.effects {
		if _, ok := e.(Exchange); ok {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the one-time code was redeemed %d times", n)
	}
}

func TestAWrongPasteSaysWhyAndStays(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("signin")
	b, _ := last[Begin](a)
	a.does(AttemptReady{Attempt: b.Attempt, Long: "x"}, AddressRead{Attempt: b.Attempt, Error: "this address belongs to an earlier try"})
	if sc := a.Screen(); sc.Step != "signin" || sc.Fields[0].Finding == nil || sc.Fields[0].Finding.Mark != MarkFail {
		t.Errorf("%s %+v", sc.Step, sc.Fields)
	}
}

func TestGoingBackKeepsTheOpenLink(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("signin")
	b, _ := last[Begin](a)
	a.does(AttemptReady{Attempt: b.Attempt, Link: "http://127.0.0.1:1/go/abcdefgh", Long: "x"}, Back{}, Next{})
	if again, _ := last[Begin](a); again.Attempt != b.Attempt {
		t.Error("the link that the browser still shows is worthless now")
	}
}

func TestSkippingTheTestAsksForAttention(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("signin")
	a.does(Act{ID: "ways"}, Choose{Option: WaySkip})
	if a.Screen().Step != "handover" {
		t.Fatalf("skipping leads to %s", a.Screen().Step)
	}
	if r := a.Report(); r.Outcome != Attention {
		t.Errorf("outcome %s", r.Outcome)
	}
}

func TestSeveralSitesAreNeverChosenSilently(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("verify")
	e, _ := last[Verify](a)
	a.does(Verified{Attempt: e.Attempt, Sites: []oauth.Site{{ID: "1", URL: "https://a.atlassian.net"}, {ID: "2", URL: "https://b.atlassian.net"}}}, Next{})
	if sc := a.Screen(); sc.Step != "verify" || sc.Choices == nil {
		t.Fatalf("at %s without a question", sc.Step)
	}
	a.does(Choose{Option: "2"})
	if e, _ := last[Verify](a); e.SiteID != "2" {
		t.Errorf("tested site %q", e.SiteID)
	}
}

func TestTheStatusSaysWhoSaidWhat(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("status")
	if r := a.Report(); r.Outcome != Attention || !strings.Contains(strings.Join(r.Attention, " "), "Authorize will show whether it is right") {
		t.Errorf("no link and no sign-in showed the callback: %s %v", r.Outcome, r.Attention)
	}
	a.does(a.links13())
	if r := a.Report(); r.Outcome != Ready || r.Headline != "the sign-in test passed" || r.PlatformAuthorized != NotYet {
		t.Errorf("%s: %s, %s", r.Outcome, r.Headline, r.PlatformAuthorized)
	}
	pressed := func() bool {
		return slices.ContainsFunc(a.Report().Proofs, func(p ReportProof) bool { return p.Step == "handover" })
	}
	if pressed() {
		t.Error("Authorize is not done yet, and told as done, you said so")
	}
	a.does(Goto{Step: "outcome"}, Choose{Option: Authorized})
	if !pressed() {
		t.Error("Authorize is done, and not among what you said")
	}
	if r := a.Report(); r.Headline != "the sign-in test passed, and you confirmed Authorize in Targetprocess" {
		t.Error(r.Headline)
	}
	a.does(Choose{Option: ShowedError}, Commit{Field: "platform-error", Text: "error=access_denied&error_description=User did not authorize the request"})
	if r := a.Report(); r.Outcome != Failed || r.Failure == nil {
		t.Errorf("an error in the platform: %s %+v", r.Outcome, r.Failure)
	}
}

func TestWhatComesAfterTheAuthorizationIsNotTakenAsDoneBeforeIt(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("after")
	if sc := a.Screen(); len(sc.Warnings) == 0 || !strings.Contains(sc.Warnings[0].Text, "Targetprocess is not authorized yet") {
		t.Errorf("%+v", sc.Warnings)
	}
	done := func() bool {
		return slices.ContainsFunc(a.Report().Proofs, func(p ReportProof) bool { return p.Step == "after" })
	}
	if a.does(Next{}); done() {
		t.Error("pressing enter is told as a word for it")
	}
	a.does(Goto{Step: "outcome"}, Choose{Option: Authorized}, Goto{Step: "after"})
	if sc := a.Screen(); len(sc.Warnings) != 0 {
		t.Errorf("%+v", sc.Warnings)
	}
	if a.does(Next{}); !done() {
		t.Error("the person's word is not told")
	}
}

func TestAFailedCheckLeadsToItsFix(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("verify")
	a.verifies([]oauth.Check{{ID: "granted", Title: "permissions", Outcome: oauth.Fail, Detail: "read:jql:jira is missing", Fix: "tick it", Step: "scopes"}})
	sc := a.Screen()
	if sc.Problem == nil || sc.Problem.Step != "scopes-classic" {
		t.Fatalf("problem %+v", sc.Problem)
	}
	if r := a.Report(); r.Outcome != Failed {
		t.Error(r.Outcome)
	}
}

func TestASecondRunGoesOnAndShowsOldProofsAsOld(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("fields")
	saved, _ := last[SaveSetup](a)
	if saved.Setup.Step != "fields" || saved.Setup.ClientID != "client1" {
		t.Fatalf("saved %+v", saved.Setup)
	}
	b := newAdmin(t, "")
	b.world.Saved = []Setup{saved.Setup}
	if o := b.Screen().Choices.Options[0]; o.ID != "resume:0" {
		t.Fatalf("not offered to go on: %+v", o)
	}
	b.does(Choose{Option: "resume:0"})
	if sc := b.Screen(); sc.Step != "fields" || sc.Site != "acme" {
		t.Errorf("resumed at %s, %s", sc.Step, sc.Site)
	}
	b.does(Goto{Step: "credentials"})
	if sc := b.Screen(); len(sc.Warnings) == 0 || !strings.Contains(sc.Warnings[0].Text, "earlier run") {
		t.Errorf("the old proof passes for a new one: %+v", sc.Warnings)
	}
	b.does(Next{})
	if b.Screen().Step != "credentials" {
		t.Error("the secret was not asked again")
	}
}

func TestASetupWhosePlatformFileIsGoneOrChangedSaysSo(t *testing.T) {
	const file = "/home/ada/crm.yaml"
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	a := newAdmin(t, "")
	a.world.Saved = []Setup{{ID: "a", Platform: file, PlatformSum: "an older one", Step: "create", Site: "https://acme.atlassian.net"}}
	a.world.Load = func(string) (*assets.Platform, error) { return nil, errors.New("there is no such file") }
	a.loadOwn()
	sc := a.Screen()
	if len(sc.Warnings) != 1 || !strings.Contains(sc.Warnings[0].Text, "for acme waits for its platform file: there is no such file") {
		t.Errorf("%+v", sc.Warnings)
	}
	if sc.Choices.Options[0].ID == "resume:0" {
		t.Error("it is offered all the same")
	}

	b := newAdmin(t, "")
	b.world.Saved = a.world.Saved
	b.world.Load = func(string) (*assets.Platform, error) { return p, nil }
	b.does(Choose{Option: "resume:0"})
	if sc := b.Screen(); sc.Step != "create" || !strings.Contains(sc.Notice, "have changed since") {
		t.Errorf("at %s: %q", sc.Step, sc.Notice)
	}
	if saved := b.Setup(); saved.PlatformSum != p.Sum {
		t.Error("it would be said at every start")
	}
}

func TestEveryBuiltInPlatformCanBeWalkedToItsStatus(t *testing.T) {
	for _, id := range assets.PlatformIDs() {
		a := newAdmin(t, id)
		a.goes("status")
		a.does(Next{})
		if _, ok := last[Leave](a); !ok {
			t.Errorf("%s does not end", id)
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

func TestOverSSHTheWayToThreelosAddressIsTold(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("signin")
	a.world.Remote = true
	a.does(Bound{Callback: threelosLine, Tunnel: "ssh -L 28765:127.0.0.1:28765 me@server"})
	b, _ := last[Begin](a)
	a.does(AttemptReady{Attempt: b.Attempt, Long: "x"})
	if !strings.Contains(fmt.Sprint(a.Screen().Findings), "ssh -L 28765:127.0.0.1:28765 me@server") {
		t.Errorf("%+v", a.Screen().Findings)
	}
	if sc := a.Screen(); sc.Values[0].Text != "x" || !strings.Contains(fmt.Sprint(sc.Do), "The last page does not load. That is expected") {
		t.Errorf("%+v %+v", sc.Values, sc.Do)
	}
}

func TestTheReportIsSavedInTheKindThatIsChosen(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("status")
	a.does(Act{ID: "save-as"})
	if sc := a.Screen(); sc.Choices == nil || len(sc.Choices.Options) != 5 || sc.Report != nil {
		t.Fatalf("%+v", sc.Choices)
	}
	a.does(Next{}, Choose{Option: "json"})
	if e, _ := last[SaveReport](a); e.Kind != "json" || a.Screen().Step != "status" || a.Screen().Report == nil {
		t.Errorf("saved %q, at %s", e.Kind, a.Screen().Step)
	}
	a.does(Saved{Path: "/tmp/threelo.json"})
	if notice := a.Screen().Notice; !strings.Contains(notice, "/tmp/threelo.json") {
		t.Errorf("it says %q", notice)
	}
}
