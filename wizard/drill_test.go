package wizard

import (
	"cmp"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
)

// mistake is a row of the drill: the sandbox's scenario, and what the admin must
// read, written down here a second time on purpose.
type mistake struct {
	row      int
	scenario string
	failure  string        // "" for one with the scenario's ID
	fix      string        // how the first fix begins
	kind     dialog.StepID // of the step that fixes it; "" when none does
	platform string        // "" for targetprocess
	two      bool          // another account owns the app
	met      func(d *drill)
}

var drillRows = []mistake{
	{row: 1, scenario: "callback-not-registered", fix: "In the console, open the app › Authorization › OAuth 2.0 (3LO) › Configure.", kind: "callback"},
	{row: 2, scenario: "scope-not-added", fix: "In the console, open the app › Permissions. If the API that Atlassian", kind: "scopes-classic"},
	{row: 3, scenario: "not-shared", fix: "As the app's owner, open the app in the console › Distribution ›", kind: "sharing", two: true},
	{row: 4, scenario: "something-went-wrong", fix: "Does another account own the app? As its owner: Distribution ›", kind: "sharing", two: true},
	{row: 5, scenario: "development-banner", fix: "Check that the page names your app, the right account and the right site,", kind: "", met: (*drill).pastesTheBanner},
	{row: 6, scenario: "site-admin-approval", fix: "First share the app, or the admin will be stopped too: console › the app ›", kind: "signin"},
	{row: 7, scenario: "app-blocked", fix: "Send an admin of acme the text of Atlassian's page, the app's name and", kind: "signin"},
	{scenario: "accept-rate-limited", failure: "rate-limited", fix: "Please wait: as many seconds as Retry-After says, or about five minutes.", kind: "signin"},
	{row: 8, scenario: "product-access", fix: "Ask", kind: "scopes-classic"},
	{row: 9, scenario: "consent-cancelled", fix: "Run the sign-in again and press Accept at the end.", kind: "signin"},
	{row: 10, scenario: "secret-refused", fix: "In the console, open the app › Settings › Authentication details.", kind: "credentials"},
	{row: 11, scenario: "code-refused", fix: "Start the sign-in again, press Accept, and paste the new address right away.", kind: "signin"},
	{row: 12, scenario: "request-incomplete", fix: "Check that client ID, secret and Callback URL are all filled in, in", kind: "credentials"},
	{row: 13, scenario: "authorization-not-added", fix: "In the console, open the app › Authorization › OAuth 2.0 (3LO) › Add,", kind: "callback"},
	{row: 14, scenario: "no-refresh-token", fix: "Run the sign-in again and press Accept.", kind: "signin"},
	{row: 15, scenario: "refresh-token-refused", fix: "Authorize again where the connection stopped", kind: "signin"},
	{row: 16, scenario: "scope-not-granted", fix: "In the console, open the app › Permissions › Jira API › Configure › Edit", kind: "scopes-classic"},
	{row: 17, scenario: "board-scopes-missing", fix: "In the console, open the app › Permissions › Jira API › Configure ›", kind: "scopes-granular"},
	{row: 18, scenario: "granular-alone", fix: "In the console, open the app › Permissions › Jira API › Configure ›", kind: "scopes-classic"},
	{row: 19, scenario: "token-sent-to-site", failure: "own-request", fix: "Is there a newer version of threelo? Install it and repeat the test.", kind: ""},
	{row: 20, scenario: "app-not-on-site", fix: "Run the sign-in again, choose the right site, and press Accept.", kind: "signin"},
	{row: 21, scenario: "permission-missing", fix: "Ask a Jira admin to give Iris Integration the Jira permission for “fields”", kind: "signin"},
	{row: 22, scenario: "old-token", fix: "Run the test again. It renews the connection first.", kind: "signin", platform: "agilepoint", met: (*drill).asksWithoutRenewal},
	{row: 23, scenario: "search-removed", failure: "own-request", fix: "Is there a newer version of threelo? Install it and repeat the test.", kind: ""},
	{row: 24, scenario: "rate-limited", fix: "Please wait: 2 seconds.", kind: "signin"},
	{scenario: "app-access-rule", fix: "Send an organization admin the app's name and the projects that it must", kind: ""},
	{scenario: "ip-allowlist", fix: "Ask Targetprocess's support for the IP addresses from which it calls Jira.", kind: ""},
	{scenario: "site-suspended", fix: "Tell an admin of acme that Jira says the site is suspended: “Tenant is", kind: ""},
	{scenario: "atlassian-unavailable", fix: "Check status.atlassian.com, wait, and try again in a few minutes.", kind: ""},
	{row: 25, scenario: "site-not-reached", fix: "Open a private window and sign in to Atlassian with the right account only.", kind: "signin"},
	{row: 26, scenario: "scopes-lost", fix: "Authorize again with Targetprocess's complete list of scopes, and press", kind: "signin"},
	{row: 27, scenario: "scopes-with-commas", fix: "In Targetprocess, replace the scopes with the list that you copy from", kind: "fields"},
	{row: 28, scenario: "address-too-long", fix: "Copy the sign-in link again, and paste it into a new private window.", kind: "signin"},
}

