package client

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

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
	c.memory.remember(secret, code, a.Verifier)
	fields := url.Values{"code": {code.Reveal()}, "redirect_uri": {app.Callback}}
	if a.Verifier.IsSet() {
		fields.Set("code_verifier", a.Verifier.Reveal())
	}
	tokens, failure := c.tokens(ctx, authorizationCode, app, secret, fields)
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
	if u, err := url.Parse(app.Callback); err == nil && u.Scheme == "http" && oauth.IsLoopback(u.Hostname()) {
		seen = append(seen, observed(oauth.FactLoopbackHTTPAccepted, true)...)
	}
	return seen
}

// Refresh renews a sign-in that has a refresh token (RFC 6749 section 6). Atlassian rotates refresh tokens:
// use the returned one, and never the old one again. The error is an *Error.
func (c *Client) Refresh(ctx context.Context, app oauth.App, secret oauth.Secret, t Tokens) (Tokens, error) {
	c.memory.remember(secret, t.Refresh, t.Access)
	renewed, failure := c.tokens(ctx, refreshToken, app, secret, url.Values{"refresh_token": {t.Refresh.Reveal()}})
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

// tokens posts a request with these fields to the token endpoint, with ID and secret
// in its body (RFC 6749 section 2.3.1). A one-time code is posted once.
func (c *Client) tokens(ctx context.Context, grant string, app oauth.App, secret oauth.Secret, fields url.Values) (Tokens, *Error) {
	fields.Set("grant_type", grant)
	fields.Set("client_id", app.ClientID)
	fields.Set("client_secret", secret.Reveal())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Cloud.AuthURL+tokenPath, strings.NewReader(fields.Encode()))
	if err != nil {
		return Tokens{}, notSent()
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a, failure := c.send(req, grant == refreshToken)
	if failure != nil {
		return Tokens{}, failure
	}
	a.grant = grant
	tokens, complained, err := c.decodeTokens(a.body)
	switch {
	case !a.succeeded() || err == nil && complained:
		return Tokens{}, c.refused(oauth.AtToken, a, "")
	case err != nil || !tokens.Access.IsSet():
		return Tokens{}, c.unreadable(req, a)
	}
	return tokens, nil
}

// notSent makes the Error of a call whose address is not valid.
func notSent() *Error {
	return newError(failureOf(assets.NetworkGarbled), oauth.Seen{Where: oauth.AtNetwork, Error: assets.NetworkGarbled}, answer{},
		"nothing was sent to Atlassian, because an address is not valid: correct the addresses of Atlassian's servers, then try again")
}
