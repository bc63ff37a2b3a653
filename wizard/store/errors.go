package store

import (
	"errors"
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

// folderError is a problem with the folder in words for a person. It does not
// show its cause: a system's own sentence explains little and may hold a path
// with control characters.
type folderError struct {
	text  string
	cause error
}

func (e *folderError) Error() string { return e.text }
func (e *folderError) Unwrap() error { return e.cause }

// explain says why something in the folder failed, and what to do.
func (s *Store) explain(err error) error {
	dir := oauth.CleanText(s.dir, 0)
	var text string
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrInUse):
		return ErrInUse
	case errors.Is(err, errFolder):
		text = "the folder " + dir + " belongs to another user; start threelo as yourself, without sudo, or take the folder back"
	case disk.Full(err):
		text = "the disk with the folder " + dir + " is full; make room on it"
	case disk.MayNotWrite(err):
		text = "you are not allowed to read or write in the folder " + dir + "; change its permissions, or set the environment variable XDG_STATE_HOME to another folder and start again"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		text = "a file has the name of the folder " + dir + ", or of one above it; move it away"
	default:
		text = "the folder " + dir + " could not be used (" + disk.Reason(err) + "); check that its disk is still there"
	}
	return &folderError{text, err}
}
