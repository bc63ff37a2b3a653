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

	mu      sync.Mutex
	tokens  Tokens
	renewed bool // a renewal was tried because a token was refused
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

// use makes a call with the access token. A refused token may have expired: then
// it is renewed, once in a verification, and the call is repeated. A token that
// lacks a scope stays as it is: a renewal never adds scopes.
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

// replace returns an access token other than the refused one, if there can be one.
func (s *session) replace(ctx context.Context, refused oauth.Secret) (oauth.Secret, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.tokens.Access.Equal(refused) {
		return s.tokens.Access, true // another call has renewed it
	}
	if s.renewed || !s.tokens.Refresh.IsSet() {
		return oauth.Secret{}, false
	}
	s.renewed = true
	if s.renewLocked(ctx) != nil {
		return oauth.Secret{}, false
	}
	return s.tokens.Access, true
}
