package client

import (
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"threelo/oauth"
)

// AuthorizeURL is where a browser asks for consent: Atlassian's documented
// parameters and the S256 challenge of RFC 7636 section 4.3, and nothing else.
// It is written by hand because x/oauth2 sorts the parameters and writes a
// space as "+", where Atlassian's documents show "%20".
func (c *Client) AuthorizeURL(app oauth.App, a Attempt) string {
	var b strings.Builder
	b.WriteString(c.Cloud.AuthURL + "/authorize")
	separator := byte('?')
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
		b.WriteByte(separator)
		b.WriteString(p[0] + "=" + strings.ReplaceAll(url.QueryEscape(p[1]), "+", "%20"))
		separator = '&'
	}
	return b.String()
}
