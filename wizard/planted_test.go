package wizard

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"threelo/oauth/sandbox"
	"threelo/steps"
)

// consented reports whether anybody was asked for consent yet.
func (d *drill) consented() bool {
	_, begun := d.Text("long-link")
	return begun || d.Screen().Step == "signin"
}

func (d *drill) admin() *sandbox.Admin { return d.box.Admin() }

// appID is the client ID of the trainee's app, which was made first.
func (d *drill) appID() string { return d.admin().Apps()[0].ClientID }

// foundOn checks that a planted mistake was found on a step, before any consent,
// and that the fix leads where it is mended.
func (d *drill) foundOn(step, fix steps.StepID, what string) {
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
	d.walksTo("links")
	id := d.appID()
	app, err := d.admin().App(id)
	if err != nil {
		t.Fatal(err)
	}
	planted := slices.Clone(app.Scopes)
	planted[slices.Index(planted, "read:sprint:jira-software")] = "delete:sprint:jira-software" // its neighbour in the picker
	if err := d.admin().SelectScopes(id, planted); err != nil {
		t.Fatal(err)
	}
	d.Handle(steps.Act{ID: "sandbox"}) // copies the links, and pastes them
	d.foundOn("links", "scopes-granular", "read:sprint:jira-software")
	extra := false
	for _, f := range d.Screen().Findings {
		extra = extra || f.Mark == steps.MarkWarn && strings.Contains(f.Text, "delete:sprint:jira-software")
	}
	if !extra {
		t.Errorf("the scope too much is not named: %+v", d.Screen().Findings)
	}
	d.Handle(steps.Act{ID: steps.ActionFix})
	for _, s := range d.Screen().Scopes {
		if wrong := s.Scope == "read:sprint:jira-software"; wrong != (s.Proof == steps.MarkFail) {
			t.Errorf("%s is marked %q on its own step", s.Scope, s.Proof)
		}
	}
	if err := d.admin().SelectScopes(id, app.Scopes); err != nil {
		t.Fatal(err)
	}
	d.Handle(steps.Back{})
	d.Enter("links", strings.Join(d.admin().Links(id), "\n"))
	if sc := d.Screen(); sc.Step != "links" || sc.Problem != nil {
		t.Errorf("mended, and still: %+v", sc.Problem)
	}
}

func TestAWrongCallbackInTheConsoleIsFoundBeforeAnyConsent(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo("links")
	id := d.appID()
	right := d.Setup().Callback
	if err := d.admin().SetCallback(id, right+"/"); err != nil {
		t.Fatal(err)
	}
	d.Handle(steps.Act{ID: "sandbox"})
	d.foundOn("links", "callback", "a different callback")
	until(t, d.Run, func(steps.Screen) bool { return len(d.Events()) == 0 })
	d.Handle(steps.Act{ID: steps.ActionFix})
	if sc := d.Screen(); sc.Step != "callback" || len(sc.Values) == 0 || sc.Values[0].Proof != steps.MarkFail {
		t.Errorf("its own step does not show it: %+v", sc.Values)
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
	until(t, d.Run, func(sc steps.Screen) bool { return sc.Waiting == nil })
	d.foundOn("credentials", "", "refuses the client ID with this secret")
	d.Handle(steps.Next{})
	if sc := d.Screen(); sc.Step != "credentials" {
		t.Errorf("a refused secret went on to %s", sc.Step)
	}
}

func TestTheLinksOfAnotherAppAreCaught(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo("links")
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
	d.Enter("links", strings.Join(admin.Links(other.ClientID), "\n"))
	d.Handle(steps.Next{})
	d.Enter("client-id", app.ClientID)
	d.foundOn("credentials", "links", "to different apps")
}

// An app whose callback is not saved yet answers 403 to everything: that is "not
// yet known", and it is asked again once the callback is there.
func TestCredentialsBeforeTheCallbackAreNotYetKnownAndAskedAgain(t *testing.T) {
	d := startDrill(t, mistake{platform: "agilepoint"})
	d.walksTo("credentials")
	d.Handle(steps.Act{ID: "sandbox"})
	until(t, d.Run, func(sc steps.Screen) bool { return sc.Waiting == nil })
	sc := d.Screen()
	if sc.Problem != nil || len(sc.Findings) == 0 || sc.Findings[0].Mark != steps.MarkUnchecked || !strings.Contains(sc.Findings[0].Text, "Nothing is sent until then") {
		t.Errorf("problem %+v, findings %+v", sc.Problem, sc.Findings)
	}
	d.walksTo("renewal")
	for d.Setup().Proofs["credentials"].Outcome != steps.MarkProved {
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
	d.walksTo("site")
	d.Enter("site", "acme")
	d.Enter("account", "000000:ffffffff-0000-4000-8000-00000000ffff")
	d.Handle(steps.Next{})
	sc := d.walk("")
	if sc.Step != "verify" || !strings.Contains(sc.Problem.What, "Iris Integration") || !strings.Contains(strings.Join(sc.Problem.Fix, " "), "private window") {
		t.Fatalf("at %s: %+v", sc.Step, sc.Problem)
	}
	d.Handle(steps.Act{ID: steps.ActionFix})
	if sc := d.Screen(); sc.Step != "signin" || sc.Waiting == nil {
		t.Errorf("the fix leads to %s, %+v", sc.Step, sc.Waiting)
	}
	if _, again := d.Text("long-link"); again {
		t.Error("the old link is offered again")
	}
}

// onStrike answers for the token endpoint as nobody expects.
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
	sc := d.walk("handover")
	if sc.Problem != nil {
		t.Fatalf("at %s: %+v", sc.Step, sc.Problem)
	}
	d.Handle(steps.Back{})
	for _, f := range d.Screen().Findings {
		if strings.Contains(f.Text, "1 other site") && strings.Contains(f.Detail, "acme-test") {
			return
		}
	}
	t.Errorf("not explained: %+v", d.Screen().Findings)
}
