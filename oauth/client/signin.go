package client

import (
	"crypto/rand"
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"threelo/oauth"
)

// Attempt holds the values of one sign-in attempt. None of them is used twice.
type Attempt struct {
	State    string       // 256 random bits; the answer must carry it (RFC 6749 section 10.12)
	Verifier oauth.Secret // the code verifier (RFC 7636 section 4.1)
	Short    string       // 8 random characters for the short loopback link
}

// NewAttempt draws fresh values from the system's random source.
func NewAttempt() Attempt {
	return Attempt{
		State:    oauth2.GenerateVerifier(), // has just as many random bits
		Verifier: oauth.NewSecret(oauth2.GenerateVerifier()),
		Short:    strings.ToLower(rand.Text()[:8]),
	}
}

// AuthorizeURL is the address where the browser asks for consent. It has the
// parameters that Atlassian documents and the S256 challenge of RFC 7636 section
// 4.3. It is written by hand because x/oauth2 sorts the parameters and writes a
// space as "+", where Atlassian's documents show "%20".
func (c *Client) AuthorizeURL(app oauth.App, a Attempt) string {
	var query []string
	for _, p := range [...][2]string{
		{"audience", c.Cloud.Audience},
		{"client_id", app.ClientID},
		{"scope", oauth.JoinScopes(app.Scopes)},
		{"redirect_uri", app.Callback},
		{"state", a.State},
		{"response_type", "code"},
		{"prompt", "consent"},
		{"code_challenge", oauth2.S256ChallengeFromVerifier(a.Verifier.Reveal())},
		{"code_challenge_method", "S256"},
	} {
		query = append(query, p[0]+"="+strings.ReplaceAll(url.QueryEscape(p[1]), "+", "%20"))
	}
	return c.Cloud.AuthURL + "/authorize?" + strings.Join(query, "&")
}
