package store

import (
	"errors"
	"io/fs"
	"os"
	"time"

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

// replace puts a file in another one's place in one go. A virus scanner, or
// another window's list, may hold the old file for a moment.
func replace(from, to string) error {
	for wait := 5 * time.Millisecond; ; wait *= 2 {
		err := os.Rename(from, to)
		held := errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_SHARING_VIOLATION)
		if !held || wait > time.Second/4 {
			return err
		}
		time.Sleep(wait)
	}
}

// syncFolder has nothing to do: Windows cannot flush a folder, and writes its
// names through a journal.
func syncFolder(string) error { return nil }

func diskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

func mayNotWrite(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, windows.ERROR_WRITE_PROTECT)
}
