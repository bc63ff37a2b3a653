package sandbox

import (
	"slices"
	"time"
)

// How long codes and tokens work. The first is the sandbox's choice, the others are documented.
const (
	codeLife      = 60 * time.Second
	accessLife    = time.Hour
	refreshLeeway = 10 * time.Minute    // a refresh token after it was used
	refreshIdle   = 90 * 24 * time.Hour // a refresh token that is not used
)

// grant is what one account allowed one app: there is one per pair. A new
// consent replaces its scopes and adds to its sites.
type grant struct {
	app     string // client ID
	account Account
	scopes  []string
	sites   []string // cloud IDs
	removed bool     // the account removed the app: none of its tokens works
}

// issued is a code that consent sent to the callback, or a token.
type issued struct {
	grant  *grant
	scopes []string // of an access token; else as asked for, offline_access included
	at     time.Time

	redirectURI, challenge string    // of a code; the challenge is S256, "" when none was sent
	renewed                bool      // of an access token: by a refresh token
	used                   time.Time // of a refresh token: zero until it was used
}

// allow records a consent and returns the code for it; the caller holds the lock.
func (s *Sandbox) allow(ask request, who *account, sites []*site) string {
	g := s.grantOf(ask.app.ClientID, who.Key)
	if g == nil {
		g = &grant{app: ask.app.ClientID, account: who.Key}
		s.grants = append(s.grants, g)
	}
	g.scopes = ask.scopes
	for _, x := range sites {
		if !slices.Contains(g.sites, x.ID) {
			g.sites = append(g.sites, x.ID)
		}
	}
	value := newToken()
	s.codes[value] = &issued{grant: g, scopes: ask.scopes, at: s.now(), redirectURI: ask.redirectURI, challenge: ask.challenge}
	return value
}

// grantOf is what the account allows the app, nil for nothing.
func (s *Sandbox) grantOf(clientID string, who Account) *grant {
	return find(s.grants, func(g *grant) bool { return g.app == clientID && g.account == who && !g.removed })
}

// effective is what a token may still do: what it was issued for, less what a
// later consent of the same account left out.
func effective(scopes []string, g *grant) []string {
	return slices.DeleteFunc(slices.Clone(scopes), func(name string) bool {
		return name == offlineAccess || !slices.Contains(g.scopes, name)
	})
}
