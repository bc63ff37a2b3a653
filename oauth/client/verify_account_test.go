package client_test

import (
	"net/http"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/oauth/client"
)

func TestWhoSignedInIsCompared(t *testing.T) {
	for expected, want := range map[string]struct {
		outcome oauth.Outcome
		says    string
	}{
		"":                         {oauth.Pass, "Jira Sync signed in"},
		"jira sync":                {oauth.Pass, "as expected"},
		"5b10ac8d82e05b22cc7d4ef5": {oauth.Pass, "as expected"},
		"Anna Admin":               {oauth.Warn, "Jira Sync signed in, not Anna Admin"},
		"712020:0a0a0a0a-1111-2222-3333-444444444444": {oauth.Fail, "Jira Sync (5b10ac8d82e05b22cc7d4ef5) signed in"},
	} {
		got, err := verify(t, startAtlassian(t, nil), func(v *client.Verification) { v.Account = expected })
		if err != nil {
			t.Fatal(err)
		}
		check := find(t, got.Checks, "account")
		if check.Outcome != want.outcome {
			t.Errorf("%q: %+v", expected, check)
		}
		mustSay(t, check.Detail, want.says)
	}
}

func TestActivitiesAreHeldAgainstTheAccountsPermissions(t *testing.T) {
	agilepoint := []oauth.Activity{
		{Name: "Get Issue Details", Permissions: []string{"BROWSE_PROJECTS"}},
		{Name: "Update Issue", Permissions: []string{"BROWSE_PROJECTS", "EDIT_ISSUES"}, Names: map[string]string{"EDIT_ISSUES": "Edit issues"}},
		{Name: "Create Project", Permissions: []string{"ADMINISTER"}},
		{Name: "Delete Issue", Permissions: []string{"DELETE_ISSUES"}},
		{Name: "Odd", Permissions: []string{"SOMETHING_NEW"}},
	}
	answer := `{"permissions":{"BROWSE_PROJECTS":{"name":"Browse Projects","havePermission":true},"EDIT_ISSUES":{"havePermission":false},"ADMINISTER":{"type":"GLOBAL","havePermission":true},"DELETE_ISSUES":{"name":"Delete Issues","havePermission":false}}}`
	run := func(t *testing.T, project string, status int, body string) (verdicts []string, check oauth.Check, query string) {
		a := startAtlassian(t, map[string]http.HandlerFunc{"/rest/api/3/mypermissions": func(w http.ResponseWriter, r *http.Request) {
			query = r.URL.RawQuery
			says(status, body)(w, r)
		}})
		got, err := verify(t, a, func(v *client.Verification) { v.Activities, v.Project = agilepoint, project })
		if err != nil {
			t.Fatal(err)
		}
		for _, activity := range got.Activities {
			verdicts = append(verdicts, activity.Verdict)
		}
		return verdicts, find(t, got.Checks, "permissions"), query
	}
	t.Run("in a project", func(t *testing.T) {
		verdicts, check, query := run(t, "PROJ", 200, answer)
		want := "allowed in PROJ|the account lacks Edit issues|allowed on this site|the account lacks Delete Issues|Jira did not answer for SOMETHING_NEW"
		if got := strings.Join(verdicts, "|"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if query != "permissions=ADMINISTER%2CBROWSE_PROJECTS%2CDELETE_ISSUES%2CEDIT_ISSUES%2CSOMETHING_NEW&projectKey=PROJ" {
			t.Error(query)
		}
		mustSay(t, check.Detail, "2 of 5 activities in PROJ; not allowed: Update Issue, Delete Issue, Odd")
		if check.Outcome != oauth.Warn {
			t.Errorf("%+v", check)
		}
	})
	t.Run("in any project", func(t *testing.T) {
		verdicts, _, query := run(t, "", 200, answer)
		if verdicts[0] != "allowed in at least one project" || strings.Contains(query, "projectKey") {
			t.Errorf("%v, %s", verdicts, query)
		}
	})
	t.Run("an unknown project", func(t *testing.T) {
		verdicts, check, _ := run(t, "NOPE", 404, `{"errorMessages":["No project could be found with key 'NOPE'."]}`)
		mustSay(t, verdicts[0], "can't see a project with the key NOPE")
		mustSay(t, check.Detail, "can't see a project with the key NOPE")
	})
	t.Run("an unknown permission", func(t *testing.T) {
		verdicts, check, _ := run(t, "PROJ", 400, `{"errorMessages":["Unrecognized permission: SOMETHING_NEW"]}`)
		mustSay(t, verdicts[0], "not checked")
		mustSay(t, check.Detail, "does not know one of the requested permissions", "SOMETHING_NEW")
	})
	t.Run("all allowed", func(t *testing.T) {
		_, check, _ := run(t, "", 200, strings.TrimSuffix(strings.ReplaceAll(answer, "false", "true"), "}}")+`,"SOMETHING_NEW":{"havePermission":true}}}`)
		if check.Outcome != oauth.Pass {
			t.Errorf("%+v", check)
		}
	})
}

func TestTheIdentityScopeIsProvedOnThisCloudsOwnHost(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{
		"/oauth/token": says(200, `{"access_token":"x","refresh_token":"y","scope":"read:me"}`),
		"/me":          says(200, `{"account_id":"x"}`),
	})
	got, err := verify(t, a, func(v *client.Verification) { v.App.Scopes = []string{"offline_access", "read:me"} })
	if err != nil {
		t.Fatal(err)
	}
	if check := find(t, got.Checks, "scope:read:me"); check.Outcome != oauth.Pass || check.Request.Path != "/me" {
		t.Errorf("%+v", check)
	}
	if check := find(t, got.Checks, "account"); check.Outcome != oauth.Pass || got.User == nil || got.User.AccountID != "x" {
		t.Errorf("%+v, user %+v", check, got.User)
	}
}

func TestAnAppThatReadsTheAccountAloneNeedsNoSite(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{
		"/oauth/token":                      says(200, `{"access_token":"x","refresh_token":"y","scope":"read:me"}`),
		"/oauth/token/accessible-resources": says(200, `[]`),
		"/me":                               says(200, `{"account_id":"5b10ac8d82e05b22cc7d4ef5","account_type":"atlassian","name":"Jira Sync","email":"sync@acme.example"}`),
	})
	got, err := verify(t, a, func(v *client.Verification) {
		v.App.Scopes, v.Account, v.Site = []string{"offline_access", "read:me"}, "Jira Sync", ""
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range got.Checks {
		if check.Outcome != oauth.Pass {
			t.Errorf("%+v", check)
		}
	}
	if len(got.Checks) != 4 || got.User == nil || got.User.Email != "sync@acme.example" {
		t.Errorf("%d checks, user %+v", len(got.Checks), got.User)
	}
	if a.count("/me") != 1 || len(a.calls) != 2 {
		t.Errorf("the calls are %v", a.calls)
	}
}

func TestAPortalCustomerHasNoJiraLicense(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/rest/api/3/myself": says(200, `{"accountId":"qm:1","accountType":"customer","displayName":"Carl Customer"}`)})
	got, err := verify(t, a, func(v *client.Verification) { v.Account = "Carl Customer" })
	if err != nil {
		t.Fatal(err)
	}
	check := find(t, got.Checks, "account")
	if check.Outcome != oauth.Warn || check.Step != "signin" {
		t.Errorf("%+v", check)
	}
	mustSay(t, check.Detail, "Carl Customer", "portal customer", "does not have a Jira license")
}
