package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

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
		id, _ = url.QueryUnescape(id) // RFC 6749 encodes both as a form; a damaged one is refused as empty
		secret, _ = url.QueryUnescape(secret)
		fields.Set("client_id", id)
		fields.Set("client_secret", secret)
	}
	return fields, true
}

// token answers POST /oauth/token. It judges the client before the code, so a
// made-up code shows whether ID and secret are right.
func (s *Sandbox) token(r *http.Request) http.Handler {
	fields, read := readFields(r)
	grantType, a := fields.Get("grant_type"), s.app(fields.Get("client_id"))
	switch {
	case s.playing.Network != nil:
		return s.playing.Network
	case !read || grantType == "" || fields.Get("client_id") == "":
		return fixed("wrong-fields")
	case s.playing.Token != "":
		return fixed(s.playing.Token)
	case a == nil || !s.accepts(a, fields.Get("client_secret")):
		return fixed("wrong-client")
	case a.Callback == "":
		return fixed("no-authorization")
	case grantType == "authorization_code":
		return s.exchange(a, fields)
	case grantType == "refresh_token":
		return s.renew(a, fields)
	}
	return fixed("unknown-grant-type")
}

// exchange takes a code. It works once, for a short time, for the app and the
// callback that it was issued for.
func (s *Sandbox) exchange(a *app, fields url.Values) reply {
	value := fields.Get("code")
	if value == "" || fields.Get("redirect_uri") == "" {
		return fixed("wrong-fields")
	}
	c := s.codes[value]
	if c == nil || c.grant.app != a.ClientID {
		return fixed("wrong-code")
	}
	delete(s.codes, value)
	switch {
	case s.playing.Code != "":
		return fixed(s.playing.Code)
	case s.now().Sub(c.at) > codeLife, c.grant.removed:
		return fixed("wrong-code")
	case fields.Get("redirect_uri") != c.redirectURI:
		return fixed("wrong-redirect")
	case !verifies(c.challenge, fields.Get("code_verifier")):
		return fixed("wrong-verifier")
	}
	return ok(s.newTokens(c.grant, c.scopes, false))
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
func (s *Sandbox) renew(a *app, fields url.Values) reply {
	value := fields.Get("refresh_token")
	if value == "" {
		return fixed("wrong-fields")
	}
	t, now := s.refresh[value], s.now()
	switch {
	case s.playing.Renewal != "":
		return fixed(s.playing.Renewal)
	case t == nil || t.grant.app != a.ClientID || t.grant.removed,
		!t.used.IsZero() && now.Sub(t.used) > refreshLeeway:
		return fixed("unknown-refresh-token")
	case now.Sub(t.at) > refreshIdle:
		return fixed("idle-refresh-token")
	}
	if t.used.IsZero() {
		t.used = now
	}
	return ok(s.newTokens(t.grant, t.scopes, true))
}

// tokens is the answer to a token request (RFC 6749 section 5.1).
type tokens struct {
	Access    string `json:"access_token"`
	ExpiresIn int    `json:"expires_in"`
	Refresh   string `json:"refresh_token,omitempty"`
	Scope     string `json:"scope"`
	Type      string `json:"token_type"`
}

// newTokens makes an access token, and a refresh token when offline_access was asked for.
func (s *Sandbox) newTokens(g *grant, asked []string, renewed bool) tokens {
	granted := s.playing.playIssue(effective(asked, g), renewed)
	sorted := slices.Sorted(slices.Values(granted)) // the real answer may list offline_access too
	answer := tokens{Access: newToken(), ExpiresIn: int(accessLife / time.Second), Scope: strings.Join(sorted, " "), Type: "Bearer"}
	s.access[answer.Access] = &issued{grant: g, scopes: granted, at: s.now(), renewed: renewed}
	if slices.Contains(asked, offlineAccess) && s.playing.ID != "no-refresh-token" {
		answer.Refresh = newToken()
		s.refresh[answer.Refresh] = &issued{grant: g, scopes: asked, at: s.now()}
	}
	return answer
}

// newToken is opaque and of changing length, so that no caller relies on either.
func newToken() string { return randomText(200 + 2*int(randomText(1)[0])) }
