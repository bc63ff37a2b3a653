package sandbox

import (
	"slices"
	"strings"
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
	removed bool     // under Connected apps: none of its tokens works
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
	var list []string
	for _, name := range issued {
		if slices.Contains(g.scopes, name) && name != offlineAccess {
			list = append(list, name)
		}
	}
	return list
}

// scopeText writes scopes as a token answer lists them: sorted, with single
// spaces. The real one may list offline_access; this one does not.
func scopeText(list []string) string {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return strings.Join(sorted, " ")
}
