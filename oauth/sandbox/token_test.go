package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// refused checks a refusal of the token endpoint.
func refused(t *testing.T, what string, got answer, status int, code, description string) {
	t.Helper()
	if got.status != status || got.field(t, "error") != code || got.field(t, "error_description") != description {
		t.Errorf("%s: answered %d %s; want %d %s %q", what, got.status, got.body, status, code, description)
	}
}

func TestAMadeUpCodeShowsWhetherIDAndSecretAreRight(t *testing.T) {
	s, app := withPreset(t, Options{})
	refused(t, "right ID and secret", exchange(t, s, app, "made-up"), 400, "invalid_request", "authorization_code is invalid")
	for what, change := range map[string]func(map[string]string){
		"wrong secret":   func(f map[string]string) { f["client_secret"] = "ATOAwrong" },
		"no secret":      func(f map[string]string) { delete(f, "client_secret") },
		"another ID":     func(f map[string]string) { f["client_id"] = strings.Repeat("x", 32) },
		"a space behind": func(f map[string]string) { f["client_secret"] += " " },
	} {
		refused(t, what, exchange(t, s, app, "made-up", change), 401, "access_denied", "Unauthorized")
	}
}

func TestAnAppWithoutACallbackCannotExchange(t *testing.T) {
	s := start(t, Options{})
	app, err := s.Admin().CreateApp(App{Name: "New"})
	if err != nil {
		t.Fatal(err)
	}
	app.Callback = loopbackCallback
	refused(t, "no callback saved", exchange(t, s, app, "made-up"), 400, "invalid_client", "grant_type is not enabled for client")
	app.Secret = "wrong"
	refused(t, "and a wrong secret", exchange(t, s, app, "made-up"), 401, "access_denied", "Unauthorized")
}

func TestACodeWorksOnce(t *testing.T) {
	s, app := withPreset(t, Options{})
	code := consent(t, s, authorizeURL(s, app))
	if got := exchange(t, s, app, code); got.status != http.StatusOK {
		t.Fatalf("answered %d %s", got.status, got.body)
	}
	refused(t, "the second time", exchange(t, s, app, code), 400, "invalid_request", "authorization_code is invalid")
}

func TestACodeWorksForAShortTime(t *testing.T) {
	at := &clock{time.Unix(1_800_000_000, 0)}
	s, app := withPreset(t, Options{})
	s.now = at.now
	code := consent(t, s, authorizeURL(s, app))
	at.pass(61 * time.Second)
	refused(t, "after a minute", exchange(t, s, app, code), 400, "invalid_request", "authorization_code is invalid")
}

