package client_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/oauth/client"
)

func TestTheExchangePostsTheDocumentedFieldsAndTheVerifier(t *testing.T) {
	a := startAtlassian(t, nil)
	attempt := client.NewAttempt()
	got, err := newClient(t, a.URL).Exchange(t.Context(), app, secret, attempt, code)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"grant_type": "authorization_code", "client_id": app.ClientID, "client_secret": secret.Reveal(),
		"code": code.Reveal(), "redirect_uri": app.Callback, "code_verifier": attempt.Verifier.Reveal(),
	} {
		if got := a.form(t, 0).Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if n := len(a.form(t, 0)); n != 6 {
		t.Errorf("%d fields were posted, want 6", n)
	}
	if authorization := a.headers[0].Get("Authorization"); authorization != "" {
		t.Error("the secret also went into a header")
	}
	if got.Access.Reveal() != "access-2" || got.Refresh.Reveal() != "refresh-2" {
		t.Error("the tokens are not the server's")
	}
	if g := got.Grant; g.TokenType != "Bearer" || g.ExpiresIn != 3600 || !g.RefreshToken || g.Refreshed || !slices.Equal(g.Scopes, app.Scopes) {
		t.Errorf("%+v", g)
	}
}

// x/oauth2 left to itself tries a second style after a refusal, and so posts the
// code again and shows the second error only.
func TestAOneTimeCodeIsPostedOnceWhateverTheServerSays(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 429, 500, 502, 503} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", "0")
				says(status, `{"error":"access_denied","error_description":"Unauthorized"}`)(w, r)
			}})
			_, err := newClient(t, a.URL).Exchange(t.Context(), app, secret, client.NewAttempt(), code)
			if err == nil || a.count("/oauth/token") != 1 {
				t.Errorf("error %v after %d posts, want an error after 1", err, a.count("/oauth/token"))
			}
		})
	}
}

func TestABusyServerTellsTheExchangeHowLongToWait(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "10")
		says(503, `busy`)(w, r)
	}})
	_, err := newClient(t, a.URL).Exchange(t.Context(), app, secret, client.NewAttempt(), code)
	var e *client.Error
	if !errors.As(err, &e) || e.Seen.Where != oauth.AtToken || e.Failure != "rate-limited" {
		t.Fatalf("%+v", err)
	}
	mustSay(t, err.Error(), "wait: 10 seconds", "Then try")
}

func TestARefusedCodeIsRecognized(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(400, `{"error":"invalid_request","error_description":"authorization_code is invalid"}`)})
	_, err := newClient(t, a.URL).Exchange(t.Context(), app, secret, client.NewAttempt(), code)
	var e *client.Error
	if !errors.As(err, &e) {
		t.Fatalf("%T is no *client.Error", err)
	}
	want := oauth.Seen{Where: oauth.AtToken, Status: 400, Error: "invalid_request", Text: "authorization_code is invalid", Path: "/oauth/token", GrantType: "authorization_code"}
	if e.Seen != want {
		t.Errorf("seen %+v, want %+v", e.Seen, want)
	}
	if e.Failure == "" || e.TraceID != "trace-0815" || e.Request.Status != 400 || e.Request.Method != http.MethodPost {
		t.Errorf("failure %q, trace %q, request %+v", e.Failure, e.TraceID, e.Request)
	}
}

func TestAServerThatQuotesSecretsDoesNotGetThemIntoTheError(t *testing.T) {
	attempt := client.NewAttempt()
	quote := strings.Join([]string{secret.Reveal(), code.Reveal(), attempt.Verifier.Reveal()}, " and ")
	for _, body := range []string{
		fmt.Sprintf(`{"error":%q,"error_description":%q}`, secret.Reveal(), quote),
		"<html><title>" + quote + "</title>" + quote + "</html>",
		fmt.Sprintf(`{"message":%q}`, "client_secret=the-client-secret%2F%2B%3D&code=the-one-time-code%2F%2B%3D"),
	} {
		a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(400, body)})
		_, err := newClient(t, a.URL).Exchange(t.Context(), app, secret, attempt, code)
		shown := fmt.Sprintf("%v %+v", err, err)
		var e *client.Error
		if errors.As(err, &e) {
			shown += fmt.Sprintf("%+v", *e)
		}
		for _, s := range []string{"the-client-secret", "the-one-time-code", attempt.Verifier.Reveal()} {
			if strings.Contains(shown, s) {
				t.Errorf("%q is in %s", s, shown)
			}
		}
	}
}

