package store

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// openFlags has nothing to add here: links are looked for before an open.
const openFlags = 0

// lockFile takes the lock without waiting; errLocked when it is taken.
func lockFile(f *os.File) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	switch {
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return errLocked
	case errors.Is(err, windows.ERROR_NOT_SUPPORTED), errors.Is(err, windows.ERROR_INVALID_FUNCTION):
		return nil // a network drive without locks: save nevertheless
	}
	return err
}

// foreign is always false: the profile's own access list keeps other users out
// of the folder, and a file that an administrator's window made belongs to the
// administrators and yet is the person's own.
func foreign(fs.FileInfo) bool { return false }
