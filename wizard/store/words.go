package store

import (
	"errors"
	"io/fs"
	"syscall"

	"threelo/oauth"
	"threelo/wizard/disk"
)

// words is an error in words for a person. Its cause is there for errors.Is and
// not for showing: a system's own sentence explains little and may hold a path
// with anything in it.
type words struct {
	text  string
	cause error
}

func (w words) Error() string { return w.text }
func (w words) Unwrap() error { return w.cause }

// What is wrong with a setup or its folder, however it came there.
var (
	errID     = errors.New("its name may have letters, digits, hyphens and underscores only, at most 64; begin a new setup")
	errSize   = errors.New("it is far larger than a setup can be; begin a new one")
	errFolder = errors.New("the folder belongs to another user")
)

// notSavedNow is for a trouble that may pass.
func notSavedNow(err error) error {
	if errors.Is(err, ErrInUse) {
		return notSaved(err)
	}
	return words{notSaved(err).Error() + "; nothing is lost while this window stays open, and the next step saves again", err}
}

func notSaved(err error) error { return words{"the setup was not saved: " + err.Error(), err} }
func notSetAside(err error) error {
	return words{"the saved setup was not set aside: " + err.Error(), err}
}

func notOpened(err error) error { return words{"the saved setup was not opened: " + err.Error(), err} }

// inFolder says in words why something in the folder failed, and what to do.
func (s *Store) inFolder(err error) error {
	dir := oauth.CleanText(s.dir, 0)
	switch {
	case errors.Is(err, ErrInUse):
		return words{ErrInUse.Error(), err}
	case errors.Is(err, errFolder):
		return words{"the folder " + dir + " belongs to another user; start threelo as yourself, without sudo, or make the folder yours again", err}
	case disk.Full(err):
		return words{"the disk with the folder " + dir + " is full; make room on it", err}
	case disk.MayNotWrite(err):
		return words{"you may not read or write in the folder " + dir + "; allow it, or set the environment variable XDG_STATE_HOME to another folder and start again", err}
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return words{"a file stands where the folder " + dir + " or one above it should be; move it away", err}
	}
	return words{"the folder " + dir + " could not be used (" + oauth.CleanText(root(err).Error(), 0) + "); look whether its disk is still there", err}
}

// root is the system's own reason, without the path and the operation.
func root(err error) error {
	var no syscall.Errno
	if errors.As(err, &no) {
		return no
	}
	return err
}
