//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// openFlags keep an open from following a link, and from waiting for the other
// end of a named pipe.
const openFlags = unix.O_NOFOLLOW | unix.O_NONBLOCK

// lockFile takes the lock without waiting; errLocked when it is taken. Where
// the file system knows no locks (some network drives) it does without: a setup
// that two windows share is better than one that is not saved.
func lockFile(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case errors.Is(err, unix.EWOULDBLOCK):
		return errLocked
	case errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.EOPNOTSUPP), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOLCK):
		return nil
	}
	return err
}

// foreign reports whether a file belongs to another user.
func foreign(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) != os.Geteuid()
}

// syncFolder makes a new name in a folder outlast a power cut, where the file
// system can.
func syncFolder(dir string) error {
	f, err := os.Open(dir) // #nosec G304 -- the store's own folder
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
