package wizard

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
)

// consented reports whether anybody was asked for consent yet.
func (d *drill) consented() bool {
	_, begun := d.Text("long-link")
	return begun || d.Screen().Step == "signin"
}

func (d *drill) admin() *sandbox.Admin { return d.box.Admin() }

// appID is the client ID of the trainee's app, which was made first.
func (d *drill) appID() string { return d.admin().Apps()[0].ClientID }

// savesCallback does by hand what the sandbox's admin does on the screen for the
// Callback URLs, up to the links.
func (d *drill) savesCallback() {
	d.Helper()
	d.walksTo("callback")
	until(d.T, d.Run, func(sc dialog.Screen) bool { return sc.Waiting == nil }) // threelo's port is held
	d.Enter("callback", "https://acme.targetprocess.test/jira/oauth/callback")
	lines, _ := d.Text(dialog.ValueLines)
	if err := d.admin().SetCallback(d.appID(), lines); err != nil {
		d.Fatal(err)
	}
}

// pastesLinks copies the console's links of an app.
func (d *drill) pastesLinks(id string) {
	d.Helper()
	d.Enter("links", strings.Join(d.admin().Links(id), "\n"))
}

// foundOn checks that a planted mistake was found on a step, before any consent,
// and that the fix leads to where it is fixed.
func (d *drill) foundOn(step, fix dialog.StepID, what string) {
	d.Helper()
	sc := d.Screen()
	if sc.Step != step || sc.Problem == nil || !strings.Contains(sc.Problem.What, what) {
		d.Fatalf("at %s: %+v, want a problem on %s that says %q", sc.Step, sc.Problem, step, what)
	}
	if d.consented() {
		d.Error("found only after consent")
	}
	if sc.Problem.Step != fix {
		d.Errorf("the fix leads to %q, want %q", sc.Problem.Step, fix)
	}
	d.Logf("found at %q: %s", sc.Step, sc.Problem.What)
}

func TestAWrongScopeInTheConsoleIsFoundBeforeAnyConsent(t *testing.T) {
	d := startDrill(t, mistake{})
	d.savesCallback()
	id := d.appID()
	app, err := d.admin().App(id)
	if err != nil {
		t.Fatal(err)
	}
	planted := slices.Clone(app.Scopes)
	planted[slices.Index(planted, "read:sprint:jira-software")] = "delete:sprint:jira-software" // its neighbor in the picker
	if err := d.admin().SelectScopes(id, planted); err != nil {
		t.Fatal(err)
	}
	d.pastesLinks(id)
	d.foundOn("callback", "scopes-granular", "read:sprint:jira-software")
	extra := false
	for _, f := range d.Screen().Findings {
		extra = extra || f.Mark == dialog.MarkWarn && strings.Contains(f.Text, "delete:sprint:jira-software")
	}
	if !extra {
		t.Errorf("the scope too much is not named: %+v", d.Screen().Findings)
	}
	d.Handle(dialog.Act{ID: dialog.ActionFix})
	for _, s := range d.Screen().Scopes {
		if wrong := s.Scope.Scope == "read:sprint:jira-software"; wrong != (s.Proof == dialog.MarkFail) {
			t.Errorf("%s is marked %q on its own step", s.Scope.Scope, s.Proof)
		}
	}
	if err := d.admin().SelectScopes(id, app.Scopes); err != nil {
		t.Fatal(err)
	}
	d.Handle(dialog.Back{})
	d.pastesLinks(id)
	if sc := d.Screen(); sc.Step != "callback" || sc.Problem != nil {
		t.Errorf("fixed, and still: %+v", sc.Problem)
	}
}

func TestAWrongCallbackInTheConsoleIsFoundBeforeAnyConsent(t *testing.T) {
	d := startDrill(t, mistake{})
	d.savesCallback()
	id := d.appID()
	right := d.Setup().Callback
	if err := d.admin().SetCallback(id, right+"/"); err != nil {
		t.Fatal(err)
	}
	d.pastesLinks(id)
	d.foundOn("callback", "callback", "a different callback")
	if sc := d.Screen(); sc.Step != "callback" || sc.Problem == nil || !strings.Contains(sc.Problem.What, "a different callback") {
		t.Errorf("its own step does not show it: %+v", sc.Problem)
	}
}

func TestAWrongSecretIsFoundBeforeAnyConsent(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo("credentials")
	other, err := d.admin().CreateApp(sandbox.App{Name: "Another app"})
	if err != nil {
		t.Fatal(err)
	}
	d.Enter("client-id", d.appID())
	d.Enter("client-secret", other.Secret)
	until(t, d.Run, func(sc dialog.Screen) bool { return sc.Waiting == nil })
	d.foundOn("credentials", "credentials", "refuses the client ID with this secret")
	d.Handle(dialog.Next{})
	if sc := d.Screen(); sc.Step != "credentials" {
		t.Errorf("a refused secret went on to %s", sc.Step)
	}
}

