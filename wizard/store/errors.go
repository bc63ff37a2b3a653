package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"threelo/oauth"
	"threelo/wizard/disk"
)

// What is wrong with a setup or its folder.
var (
	errID     = errors.New("its name may have letters, digits, hyphens and underscores only, at most 64; begin a new setup")
	errFolder = errors.New("the folder belongs to another user")
)

// explain says why something failed, and what to do: in words for a person where it was
// the folder. A system's own sentence explains little, and may hold a path with control
// characters.
func (s *Store) explain(err error) error {
	dir := oauth.CleanText(s.dir, 0)
	switch {
	case err == nil, errors.Is(err, ErrInUse), errors.Is(err, errID), errors.Is(err, errPlatform):
		return err
	case errors.Is(err, errFolder):
		return errors.New("the folder " + dir + " belongs to another user; start threelo as yourself, without sudo, or take the folder back")
	case disk.Full(err):
		return errors.New("the disk with the folder " + dir + " is full; make room on it")
	case disk.MayNotWrite(err):
		return errors.New("you are not allowed to read or write in the folder " + dir +
			"; change its permissions, or set the environment variable XDG_STATE_HOME to another folder and start again")
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return errors.New("a file has the name of the folder " + dir + ", or of one above it; move it away")
	}
	return errors.New("the folder " + dir + " could not be used (" + disk.Reason(err) + "); check that its disk is still there")
}

// failed says what was not done, and why; nil without an error.
func (s *Store) failed(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, s.explain(err))
}