func TestOddTokenAnswersDoNotCostTheCode(t *testing.T) {
	for name, body := range map[string]string{
		"a life as text":          `{"access_token":"a","expires_in":"3600","scope":"x y","token_type":"Bearer"}`,
		"a life with a point":     `{"access_token":"a","expires_in":3600.0,"scope":"x y","token_type":"Bearer"}`,
		"scopes as a list":        `{"access_token":"a","expires_in":3600,"scope":["x","y"],"token_type":"Bearer"}`,
		"scopes twice":            `{"access_token":"a","expires_in":3600,"scope":"x  y x","token_type":"Bearer"}`,
		"a refresh token of null": `{"access_token":"a","expires_in":3600,"scope":"x y","token_type":"Bearer","refresh_token":null}`,
		"a byte order mark":       "\ufeff" + `{"access_token":"a","expires_in":3600,"scope":"x y","token_type":"Bearer"}`,
		"unknown fields":          `{"access_token":"a","expires_in":3600,"scope":"x y","token_type":"Bearer","error":null,"deep":[[[{}]]]}`,
	} {
		t.Run(name, func(t *testing.T) {
			a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, body)})
			got, err := newClient(t, a.URL).Exchange(t.Context(), app, secret, client.NewAttempt(), code)
			if err != nil {
				t.Fatal(err)
			}
			if got.Access.Reveal() != "a" || got.Grant.ExpiresIn != 3600 || !slices.Equal(got.Grant.Scopes, []string{"x", "y"}) || got.Grant.RefreshToken {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestTheRefreshTokenIsRotated(t *testing.T) {
	a := startAtlassian(t, nil)
	got, err := newClient(t, a.URL).Refresh(t.Context(), app, secret, signedIn())
	if err != nil {
		t.Fatal(err)
	}
	form := a.form(t, 0)
	if form.Get("grant_type") != "refresh_token" || form.Get("refresh_token") != "refresh-1" || form.Get("client_secret") != secret.Reveal() {
		t.Error("the form is not that of RFC 6749 section 6")
	}
	if got.Refresh.Reveal() != "refresh-2" || got.Access.Reveal() != "access-2" || !got.Grant.Refreshed || !got.Grant.RefreshToken {
		t.Errorf("%+v, refresh-2: %t", got.Grant, got.Refresh.Reveal() == "refresh-2")
	}
}

func TestAnAnswerWithoutANewRefreshTokenKeepsTheOldOne(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": says(200, `{"access_token":"access-2"}`)})
	got, err := newClient(t, a.URL).Refresh(t.Context(), app, secret, signedIn())
	if err != nil {
		t.Fatal(err)
	}
	if got.Refresh.Reveal() != "refresh-1" || !slices.Equal(got.Grant.Scopes, app.Scopes) {
		t.Error("refresh token and scopes should be the old ones")
	}
}

func TestABusyServerIsAskedOnceMoreForARenewal(t *testing.T) {
	first := true
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token": func(w http.ResponseWriter, r *http.Request) {
		if first {
			first = false
			w.Header().Set("Retry-After", "0")
			says(429, `{}`)(w, r)
			return
		}
		says(200, tokens("access-2", "refresh-2"))(w, r)
	}})
	if _, err := newClient(t, a.URL).Refresh(t.Context(), app, secret, signedIn()); err != nil {
		t.Fatal(err)
	}
	if a.form(t, 1).Get("refresh_token") != "refresh-1" {
		t.Error("the second post lost its body")
	}
}

func TestACanceledExchangeSaysSo(t *testing.T) {
	a := startAtlassian(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := newClient(t, a.URL).Exchange(ctx, app, secret, client.NewAttempt(), code)
	if e, _ := errors.AsType[*client.Error](err); e == nil || e.Seen.Error != "network-cancelled" {
		t.Errorf("%v", err)
	}
	mustSay(t, err.Error(), "you canceled")
}
