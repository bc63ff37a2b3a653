package client_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/oauth/client"
)

// wantSeen fails unless an outcome was observed for a fact; "" wants none.
func wantSeen(t *testing.T, seen []oauth.Observation, fact oauth.FactID, want oauth.FactOutcome) {
	t.Helper()
	var got []oauth.FactOutcome
	for _, o := range seen {
		if o.Fact == fact {
			got = append(got, o.Outcome)
		}
	}
	if want == "" && len(got) == 0 || slices.Equal(got, []oauth.FactOutcome{want}) {
		return
	}
	t.Errorf("%s was observed as %q, want %q", fact, got, want)
}

func TestTheAnswerToAMadeUpCodeShowsTwoFacts(t *testing.T) {
	for body, want := range map[string][2]oauth.FactOutcome{ // made-up code, wrong secret
		`{"error":"invalid_request","error_description":"authorization_code is invalid"}`: {oauth.FactConfirmed, ""},
		`{"error":"invalid_grant","error_description":"Invalid authorization code"}`:      {oauth.FactRefuted, ""},
		`{"error":"access_denied","error_description":"Unauthorized"}`:                    {"", oauth.FactConfirmed},
		`{"error":"invalid_client"}`: {"", oauth.FactRefuted},
		`{"error":"unauthorized_client","error_description":"grant_type is not enabled for client"}`: {"", ""},
		`{"error":"invalid_client","error_description":"grant_type is not enabled for client"}`:      {"", ""},
	} {
		a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(401, body)})
		verdict := newClient(t, a.URL).CheckCredentials(t.Context(), app, secret)
		wantSeen(t, verdict.Observations, oauth.FactMadeUpCodeAnswer, want[0])
		wantSeen(t, verdict.Observations, oauth.FactWrongSecretAnswer, want[1])
		if strings.Contains(body, "grant_type") && verdict.Outcome != oauth.NotTried {
			t.Errorf("an app that is not set up yet counts as %s", verdict.Outcome)
		}
	}
}

func TestATokenAnswerShowsWhetherOfflineAccessIsAScope(t *testing.T) {
	for scope, want := range map[string]oauth.FactOutcome{
		`"read:jira-work offline_access"`: oauth.FactConfirmed,
		`"read:jira-work"`:                oauth.FactRefuted,
		`""`:                              oauth.FactUnclear,
	} {
		a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, fmt.Sprintf(`{"access_token":"a","refresh_token":"b","scope":%s}`, scope))})
		got, err := newClient(t, a.URL).Exchange(t.Context(), app, secret, client.NewAttempt(), code)
		if err != nil {
			t.Fatal(err)
		}
		wantSeen(t, got.Grant.Observations, oauth.FactOfflineAccessInScope, want)
		wantSeen(t, got.Grant.Observations, oauth.FactLoopbackHTTPAccepted, "")
	}
	mine := app
	mine.Callback, mine.Scopes = "http://127.0.0.1:23456/callback", []string{"read:jira-work"}
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, `{"access_token":"a","scope":"read:jira-work"}`)})
	got, err := newClient(t, a.URL).Exchange(t.Context(), mine, secret, client.NewAttempt(), code)
	if err != nil {
		t.Fatal(err)
	}
	wantSeen(t, got.Grant.Observations, oauth.FactOfflineAccessInScope, "")
	wantSeen(t, got.Grant.Observations, oauth.FactLoopbackHTTPAccepted, oauth.FactConfirmed)
}

func TestAVerificationShowsRotationAndRepeatedSites(t *testing.T) {
	site := `{"id":"` + cloudID + `","name":"acme","url":"https://acme.atlassian.net","scopes":["read:jira-work"]}`
	for name, one := range map[string]struct {
		token, sites       string
		rotation, repeated oauth.FactOutcome
	}{
		"both as expected":        {tokens("access-2", "refresh-2"), "[" + site + "," + site + "]", oauth.FactConfirmed, oauth.FactConfirmed},
		"both otherwise":          {tokens("access-2", "refresh-1"), "[" + site + "]", oauth.FactRefuted, oauth.FactRefuted},
		"scopes of one product":   {`{"access_token":"a","refresh_token":"b","scope":"read:jira-work"}`, "[" + site + "]", oauth.FactConfirmed, oauth.FactUnclear},
		"no refresh token at all": {`{"access_token":"a"}`, "[" + site + "]", oauth.FactRefuted, oauth.FactRefuted},
	} {
		t.Run(name, func(t *testing.T) {
			a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, one.token), "/oauth/token/accessible-resources": says(200, one.sites)})
			got, err := verify(t, a, nil)
			if err != nil {
				t.Fatal(err)
			}
			wantSeen(t, got.Observations, oauth.FactRefreshRotation, one.rotation)
			wantSeen(t, got.Observations, oauth.FactRepeatedSiteIDs, one.repeated)
		})
	}
}