func TestTheLinksOfAnotherAppAreCaught(t *testing.T) {
	d := startDrill(t, mistake{})
	d.savesCallback()
	admin := d.admin()
	other, err := admin.CreateApp(sandbox.App{Name: "Another app"})
	if err != nil {
		t.Fatal(err)
	}
	app, err := admin.App(d.appID())
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.SelectScopes(other.ClientID, app.Scopes); err != nil {
		t.Fatal(err)
	}
	if err := admin.SetCallback(other.ClientID, app.Callback); err != nil {
		t.Fatal(err)
	}
	d.pastesLinks(other.ClientID)
	d.Handle(dialog.Next{})
	d.Enter("client-id", app.ClientID)
	d.foundOn("credentials", "links", "to another app")
}

// An app whose callback is not saved yet answers 403 to everything: that is "not
// yet known", and it is asked again once the callback is there.
func TestCredentialsBeforeTheCallbackAreNotYetKnownAndAskedAgain(t *testing.T) {
	d := startDrill(t, mistake{platform: "agilepoint"})
	d.walksTo("credentials")
	d.Handle(dialog.Act{ID: "sandbox"})
	until(t, d.Run, func(sc dialog.Screen) bool { return sc.Waiting == nil })
	sc := d.Screen()
	if sc.Problem != nil || len(sc.Findings) == 0 || sc.Findings[0].Mark != dialog.MarkUnchecked || !strings.Contains(sc.Findings[0].Text, "othing is sent now") {
		t.Errorf("problem %+v, findings %+v", sc.Problem, sc.Findings)
	}
	d.walksTo("scopes-classic")
	for d.Setup().Proofs["credentials"].Outcome != dialog.MarkProved {
		select {
		case ev := <-d.Events():
			d.Handle(ev)
		case <-t.Context().Done():
			t.Fatal("it was not asked again")
		}
	}
}

func TestTheWrongAccountIsNamedWithItsFix(t *testing.T) {
	d := startDrill(t, mistake{})
	d.Enter("site", "acme")
	d.Enter("account", "000000:ffffffff-0000-4000-8000-00000000ffff")
	d.Handle(dialog.Next{})
	sc := d.walk("")
	if !d.stands("verify") || !strings.Contains(sc.Problem.What, "Iris Integration") || !strings.Contains(strings.Join(sc.Problem.Fix, " "), "private window") {
		t.Fatalf("at %s: %+v", sc.Step, sc.Problem)
	}
	if used, offered := d.Text("long-link"); offered {
		t.Errorf("the used link is offered again: %s", used)
	}
	d.Handle(dialog.Act{ID: dialog.ActionAgain})
	if sc := d.Screen(); sc.Step != "signin" || sc.Waiting == nil {
		t.Errorf("r leads to %s, %+v", sc.Step, sc.Waiting)
	}
}

// onStrike answers for the token endpoint in an unexpected way.
type onStrike struct{ http.RoundTripper }

func (s onStrike) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != "/oauth/token" {
		return s.RoundTripper.RoundTrip(r)
	}
	return &http.Response{
		StatusCode: http.StatusTeapot, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}, "Atl-Traceid": {"0a1b2c3d"}},
		Body:   io.NopCloser(strings.NewReader(`{"error":"kettle_on_strike","error_description":"come back \u001b[31mat four\u202e"}`)),
	}, nil
}

func TestWhatNobodyKnowsIsShownWholeWithItsTraceID(t *testing.T) {
	d := startDrill(t, mistake{})
	d.client.Transport = onStrike{d.client.Transport}
	sc := d.walk("")
	problem := sc.Problem
	if sc.Step != "signin" || problem.Failure != "" {
		t.Fatalf("at %s: %+v", sc.Step, problem)
	}
	for _, part := range []string{"kettle_on_strike", "at four", "418", "0a1b2c3d"} {
		if !strings.Contains(problem.Why, part) {
			t.Errorf("does not show %q: %s", part, problem.Why)
		}
	}
	if strings.ContainsAny(problem.What+problem.Why, "\x1b\u202e") {
		t.Errorf("not cleaned: %q", problem.Why)
	}
	if !strings.Contains(strings.Join(problem.Fix, " "), "Copy the report") {
		t.Errorf("what to do: %v", problem.Fix)
	}
	if f := d.Report().Failure; f == nil || !strings.Contains(f.Cause, "0a1b2c3d") {
		t.Errorf("the report does not have it: %+v", f)
	}
	t.Log(problem.What, "|", problem.Why)
}

func TestOtherSitesOfTheSamePermissionAreExplained(t *testing.T) {
	d := startDrill(t, mistake{})
	link := d.link()
	if _, err := d.admin().Consent(link, string(sandbox.ServiceUser), "acme-test"); err != nil {
		t.Fatal(err)
	}
	sc := d.walk("fields")
	if sc.Problem != nil {
		t.Fatalf("at %s: %+v", sc.Step, sc.Problem)
	}
	d.Handle(dialog.Back{})
	for _, detail := range d.Screen().Details {
		if strings.Contains(detail.Title, "1 other site") && strings.Contains(detail.Text, "acme-test") {
			return
		}
	}
	t.Errorf("not explained: %+v", d.Screen().Details)
}
