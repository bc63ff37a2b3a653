package store

import (
	"errors"
	"os"
	"path/filepath"
)

// ErrInUse says that another window holds the setup. The operating system frees
// it when that window ends, however it ends.
var ErrInUse = errors.New("it is open in another window of threelo; continue in that window, or close it and try again")

// Lock holds a setup for this window until the Store is closed or the program
// ends. Locking twice has the effect of locking once. The error is meant for a
// person; it wraps ErrInUse when another window holds the setup.
func (s *Store) Lock(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed("the saved setup was not opened", s.hold(id))
}

// Close releases all setups. The Store can be used again.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range s.held {
		s.drop(id)
	}
	return nil
}

// hold makes the folder if it is missing and holds a setup in it.
func (s *Store) hold(id string) error {
	if !validID(id) {
		return errID
	}
	err := s.makeFolder()
	if err == nil && s.held[id] == nil {
		err = s.take(id)
	}
	return err
}

// take holds a setup that this window does not hold yet.
func (s *Store) take(id string) error {
	// The lock has its own file because each Save replaces the setup's file.
	// It is never removed: another window may have just opened it.
	f, err := os.OpenFile(filepath.Join(s.dir, "."+id+".lock"), os.O_RDWR|os.O_CREATE|openLock, 0o600)
	if err != nil {
		return err
	}
	if err := lockFile(f); err != nil {
		return errors.Join(err, f.Close())
	}
	s.held[id] = f
	return nil
}

// drop releases a setup: closing the file ends the lock.
func (s *Store) drop(id string) {
	if f := s.held[id]; f != nil {
		_ = f.Close() // nothing was written to it
		delete(s.held, id)
	}
}
