package client_test

import (
	"net/http"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/oauth/client"
)

func TestAnAppAccessRuleIsAWarningForTheOrganizationAdmin(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/rest/api/3/data-policy": says(200, `{"anyContentBlocked":true}`)})
	got, err := verify(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	check := find(t, got.Checks, "data-policy")
	if check.Outcome != oauth.Warn || check.Failure != "app-access-rule" || check.Request == nil {
		t.Errorf("%+v", check)
	}
	mustSay(t, check.Detail, "app access rule", "hides some content")
}

func TestADataPolicyThatCannotBeReadIsNoFailure(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"not known here": says(404, `{"errorMessages":["none"]}`),
		"refused":        says(403, `{"errorMessages":["You do not have permission"]}`),
		"scope missing":  says(401, `{"code":401,"message":"Unauthorized; scope does not match"}`),
		"another form":   says(200, `{"blocked":true}`),
		"an error":       says(500, ``),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := verify(t, startAtlassian(t, map[string]http.HandlerFunc{"/rest/api/3/data-policy": answer}), nil)
			if err != nil {
				t.Fatal(err)
			}
			if check := find(t, got.Checks, "data-policy"); check.Outcome != oauth.NotTried || check.Failure != "" || name == "refused" && check.Detail != "not checked: the call was refused (403)" {
				t.Errorf("%+v", check)
			}
		})
	}
}

func TestTheDataPolicyIsNotReadWithoutItsScope(t *testing.T) {
	without := strings.ReplaceAll(targetprocess, "read:jira-work", "")
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, strings.ReplaceAll(tokens("access-2", "refresh-2"), targetprocess, without))})
	got, err := verify(t, a, func(v *client.Verification) { v.App.Scopes = oauth.SplitScopes(without) })
	if err != nil {
		t.Fatal(err)
	}
	check := find(t, got.Checks, "data-policy")
	if check.Outcome != oauth.NotTried || a.count("/data-policy") != 0 {
		t.Errorf("%+v", check)
	}
	mustSay(t, check.Detail, "read:jira-work")
}

func TestA403FromSomethingBeforeJiraSaysNothingOfThePermissions(t *testing.T) {
	page := `<html><title>Forbidden</title>Blocked by the gateway of ACME</html>`
	for name, one := range map[string]struct {
		path, body, check string
		want              oauth.Outcome
	}{
		"serverInfo needs no permission": {"/rest/api/3/serverInfo", `{"errorMessages":["You do not have permission"]}`, "server", oauth.Fail},
		"a page on serverInfo":           {"/rest/api/3/serverInfo", page, "server", oauth.Fail},
		"a page on a scope's call":       {"/rest/api/3/instance/license", page, "scope:manage:jira-configuration", oauth.Warn},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := verify(t, startAtlassian(t, map[string]http.HandlerFunc{one.path: says(403, one.body)}), nil)
			if err != nil {
				t.Fatal(err)
			}
			check := find(t, got.Checks, one.check)
			if check.Outcome != one.want || check.Failure != "refused-before-jira" {
				t.Errorf("%+v", check)
			}
			mustSay(t, check.Detail, "refused before it reached Jira")
		})
	}
}

func TestARenewalWithoutANewRefreshTokenIsNotSureToWorkAgain(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, `{"access_token":"access-2"}`)})
	got, err := verify(t, a, func(*client.Verification) {})
	if err != nil {
		t.Fatal(err)
	}
	check := find(t, got.Checks, "renewal")
	if check.Outcome != oauth.Warn || got.Tokens.Refresh.Reveal() != "refresh-1" {
		t.Errorf("%+v", check)
	}
	mustSay(t, check.Detail, "no new refresh token")
}
