package wizard

import (
	"slices"
	"sync"

	"threelo/oauth"
	"threelo/oauth/client"
	"threelo/steps/dialog"
)

// held is what a run holds now.
type held struct {
	secret  oauth.Secret
	aside   oauth.Secret // what was entered as the client ID and is probably the secret
	attempt client.Attempt
	number  int // of the attempt
	code    oauth.Secret
	tokens  client.Tokens
	older   []string // states of earlier attempts, to recognize their answers
}

// vault holds the run's secrets, in memory only: the client secret, the tokens, and
// the code and attempt of the current sign-in.
type vault struct {
	mu       sync.Mutex
	held     held
	inputs   map[dialog.InputID]oauth.Secret // the platform's own secret inputs
	everHeld []oauth.Secret                  // all secrets of this run, to search for them in what leaves
}

// set changes what is held; the secrets are those that come in with it.
func (v *vault) set(change func(*held), secrets ...oauth.Secret) {
	v.mu.Lock()
	defer v.mu.Unlock()
	change(&v.held)
	for _, s := range secrets {
		if s.IsSet() {
			v.everHeld = append(v.everHeld, s)
		}
	}
}

// setInput keeps what was entered: the client secret, or one of the platform's own.
func (v *vault) setInput(id dialog.InputID, s oauth.Secret) {
	v.set(func(h *held) {
		switch {
		case id == dialog.InputSecret:
			h.secret = s
		case v.inputs == nil:
			v.inputs = map[dialog.InputID]oauth.Secret{id: s}
		default:
			v.inputs[id] = s
		}
	}, s)
}

// valued is the secret that a value is: one of the platform's own, or the client secret.
func (v *vault) valued(id dialog.ValueID) oauth.Secret {
	v.mu.Lock()
	defer v.mu.Unlock()
	if s, own := v.inputs[dialog.InputID(id)]; own {
		return s
	}
	return v.held.secret
}

// release stops treating the client secret as one: it is the client ID.
func (v *vault) release() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.everHeld = slices.DeleteFunc(v.everHeld, v.held.secret.Equal)
	v.held.secret = oauth.Secret{}
}

func (v *vault) setCode(code oauth.Secret) { v.set(func(h *held) { h.code = code }, code) }

func (v *vault) setTokens(t client.Tokens) {
	v.set(func(h *held) { h.tokens = t }, t.Access, t.Refresh)
}

// begin makes an attempt the current one.
func (v *vault) begin(number int, a client.Attempt) {
	v.set(func(h *held) {
		if h.attempt.State != "" {
			h.older = append(h.older, h.attempt.State)
		}
		h.attempt, h.number, h.code = a, number, oauth.Secret{}
	}, a.Verifier)
}

// take returns a copy for one effect.
func (v *vault) take() held {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.held
}

// secrets lists every secret that this run has had.
func (v *vault) secrets() []oauth.Secret {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.everHeld)
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
