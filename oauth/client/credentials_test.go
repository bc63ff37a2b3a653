package client_test

import (
	"net/http"
	"testing"

	"threelo/oauth"
)

func TestCredentialsAreCheckedWithAMadeUpCode(t *testing.T) {
	for _, one := range []struct {
		name   string
		status int
		body   string
		want   oauth.Outcome
		reason string
	}{
		{"Atlassian complains of the code only", 400, `{"error":"invalid_request","error_description":"authorization_code is invalid"}`, oauth.Pass, "Atlassian accepts this client ID and secret"},
		{"the standard's word for it", 403, `{"error":"invalid_grant","error_description":"Invalid authorization code"}`, oauth.Pass, "accepts"},
		{"the secret is wrong", 401, `{"error":"access_denied","error_description":"Unauthorized"}`, oauth.Fail, "probably incomplete or from another app"},
		{"the standard's refusal", 400, `{"error":"invalid_client"}`, oauth.Fail, "probably"},
		{"never set up for OAuth 2.0 (3LO)", 403, `{"error":"unauthorized_client","error_description":"grant_type is not enabled for client"}`, oauth.NotTried, ""},
		{"a field is missing", 400, `{"error":"invalid_request","error_description":"Incorrect request parameters"}`, oauth.NotTried, ""},
		{"access denied without 401", 403, `{"error":"access_denied","error_description":"Unauthorized"}`, oauth.NotTried, ""},
		{"a fault of the server's", 500, `{"error":"invalid_grant"}`, oauth.NotTried, ""},
		{"a hotel's page", 200, `<html>welcome</html>`, oauth.NotTried, "sign in to the network"},
		{"somebody who accepts everything", 200, `{"access_token":"x"}`, oauth.NotTried, "never does"},
	} {
		t.Run(one.name, func(t *testing.T) {
			a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(one.status, one.body)})
			got := newClient(t, a.URL).CheckCredentials(t.Context(), app, secret)
			if got.Outcome != one.want || got.Reason == "" || got.Evidence == "" {
				t.Errorf("%+v, want %s", got, one.want)
			}
			mustSay(t, got.Reason, one.reason)
			if form := a.form(t, 0); form.Get("client_secret") != secret.Reveal() || form.Get("code") == "" || form.Has("code_verifier") {
				t.Error("the form is not the documented one")
			}
			if a.count("/oauth/token") != 1 {
				t.Error("asked more than once")
			}
		})
	}
}

func TestAnUnreachableServerProvesNothingAboutTheSecret(t *testing.T) {
	a := startAtlassian(t, nil)
	a.Close()
	got := newClient(t, a.URL).CheckCredentials(t.Context(), app, secret)
	if got.Outcome != oauth.NotTried || got.Failure == "" {
		t.Errorf("%+v", got)
	}
	mustSay(t, got.Reason, "connection was refused")
}

func TestCredentialsCanBeCheckedBeforeTheCallbackIsKnown(t *testing.T) {
	a := startAtlassian(t, nil)
	newClient(t, a.URL).CheckCredentials(t.Context(), oauth.App{ClientID: "abc"}, secret)
	if a.form(t, 0).Get("redirect_uri") == "" {
		t.Error("the documented body has a redirect_uri")
	}
}
