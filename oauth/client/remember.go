package client

import (
	"slices"
	"sync"

	"threelo/oauth"
)

// memory holds the secrets that went through a Client, because a server may
// quote any of them anywhere: in an error, a name, a site's title.
type memory struct {
	mu      sync.Mutex
	secrets []oauth.Secret
}

// shortest is the length in bytes from which a secret is looked for: a shorter
// one would be found by chance.
const shortest = 8

func (m *memory) remember(secrets ...oauth.Secret) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range secrets {
		if s.Len() >= shortest && !slices.ContainsFunc(m.secrets, s.Equal) {
			m.secrets = append(m.secrets, s)
		}
	}
}

// hide takes every secret out of a server's text.
func (m *memory) hide(text string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return hide(text, m.secrets...)
}
