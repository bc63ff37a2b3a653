package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"time"
)

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
	wrongGrantType   = &tokenError{http.StatusBadRequest, "invalid_client", "grant_type is not enabled for client"}
	unknownGrantType = &tokenError{http.StatusBadRequest, "unsupported_grant_type", "Unsupported grant type"}
	unknownRefresh   = &tokenError{http.StatusForbidden, "invalid_grant", "Unknown or invalid refresh token."}
	idleRefresh      = &tokenError{http.StatusForbidden, "unauthorized_client", "refresh_token is invalid"}
)

// token answers POST /oauth/token.
func (s *Sandbox) token(r *http.Request) http.Handler {
	tokens, refused := (*tokenAnswer)(nil), wrongFields
	if fields, read := readFields(r); read {
		tokens, refused = s.issue(fields)
	}
	if refused != nil {
		return reply{status: refused.status, body: refused}
	}
	return ok(tokens)
}

// readFields reads a JSON object, which is documented, or a form, which works
// too. JSON values that are not strings are ignored. Client ID and secret may
// come as HTTP Basic authentication instead (RFC 6749 section 2.3.1).
func readFields(r *http.Request) (url.Values, bool) {
	fields := url.Values{}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/x-www-form-urlencoded":
		if r.ParseForm() != nil {
			return nil, false
		}
		fields = r.PostForm
	case "application/json":
		var object map[string]any
		if json.NewDecoder(r.Body).Decode(&object) != nil {
			return nil, false
		}
		for name, value := range object {
			if text, isText := value.(string); isText {
				fields.Set(name, text)
			}
		}
	default:
		return nil, false
	}
	if id, secret, basic := r.BasicAuth(); basic {
		fields.Set("client_id", unescaped(id))
		fields.Set("client_secret", unescaped(secret))
	}
	return fields, true
}

// unescaped decodes one half of HTTP Basic authentication, which RFC 6749 encodes as a form.
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// issue answers the fields of a token request; the caller holds the lock. It
// judges the client before the code, so a made-up code shows whether ID and
// secret are right.
func (s *Sandbox) issue(fields url.Values) (*tokenAnswer, *tokenError) {
	grantType := fields.Get("grant_type")
	if grantType == "" || fields.Get("client_id") == "" {
		return nil, wrongFields
	}
	a := s.app(fields.Get("client_id"))
	switch {
	case s.playing.client != nil:
		return nil, s.playing.client
	case a == nil || a.secret != fields.Get("client_secret"):
		return nil, wrongClient
	case len(a.callbacks) == 0:
		return nil, wrongGrantType
	case grantType == "authorization_code":
		return s.exchange(a, fields)
	case grantType == "refresh_token":
		return s.renew(a, fields)
	}
	return nil, unknownGrantType
}

// exchange takes a code. It works once, for a short time, for the app and the
// callback that it was issued for.
func (s *Sandbox) exchange(a *app, fields url.Values) (*tokenAnswer, *tokenError) {
	value := fields.Get("code")
	if value == "" || fields.Get("redirect_uri") == "" {
		return nil, wrongFields
	}
	c := s.codes[value]
	if c == nil || c.grant.app != a.clientID {
		return nil, wrongCode
	}
	delete(s.codes, value)
	switch {
	case s.playing.exchange != nil:
		return nil, s.playing.exchange
	case s.now().Sub(c.issued) > codeLife, c.grant.removed:
		return nil, wrongCode
	case fields.Get("redirect_uri") != c.redirectURI:
		return nil, wrongRedirect
	case !verifies(c.challenge, fields.Get("code_verifier")):
		return nil, wrongVerifier
	}
	return s.newTokens(c.grant, c.scopes, false), nil
}

// verifies checks a code verifier (RFC 7636 section 4.6). It refuses a verifier
// without a challenge too: somebody removed the challenge on the way.
func verifies(challenge, verifier string) bool {
	if challenge == "" || verifier == "" {
		return challenge == verifier
	}
	sum := sha256.Sum256([]byte(verifier))
	return challenge == base64.RawURLEncoding.EncodeToString(sum[:])
}

// renew takes a refresh token and gives a new one. The used one works for some
// minutes more, in case the answer got lost.
func (s *Sandbox) renew(a *app, fields url.Values) (*tokenAnswer, *tokenError) {
	value := fields.Get("refresh_token")
	if value == "" {
		return nil, wrongFields
	}
	t, now := s.refresh[value], s.now()
	switch {
	case s.playing.renewal != nil:
		return nil, s.playing.renewal
	case t == nil || t.grant.app != a.clientID || t.grant.removed:
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
func (s *Sandbox) newTokens(g *grant, asked []string, renewed bool) *tokenAnswer {
	granted := effective(asked, g)
	if s.playing.issued != nil {
		granted = s.playing.issued(granted, renewed)
	}
	tokens := &tokenAnswer{
		AccessToken: newToken(), ExpiresIn: int(accessLife / time.Second), Scope: scopeText(granted), TokenType: "Bearer",
	}
	s.access[tokens.AccessToken] = &accessToken{grant: g, scopes: granted, expires: s.now().Add(accessLife), renewed: renewed}
	if slices.Contains(asked, offlineAccess) && s.playing.ID != noRefreshToken {
		tokens.RefreshToken = newToken()
		s.refresh[tokens.RefreshToken] = &refreshToken{grant: g, scopes: asked, issued: s.now()}
	}
	return tokens
}

// newToken is opaque and of changing length, so that nobody relies on either.
func newToken() string { return randomText(200 + 2*int(randomText(1)[0])) }
