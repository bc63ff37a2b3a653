package wizard

import (
	"sync"

	"threelo/oauth"
	"threelo/oauth/client"
)

// vault holds the run's secrets, in memory only: the client secret, the tokens, and
// the code and attempt of the current sign-in.
type vault struct {
	mu       sync.Mutex
	secret   oauth.Secret
	attempt  client.Attempt
	number   int // of the attempt
	code     oauth.Secret
	tokens   client.Tokens
	older    []string       // states of earlier attempts, to recognize their answers
	everHeld []oauth.Secret // all secrets of this run, to search for them in what leaves
}

func (v *vault) hold(secrets ...oauth.Secret) {
	for _, s := range secrets {
		if s.IsSet() {
			v.everHeld = append(v.everHeld, s)
		}
	}
}

func (v *vault) setSecret(s oauth.Secret) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.secret = s
	v.hold(s)
}

func (v *vault) setCode(code oauth.Secret) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.code = code
	v.hold(code)
}

func (v *vault) setTokens(t client.Tokens) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.tokens = t
	v.hold(t.Access, t.Refresh)
}

// begin makes an attempt the current one.
func (v *vault) begin(number int, a client.Attempt) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.attempt.State != "" {
		v.older = append(v.older, v.attempt.State)
	}
	v.attempt, v.number, v.code = a, number, oauth.Secret{}
	v.hold(a.Verifier)
}

// held is a copy of the vault for one effect.
type held struct {
	secret  oauth.Secret
	attempt client.Attempt
	number  int
	code    oauth.Secret
	tokens  client.Tokens
	older   []string
}

func (v *vault) take() held {
	v.mu.Lock()
	defer v.mu.Unlock()
	return held{v.secret, v.attempt, v.number, v.code, v.tokens, v.older}
}

// secrets lists every secret that this run has had.
func (v *vault) secrets() []oauth.Secret {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]oauth.Secret(nil), v.everHeld...)
}

// clear overwrites the secrets. Copies that the network code took as text stay
// until the garbage collector frees them.
func (v *vault) clear() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, s := range v.everHeld {
		s.Clear()
	}
	v.everHeld = nil
}
