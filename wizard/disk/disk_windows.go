package disk

import (
	"errors"
	"io/fs"
	"time"

	"golang.org/x/sys/windows"
)

// openFlags are not needed here.
const openFlags = 0

// Full reports whether an error says that no room is left.
func Full(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

// MayNotWrite reports whether an error says that this user may not write there.
func MayNotWrite(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, windows.ERROR_WRITE_PROTECT)
}

// Held reports whether another program's open file may be the reason for an
// error. Windows also says "access denied" then.
func Held(err error) bool {
	return errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_SHARING_VIOLATION)
}

// Patiently calls do, and again for about half a second while another program
// holds the file: a virus scanner, a window that reads it, or one that is
// replacing it.
func Patiently(do func() error) error {
	for wait := 5 * time.Millisecond; ; wait *= 2 {
		err := do()
		if !Held(err) || wait > time.Second/4 {
			return err
		}
		time.Sleep(wait)
	}
}

// syncFolder does nothing: Windows can't flush a folder, and journals its names.
func syncFolder(string) error { return nil }
