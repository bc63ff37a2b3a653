package client_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/client"
)

// verify runs a verification of the Targetprocess app and checks what holds for
// every one: each check is reported once, in turn, and ends up in the result.
func verify(t *testing.T, a *atlassian, change func(*client.Verification)) (client.Result, error) {
	t.Helper()
	v := client.Verification{App: app, Tokens: signedIn(), Site: "https://acme.atlassian.net"}
	if change != nil {
		change(&v)
	}
	var reported []string
	result, err := newClient(t, a.URL).Verify(t.Context(), secret, v, func(check oauth.Check, done, of int) {
		reported = append(reported, check.ID)
		if done != len(reported) || of < done || check.Title == "" || check.Outcome == "" || check.Detail == "" {
			t.Errorf("%d of %d: %+v", done, of, check)
		}
	})
	if len(reported) != len(result.Checks) {
		t.Errorf("%d checks were reported, %d are in the result", len(reported), len(result.Checks))
	}
	for _, check := range result.Checks {
		if !slices.Contains(reported, check.ID) {
			t.Errorf("%s was not reported", check.ID)
		}
		if (check.Outcome == oauth.Fail || check.Outcome == oauth.Warn) && check.Fix == "" {
			t.Errorf("%s: %s has no way out", check.ID, check.Detail)
		}
	}
	return result, err
}

func TestAGoodSetupPassesEverything(t *testing.T) {
	a := startAtlassian(t, nil)
	got, err := verify(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, check := range got.Checks {
		order = append(order, check.ID)
		want := oauth.Pass
		if strings.Contains(check.ID, "scope:write:") {
			want = oauth.NotTried
			mustSay(t, check.Detail, "granted; left unused on purpose")
		} else if strings.HasPrefix(check.ID, "scope:") && (check.Request == nil || check.Request.Status != 200 || check.TraceID != "trace-0815") {
			t.Errorf("%s has no call behind it: %+v", check.ID, check)
		}
		if check.Outcome != want {
			t.Errorf("%s: %s, %s", check.ID, check.Outcome, check.Detail)
		}
	}
	want := "renewal granted site site-scopes server account data-policy"
	for _, scope := range oauth.ConsoleScopes(app.Scopes) {
		want += " scope:" + scope
	}
	if got := strings.Join(order, " "); got != want {
		t.Errorf("the checks are in the order of the report\n%s, want\n%s", got, want)
	}
	if renewal := find(t, got.Checks, "renewal"); !slices.Equal(renewal.Scopes, []string{"offline_access"}) {
		t.Errorf("%+v", renewal)
	}
	if got.Site == nil || got.Site.ID != cloudID || got.User == nil || got.User.DisplayName != "Jira Sync" || got.User.AccountID != "5b10ac8d82e05b22cc7d4ef5" {
		t.Errorf("site %+v, user %+v", got.Site, got.User)
	}
	if got.Tokens.Refresh.Reveal() != "refresh-2" || !got.Tokens.Grant.Refreshed {
		t.Error("the result does not hold the renewed tokens")
	}
	for i, call := range a.calls {
		if call != "POST /oauth/token" && a.headers[i].Get("Authorization") != "Bearer access-2" {
			t.Errorf("%s did not use the renewed token", call)
		}
	}
	if n := a.count("/rest/agile/1.0/board"); n != 1 {
		t.Errorf("boards were listed %d times for two scopes, want once", n)
	}
}

func TestNoRefreshTokenMeansTheConnectionWouldDie(t *testing.T) {
	a := startAtlassian(t, nil)
	got, err := verify(t, a, func(v *client.Verification) { v.Tokens.Refresh = oauth.Secret{} })
	if err != nil {
		t.Fatal(err)
	}
	check := find(t, got.Checks, "renewal")
	if check.Outcome != oauth.Fail || check.Failure != "no-refresh-token" || a.count("/oauth/token") != 0 {
		t.Errorf("%+v", check)
	}
	if find(t, got.Checks, "scope:read:jira-work").Outcome != oauth.Pass {
		t.Error("the other checks should go on")
	}
}

func TestARenewalThatIsRefusedDoesNotStopTheOtherChecks(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(403, `{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}`)})
	got, err := verify(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	if check := find(t, got.Checks, "renewal"); check.Outcome != oauth.Fail || check.Failure != "refresh-token-refused" {
		t.Errorf("%+v", check)
	}
	if find(t, got.Checks, "server").Outcome != oauth.Pass {
		t.Error("the first access token still works")
	}
}

