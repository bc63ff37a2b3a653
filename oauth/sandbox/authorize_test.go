package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestACallbackThatDiffersByOneCharacterIsRefused(t *testing.T) {
	s, app := withPreset(t, Options{AutoConsent: true})
	for _, wrong := range []string{
		loopbackCallback + "/", "http://localhost:8765/callback", "https://127.0.0.1:8765/callback",
		"http://127.0.0.1:8766/callback", "http://127.0.0.1:8765/Callback", loopbackCallback + "?x=1", "",
	} {
		got := get(t, authorizeURL(s, app, func(q url.Values) { q.Set("redirect_uri", wrong) }), "")
		to := got.header.Get("Location")
		if got.status != http.StatusFound || !strings.HasPrefix(to, "/error?error=unauthorized_client&") {
			t.Errorf("%q: %d %q", wrong, got.status, to)
			continue
		}
		if said := parameter(t, to, "error_description"); said != "redirect_uri is not registered for client: "+app.ClientID {
			t.Errorf("%q: %s", wrong, said)
		}
		if page := get(t, s.URL()+to, ""); !strings.Contains(page.body, "The app&#39;s callback URL is invalid") {
			t.Errorf("%q: the page says %s", wrong, page.body)
		}
	}
}

func TestAnAppWithoutASavedCallbackCannotBeAuthorized(t *testing.T) {
	s := start(t, Options{AutoConsent: true})
	app, err := s.Admin().CreateApp(App{Name: "New"})
	if err != nil {
		t.Fatal(err)
	}
	app.Callback = loopbackCallback
	if to := get(t, authorizeURL(s, app), "").header.Get("Location"); parameter(t, to, "error") != "unauthorized_client" {
		t.Errorf("went to %q", to)
	}
	if links := s.Admin().Links(app.ClientID); len(links) != 0 {
		t.Errorf("there are ready-made links: %q", links)
	}
}

func TestOneScopeThatIsNotAddedRefusesTheWholeRequest(t *testing.T) {
	s, app := withPreset(t, Options{AutoConsent: true})
	for asked, text := range map[string]string{
		"read:jira-work manage:jira-webhook":          "requested Jira API scopes that have not been added to the app.</p><p>Configure the app at https://developer.atlassian.com/apps and add the following scopes to the Jira API: manage:jira-webhook.<",
		"read:me read:jira-work read:account":         "add the following scopes to the User identity API: read:me, read:account.<",
		"manage:jira-webhook read:me":                 "requested Jira API &amp; User identity API scopes that have not been added",
		"manage:jira-webhook read:epic:jira-software": "add the following scopes to the Jira API &amp; Jira API: manage:jira-webhook, read:epic:jira-software.<",
		"read:jira-work read:jira-works":              "requested scopes that have not been added to the app.</p><p>The app&#39;s developer must add the following scopes to the app: read:jira-works<",
		"read:jira-work,read:jira-user":               "to the app: read:jira-work,read:jira-user<",
		"read:jira-work ofline_access":                "to the app: ofline_access<",
		"read:jira-work\tread:jira-user":              "This app has not requested any supported Atlassian scopes.",
		"offline_access":                              "This app has not requested any supported Atlassian scopes.",
		"":                                            "Check the authorization URL for your app and ensure that it includes valid scopes.",
	} {
		got := get(t, authorizeURL(s, app, func(q url.Values) { q.Set("scope", asked) }), "")
		if got.status != http.StatusBadRequest || !strings.Contains(got.body, text) {
			t.Errorf("%q: %d %s", asked, got.status, got.body)
		}
	}
}

func TestARequestMustCarryEveryParameter(t *testing.T) {
	s, app := withPreset(t, Options{AutoConsent: true})
	changes := map[string]func(url.Values){
		"another audience":    func(q url.Values) { q.Set("audience", "api.example.com") },
		"an implicit flow":    func(q url.Values) { q.Set("response_type", "token") },
		"a plain challenge":   func(q url.Values) { q.Set("code_challenge_method", "plain") },
		"no challenge method": func(q url.Values) { q.Del("code_challenge_method") },
		"a short challenge":   func(q url.Values) { q.Set("code_challenge", "abc") },
		"state twice":         func(q url.Values) { q.Add("state", "other") },
	}
	for _, name := range []string{"audience", "response_type", "state"} {
		changes["no "+name] = func(q url.Values) { q.Del(name) }
	}
	for name, change := range changes {
		got := get(t, authorizeURL(s, app, change), "")
		if to := got.header.Get("Location"); parameter(t, to, "error") != "invalid_request" || !strings.HasPrefix(to, "/error?") {
			t.Errorf("%s: %d %q", name, got.status, to)
		}
	}
	if to := get(t, authorizeURL(s, app, func(q url.Values) { q.Del("prompt") }), "").header.Get("Location"); parameter(t, to, "code") == "" {
		t.Errorf("without prompt: %q", to)
	}
}

