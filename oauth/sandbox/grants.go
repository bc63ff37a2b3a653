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

// code is what consent sends to the callback.
type code struct {
	grant       *grant
	scopes      []string // as asked for, offline_access included
	redirectURI string
	challenge   string // S256, "" when none was sent
	issued      time.Time
}

type accessToken struct {
	grant   *grant
	scopes  []string
	expires time.Time
	renewed bool // by a refresh token
}

type refreshToken struct {
	grant  *grant
	scopes []string
	issued time.Time
	used   time.Time // zero until it was used
}

// allow records a consent and returns the code for it; the caller holds the lock.
func (s *Sandbox) allow(ask request, who *account, sites []*site) string {
	g := s.grantOf(ask.app.ClientID, who.Key)
	if g == nil {
		g = &grant{app: ask.app.ClientID, account: who.Key}
		s.grants = append(s.grants, g)
	}
	g.scopes = slices.Clone(ask.scopes)
	for _, x := range sites {
		if !slices.Contains(g.sites, x.ID) {
			g.sites = append(g.sites, x.ID)
		}
	}
	value := newToken()
	s.codes[value] = &code{
		grant: g, scopes: slices.Clone(ask.scopes), redirectURI: ask.redirectURI,
		challenge: ask.challenge, issued: s.now(),
	}
	return value
}

// grantOf is what the account allows the app, nil for nothing.
func (s *Sandbox) grantOf(clientID string, who Account) *grant {
	return find(s.grants, func(g *grant) bool { return g.app == clientID && g.account == who && !g.removed })
}

// effective is what a token may still do: what it was issued for, less what a
// later consent of the same account left out.
func effective(issued []string, g *grant) []string {
	return slices.DeleteFunc(slices.Clone(issued), func(name string) bool {
		return name == offlineAccess || !slices.Contains(g.scopes, name)
	})
}