func TestScopesThatTheRenewedSignInLacksAreLost(t *testing.T) {
	fewer := strings.ReplaceAll(targetprocess, "read:jql:jira", "")
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, fmt.Sprintf(`{"access_token":"x","refresh_token":"y","scope":%q}`, fewer))})
	got, err := verify(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	if check := find(t, got.Checks, "granted"); check.Outcome != oauth.Fail || check.Failure != "scopes-lost" || check.Step != "signin" {
		t.Errorf("%+v", check)
	}
}

func TestAnAppThatMovedToGranularScopesOnly(t *testing.T) {
	granular := "read:board-scope:jira-software read:project:jira"
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, fmt.Sprintf(`{"access_token":"x","refresh_token":"y","scope":%q}`, granular))})
	got, err := verify(t, a, func(v *client.Verification) { v.Tokens.Grant.Scopes = oauth.SplitScopes(granular) })
	if err != nil {
		t.Fatal(err)
	}
	if check := find(t, got.Checks, "scope:read:jira-work"); check.Outcome != oauth.Fail || check.Failure != "granular-alone" || check.Step != "scopes" {
		t.Errorf("%+v", check)
	}
}

func TestAScopeThatWasNotGrantedFailsWithoutACall(t *testing.T) {
	granted := strings.ReplaceAll(targetprocess, "read:jql:jira", "")
	granted = strings.ReplaceAll(granted, "write:sprint:jira-software", "read:servicedesk-request")
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, fmt.Sprintf(`{"access_token":"x","refresh_token":"y","scope":%q}`, granted))})
	got, err := verify(t, a, func(v *client.Verification) { v.Tokens.Grant.Scopes = oauth.SplitScopes(granted) })
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"scope:read:jql:jira", "scope:write:sprint:jira-software"} {
		if check := find(t, got.Checks, id); check.Outcome != oauth.Fail || check.Failure != "scope-not-granted" || check.Request != nil {
			t.Errorf("%+v", check)
		}
	}
	check := find(t, got.Checks, "granted")
	mustSay(t, check.Detail, "11 of the 13", "write:sprint:jira-software, read:jql:jira", "also granted", "read:servicedesk-request")
	if check.Outcome != oauth.Fail || a.count("/quickfilter") != 0 {
		t.Errorf("%+v", check)
	}
}

func TestAnAnswerThatListsNoScopesIsNoFailure(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, `{"access_token":"x","refresh_token":"y"}`)})
	got, err := verify(t, a, func(v *client.Verification) { v.Tokens.Grant.Scopes = nil })
	if err != nil {
		t.Fatal(err)
	}
	if check := find(t, got.Checks, "granted"); check.Outcome != oauth.NotTried {
		t.Errorf("%+v", check)
	}
	mustSay(t, find(t, got.Checks, "scope:write:jira-work").Detail, "probably granted")
	if find(t, got.Checks, "scope:read:jira-work").Outcome != oauth.Pass {
		t.Error("calls prove scopes without a list")
	}
}