// networkRows are the faults that the sandbox plays; drill_network_test.go has
// the others.
var networkRows = []mistake{
	{scenario: "network-timeout", fix: "Try again once."},
	{scenario: "network-reset", fix: "Try again once."},
	{scenario: "network-captive-portal", fix: "Open any page in the browser and sign in to the network."},
	{scenario: "network-redirect", fix: "Open any page in the browser and sign in to the network if it asks."},
	{scenario: "network-garbled", fix: "Try again once."},
}

// deathRows are what a sign-in test meets when a connection that had worked has
// ended. Those that are also rows of the atlas are in drillRows.
var deathRows = []mistake{
	{scenario: "secret-replaced", failure: "secret-refused", fix: "In the console, open the app › Settings › Authentication details.", kind: "credentials", met: (*drill).diesBeforeTheSignIn},
	{scenario: "app-deleted", failure: "unknown-client", fix: "In the console, open the app › Settings › Authentication details", kind: "credentials", met: (*drill).diesBeforeTheSignIn},
	{scenario: "site-renamed", failure: "site-not-reached", fix: "Open a private window and sign in to Atlassian with the right account only.", kind: "signin", met: (*drill).diesBeforeTheSignIn},
}

// drill is one rehearsal in which a mistake is played.
type drill struct {
	*testing.T
	*Run
	box      *sandbox.Sandbox
	scenario string
}

func startDrill(t *testing.T, m mistake) *drill {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{Scenario: m.scenario})
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	cloud := oauth.Commercial
	cloud.Name, cloud.AuthURL, cloud.APIURL, cloud.ConsoleURL = "test", box.URL(), box.URL(), box.ConsoleURL()
	d := &drill{T: t, box: box, scenario: m.scenario, Run: New(t.Context(), Config{World: dialog.World{Cloud: cloud, Load: assets.BuiltIn}, Sandbox: box})}
	d.client.Limits.Wait = 0 // nobody sits out a Retry-After here
	if m.scenario == "network-timeout" {
		d.client.Limits.Call = 200 * time.Millisecond
	}
	t.Cleanup(d.Close)
	id := m.platform
	if id == "" {
		id = "targetprocess"
	}
	p, err := assets.BuiltIn(id)
	if err != nil {
		t.Fatal(err)
	}
	d.Begin(p, id)
	if m.two {
		d.changes(dialog.StepAccount, func(s dialog.Setup) bool { return s.Accounts == dialog.AccountsTwo })
	}
	return d
}

// changes gives another answer to a question of the first screen.
func (d *drill) changes(preset dialog.StepID, wanted func(dialog.Setup) bool) {
	d.Helper()
	for range 5 {
		if wanted(d.Setup()) {
			return
		}
		d.Handle(dialog.Act{ID: dialog.ActionChange, Arg: string(preset)})
	}
	d.Fatalf("%s has no such answer: %+v", preset, d.Screen().Presets)
}

// stands reports whether a step is on the screen. The tests are there once the
// sign-in test has its result.
func (d *drill) stands(at dialog.StepID) bool {
	tested := at != dialog.StepVerify || d.Report().Grant != nil && d.Screen().Waiting == nil
	return at != "" && d.At(at) && tested
}

