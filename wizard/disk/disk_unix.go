//go:build unix

package disk

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// openFlags keep an open from waiting for the other end of a named pipe.
const openFlags = unix.O_NONBLOCK

// Full reports whether an error says that no room is left.
func Full(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT)
}

// MayNotWrite reports whether an error says that this user may not write there.
func MayNotWrite(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, unix.EROFS)
}

// Held reports whether another program's open file is the reason for an error.
// It never is here.
func Held(error) bool { return false }

// Patiently calls do once; only Windows needs retries.
func Patiently(do func() error) error { return do() }

// syncFolder makes a new name in a folder outlast a power cut, where the file
// system can do that and the folder may be read.
func syncFolder(dir string) error {
	f, err := os.Open(dir) // #nosec G304 -- the folder was just written to
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
