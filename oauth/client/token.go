package client

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"golang.org/x/oauth2"

	"threelo/assets"
	"threelo/oauth"
)

const tokenPath = "/oauth/token"

// The grant types (RFC 6749 sections 4.1.3 and 6).
const (
	authorizationCode = "authorization_code"
	refreshToken      = "refresh_token"
)

// Tokens is the result of a sign-in or a renewal. It lives in memory only.
type Tokens struct {
	Access, Refresh oauth.Secret
	Grant           oauth.Grant
}

// Exchange redeems an authorization code (RFC 6749 section 4.1.3) with secret and
// verifier. The code is posted once, whatever the server answers. The error is
// an *Error. A missing refresh token is not an error: see Grant.RefreshToken.
func (c *Client) Exchange(ctx context.Context, app oauth.App, secret oauth.Secret, a Attempt, code oauth.Secret) (Tokens, error) {
	var options []oauth2.AuthCodeOption
	if a.Verifier.IsSet() {
		options = append(options, oauth2.VerifierOption(a.Verifier.Reveal()))
	}
	c.memory.remember(secret, code, a.Verifier)
	tokens, failure := c.tokens(ctx, authorizationCode, func(ctx context.Context) {
		_, _ = c.config(app, secret).Exchange(ctx, code.Reveal(), options...)
	})
	if failure != nil {
		return Tokens{}, failure
	}
	tokens.Grant.Observations = observeGrant(app, tokens.Grant)
	return tokens, nil
}

// observeGrant notes what a first token answer shows of uncertain facts.
func observeGrant(app oauth.App, grant oauth.Grant) []oauth.Observation {
	var seen []oauth.Observation
	if grant.RefreshToken { // without one it was not granted
		seen = observed(oauth.FactOfflineAccessInScope, slices.Contains(grant.Scopes, oauth.OfflineAccess))
		if len(grant.Scopes) == 0 {
			seen[0].Outcome = oauth.FactUnclear
		}
	}
	if oauth.OnLoopback(app.Callback) {
		seen = append(seen, observed(oauth.FactLoopbackHTTPAccepted, true)...)
	}
	return seen
}

// Refresh renews a sign-in that has a refresh token (RFC 6749 section 6). Atlassian rotates refresh tokens:
// use the returned one, and never the old one again. The error is an *Error.
func (c *Client) Refresh(ctx context.Context, app oauth.App, secret oauth.Secret, t Tokens) (Tokens, error) {
	c.memory.remember(secret, t.Refresh, t.Access)
	renewed, failure := c.tokens(ctx, refreshToken, func(ctx context.Context) {
		_, _ = c.config(app, secret).TokenSource(ctx, &oauth2.Token{RefreshToken: t.Refresh.Reveal()}).Token()
	})
	if failure != nil {
		return Tokens{}, failure
	}
	rotated := renewed.Refresh.IsSet() && !renewed.Refresh.Equal(t.Refresh)
	if !rotated {
		renewed.Refresh = t.Refresh // RFC 6749 section 6: left out means that the old one stays valid
	}
	renewed.Grant.Observations = observed(oauth.FactRefreshRotation, rotated)
	renewed.Grant.RefreshToken, renewed.Grant.Refreshed = true, true
	if len(renewed.Grant.Scopes) == 0 {
		renewed.Grant.Scopes = t.Grant.Scopes // the same section: left out means unchanged
	}
	return renewed, nil
}

// config pins the style to body parameters. With its default style x/oauth2
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

// caught is a transport that catches a request: its answer is read elsewhere.
type caught func(*http.Request) error

// RoundTrip implements http.RoundTripper.
func (c caught) RoundTrip(r *http.Request) (*http.Response, error) { return nil, c(r) }

var errCaught = errors.New("the answer is not read by x/oauth2")

// tokens sends the request that fetch makes with x/oauth2, within the client's
// limits. The answer is read here, not by the library: it gives up on a field of
// another type, although the code is spent, and its errors quote the whole body.
func (c *Client) tokens(ctx context.Context, grant string, fetch func(context.Context)) (Tokens, *Error) {
	var (
		request *http.Request
		a       answer
		failure *Error
	)
	transport := caught(func(r *http.Request) error {
		request = r
		a, failure = c.send(r, grant == refreshToken) // a one-time code is posted once
		return errCaught
	})
	fetch(context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Transport: transport}))
	switch {
	case failure != nil:
		return Tokens{}, failure
	case request == nil:
		return Tokens{}, notSent()
	}
	a.grant = grant
	tokens, complained, err := c.decodeTokens(a.body)
	switch {
	case !a.succeeded() || err == nil && complained:
		return Tokens{}, c.refused(oauth.AtToken, a)
	case err != nil || !tokens.Access.IsSet():
		return Tokens{}, c.unreadable(request, a)
	}
	return tokens, nil
}

// notSent makes the Error of a call whose address is not valid.
func notSent() *Error {
	return newError(failureOf(assets.NetworkGarbled), oauth.Seen{Where: oauth.AtNetwork, Error: assets.NetworkGarbled}, answer{},
		"nothing was sent to Atlassian, because an address is not valid: correct the addresses of Atlassian's servers, then try again")
}
