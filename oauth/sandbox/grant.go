package sandbox

import (
	"slices"
	"strings"
	"time"
)

// How long things live. The first two are the sandbox's choice, the others documented.
const (
	codeLife       = 60 * time.Second
	accessLife     = time.Hour
	refreshLeeway  = 10 * time.Minute    // how long a refresh token still works after it was used
	refreshIdle    = 90 * 24 * time.Hour // how long one works when it is not used
	accessLifeSecs = int(accessLife / time.Second)
)

// grant is what one account allowed one app: there is one per pair. A new
// consent replaces its scopes; its sites add up.
type grant struct {
	app     string // client ID
	account Account
	scopes  []string
	sites   []string // cloud IDs
	removed bool     // under Connected apps: every token of it is dead
}

func grantKey(clientID string, account Account) string { return clientID + " " + string(account) }

// code is what consent hands to the callback.
type code struct {
	grant       *grant
	scopes      []string // as asked, offline_access included
	redirectURI string
	challenge   string // S256, "" when none was sent
	issued      time.Time
}

type accessToken struct {
	grant     *grant
	scopes    []string
	expires   time.Time
	refreshed bool // came from a refresh
}

type refreshToken struct {
	grant  *grant
	scopes []string
	issued time.Time
	used   time.Time // zero until it was used
}

// allow records a consent and returns the code for it; the caller holds the lock.
func (s *Sandbox) allow(ask request, who *account, sites []*site) string {
	key := grantKey(ask.app.clientID, who.Key)
	g, ok := s.grants.get(key)
	if !ok || g.removed {
		g = &grant{app: ask.app.clientID, account: who.Key}
		s.grants.put(key, g)
	}
	g.scopes = slices.Clone(ask.scopes)
	for _, x := range sites {
		if !slices.Contains(g.sites, x.ID) {
			g.sites = append(g.sites, x.ID)
		}
	}
	value := newToken()
	s.codes.put(value, &code{
		grant: g, scopes: slices.Clone(ask.scopes), redirectURI: ask.redirectURI,
		challenge: ask.challenge, issued: s.now(),
	})
	return value
}

// revoke removes a grant, as Connected apps does; the caller holds the lock.
func (s *Sandbox) revoke(clientID string, who Account) {
	key := grantKey(clientID, who)
	if g, ok := s.grants.get(key); ok {
		g.removed = true
		s.grants.delete(key)
	}
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

// scopeText writes scopes as a token answer lists them: sorted, one space
// between. Whether the real one lists offline_access is not settled; this one does not.
func scopeText(list []string) string {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return strings.Join(sorted, " ")
}