func TestACodeIsBoundToWhatItWasAskedWith(t *testing.T) {
	s, app := withPreset(t, Options{})
	other, err := s.Admin().CreateApp(App{Name: "Other"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Admin().SetCallback(other.ClientID, loopbackCallback); err != nil {
		t.Fatal(err)
	}
	unsafe := authorizeURL(s, app, func(q url.Values) { q.Del("code_challenge"); q.Del("code_challenge_method") })
	safe := authorizeURL(s, app)
	for what, try := range map[string]struct {
		address, code, description string
		change                     func(map[string]string)
	}{
		"another app":          {safe, "invalid_request", "authorization_code is invalid", func(f map[string]string) { f["client_id"], f["client_secret"] = other.ClientID, other.Secret }},
		"another callback":     {safe, "invalid_grant", "redirect_uri does not match the one of the authorization request", func(f map[string]string) { f["redirect_uri"] += "/" }},
		"no verifier":          {safe, "invalid_grant", "Failed to verify code verifier", func(f map[string]string) { delete(f, "code_verifier") }},
		"another verifier":     {safe, "invalid_grant", "Failed to verify code verifier", func(f map[string]string) { f["code_verifier"] = strings.ToUpper(verifier) }},
		"verifier, not asked":  {unsafe, "invalid_grant", "Failed to verify code verifier", func(map[string]string) {}},
		"no callback":          {safe, "invalid_request", "Incorrect request parameters", func(f map[string]string) { delete(f, "redirect_uri") }},
		"no code":              {safe, "invalid_request", "Incorrect request parameters", func(f map[string]string) { delete(f, "code") }},
		"no grant type":        {safe, "invalid_request", "Incorrect request parameters", func(f map[string]string) { delete(f, "grant_type") }},
		"another grant type":   {safe, "unsupported_grant_type", "Unsupported grant type", func(f map[string]string) { f["grant_type"] = "password" }},
		"refresh without one":  {safe, "invalid_request", "Incorrect request parameters", func(f map[string]string) { f["grant_type"] = "refresh_token" }},
		"no ID, only a secret": {safe, "invalid_request", "Incorrect request parameters", func(f map[string]string) { delete(f, "client_id") }},
	} {
		refused(t, what, exchange(t, s, app, consent(t, s, try.address), try.change), 400, try.code, try.description)
	}
	if got := exchange(t, s, app, consent(t, s, unsafe), func(f map[string]string) { delete(f, "code_verifier") }); got.status != http.StatusOK {
		t.Errorf("without a challenge no verifier is needed: %d %s", got.status, got.body)
	}
}

func TestTheTokenEndpointTakesForms(t *testing.T) {
	s, app := withPreset(t, Options{})
	fields := url.Values{
		"grant_type": {"authorization_code"}, "client_id": {app.ClientID}, "client_secret": {app.Secret},
		"code": {consent(t, s, authorizeURL(s, app))}, "redirect_uri": {app.Callback}, "code_verifier": {verifier},
	}
	send := func(kind, body string) answer {
		return ask(t, tokenRequest(t, s, kind, body))
	}
	if got := send("application/x-www-form-urlencoded", fields.Encode()); got.status != http.StatusOK {
		t.Errorf("a form: %d %s", got.status, got.body)
	}
	fields.Set("code", consent(t, s, authorizeURL(s, app)))
	fields.Del("client_id")
	fields.Del("client_secret")
	basic := tokenRequest(t, s, "application/x-www-form-urlencoded", fields.Encode())
	basic.SetBasicAuth(url.QueryEscape(app.ClientID), url.QueryEscape(app.Secret))
	if got := ask(t, basic); got.status != http.StatusOK {
		t.Errorf("ID and secret as HTTP Basic authentication: %d %s", got.status, got.body)
	}
	basic = tokenRequest(t, s, "application/x-www-form-urlencoded", fields.Encode())
	basic.SetBasicAuth(app.ClientID, "wrong")
	refused(t, "a wrong secret as HTTP Basic authentication", ask(t, basic), 401, "access_denied", "Unauthorized")
	more := `{"grant_type":"authorization_code","client_id":"` + app.ClientID + `","client_secret":"` + app.Secret + `","code":"made-up","redirect_uri":"x","retries":3,"extra":{"a":[null]}}`
	refused(t, "JSON with fields of other types", send("application/json", more), 400, "invalid_request", "authorization_code is invalid")
	for kind, body := range map[string]string{
		"text/plain": fields.Encode(), "": "{}", "application/json": "[1]", "application/x-www-form-urlencoded": "%zz",
	} {
		refused(t, kind, send(kind, body), 400, "invalid_request", "Incorrect request parameters")
	}
	if got := send("application/json", strings.Repeat("x", maxBody+1)); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a huge body: %d", got.status)
	}
}

func TestARefreshTokenComesOnlyWhenItWasAskedFor(t *testing.T) {
	s, app := withPreset(t, Options{})
	address := authorizeURL(s, app, func(q url.Values) { q.Set("scope", "read:jira-work") })
	if got := exchange(t, s, app, consent(t, s, address)); got.status != http.StatusOK || got.field(t, "refresh_token") != "" || got.field(t, "scope") != "read:jira-work" {
		t.Errorf("answered %d %s", got.status, got.body)
	}
}

func TestRefreshTokensRotate(t *testing.T) {
	at := &clock{time.Unix(1_800_000_000, 0)}
	s, app := withPreset(t, Options{})
	s.now = at.now
	first := signedInToken(t, s, app).field(t, "refresh_token")
	second := refresh(t, s, app, first).field(t, "refresh_token")
	at.pass(9 * time.Minute)
	if got := refresh(t, s, app, first); got.status != http.StatusOK {
		t.Errorf("within the leeway: %d %s", got.status, got.body)
	}
	at.pass(2 * time.Minute)
	refused(t, "after the leeway", refresh(t, s, app, first), 403, "invalid_grant", "Unknown or invalid refresh token.")
	if got := refresh(t, s, app, second); got.status != http.StatusOK {
		t.Errorf("the new one: %d %s", got.status, got.body)
	}
	refused(t, "a made-up one", refresh(t, s, app, "made-up"), 403, "invalid_grant", "Unknown or invalid refresh token.")
}

func TestARefreshTokenDiesAfterNinetyDaysWithoutUse(t *testing.T) {
	at := &clock{time.Unix(1_800_000_000, 0)}
	s, app := withPreset(t, Options{})
	s.now = at.now
	idle := signedInToken(t, s, app).field(t, "refresh_token")
	at.pass(91 * 24 * time.Hour)
	refused(t, "after 91 days", refresh(t, s, app, idle), 403, "unauthorized_client", "refresh_token is invalid")
}

func TestRemovingTheAppEndsItsConnections(t *testing.T) {
	s, app := withPreset(t, Options{})
	tokens := signedInToken(t, s, app)
	if err := s.Play("grant-removed"); err != nil {
		t.Fatal(err)
	}
	if got := get(t, gatewayPath(s, "acme", "/rest/api/3/myself"), tokens.field(t, "access_token")); got.status != http.StatusUnauthorized {
		t.Errorf("the access token: %d", got.status)
	}
	refused(t, "the refresh token", refresh(t, s, app, tokens.field(t, "refresh_token")), 403, "invalid_grant", "Unknown or invalid refresh token.")
	if again := signedInToken(t, s, app); again.status != http.StatusOK {
		t.Errorf("a new consent: %d", again.status)
	}
}

func TestANewConsentsScopesReplaceTheOldOnes(t *testing.T) {
	s, app := withPreset(t, Options{})
	old := signedInToken(t, s, app)
	exchange(t, s, app, consent(t, s, authorizeURL(s, app, func(q url.Values) { q.Set("scope", "read:jira-work") })))
	if got := get(t, gatewayPath(s, "acme", "/rest/api/3/myself"), old.field(t, "access_token")); got.status != http.StatusUnauthorized {
		t.Errorf("the connection kept what the new consent left out: %d", got.status)
	}
	renewed := refresh(t, s, app, old.field(t, "refresh_token"))
	if got := strings.Fields(renewed.field(t, "scope")); !slices.Equal(got, []string{"read:jira-work"}) {
		t.Errorf("the renewed token has %v", got)
	}
}