// walk lets the sandbox's admin do each step, until there is a problem or the
// journey is at a step; "" for never.
func (d *drill) walk(to dialog.StepID) dialog.Screen {
	d.Helper()
	end := time.After(time.Minute)
	for range 400 {
		sc := d.Screen()
		switch {
		case sc.Problem != nil, d.stands(to):
			return sc
		case sc.Waiting != nil && !sc.Waiting.Yours:
			select {
			case ev := <-d.Events():
				d.Handle(ev)
			case <-end:
				d.Fatalf("nothing more came at %s: %s", sc.Step, sc.Waiting.What)
			}
			continue
		}
		select {
		case ev := <-d.Events():
			d.Handle(ev)
			continue
		default:
		}
		if d.CanHelp() {
			d.Handle(dialog.Act{ID: "sandbox"})
		} else {
			d.Handle(dialog.Next{})
		}
	}
	d.Fatalf("the journey does not go on at %s: %s", d.Screen().Step, d.Screen().Notice)
	return dialog.Screen{}
}

func (d *drill) walksTo(step dialog.StepID) {
	d.Helper()
	sc := d.walk(step)
	if sc.Problem != nil || !d.stands(step) {
		d.Fatalf("on the way to %s: at %s, problem %+v", step, sc.Step, sc.Problem)
	}
}

// link waits for the sign-in's link.
func (d *drill) link() string {
	d.Helper()
	d.walksTo("signin")
	for {
		if long, ok := d.Text("long-link"); ok {
			return long
		}
		d.Handle(<-d.Events())
	}
}

