package client_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/oauth/client"
)

func TestTheSiteIsNeverSilentlyTheFirst(t *testing.T) {
	three := map[string]http.HandlerFunc{"/oauth/token/accessible-resources": says(200, sites("acme", "beta", "gamma"))}
	t.Run("several and none named", func(t *testing.T) {
		a := startAtlassian(t, three)
		got, err := verify(t, a, func(v *client.Verification) { v.Site = "" })
		if !errors.Is(err, client.ErrSeveralSites) || len(got.Sites) != 3 || got.Site != nil || got.Tokens.Refresh.Reveal() != "refresh-2" {
			t.Errorf("%v, %+v", err, got)
		}
		if slices.ContainsFunc(a.calls, func(c string) bool { return strings.Contains(c, "/ex/jira/") }) {
			t.Error("a site was called all the same")
		}
	})
	t.Run("the admin chose one", func(t *testing.T) {
		got, err := verify(t, startAtlassian(t, three), func(v *client.Verification) { v.Site, v.SiteID = "", "site-2" })
		if err != nil || got.Site == nil || got.Site.Name != "gamma" {
			t.Fatalf("%v, %+v", err, got.Site)
		}
		mustSay(t, find(t, got.Checks, "site").Detail, "gamma.atlassian.net", "2 other sites", "acme.atlassian.net, beta.atlassian.net")
	})
	t.Run("the expected one among several, however written", func(t *testing.T) {
		got, err := verify(t, startAtlassian(t, three), func(v *client.Verification) { v.Site = "https://BETA.atlassian.net/" })
		if err != nil || got.Site == nil || got.Site.Name != "beta" {
			t.Fatalf("%v, %+v", err, got.Site)
		}
	})
	t.Run("another one than expected", func(t *testing.T) {
		got, err := verify(t, startAtlassian(t, three), func(v *client.Verification) { v.Site = "https://delta.atlassian.net" })
		if err != nil {
			t.Fatal(err)
		}
		check := find(t, got.Checks, "site")
		if check.Outcome != oauth.Fail || check.Failure != "site-not-reached" {
			t.Errorf("%+v", check)
		}
		mustSay(t, check.Detail, "reached acme.atlassian.net, beta.atlassian.net, gamma.atlassian.net, expected delta.atlassian.net")
		mustSay(t, find(t, got.Checks, "scope:read:jira-work").Detail, "no site")
	})
	t.Run("the only one, none expected", func(t *testing.T) {
		got, err := verify(t, startAtlassian(t, nil), func(v *client.Verification) { v.Site = "" })
		if err != nil || got.Site == nil {
			t.Errorf("%v, %+v", err, got.Site)
		}
	})
	t.Run("none at all", func(t *testing.T) {
		a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": says(200, "[]")})
		got, err := verify(t, a, nil)
		if check := find(t, got.Checks, "site"); err != nil || check.Outcome != oauth.Fail || check.Failure != "site-not-reached" {
			t.Errorf("%v, %+v", err, check)
		}
	})
}

func TestASiteThatLacksAScopeIsAWarning(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": says(200, strings.ReplaceAll(sites("acme"), `"write:jira-work",`, ""))})
	got, err := verify(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	check := find(t, got.Checks, "site-scopes")
	if check.Outcome != oauth.Warn {
		t.Errorf("%+v", check)
	}
	mustSay(t, check.Detail, "acme.atlassian.net lacks: write:jira-work")
}

func TestASiteWithoutBoardAndProjectIsNotAFailure(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{
		"/rest/agile/1.0/board":      says(200, `{"values":[]}`),
		"/rest/api/3/project/search": says(200, `{"values":[]}`),
	})
	got, err := verify(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	for id, noun := range map[string]string{
		"scope:read:sprint:jira-software": "no board", "scope:read:jql:jira": "no board", "scope:read:issue-details:jira": "no board",
		"scope:read:board-scope.admin:jira-software": "no board", "scope:manage:jira-project": "no project",
	} {
		check := find(t, got.Checks, id)
		if check.Outcome != oauth.NotTried {
			t.Errorf("%+v", check)
		}
		mustSay(t, check.Detail, "the account sees "+noun)
	}
	for _, id := range []string{"scope:read:board-scope:jira-software", "scope:read:project:jira"} {
		if find(t, got.Checks, id).Outcome != oauth.Pass {
			t.Errorf("an empty list of boards proves %s", id)
		}
	}
}

func TestABoardListThatFailsLeavesItsFollowersUntried(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/rest/agile/1.0/board": says(401, `{"code":401,"message":"Unauthorized; scope does not match"}`)})
	got, err := verify(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	if check := find(t, got.Checks, "scope:read:project:jira"); check.Outcome != oauth.Fail || check.Failure != "board-scopes-missing" {
		t.Errorf("%+v", check)
	}
	mustSay(t, find(t, got.Checks, "scope:read:jql:jira").Detail, "looks up a board failed")
}

func TestSitesThatCannotBeReadEndTheVerification(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": says(500, "")})
	got, err := verify(t, a, nil)
	var e *client.Error
	if !errors.As(err, &e) || got.Tokens.Refresh.Reveal() != "refresh-2" {
		t.Fatalf("%v", err)
	}
	if check := find(t, got.Checks, "site"); check.Outcome == oauth.Pass || check.Request == nil {
		t.Errorf("%+v", check)
	}
}