func TestTheGatewaysAnswersAreJudged(t *testing.T) {
	const mismatch = `{"code":401,"message":"Unauthorized; scope does not match"}`
	for _, one := range []struct {
		name, path string
		status     int
		body       string
		check      string
		want       oauth.Outcome
		failure    string
		says       string
	}{
		{"a scope is missing", "/rest/api/3/field/search", 401, mismatch, "scope:read:jira-work", oauth.Fail, "scope-not-granted", "this scope is missing"},
		{"some see 403 for it", "/rest/api/3/field/search", 403, mismatch, "scope:read:jira-work", oauth.Fail, "", "this scope is missing"},
		{"a scope of the boards is missing", "/rest/agile/1.0/board/7/sprint", 401, mismatch, "scope:read:sprint:jira-software", oauth.Fail, "board-scopes-missing", "this scope is missing"},
		{"the account is not a Jira admin", "/rest/api/3/instance/license", 403, `{"errorMessages":["You do not have permission"]}`, "scope:manage:jira-configuration", oauth.Warn, "permission-missing", "the account probably lacks a Jira permission"},
		{"the app was removed from the site", "/rest/api/3/serverInfo", 403, `{"code":403,"message":"The app is not installed on this instance"}`, "server", oauth.Fail, "app-not-on-site", "not connected to this site"},
		{"the project has no address", "/rest/api/3/project/10000/email", 404, `{"errorMessages":["none"]}`, "scope:manage:jira-project", oauth.Pass, "", "Jira itself answered"},
		{"the board has no sprints", "/rest/agile/1.0/board/7/sprint", 400, `{"errorMessages":["The board does not support sprints"]}`, "scope:read:sprint:jira-software", oauth.Pass, "", "Jira itself answered"},
		{"the gateway knows no such call", "/rest/api/3/instance/license", 404, `not found`, "scope:manage:jira-configuration", oauth.NotTried, "", "does not answer the call"},
		{"a call was removed", "/rest/api/3/field/search", 410, `{"errorMessages":["The requested API has been removed."]}`, "scope:read:jira-work", oauth.NotTried, "", "no longer answers"},
		{"Jira has a fault", "/rest/api/3/field/search", 500, ``, "scope:read:jira-work", oauth.Warn, "", "not checked"},
		{"Jira stays busy", "/rest/api/3/field/search", 429, `{}`, "scope:read:jira-work", oauth.Warn, "rate-limited", "not checked"},
		{"a page in between", "/rest/api/3/field/search", 200, `<html>`, "scope:read:jira-work", oauth.Warn, "network-captive-portal", "not checked"},
		{"the answer is empty", "/rest/api/3/instance/license", 204, ``, "scope:manage:jira-configuration", oauth.Pass, "", "Jira answered"},
		{"no account is named", "/rest/api/3/myself", 200, `{}`, "account", oauth.Warn, "", "without saying which account"},
	} {
		t.Run(one.name, func(t *testing.T) {
			a := startAtlassian(t, map[string]http.HandlerFunc{one.path: says(one.status, one.body)})
			got, err := verify(t, a, nil)
			if err != nil {
				t.Fatal(err)
			}
			check := find(t, got.Checks, one.check)
			if check.Outcome != one.want || one.failure != "" && check.Failure != one.failure || check.Request == nil || check.Request.Status != one.status {
				t.Errorf("%+v", check)
			}
			mustSay(t, check.Detail, one.says)
		})
	}
}

func TestGranularScopesAloneGetTheirOwnAdvice(t *testing.T) {
	granular := []string{"offline_access", "read:application-role:jira", "read:group:jira", "read:user:jira", "read:avatar:jira"}
	a := startAtlassian(t, map[string]http.HandlerFunc{
		"/oauth/token":       says(200, fmt.Sprintf(`{"access_token":"x","refresh_token":"y","scope":%q}`, strings.Join(granular, " "))),
		"/rest/api/3/myself": says(401, `{"code":401,"message":"Unauthorized; scope does not match"}`),
	})
	got, err := verify(t, a, func(v *client.Verification) { v.App.Scopes = granular })
	if err != nil {
		t.Fatal(err)
	}
	if check := find(t, got.Checks, "account"); check.Outcome != oauth.Fail || check.Failure != "granular-alone" {
		t.Errorf("%+v", check)
	}
}

func TestASignInThatTheGatewayRefusesIsTooOld(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/rest/api/3/field/search": says(401, `{"code":401,"message":"Unauthorized"}`)})
	got, err := verify(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	if check := find(t, got.Checks, "scope:read:jira-work"); check.Outcome != oauth.Fail || check.Failure != "old-token" {
		t.Errorf("%+v", check)
	}
}

func TestAVerificationEndsAtItsDeadline(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/rest/api/3/field/search": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	c := newClient(t, a.URL)
	c.Limits.Verify = 300 * time.Millisecond
	got, err := c.Verify(t.Context(), secret, client.Verification{App: app, Tokens: signedIn()}, nil)
	if e, _ := errors.AsType[*client.Error](err); e == nil || e.Failure != assets.NetworkTimeout {
		t.Fatal(err)
	}
	mustSay(t, err.Error(), "took longer than 300ms", "Try again")
	if got.Tokens.Refresh.Reveal() != "refresh-2" || len(got.Checks) == 0 {
		t.Error("what was found until then is lost")
	}
}

func TestAVerificationCanBeCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	a := startAtlassian(t, map[string]http.HandlerFunc{"/rest/api/3/field/search": func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}})
	_, err := newClient(t, a.URL).Verify(ctx, secret, client.Verification{App: app, Tokens: signedIn()}, nil)
	if e, _ := errors.AsType[*client.Error](err); e == nil || e.Seen.Error != "network-cancelled" {
		t.Fatal(err)
	}
	mustSay(t, err.Error(), "you canceled")
}
