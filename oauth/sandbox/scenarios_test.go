package sandbox

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// met is what a client meets on the whole way, from consent to Jira, each step
// in one line.
func met(t *testing.T, s *Sandbox, app App) map[string]string {
	t.Helper()
	seen := map[string]string{}
	target, err := s.Admin().Consent(authorizeURL(s, app), string(ServiceUser), "acme")
	if err != nil {
		seen["consent"] = err.Error()
		return seen
	}
	seen["consent"] = target
	tokens := exchange(t, s, app, parameter(t, target, "code"))
	seen["token"] = tokens.body
	if tokens.status != http.StatusOK {
		return seen
	}
	access := tokens.field(t, "access_token")
	seen["first"] = get(t, gatewayPath(s, "acme", "/rest/api/3/myself"), access).body
	if value := tokens.field(t, "refresh_token"); value != "" {
		renewed := refresh(t, s, app, value)
		seen["refresh"] = renewed.body
		if renewed.status == http.StatusOK {
			seen["scopes"] = renewed.field(t, "scope")
			access = renewed.field(t, "access_token")
		}
	}
	seen["sites"] = get(t, s.URL()+"/oauth/token/accessible-resources", access).body
	for name, path := range map[string]string{
		"myself": "/rest/api/3/myself", "license": "/rest/api/3/instance/license", "search": "/rest/api/3/field/search", "boards": "/rest/agile/1.0/board", "server": "/rest/api/3/serverInfo", "policy": "/rest/api/3/data-policy",
	} {
		seen[name] = get(t, gatewayPath(s, "acme", path), access).body
	}
	return seen
}

func TestEachScenarioShowsItsProblem(t *testing.T) {
	mismatch := `"Unauthorized; scope does not match"`
	for scenario, wants := range map[string]map[string]string{
		"callback-not-registered": {"consent": "callback URL is invalid"},
		"scope-not-added":         {"consent": "scopes that have not been added to the app"},
		"not-shared":              {"consent": "only the owner of this application"},
		"something-went-wrong":    {"consent": "Something went wrong"},
		"development-banner":      {"consent": "?code=", "myself": "Iris"},
		"site-admin-approval":     {"consent": "Your admin must authorize this app for the site \"acme.atlassian.net\" before"},
		"app-blocked":             {"consent": "App is blocked by an admin"},
		"single-callback-box":     {"consent": "?code=", "myself": "Iris"},
		"accept-rate-limited":     {"consent": "429 Too Many Requests"},
		"app-access-rule":         {"policy": `{"anyContentBlocked":true}`, "boards": `"total":0`, "myself": "Iris"},
		"ip-allowlist":            {"myself": "The IP address has been rejected because it is not on the allowed list."},
		"site-suspended":          {"myself": "Tenant is restricted: suspended-payment"},
		"atlassian-unavailable":   {"myself": "<h1>Something went wrong</h1>"},
		"product-access":          {"consent": "This app requires access to a Jira"},
		"consent-cancelled":       {"consent": "error=access_denied&error_description=User%20did%20not%20authorize%20the%20request&state="},
		"secret-refused":          {"consent": "?code=", "token": `{"error":"access_denied","error_description":"Unauthorized"}`},
		"code-refused":            {"token": `{"error":"invalid_request","error_description":"authorization_code is invalid"}`},
		"request-incomplete":      {"token": "Incorrect request parameters"},
		"authorization-not-added": {"token": "grant_type is not enabled for client"},
		"no-refresh-token":        {"token": `"token_type":"Bearer"}`, "refresh": "", "myself": "Iris"},
		"refresh-token-refused":   {"refresh": "Unknown or invalid refresh token.", "myself": "Iris"},
		"scope-not-granted":       {"license": mismatch, "boards": "values", "myself": "Iris"},
		"board-scopes-missing":    {"boards": mismatch, "myself": "Iris"},
		"granular-alone":          {"myself": mismatch, "license": mismatch, "boards": "values"},
		"token-sent-to-site":      {"myself": "Client must be authenticated to access this resource."},
		"app-not-on-site":         {"myself": `{"code":403,"message":"The app is not installed on this instance"}`},
		"permission-missing":      {"license": "You do not have permission", "boards": "You do not have permission", "myself": "Iris"},
		"old-token":               {"first": "Unauthorized", "myself": "Iris"},
		"search-removed":          {"search": "The requested API has been removed", "myself": "Iris"},
		"rate-limited":            {"myself": "Rate limit exceeded"},
		"site-not-reached":        {"sites": "[]", "myself": "Iris"},
		"scopes-lost":             {"boards": mismatch, "first": "Iris"},
		"scopes-with-commas":      {"consent": "offline_access,"},
		"address-too-long":        {"consent": "414"},
	} {
		s, app := withPreset(t, Options{Scenario: scenario})
		seen := met(t, s, app)
		for step, want := range wants {
			if got := seen[step]; !strings.Contains(got, want) || want == "" && got != "" {
				t.Errorf("%s: at %s: %q", scenario, step, got)
			}
		}
		if scenario == "scopes-lost" && len(strings.Fields(seen["scopes"])) >= len(thirteen) {
			t.Errorf("no scope was lost: %s", seen["scopes"])
		}
		if err := s.Play(""); err != nil {
			t.Fatal(err)
		}
		if healed := met(t, s, app); !strings.Contains(healed["myself"], "Iris") || healed["boards"] == "" {
			t.Errorf("%s: it does not end: %v", scenario, healed)
		}
	}
}

func TestTheNetworkBreaksOnDemand(t *testing.T) {
	for scenario, want := range map[string]string{
		"network-reset": "error", "network-captive-portal": "<!doctype html>", "network-redirect": "portal.invalid", "network-garbled": `{"access_token":"cut o`,
	} {
		s, _ := withPreset(t, Options{Scenario: scenario})
		response, err := plain.Do(tokenRequest(t, s, "application/json", "{}"))
		if err != nil {
			if want != "error" {
				t.Errorf("%s: %v", scenario, err)
			}
			continue
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if response.Header.Get("Atl-TraceId") != "" {
			t.Errorf("%s: what broke on the way carries a trace id", scenario)
		}
		if !strings.Contains(string(body)+response.Header.Get("Location"), want) {
			t.Errorf("%s: %d %v %s", scenario, response.StatusCode, response.Header, body)
		}
	}
}

func TestEveryScenarioIsListedOnceWithALine(t *testing.T) {
	var ids []string
	for _, info := range Scenarios() {
		if info.Line == "" || slices.Contains(ids, info.ID) {
			t.Errorf("%+v", info)
		}
		ids = append(ids, info.ID)
	}
}

func TestTheScopeThatWasNotAddedIsOneThatCanBeAdded(t *testing.T) {
	s, app := withPreset(t, Options{Scenario: "scope-not-added"})
	_, err := s.Admin().Consent(authorizeURL(s, app, func(query url.Values) {
		query.Set("scope", "read:jira-work offline_access")
	}), string(ServiceUser), "acme")
	if err == nil || !strings.Contains(err.Error(), "to the Jira API: read:jira-work.") || strings.Contains(err.Error(), offlineAccess) {
		t.Errorf("the page says %v", err)
	}
}

func TestAutoConsentReportsProblemsOnTheCallback(t *testing.T) {
	s, app := withPreset(t, Options{AutoConsent: true, Scenario: "not-shared"})
	to := get(t, authorizeURL(s, app), "").header.Get("Location")
	if parameter(t, to, "error") != "access_denied" || !strings.Contains(parameter(t, to, "error_description"), "only the owner") || parameter(t, to, "state") != "st&te" {
		t.Errorf("went to %s", to)
	}
}
