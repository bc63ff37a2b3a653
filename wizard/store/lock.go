package store

import (
	"errors"
	"os"
	"path/filepath"
)

// ErrInUse says that another window holds the setup. The operating system ends
// its hold with that window, however it ends.
var ErrInUse = errors.New("it is open in another window of threelo; go on in that window, or close it and try again")

// errLocked is what lockFile returns when somebody else holds the lock.
var errLocked = errors.New("locked")

// Lock holds a setup for this window until release is called, the Store is
// closed or the program ends. The error is meant for a person; it is ErrInUse
// when another window holds the setup. Holding it twice is holding it once.
func (s *Store) Lock(id string) (release func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !validID(id) {
		return nil, notOpened(errID)
	}
	if err := s.ready(); err != nil {
		return nil, notOpened(s.inFolder(err))
	}
	if _, err := s.take(id); err != nil {
		return nil, notOpened(s.inFolder(err))
	}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.drop(id)
	}, nil
}

// Close lets go of all setups. The Store can be used again.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range s.held {
		s.drop(id)
	}
	return nil
}

// take holds a setup. What it returns lets go of it again, unless it was held
// before.
func (s *Store) take(id string) (release func(), err error) {
	if s.held[id] != nil {
		return func() {}, nil
	}
	// The lock has a file of its own, which is never replaced: the setup's file
	// is another one after each Save. It stays when the lock is gone, for
	// removing it could take it from under a window that just opened it.
	f, err := os.OpenFile(filepath.Join(s.dir, "."+id+".lock"), os.O_RDWR|os.O_CREATE|openFlags, fileMode)
	if err != nil {
		return nil, err
	}
	err = lockFile(f)
	if err != nil {
		if errors.Is(err, errLocked) {
			err = ErrInUse
		}
		return nil, errors.Join(err, f.Close())
	}
	s.held[id] = f
	return func() { s.drop(id) }, nil
}

// drop lets go of a setup: closing the file ends the lock.
func (s *Store) drop(id string) {
	if f := s.held[id]; f != nil {
		_ = f.Close() // nothing was written to it
		delete(s.held, id)
	}
}
