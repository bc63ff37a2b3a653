package sandbox

import "time"

// strike changes what exists when a problem begins; the caller holds the lock. An
// app made later is not affected by a death. When another scenario follows, a deleted app is
// back, a replaced secret works again, and the site has its old name. Tokens stay
// dead: to get new ones, the account signs in again.
func (s *Sandbox) strike(id string) {
	s.apps, s.deleted = append(s.deleted, s.apps...), nil
	s.company = sampleCompany().beginning(s.usual)
	switch id {
	case "site-admin-approval":
		clear(s.approved)
	case "secret-replaced":
		for _, a := range s.apps {
			a.Secret, a.former = newClientSecret(), a.Secret
		}
	case "app-deleted":
		s.apps, s.deleted = nil, s.apps
	case "grant-removed":
		for _, g := range s.grants {
			g.removed = true
		}
	case "unused-90-days":
		clear(s.access)
		for _, t := range s.refresh {
			t.at = time.Time{}
		}
	case "password-changed":
		clear(s.refresh)
	case "smaller-consent":
		for _, g := range s.grants {
			g.scopes = g.scopes[:(len(g.scopes)+1)/2]
		}
	case "site-renamed":
		s.company = s.company.renamed()
	}
}

// accepts reports whether the secret is the app's. A replaced one works again
// when the scenario that replaced it has ended.
func (s *Sandbox) accepts(a *app, secret string) bool {
	return secret == a.Secret || secret == a.former && secret != "" && s.playing.ID != "secret-replaced"
}

// Connection is what a connected product holds.
type Connection struct{ AccessToken, RefreshToken string }

// connect connects the app's product to the first site.
func (s *Sandbox) connect(clientID string) Connection {
	a, who := s.app(clientID), s.account(ServiceUser)
	asked := append([]string{offlineAccess}, a.Scopes...)
	s.allow(request{app: a, scopes: asked}, who, s.company.Sites[:1])
	got := s.newTokens(s.grantOf(clientID, who.Key), asked, false)
	return Connection{got.Access, got.Refresh}
}
