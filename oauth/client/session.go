package client

import (
	"context"
	"net/http"
	"sync"

	"threelo/oauth"
)

// session holds the tokens of a verification while several calls use them.
type session struct {
	client *Client
	app    oauth.App
	secret oauth.Secret

	mu     sync.Mutex
	tokens Tokens
	stale  bool // a renewal because of a refused token was tried
}

func (s *session) current() Tokens {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens
}

// renew exchanges the refresh token for new tokens and keeps those.
func (s *session) renew(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.renewLocked(ctx)
}

func (s *session) renewLocked(ctx context.Context) error {
	renewed, err := s.client.Refresh(ctx, s.app, s.secret, s.tokens)
	if err != nil {
		return err
	}
	s.tokens = renewed
	return nil
}

// use makes a call with the access token. Where that is refused, not for want of
// a scope, it may have expired: it is renewed once for the whole verification,
// the call repeated, and only then judged.
func (s *session) use(ctx context.Context, call func(access oauth.Secret) (answer, *Error)) (answer, *Error) {
	access := s.current().Access
	a, failure := call(access)
	if failure == nil || failure.Seen.Where != oauth.AtAPI || failure.Seen.Status != http.StatusUnauthorized || lacksScope(failure) {
		return a, failure
	}
	if fresh, ok := s.replace(ctx, access); ok {
		return call(fresh)
	}
	return a, failure
}

// replace gives an access token other than the refused one, if there can be one.
func (s *session) replace(ctx context.Context, refused oauth.Secret) (oauth.Secret, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.tokens.Access.Equal(refused) {
		return s.tokens.Access, true // another call renewed it meanwhile
	}
	if s.stale || !s.tokens.Refresh.IsSet() {
		return oauth.Secret{}, false
	}
	s.stale = true
	if s.renewLocked(ctx) != nil {
		return oauth.Secret{}, false
	}
	return s.tokens.Access, true
}
