package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"

	"golang.org/x/oauth2"

	"threelo/assets"
	"threelo/oauth"
)

const tokenPath = "/oauth/token"

// Tokens is what a sign-in or a renewal brought. It lives in memory only.
type Tokens struct {
	Access, Refresh oauth.Secret
	Grant           oauth.Grant
}

// Exchange redeems an authorization code (RFC 6749 section 4.1.3) with secret and
// verifier. The code is posted once, whatever the server answers. The error is
// an *Error. Tokens without a refresh token are no error: see Grant.RefreshToken.
func (c *Client) Exchange(ctx context.Context, app oauth.App, secret oauth.Secret, a Attempt, code oauth.Secret) (Tokens, error) {
	var options []oauth2.AuthCodeOption
	if a.Verifier.IsSet() {
		options = append(options, oauth2.VerifierOption(a.Verifier.Reveal()))
	}
	c.memory.remember(secret, code, a.Verifier)
	courier := &courier{client: c}
	token, err := c.config(app, secret).Exchange(courier.attach(ctx), code.Reveal(), options...)
	if err != nil {
		return Tokens{}, courier.failed(err)
	}
	return courier.tokens(token), nil
}

// Refresh renews a sign-in (RFC 6749 section 6). Atlassian rotates refresh tokens:
// use the ones returned, and never the old ones again. The error is an *Error.
func (c *Client) Refresh(ctx context.Context, app oauth.App, secret oauth.Secret, t Tokens) (Tokens, error) {
	if !t.Refresh.IsSet() {
		seen := oauth.Seen{Where: oauth.AtToken, Error: assets.CodeNoRefreshToken}
		return Tokens{}, &Error{
			Seen:    seen,
			Failure: recognise(seen).ID,
			words:   "this sign-in cannot renew itself: Atlassian gave no refresh token, because offline_access was not asked for; add offline_access and sign in again",
		}
	}
	c.memory.remember(secret, t.Refresh, t.Access)
	courier := &courier{client: c, patient: true}
	token, err := c.config(app, secret).TokenSource(courier.attach(ctx), &oauth2.Token{RefreshToken: t.Refresh.Reveal()}).Token()
	if err != nil {
		return Tokens{}, courier.failed(err)
	}
	renewed := courier.tokens(token)
	renewed.Grant.Refreshed = true
	if len(renewed.Grant.Scopes) == 0 {
		renewed.Grant.Scopes = t.Grant.Scopes // RFC 6749 section 6: left out means unchanged
	}
	return renewed, nil
}

// config pins the style to body parameters. Left to find out by itself, x/oauth2
// posts a refused one-time code a second time and reports the second error.
func (c *Client) config(app oauth.App, secret oauth.Secret) *oauth2.Config {
	return &oauth2.Config{
		ClientID:     app.ClientID,
		ClientSecret: secret.Reveal(),
		RedirectURL:  app.Callback,
		Endpoint: oauth2.Endpoint{
			TokenURL:  c.Cloud.AuthURL + tokenPath,
			AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

// courier carries x/oauth2's one request for it, within the client's limits, and
// hands it the answer in the form it reads. It keeps what the library drops.
type courier struct {
	client  *Client
	patient bool
	answer  tokenAnswer
	failure *Error
}

func (k *courier) attach(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Transport: k})
}

// RoundTrip implements http.RoundTripper.
func (k *courier) RoundTrip(req *http.Request) (*http.Response, error) {
	a, failure := k.client.send(req, k.patient)
	if failure == nil {
		k.answer, failure = k.read(req, a)
	}
	if failure != nil {
		k.failure = failure
		return nil, failure
	}
	return &http.Response{
		StatusCode: http.StatusOK,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(bytes.NewReader(k.answer.canonical())),
		Request:    req,
	}, nil
}

func (k *courier) read(req *http.Request, a answer) (tokenAnswer, *Error) {
	t, err := decodeToken(a.body)
	switch {
	case a.status >= http.StatusMultipleChoices || a.status < http.StatusOK || err == nil && t.refused:
		a.body = []byte(k.client.memory.hide(string(a.body)))
		return t, refused(oauth.AtToken, a)
	case err != nil || !t.access.IsSet():
		return t, k.client.unreadable(req, a)
	}
	return t, nil
}

// canonical writes the answer as RFC 6749 section 5.1 has it.
func (t tokenAnswer) canonical() []byte {
	body, _ := json.Marshal(map[string]any{ // strings and a number: cannot fail
		"access_token":  t.access.Reveal(),
		"refresh_token": t.refresh.Reveal(),
		"token_type":    t.tokenType,
		"expires_in":    t.expires,
	})
	return body
}

// failed is the Error behind an error of x/oauth2, which words it for developers.
func (k *courier) failed(err error) *Error {
	if k.failure != nil {
		return k.failure
	}
	return &Error{
		Seen:  oauth.Seen{Where: oauth.AtNetwork, Error: assets.CodeNetworkGarbled},
		Cause: errors.Join(errGarbled, root(err)),
		words: "nothing was sent to Atlassian, because the call could not be made: check the addresses of its servers, then try again",
	}
}

func (k *courier) tokens(t *oauth2.Token) Tokens {
	access, refresh := oauth.NewSecret(t.AccessToken), oauth.NewSecret(t.RefreshToken)
	k.client.memory.remember(access, refresh)
	scopes := slices.Clone(k.answer.scopes)
	for i, s := range scopes {
		scopes[i] = k.client.memory.hide(s)
	}
	return Tokens{
		Access:  access,
		Refresh: refresh,
		Grant: oauth.Grant{
			TokenType:    k.client.memory.hide(k.answer.tokenType),
			ExpiresIn:    k.answer.expires,
			Scopes:       scopes,
			RefreshToken: t.RefreshToken != "",
		},
	}
}
