package client

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
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
	call := &tokenCall{client: c, grant: authorizationCode}
	_, err := c.config(app, secret).Exchange(call.attach(ctx), code.Reveal(), options...)
	tokens, failure := call.read(err)
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
		outcome := oauth.FactRefuted
		switch {
		case len(grant.Scopes) == 0:
			outcome = oauth.FactUnclear
		case slices.Contains(grant.Scopes, oauth.OfflineAccess):
			outcome = oauth.FactConfirmed
		}
		seen = append(seen, oauth.Observation{Fact: oauth.FactOfflineAccessInScope, Outcome: outcome})
	}
	if u, err := url.Parse(app.Callback); err == nil && u.Scheme == "http" && oauth.IsLoopback(u.Hostname()) {
		seen = append(seen, oauth.Observation{Fact: oauth.FactLoopbackHTTPAccepted, Outcome: oauth.FactConfirmed})
	}
	return seen
}

// Refresh renews a sign-in (RFC 6749 section 6). Atlassian rotates refresh tokens:
// use the returned one, and never the old one again. The error is an *Error.
func (c *Client) Refresh(ctx context.Context, app oauth.App, secret oauth.Secret, t Tokens) (Tokens, error) {
	if !t.Refresh.IsSet() {
		return Tokens{}, newError(noRefreshToken, answer{}, "this sign-in cannot renew itself: Atlassian sent no refresh token, because the app did not ask for offline_access. Add offline_access and sign in again")
	}
	c.memory.remember(secret, t.Refresh, t.Access)
	call := &tokenCall{client: c, grant: refreshToken}
	_, err := c.config(app, secret).TokenSource(call.attach(ctx), &oauth2.Token{RefreshToken: t.Refresh.Reveal()}).Token()
	renewed, failure := call.read(err)
	if failure != nil {
		return Tokens{}, failure
	}
	rotation := oauth.FactConfirmed
	if !renewed.Refresh.IsSet() || renewed.Refresh.Equal(t.Refresh) {
		rotation = oauth.FactRefuted
		renewed.Refresh = t.Refresh // RFC 6749 section 6: left out means that the old one stays valid
	}
	renewed.Grant.Observations = []oauth.Observation{{Fact: oauth.FactRefreshRotation, Outcome: rotation}}
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

// tokenCall sends the request that x/oauth2 makes, within the client's limits,
// and keeps the answer. The answer is read here, not by the library: it gives up
// on a field of another type, although the code is spent, and its errors quote
// the whole body.
type tokenCall struct {
	client  *Client
	grant   string // the grant_type
	request *http.Request
	answer  answer
	failure *Error
}

func (t *tokenCall) attach(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Transport: t, CheckRedirect: stay})
}

// RoundTrip implements http.RoundTripper.
func (t *tokenCall) RoundTrip(req *http.Request) (*http.Response, error) {
	t.request = req
	t.answer, t.failure = t.client.send(req, t.grant == refreshToken) // a one-time code is posted once
	if t.failure != nil {
		return nil, t.failure
	}
	return &http.Response{
		StatusCode: t.answer.status,
		Header:     t.answer.header,
		Body:       io.NopCloser(bytes.NewReader(t.answer.body)),
		Request:    req,
	}, nil
}

// read returns the tokens of the answer. err is what x/oauth2 made of the call.
func (t *tokenCall) read(err error) (Tokens, *Error) {
	switch {
	case t.failure != nil:
		return Tokens{}, t.failure
	case t.request == nil:
		return Tokens{}, notSent("check the addresses of Atlassian's servers, then try again", err)
	}
	t.answer.grant = t.grant
	tokens, complained, err := t.client.decodeTokens(t.answer.body)
	switch {
	case !t.answer.succeeded() || err == nil && complained:
		return Tokens{}, t.client.refused(oauth.AtToken, t.answer, "")
	case err != nil || !tokens.Access.IsSet():
		return Tokens{}, t.client.unreadable(t.request, t.answer)
	}
	return tokens, nil
}

// notSent makes the Error of a call whose address is not valid.
func notSent(fix string, err error) *Error {
	e := newError(oauth.Seen{Where: oauth.AtNetwork, Error: assets.CodeNetworkGarbled}, answer{},
		"nothing was sent to Atlassian, because an address is not valid: "+fix)
	e.Cause = root(err)
	return e
}
