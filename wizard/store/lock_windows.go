package store

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// openLock is what opening a lock file adds: nothing here.
const openLock = 0

// lockFile locks a file without waiting and returns ErrInUse when another window
// holds it. On a network drive without locks it does nothing.
func lockFile(f *os.File) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	switch {
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return ErrInUse
	case errors.Is(err, windows.ERROR_NOT_SUPPORTED), errors.Is(err, windows.ERROR_INVALID_FUNCTION):
		return nil
	}
	return err
}

// foreign is always false: the profile's access list keeps other users out, and
// a file that an administrator's window made belongs to the administrators.
func foreign(fs.FileInfo) bool { return false }
