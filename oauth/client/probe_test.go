package client_test

import (
	"net/http"
	"net/url"
	"strings"
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
		{"Atlassian complains of the code only", 400, `{"error":"invalid_request","error_description":"authorization_code is invalid"}`, oauth.Proved, "Atlassian accepts this client ID and secret"},
		{"the standard's word for it", 403, `{"error":"invalid_grant","error_description":"Invalid authorization code"}`, oauth.Proved, "accepts"},
		{"the secret is wrong", 401, `{"error":"access_denied","error_description":"Unauthorized"}`, oauth.Refuted, "probably incomplete or of another app"},
		{"the standard's refusal", 400, `{"error":"invalid_client"}`, oauth.Refuted, "probably"},
		{"never set up for OAuth 2.0 (3LO)", 403, `{"error":"unauthorized_client","error_description":"grant_type is not enabled for client"}`, oauth.CannotTell, ""},
		{"a field is missing", 400, `{"error":"invalid_request","error_description":"Incorrect request parameters"}`, oauth.CannotTell, ""},
		{"access denied without 401", 403, `{"error":"access_denied","error_description":"Unauthorized"}`, oauth.CannotTell, ""},
		{"a fault of the server's", 500, `{"error":"invalid_grant"}`, oauth.CannotTell, ""},
		{"a hotel's page", 200, `<html>welcome</html>`, oauth.CannotTell, "sign in to the network"},
		{"somebody who accepts everything", 200, `{"access_token":"x"}`, oauth.CannotTell, "never does"},
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
	if got.Outcome != oauth.CannotTell || got.Failure == "" {
		t.Errorf("%+v", got)
	}
	mustSay(t, got.Reason, "refused the connection")
}

func TestCredentialsCanBeCheckedBeforeTheCallbackIsKnown(t *testing.T) {
	a := startAtlassian(t, nil)
	newClient(t, a.URL).CheckCredentials(t.Context(), oauth.App{ClientID: "abc"}, secret)
	if a.form(t, 0).Get("redirect_uri") == "" {
		t.Error("the documented body has a redirect_uri")
	}
}

func TestTheLookAtTheCallback(t *testing.T) {
	to := func(location string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", strings.ReplaceAll(location, "SELF", "http://"+r.Host))
			w.WriteHeader(http.StatusFound)
		}
	}
	refusal := "/error?error=unauthorized_client&error_description=" + url.QueryEscape("redirect_uri is not registered for client: abc")
	for _, one := range []struct {
		name    string
		answers map[string]http.HandlerFunc
		want    oauth.Outcome
		reason  string
	}{
		{"an unregistered callback", map[string]http.HandlerFunc{"/authorize": to("SELF" + refusal)}, oauth.Refuted, "is not registered"},
		{"after one step more", map[string]http.HandlerFunc{"/authorize": to("/step"), "/step": to(refusal)}, oauth.Refuted, "is not registered"},
		{"without a description", map[string]http.HandlerFunc{"/authorize": to("/error?error=unauthorized_client")}, oauth.Refuted, "probably not registered"},
		{"on a page", map[string]http.HandlerFunc{"/authorize": says(400, "<html><title>Error</title><p>The app's callback URL is invalid</p>")}, oauth.Refuted, "is not registered"},
		{"another client's trouble", map[string]http.HandlerFunc{"/authorize": to("/error?error=unauthorized_client&error_description=grant_type+is+not+enabled+for+client")}, oauth.CannotTell, ""},
		{"a scope that was not added", map[string]http.HandlerFunc{"/authorize": to("/error?error=invalid_scope")}, oauth.CannotTell, ""},
		{"the sign-in page", map[string]http.HandlerFunc{"/authorize": to("/login?continue=x"), "/login": says(500, "must not be called")}, oauth.CannotTell, "compare it"},
		{"an error page of somebody else", map[string]http.HandlerFunc{"/authorize": to("https://elsewhere.example" + refusal)}, oauth.CannotTell, ""},
		{"back to the callback", map[string]http.HandlerFunc{"/authorize": to(app.Callback + "?error=unauthorized_client")}, oauth.CannotTell, ""},
		{"a page that asks to sign in", map[string]http.HandlerFunc{"/authorize": says(200, "<html>Log in to continue")}, oauth.CannotTell, "compare it"},
		{"round and round", map[string]http.HandlerFunc{"/authorize": to("/authorize")}, oauth.CannotTell, "compare it"},
		{"a redirect to nowhere", map[string]http.HandlerFunc{"/authorize": to("http://[::1")}, oauth.CannotTell, ""},
		{"a fault of the server's", map[string]http.HandlerFunc{"/authorize": says(500, "")}, oauth.CannotTell, ""},
	} {
		t.Run(one.name, func(t *testing.T) {
			a := startAtlassian(t, one.answers)
			got := newClient(t, a.URL).LookAtCallback(t.Context(), app)
			if got.Outcome != one.want || got.Reason == "" {
				t.Errorf("%+v, want %s", got, one.want)
			}
			mustSay(t, got.Reason, one.reason)
			if a.count("/login") != 0 || len(a.calls) > 3 {
				t.Errorf("looked further than needed: %v", a.calls)
			}
			for _, h := range a.headers {
				if h.Get("Cookie") != "" || h.Get("Authorization") != "" {
					t.Error("the look carried credentials")
				}
			}
		})
	}
}

func TestTheLookStaysOnAtlassiansHosts(t *testing.T) {
	c := newClient(t, "")
	c.Cloud = oauth.Commercial
	var hosts []string
	c.HTTP.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		hosts = append(hosts, r.URL.Host)
		to := map[string]string{
			"auth.atlassian.com": "https://id.atlassian.com/step",
			"id.atlassian.com":   "https://id.atlassian.com.evil.example/error?error=unauthorized_client",
		}[r.URL.Host]
		return &http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {to}}, Body: http.NoBody}, nil
	})
	if got := c.LookAtCallback(t.Context(), app); got.Outcome != oauth.CannotTell {
		t.Errorf("%+v", got)
	}
	if strings.Join(hosts, " ") != "auth.atlassian.com id.atlassian.com" {
		t.Errorf("called %v", hosts)
	}
}
