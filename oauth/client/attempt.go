package client

import (
	"crypto/rand"
	"encoding/base64"
	"strings"

	"golang.org/x/oauth2"

	"threelo/oauth"
)

// Attempt is what one sign-in attempt holds. Nothing of it is used twice.
type Attempt struct {
	State    string       // 256 random bits; what comes back must carry it (RFC 6749 section 10.12)
	Verifier oauth.Secret // the code verifier (RFC 7636 section 4.1)
	Short    string       // 8 random characters for the short loopback link
}

// NewAttempt draws fresh values from the system's random source.
func NewAttempt() Attempt {
	var state [32]byte
	_, _ = rand.Read(state[:]) // never fails: crypto/rand ends the program instead
	return Attempt{
		State:    base64.RawURLEncoding.EncodeToString(state[:]),
		Verifier: oauth.NewSecret(oauth2.GenerateVerifier()),
		Short:    strings.ToLower(rand.Text()[:8]),
	}
}
