package sandbox

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestAPersonSetsAnAppUpAndAccepts(t *testing.T) {
	s := start(t, Options{})
	b := newBrowser(t, s)
	b.open(s.ConsoleURL())
	b.sees("<h1>Sign in</h1>", "Otto Owner", "Iris Integration", "Nina Newcomer", "Sam Siteadmin", "SANDBOX")
	b.signIn(ServiceUser, "/console/")
	b.sees("<h1>My apps</h1>", "This account has no app yet.")

	b.open("/console/create-3lo-app/")
	b.sees("Access type", "Resource-level", "Account-level", "developer terms")
	b.submit("/console/create-3lo-app/", url.Values{"name": {"Connector"}, "access": {"resource-level"}})
	b.sees("The developer terms are not selected")
	b.submit("/console/create-3lo-app/", url.Values{"name": {"Connector"}, "terms": {"yes"}})
	b.sees("No access type was chosen")
	b.submit("/console/create-3lo-app/", url.Values{"name": {" "}, "terms": {"yes"}, "access": {"resource-level"}})
	b.sees("An app needs a name")
	b.submit("/console/create-3lo-app/", url.Values{"name": {"<Connector>"}, "terms": {"yes"}, "access": {"resource-level"}})
	b.sees("<h1>&lt;Connector&gt;</h1>", "0 selected", "none yet", "Not sharing")
	here := strings.TrimSuffix(strings.TrimPrefix(b.at, s.URL()), "/")
	id := s.Admin().Apps()[0].ClientID
	if strings.Contains(here, id) {
		t.Error("the console's address holds the client ID")
	}

	b.open(here + "/permissions")
	b.sees("Jira API", `aria-label="Add Jira API"`)
	b.open(here + "/permissions/jira")
	b.sees(`aria-label="Add Jira API"`) // not added yet: back to the list
	b.submit(here+"/permissions", url.Values{"api": {"jira"}})
	b.sees(`aria-label="Configure Jira API"`)
	b.open(here + "/permissions/jira")
	b.sees("Classic scopes", "Granular scopes", "Edit Scopes", "Jira platform REST API", "No scopes are selected.")
	b.submit(here+"/permissions/jira", url.Values{"kind": {"classic"}, "scope": {"read:jira-work", "read:jira-user"}})
	b.sees("Your changes have been saved.", "View Jira issue data")
	b.open(here + "/permissions/jira?edit&kind=granular")
	b.sees(">Select</th>", "Search scopes", "Hide unselected scopes", "Update and delete sprints", "read:sprint:jira-software")
	b.submit(here+"/permissions/jira", url.Values{"kind": {"granular"}, "scope": {"read:sprint:jira-software"}})
	app, err := s.Admin().App(id)
	if err != nil || !slices.Equal(app.Scopes, []string{"read:jira-user", "read:jira-work", "read:sprint:jira-software"}) {
		t.Fatalf("selected on two tabs: %v %v", app.Scopes, err)
	}
	b.submit(here+"/permissions/jira", url.Values{"kind": {"classic"}, "scope": {"offline_access"}})
	b.sees("The console does not have offline_access")

	b.open(here + "/authorization")
	b.sees("OAuth 2.0 (3LO)", ">Add<", "none yet")
	grant := here + "/authorization/auth-code-grant"
	b.open(grant)
	b.sees("<h1>OAuth 2.0 authorization code grants (3LO) for apps</h1>", "Callback URLs", "Enter up to 30 redirect URIs, one per line.", "Discard changes", "Authorization URL generator", "Save a Callback URL")
	b.submit(grant, url.Values{"callbacks": {loopbackCallback + "\r\nhttp://product.invalid/callback"}})
	b.sees("A callback URL starts with https://", loopbackCallback+"\r\nhttp://product.invalid/callback</textarea>")
	b.submit(grant, url.Values{"callbacks": {loopbackCallback + "\r\n" + platformCallback}})
	b.sees("Your changes have been saved.", "Classic Jira platform REST API authorization URL", "Granular Jira platform REST API authorization URL", s.URL()+"/authorize?audience=api.atlassian.com&amp;client_id="+id)
	b.open(here + "/authorization")
	b.sees(">Configure<", loopbackCallback, platformCallback)

	b.open(here + "/settings")
	b.sees("Authentication details", app.Secret, id, "worthless")
	b.submit(here+"/settings", nil)
	replaced, _ := s.Admin().App(id)
	b.sees(replaced.Secret)
	if replaced.Secret == app.Secret {
		t.Error("the round arrow made no new secret")
	}

	app = replaced
	app.Callback = loopbackCallback
	b.open(authorizeURL(s, app))
	b.sees("&lt;Connector&gt; is requesting access to your Atlassian account", "View Jira issue data", "Renew the connection", "Iris Integration", "development mode", "Use app on", "Choose a site", "Accept", "Cancel")
	b.consent("accept", "")
	b.sees("Choose the site that the app may use")
	b.consent("accept", "acme")
	if !strings.HasPrefix(b.at, loopbackCallback+"?code=") || parameter(t, b.at, "state") != "st&te" {
		t.Fatalf("the browser is at %s", b.at)
	}
	if got := exchange(t, s, app, parameter(t, b.at, "code")); got.status != http.StatusOK {
		t.Errorf("the exchange answered %d %s", got.status, got.body)
	}
}