// browses does what a browser does with a link or a form: it follows redirects
// and keeps cookies. It returns where it ended, and the page.
func (d *drill) browses(method, address, form string) (at, page string) {
	d.Helper()
	request, err := http.NewRequestWithContext(d.Context(), method, address, strings.NewReader(form))
	if err != nil {
		d.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	jar, _ := cookiejar.New(nil) // never fails without options
	response, err := (&http.Client{Jar: jar}).Do(request)
	if err != nil {
		d.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		d.Fatal(err)
	}
	return response.Request.URL.String(), string(body)
}

// signsInFor opens a link of the sandbox in a browser, as the service user.
func (d *drill) signsInFor(link string) (at, page string) {
	d.Helper()
	form := url.Values{"account": {string(sandbox.ServiceUser)}, "to": {strings.TrimPrefix(link, d.box.URL())}}
	return d.browses(http.MethodPost, d.box.URL()+"/signin", form.Encode())
}

// pastesTheBanner reads the consent page in a browser, and asks what its warning means.
func (d *drill) pastesTheBanner() {
	d.Helper()
	_, page := d.signsInFor(d.link())
	_, banner, found := strings.Cut(page, "This app is in development mode")
	if !found {
		d.Fatalf("no banner on the consent page: %s", page)
	}
	banner, _, _ = strings.Cut(banner, "<")
	d.Enter("address", "This app is in development mode"+banner)
}

// asksWithoutRenewal makes a sign-in whose token cannot be renewed.
func (d *drill) asksWithoutRenewal() {
	d.Helper()
	d.changes(dialog.StepRenewal, func(s dialog.Setup) bool { return !s.Renew })
}

// diesBeforeTheSignIn begins the scenario again, now that there is an app.
func (d *drill) diesBeforeTheSignIn() {
	d.Helper()
	d.link()
	if err := d.box.Play(d.scenario); err != nil {
		d.Fatal(err)
	}
}

// holds compares what the screen says with the row.
func (d *drill) holds(m mistake, sc dialog.Screen) {
	d.Helper()
	t := sc.Problem
	if t == nil {
		d.Fatalf("%s: no problem at %s", m.scenario, sc.Step)
	}
	if t.Failure != cmp.Or(m.failure, m.scenario) || len(t.Fix) == 0 || !strings.HasPrefix(t.Fix[0], m.fix) {
		d.Errorf("at %s: recognized as %q, fix %q; want %q, %q", sc.Step, t.Failure, t.Fix, m.scenario, m.fix)
	}
	if strings.Contains(t.What+t.Why+t.By, "support of") {
		d.Errorf("a request of threelo's own blames the product: %+v", t)
	}
	if text, _ := d.Text(dialog.ValueMessage); text == "" || oauth.Leaks(text, d.vault.secrets()...) {
		d.Errorf("the message is %q", text)
	}
	if t.What == "" || t.Who == "" {
		d.Errorf("what %q, who %q", t.What, t.Who)
	}
	if m.kind == "" {
		if t.Step != "" {
			d.Errorf("no step fixes it, and %s is named", t.Step)
		}
		return
	}
	if t.Step != m.kind && (t.Step != "" || !d.At(m.kind)) {
		d.Errorf("fixed in %q, want %s", t.Step, m.kind)
	}
	if d.At(m.kind) { // this very screen
		return
	}
	if !slices.ContainsFunc(sc.Actions, func(a dialog.Action) bool { return a.ID == dialog.ActionFix }) {
		d.Errorf("no key leads to %s", t.Step)
	}
	before, granted := d.Setup(), d.Report().Grant != nil
	d.Handle(dialog.Act{ID: dialog.ActionFix})
	if !d.At(t.Step) {
		d.Fatalf("the fix leads to %s, want %s", d.Screen().Step, t.Step)
	}
	d.Handle(dialog.Back{})
	after := d.Setup()
	if d.Screen().Step != sc.Step || after.Callback != before.Callback || after.ClientID != before.ClientID || len(after.Done) < len(before.Done) || len(d.vault.take().secret.Reveal()) == 0 {
		d.Errorf("there and back lost something: at %s, %+v", d.Screen().Step, after)
	}
	if back := d.Screen().Problem; granted && (back == nil || back.Failure != cmp.Or(m.failure, m.scenario)) {
		d.Errorf("back at %s the problem is gone: %+v", sc.Step, back)
	}
}

// TestEveryFailureOfAtlassiansIsKnownWhereTheAdminMeetsIt plays every row: the
// token's, the callback's and the gateway's through the real client, the pages'
// by pasting what the page says.
func TestEveryFailureOfAtlassiansIsKnownWhereTheAdminMeetsIt(t *testing.T) {
	known, rows := 0, slices.Concat(drillRows, deathRows)
	for _, m := range rows {
		t.Run(m.scenario, func(t *testing.T) {
			d := startDrill(t, m)
			if m.met != nil {
				m.met(d)
			}
			sc := d.walk("")
			d.holds(m, sc)
			if !t.Failed() {
				known++
				t.Logf("row %d, met at %q: %s", m.row, sc.Step, sc.Problem.What)
			}
		})
	}
	t.Logf("%d of %d recognized, with fix and step", known, len(rows))
	if known != len(rows) {
		t.Error("some are not")
	}
}

func TestTheDrillHasEveryRowOfTheAtlas(t *testing.T) {
	for _, f := range assets.Failures() {
		if f.Row > 0 && !slices.ContainsFunc(drillRows, func(m mistake) bool { return m.row == f.Row && m.scenario == f.ID }) {
			t.Errorf("row %d, %s: drillRows has no line that meets the scenario %[2]s of oauth/sandbox/scenarios.json", f.Row, f.ID)
		}
	}
	for _, s := range sandbox.Scenarios() {
		if strings.HasPrefix(s.ID, "platform-") || s.ID == "single-callback-box" || s.ProductOnly {
			continue // how a page looks is not a failure, and a new sign-in does not meet the others
		}
		if !slices.ContainsFunc(slices.Concat(drillRows, deathRows, networkRows), func(m mistake) bool { return m.scenario == s.ID }) {
			t.Errorf("drillRows, deathRows and networkRows lack a line for the scenario %s", s.ID)
		}
	}
}

// What only the product's own tokens meet is not a problem of the sign-in test.
func TestASignInTestCannotSeeWhatEndedOnlyTheProductsTokens(t *testing.T) {
	for _, s := range sandbox.Scenarios() {
		if !s.ProductOnly {
			continue
		}
		t.Run(s.ID, func(t *testing.T) {
			d := startDrill(t, mistake{scenario: s.ID})
			d.diesBeforeTheSignIn()
			d.walksTo(dialog.StepVerify)
			if r := d.Report(); r.Failure != nil || r.Grant == nil {
				t.Errorf("failure %+v, grant %+v", r.Failure, r.Grant)
			}
		})
	}
}

func TestTheFaultsOfANetworkAreToldApart(t *testing.T) {
	for _, m := range networkRows {
		t.Run(m.scenario, func(t *testing.T) {
			d := startDrill(t, m)
			sc := d.walk("")
			d.holds(m, sc)
			if !t.Failed() {
				t.Logf("met at %q: %s", sc.Step, sc.Problem.What)
			}
			if !strings.Contains(sc.Problem.What, strings.TrimPrefix(d.box.URL(), "http://")) {
				t.Errorf("the host is not named: %s", sc.Problem.What)
			}
		})
	}
}

func TestTheAddressOfAnErrorPageIsAsGoodAsItsText(t *testing.T) {
	m := drillRows[0]
	d := startDrill(t, m)
	at, _ := d.signsInFor(d.link())
	d.Enter("address", at)
	d.holds(m, d.Screen())
}