func TestAnUnknownClientIDIsRefused(t *testing.T) {
	s, app := withPreset(t, Options{AutoConsent: true})
	app.ClientID = "unknown"
	to := get(t, authorizeURL(s, app), "").header.Get("Location")
	if to != "/error?error=invalid_request&error_description=failed%20to%20retrieve%20client" {
		t.Errorf("went to %q", to)
	}
	if page := get(t, s.URL()+to, ""); !strings.Contains(page.body, "failed to retrieve client") {
		t.Errorf("the page says %s", page.body)
	}
}

func TestEachSavedCallbackWorks(t *testing.T) {
	s, app := withPreset(t, Options{AutoConsent: true})
	if err := s.Admin().SetCallback(app.ClientID, platformCallback+"\r\n\r\n"+loopbackCallback+"\n"); err != nil {
		t.Fatal(err)
	}
	app, _ = s.Admin().App(app.ClientID)
	if app.Callback != platformCallback+"\n"+loopbackCallback {
		t.Errorf("saved: %q", app.Callback)
	}
	for _, callback := range []string{platformCallback, loopbackCallback} {
		if to := get(t, authorizeURL(s, app, func(q url.Values) { q.Set("redirect_uri", callback) }), "").header.Get("Location"); !strings.HasPrefix(to, callback+"?code=") {
			t.Errorf("%s: went to %q", callback, to)
		}
	}
	for _, link := range s.Admin().Links(app.ClientID) {
		if got := parameter(t, link, "redirect_uri"); got != platformCallback {
			t.Errorf("a ready-made link carries %q instead of the first callback", got)
		}
	}
}

func TestARequestIsRefusedOnlyAfterSignIn(t *testing.T) {
	s, app := withPreset(t, Options{})
	unknown := app
	unknown.ClientID = "unknown"
	for what, address := range map[string]string{
		"redirect_uri is not registered for client: " + app.ClientID: authorizeURL(s, app, func(q url.Values) { q.Set("redirect_uri", loopbackCallback+"/") }),
		"failed to retrieve client":                                  authorizeURL(s, unknown),
		"that have not been added to the app":                        authorizeURL(s, app, func(q url.Values) { q.Set("scope", "read:me") }),
		"The authorize request was incomplete":                       authorizeURL(s, app, func(q url.Values) { q.Del("audience") }),
	} {
		b := newBrowser(t, s)
		b.open(address)
		b.sees("<h1>Sign in</h1>")
		b.signIn(ServiceUser, parameter(t, b.at, "to"))
		b.sees(what)
	}
}

func TestAHeadRequestUsesUpNoConsent(t *testing.T) {
	s, app := withPreset(t, Options{AutoConsent: true})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodHead, authorizeURL(s, app), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := ask(t, request); got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != "GET" || len(s.codes) != 0 {
		t.Errorf("answered %d %v, and there are %d codes", got.status, got.header, len(s.codes))
	}
}

func TestAnAddressWithTooManyScopesIsTooLong(t *testing.T) {
	s, app := withPreset(t, Options{})
	got := get(t, authorizeURL(s, app, func(q url.Values) { q.Set("scope", strings.Repeat("read:jira-work ", 800)) }), "")
	if got.status != http.StatusRequestURITooLong {
		t.Errorf("answered %d", got.status)
	}
}

func TestReadyMadeLinksCarryTheSelectedScopes(t *testing.T) {
	s, app := withPreset(t, Options{})
	links := s.Admin().Links(app.ClientID)
	if len(links) != 2 {
		t.Fatalf("links: %q", links)
	}
	asked := make([]string, 0, len(thirteen))
	for _, address := range links {
		if !strings.HasPrefix(address, s.URL()+"/authorize?") || parameter(t, address, "redirect_uri") != loopbackCallback || parameter(t, address, "client_id") != app.ClientID {
			t.Errorf("link %s", address)
		}
		asked = append(asked, strings.Fields(parameter(t, address, "scope"))...)
	}
	if len(asked) != len(thirteen) {
		t.Errorf("the links carry %q", asked)
	}
}