// consent presses a button of the consent page that the browser shows.
func (b *browser) consent(press, site string) {
	b.t.Helper()
	_, after, found := strings.Cut(b.page.body, `name="request" value="`)
	if !found {
		b.t.Fatalf("the page at %s has no consent form:\n%s", b.at, b.page.body)
	}
	request, _, _ := strings.Cut(after, `"`)
	b.submit("/consent", url.Values{"request": {strings.ReplaceAll(request, "&amp;", "&")}, "press": {press}, "site": {site}})
}

func TestCancelGoesBackWithTheState(t *testing.T) {
	s, app := withPreset(t, Options{})
	b := newBrowser(t, s)
	b.open(authorizeURL(s, app))
	b.sees("<h1>Sign in</h1>")
	b.signIn(ServiceUser, parameter(t, b.at, "to"))
	b.consent("cancel", "")
	if parameter(t, b.at, "error") != "access_denied" || parameter(t, b.at, "error_description") != "User did not authorize the request" || parameter(t, b.at, "state") != "st&te" {
		t.Errorf("the browser is at %s", b.at)
	}
}

func TestAStrangerLearnsThatTheAppIsInDevelopment(t *testing.T) {
	s, app := withPreset(t, Options{})
	b := newBrowser(t, s)
	b.signIn(Owner, "/console/")
	b.open(authorizeURL(s, app))
	b.sees("This application is in development - only the owner of this application may grant it access to their account.", "Switch account and try again")
	b.open("/console/" + app.ID + "/settings")
	b.sees("Your account has no app at this address.")
	if strings.Contains(b.page.body, app.Secret) {
		t.Error("a stranger sees the secret")
	}
}

func TestASiteAdminWhoAcceptsOnceOpensTheSite(t *testing.T) {
	for site, scenario := range map[string]string{"acme-guarded": "", "acme": "site-admin-approval"} {
		t.Run(site, func(t *testing.T) { opensForAll(t, site, scenario) })
	}
}

func opensForAll(t *testing.T, site, scenario string) {
	s, app := withPreset(t, Options{Scenario: scenario})
	b := newBrowser(t, s)
	b.signIn(ServiceUser, "/console/")
	b.open(authorizeURL(s, app))
	b.consent("accept", site)
	b.sees("Your admin must authorize this app for the site &#34;"+site+".atlassian.net&#34; before the app can access your account.", "There is no Approve button", "Switch account and try again")
	b.signIn(SiteAdmin, "/console/")
	b.open(authorizeURL(s, app))
	b.sees("only the owner of this application") // an app that is not shared stops the admin too
	if err := s.Admin().Share(app.ClientID); err != nil {
		t.Fatal(err)
	}
	b.open(authorizeURL(s, app))
	b.consent("accept", site)
	b.signIn(ServiceUser, "/console/")
	b.open(authorizeURL(s, app))
	b.consent("accept", site)
	if parameter(t, b.at, "code") == "" {
		t.Errorf("the browser is at %s", b.at)
	}
}

func TestAConsoleMayHaveASingleCallbackBox(t *testing.T) {
	s, app := withPreset(t, Options{Scenario: "single-callback-box"})
	grant := "/console/" + app.ID + "/authorization/auth-code-grant"
	b := newBrowser(t, s)
	b.signIn(ServiceUser, grant)
	b.sees(">Callback URL</label>", `value="`+loopbackCallback+`"`)
	b.submit(grant, url.Values{"callbacks": {platformCallback}})
	b.sees("Your changes have been saved.", `value="`+platformCallback+`"`)
	if err := s.Admin().SetCallback(app.ClientID, platformCallback+"\n"+loopbackCallback); err == nil || !strings.Contains(err.Error(), "single callback URL") {
		t.Errorf("two callbacks: %v", err)
	}
}

func TestTheOwnerSharesTheApp(t *testing.T) {
	s, app := withPreset(t, Options{})
	here := "/console/" + app.ID + "/distribution"
	b := newBrowser(t, s)
	b.signIn(ServiceUser, here)
	b.sees("Not sharing: only the account that created the app can use it.", "Edit")
	b.open(here + "?edit")
	b.sees("Vendor name", "Privacy policy", "personal data")
	b.submit(here, url.Values{"status": {"on"}, "vendor": {"Acme"}})
	b.sees("Sharing needs a vendor name", `value="Acme"`)
	b.submit(here, url.Values{"status": {"on"}, "vendor": {"Acme"}, "privacy": {"https://acme.invalid"}, "personal": {"yes"}})
	b.sees("Sharing: anyone with the link")
	b.submit(here, url.Values{"status": {"off"}})
	b.sees("Not sharing")
}

