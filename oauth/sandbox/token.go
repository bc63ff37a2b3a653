package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
)

// maxBody bounds what is read of any request.
const maxBody = 64 << 10

// tokenAnswer is a successful answer of the token endpoint (RFC 6749 section 5.1).
type tokenAnswer struct {
	AccessToken  string `json:"access_token"`
	ExpiresIn    int    `json:"expires_in"` // seconds
	Scope        string `json:"scope"`
	TokenType    string `json:"token_type"`
	RefreshToken string `json:"refresh_token,omitempty"`
}

// tokenError is a refusal of the token endpoint (RFC 6749 section 5.2).
type tokenError struct {
	status      int
	Code        string `json:"error"`
	Description string `json:"error_description"`
}

var (
	wrongClient      = &tokenError{http.StatusUnauthorized, "access_denied", "Unauthorized"}
	wrongCode        = &tokenError{http.StatusBadRequest, "invalid_request", "authorization_code is invalid"}
	wrongFields      = &tokenError{http.StatusBadRequest, "invalid_request", "Incorrect request parameters"}
	wrongRedirect    = &tokenError{http.StatusBadRequest, "invalid_grant", "redirect_uri does not match the one of the authorization request"}
	wrongVerifier    = &tokenError{http.StatusBadRequest, "invalid_grant", "Failed to verify code verifier"}
	wrongGrantType   = &tokenError{http.StatusForbidden, "unauthorized_client", "grant_type is not enabled for client"}
	unknownGrantType = &tokenError{http.StatusBadRequest, "unsupported_grant_type", "Unsupported grant type"}
	unknownRefresh   = &tokenError{http.StatusForbidden, "invalid_grant", "Unknown or invalid refresh token."}
	idleRefresh      = &tokenError{http.StatusForbidden, "unauthorized_client", "refresh_token is invalid"}
)

// token answers POST /oauth/token.
func (s *Sandbox) token(r *http.Request) http.Handler {
	fields, read := readFields(r)
	if !read {
		return reply{status: wrongFields.status, body: wrongFields}
	}
	answer, refused := s.issue(fields)
	if refused != nil {
		return reply{status: refused.status, body: refused}
	}
	return ok(answer)
}

// readFields reads a JSON object of strings, which is what is documented, or a
// form, which works too.
func readFields(r *http.Request) (url.Values, bool) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, false
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, false
	}
	if kind == "application/x-www-form-urlencoded" {
		fields, err := url.ParseQuery(string(body))
		return fields, err == nil
	}
	if kind != "application/json" {
		return nil, false
	}
	var object map[string]string
	if json.Unmarshal(body, &object) != nil {
		return nil, false
	}
	fields := make(url.Values, len(object))
	for name, value := range object {
		fields.Set(name, value)
	}
	return fields, true
}

// issue answers the fields of a token request; the caller holds the lock. The
// client is judged before the code is looked at, so a made-up code tells whether
// ID and secret are right.
func (s *Sandbox) issue(fields url.Values) (*tokenAnswer, *tokenError) {
	grantType := fields.Get("grant_type")
	if grantType == "" || fields.Get("client_id") == "" || s.scenario == incorrectParameters {
		return nil, wrongFields
	}
	a, ok := s.apps.get(fields.Get("client_id"))
	if !ok || !equalSecrets(a.secret, fields.Get("client_secret")) || s.scenario == secretWrong {
		return nil, wrongClient
	}
	if a.callback == "" || s.scenario == grantTypeNotEnabled {
		return nil, wrongGrantType
	}
	switch grantType {
	case "authorization_code":
		return s.exchange(a, fields)
	case "refresh_token":
		return s.renew(a, fields)
	}
	return nil, unknownGrantType
}

// exchange takes a code: it works once, for a short time, for the app and the
// callback that it was issued for.
func (s *Sandbox) exchange(a *app, fields url.Values) (*tokenAnswer, *tokenError) {
	value := fields.Get("code")
	if value == "" || fields.Get("redirect_uri") == "" {
		return nil, wrongFields
	}
	c, ok := s.codes.get(value)
	if !ok || c.grant.app != a.clientID {
		return nil, wrongCode
	}
	s.codes.delete(value)
	switch {
	case s.now().Sub(c.issued) > codeLife, c.grant.removed, s.scenario == codeInvalid:
		return nil, wrongCode
	case fields.Get("redirect_uri") != c.redirectURI:
		return nil, wrongRedirect
	case !verifies(c.challenge, fields.Get("code_verifier")):
		return nil, wrongVerifier
	}
	return s.newTokens(c.grant, c.scopes, false), nil
}

// verifies checks a code verifier (RFC 7636 section 4.6). A verifier without a
// challenge is refused too: somebody took the challenge out on the way.
func verifies(challenge, verifier string) bool {
	if challenge == "" || verifier == "" {
		return challenge == verifier
	}
	sum := sha256.Sum256([]byte(verifier))
	return equalSecrets(challenge, base64.RawURLEncoding.EncodeToString(sum[:]))
}

// renew takes a refresh token and gives a new one. The one used works for some
// minutes more, for an answer that got lost on the way.
func (s *Sandbox) renew(a *app, fields url.Values) (*tokenAnswer, *tokenError) {
	value := fields.Get("refresh_token")
	if value == "" {
		return nil, wrongFields
	}
	t, ok := s.refresh.get(value)
	now := s.now()
	switch {
	case !ok, t.grant.app != a.clientID, t.grant.removed, s.scenario == refreshInvalid:
		return nil, unknownRefresh
	case !t.used.IsZero() && now.Sub(t.used) > refreshLeeway:
		return nil, unknownRefresh
	case now.Sub(t.issued) > refreshIdle:
		return nil, idleRefresh
	}
	if t.used.IsZero() {
		t.used = now
	}
	return s.newTokens(t.grant, t.scopes, true), nil
}

// newTokens makes an access token, and a refresh token when offline_access was asked for.
func (s *Sandbox) newTokens(g *grant, asked []string, refreshed bool) *tokenAnswer {
	granted := effective(asked, g)
	switch {
	case s.scenario == scopesLost && refreshed:
		granted = granted[:(len(granted)+1)/2]
	case s.scenario == granularOnly:
		granted = slices.DeleteFunc(granted, isClassic)
	}
	answer := &tokenAnswer{
		AccessToken: newToken(), ExpiresIn: accessLifeSecs, Scope: scopeText(granted), TokenType: "Bearer",
	}
	s.access.put(answer.AccessToken, &accessToken{
		grant: g, scopes: granted, expires: s.now().Add(accessLife), refreshed: refreshed,
	})
	if slices.Contains(asked, offlineAccess) && s.scenario != noRefreshToken {
		answer.RefreshToken = newToken()
		s.refresh.put(answer.RefreshToken, &refreshToken{grant: g, scopes: asked, issued: s.now()})
	}
	return answer
}
