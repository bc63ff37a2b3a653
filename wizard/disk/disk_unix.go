//go:build unix

package disk

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/unix"
)

// Full reports whether an error says that no room is left.
func Full(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT)
}

// MayNotWrite reports whether an error says that this user may not write there.
func MayNotWrite(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, unix.EROFS)
}

// Held is always false: open files are in nobody's way here.
func Held(error) bool { return false }

// Patiently does it once: what it waits for elsewhere does not happen here.
func Patiently(do func() error) error { return do() }
