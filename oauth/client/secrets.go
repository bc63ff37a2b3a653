package client

import (
	"slices"
	"sync"

	"threelo/oauth"
)

// memory holds the secrets that went through a Client. A server may quote any of
// them in an error, a header or a name.
type memory struct {
	mu      sync.Mutex
	secrets []oauth.Secret
}

func (m *memory) remember(secrets ...oauth.Secret) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range secrets {
		if s.IsSet() && !slices.ContainsFunc(m.secrets, s.Equal) {
			m.secrets = append(m.secrets, s)
		}
	}
}

func (m *memory) all() []oauth.Secret {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.secrets)
}

// The longest texts of a server that are kept, in characters.
const (
	maxText = 300 // an error's description, a page's words
	maxName = 120 // the name of a site, an account or a scope
)

// maxRead is the longest text, in bytes, that is searched for secrets. A longer
// one is not shown at all: cut, it could end in half a secret.
const maxRead = 64 << 10

// clean makes a server's text fit to be shown: one line of at most limit
// characters, in which the secrets of this Client are masked.
func (c *Client) clean(text string, limit int) string {
	if len(text) > maxRead {
		return "…"
	}
	return oauth.CleanText(text, limit, c.memory.all()...)
}