func TestAFailedConsentSaysWhy(t *testing.T) {
	s, app := withPreset(t, Options{})
	good := authorizeURL(s, app)
	for name, try := range map[string]struct{ address, account, site, said string }{
		"a stranger":            {good, string(Owner), "acme", "only the owner of this application"},
		"approval needed":       {good, string(ServiceUser), "acme-guarded", "Your admin must authorize this app for the site \"acme-guarded.atlassian.net\" before the app can access your account."},
		"a site that blocks":    {good, string(ServiceUser), "acme-closed", "App is blocked by an admin"},
		"an unknown site":       {good, string(ServiceUser), "elsewhere", "has no site"},
		"an unknown account":    {good, "nobody", "acme", "has no account"},
		"another address":       {"https://example.com/", string(ServiceUser), "acme", "not an authorize URL"},
		"a scope not added":     {strings.Replace(good, "read%3Ajira-work", "read%3Ame", 1), string(ServiceUser), "acme", "read:me"},
		"a callback not saved":  {strings.Replace(good, "8765", "8766", 1), string(ServiceUser), "acme", "callback URL is invalid"},
		"no response type":      {strings.Replace(good, "response_type", "x", 1), string(ServiceUser), "acme", "The authorize request was incomplete or invalid"},
		"not even an authority": {"://", string(ServiceUser), "acme", "not an authorize URL"},
	} {
		_, err := s.Admin().Consent(try.address, try.account, try.site)
		if err == nil || !strings.Contains(err.Error(), try.said) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSharingLetsOthersIn(t *testing.T) {
	s := start(t, Options{})
	admin := s.Admin()
	app, err := admin.CreateApp(App{Name: "Connector", Owner: Owner})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		admin.SelectScopes(app.ClientID, []string{"read:jira-work"}), admin.SetCallback(app.ClientID, platformCallback), admin.Share(app.ClientID),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	app, err = admin.App(app.ClientID)
	if err != nil || !app.Shared {
		t.Fatalf("%+v %v", app, err)
	}
	if _, err := admin.Consent(authorizeURL(s, app), string(NoAccess), "acme"); err == nil || !strings.Contains(err.Error(), "Access denied. This app requires access to a Jira") {
		t.Errorf("an account without Jira: %v", err)
	}
	target, err := admin.Consent(authorizeURL(s, app), "Iris Integration", "https://acme.atlassian.net")
	if err != nil || !strings.HasPrefix(target, platformCallback+"?code=") {
		t.Errorf("the service user was sent to %q, %v", target, err)
	}
}

func TestASiteAdminsConsentApprovesTheAppForOthers(t *testing.T) {
	s, app := withPreset(t, Options{})
	if err := s.Admin().Share(app.ClientID); err != nil {
		t.Fatal(err)
	}
	for _, who := range []Account{SiteAdmin, ServiceUser} {
		if _, err := s.Admin().Consent(authorizeURL(s, app), string(who), "acme-guarded"); err != nil {
			t.Errorf("%s: %v", who, err)
		}
	}
}

func TestAnAccountLevelAppReachesEverySiteThatIsOpen(t *testing.T) {
	s := start(t, Options{})
	admin := s.Admin()
	app, err := admin.CreateApp(App{Name: "Everywhere", Owner: ServiceUser, Access: AccountLevel, Callback: loopbackCallback, Scopes: []string{"read:jira-work"}})
	if err != nil {
		t.Fatal(err)
	}
	target, err := admin.Consent(authorizeURL(s, app), string(ServiceUser), "")
	if err != nil {
		t.Fatal(err)
	}
	access := exchange(t, s, app, parameter(t, target, "code")).field(t, "access_token")
	listed := get(t, s.URL()+"/oauth/token/accessible-resources", access).body
	for site, want := range map[string]bool{"acme": true, "acme-test": true, "acme-empty": true, "acme-guarded": false, "acme-closed": false} {
		if got := strings.Contains(listed, "https://"+site+".atlassian.net\""); got != want {
			t.Errorf("%s listed: %v in %s", site, got, listed)
		}
	}
}

// TestTheSiteInUseComesFirstAndKeepsItsMeaning lets a trainee change their mind
// about the site. A site of the company keeps what is special about it, and one
// that was entered keeps its new name while a scenario renames it.
func TestTheSiteInUseComesFirstAndKeepsItsMeaning(t *testing.T) {
	s, app := withPreset(t, Options{})
	admin := s.Admin()
	first := func(site string) (host, ended string) {
		admin.UseSite(site, "")
		_, err := admin.Consent(authorizeURL(s, app), string(ServiceUser), "")
		return s.company.Sites[0].host(), fmt.Sprint(err)
	}
	for _, try := range []struct{ site, host, ends string }{
		{"", "acme.atlassian.net", "nil"},
		{"https://northwind.atlassian.net", "northwind.atlassian.net", "nil"},
		{"https://acme-closed.atlassian.net", "acme-closed.atlassian.net", "App is blocked by an admin"},
		{"https://acme-guarded.atlassian.net", "acme-guarded.atlassian.net", "Your admin must authorize this app"},
		{"https://northwind.atlassian.net", "northwind.atlassian.net", "nil"},
	} {
		if host, ended := first(try.site); host != try.host || !strings.Contains(ended, try.ends) {
			t.Errorf("%q: the first site is %s, and consent ended on %s", try.site, host, ended)
		}
	}
	if err := s.Play("site-renamed"); err != nil {
		t.Fatal(err)
	}
	if host, ended := first("https://northwind.atlassian.net"); host != "northwind-renamed.atlassian.net" || ended != "<nil>" {
		t.Errorf("after it was renamed the first site is %s, and consent ended on %s", host, ended)
	}
	if got := len(s.company.Sites); got != len(sampleCompany().Sites)+1 {
		t.Errorf("there are %d sites", got)
	}
}