func TestInARehearsalNothingIsSentToTheProduct(t *testing.T) {
	for how, shows := range map[string]string{
		"":                  "In a rehearsal nothing is sent to your product.",
		"platform-error":    "Invalid state.",
		"platform-redirect": "the code is no longer in the address bar",
		"platform-sign-in":  "returnUrl",
		"platform-closes":   "window has closed",
	} {
		s := start(t, Options{Scenario: how, Preset: &App{Name: "Connector", Callback: platformCallback, Scopes: thirteen}})
		app, _ := s.PresetApp()
		b := newBrowser(t, s)
		b.signIn(ServiceUser, "/console/")
		b.open(authorizeURL(s, app))
		b.consent("accept", "acme")
		b.sees(shows)
		nested := parameter(t, b.at, "returnUrl")
		if how == "platform-redirect" || how == "platform-closes" {
			if nested != "" || strings.Contains(b.at, "error=invalid_state") != (how == "platform-redirect") {
				t.Errorf("%q: the browser is at %s", how, b.at)
			}
			continue
		}
		if !strings.HasPrefix(nested, platformCallback+"?code=") {
			t.Errorf("%q: the browser is at %s", how, b.at)
		}
		if got := exchange(t, s, app, parameter(t, nested, "code")); got.status != http.StatusOK {
			t.Errorf("%q: the exchange answered %d", how, got.status)
		}
	}
}

func TestEveryPageIsGuardedAndSaysSandbox(t *testing.T) {
	s, app := withPreset(t, Options{})
	b := newBrowser(t, s)
	b.signIn(ServiceUser, "/console/")
	here := "/console/" + app.ID
	for _, address := range []string{
		"/signin", "/console/", "/console/create-3lo-app/", here + "/", here + "/permissions", here + "/permissions/jira", here + "/permissions/jira?edit&kind=granular",
		here + "/authorization", here + "/authorization/auth-code-grant", here + "/distribution", here + "/distribution?edit", here + "/settings",
		"/error?error=unauthorized_client", "/platform/shows?returnUrl=https%3A%2F%2Fa.invalid%2F%3Fcode%3Dx", "/nowhere", authorizeURL(s, app),
	} {
		b.open(address)
		b.sees(`<html lang="en">`, "<main ", "<strong>SANDBOX</strong>", "<title>", "It is not Atlassian")
		h := b.page.header
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("%s: headers %v", address, h)
		}
		csp := h.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: %s", address, csp)
		}
		if strings.Contains(b.page.body, "style=") || strings.Contains(b.page.body, " onclick") {
			t.Errorf("%s: style or script in the page", address)
		}
	}
}

func TestSigningInNeverLeadsOutOfTheSandbox(t *testing.T) {
	s := start(t, Options{})
	for _, to := range []string{"https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", ""} {
		b := newBrowser(t, s)
		b.signIn(ServiceUser, to)
		if b.at != s.ConsoleURL() {
			t.Errorf("%q led to %s", to, b.at)
		}
	}
	b := newBrowser(t, s)
	b.signIn("nobody", "/console/")
	b.sees("<h1>Sign in</h1>")
}

// TestSigningInLeadsBackToThePage signs in by the form alone, and switches accounts
// with the links of pages: each leads back to where the person was.
func TestSigningInLeadsBackToThePage(t *testing.T) {
	s, app := withPreset(t, Options{})
	asked := strings.TrimPrefix(authorizeURL(s, app), s.URL())
	b := newBrowser(t, s)
	b.open(asked)
	if strings.Count(b.page.body, "<a ") != 1 || !strings.Contains(b.page.body, `<a class="skip"`) || strings.Count(b.page.body, ">Sign in</button>") != 1 {
		t.Errorf("the sign-in page leads elsewhere, or signs in twice: %s", b.page.body)
	}
	leads := func(what string) {
		t.Helper()
		before, _, found := strings.Cut(b.page.body, `">`+what+`</a>`)
		to, err := url.Parse(html.UnescapeString(before[strings.LastIndex(before, `"`)+1:]))
		if !found || err != nil || to.Query().Get("to") != asked {
			t.Errorf("at %s: %q leads to %v, want %s", b.at, what, to, asked)
		}
	}
	b.signIn(ServiceUser, parameter(t, b.at, "to"))
	b.sees(`aria-label="Your picture:">I</span> Iris Integration</summary>`)
	leads("Switch account")
	b.consent("accept", "") // no site is chosen
	leads("Switch account")
	newcomer := newBrowser(t, s)
	newcomer.open("/nowhere")
	b, asked = newcomer, "/nowhere"
	leads("Sign in")
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s, app := withPreset(t, Options{})
	for _, action := range []string{"/signin", "/consent", "/console/create-3lo-app/", "/console/" + app.ID + "/authorization/auth-code-grant"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+action, strings.NewReader("account=service-user"))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", "https://evil.example")
		request.Header.Set("Sec-Fetch-Site", "cross-site")
		if got := ask(t, request); got.status != http.StatusForbidden {
			t.Errorf("%s answered %d", action, got.status)
		}
	}
}
