// Package disk reads ordinary files within bounds, writes them whole or not at all,
// and says what a system's errors mean.
package disk

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// TempMark is in the name of every unfinished file: .<name>.tmp-<digits>, where
// name is the finished file's up to its first dot.
const TempMark = ".tmp-"

// Write writes a file whole or not at all, readable by its owner alone: after a
// kill or a power cut the file has its old content or the new one. It replaces an
// existing file only if replace is set; otherwise its error wraps fs.ErrExist.
func Write(path string, data []byte, replace bool) error {
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	if len(name) > 64 {
		name = "threelo" // a longer name and the mark could be too long for the disk
	}
	temp, err := writeTemp(filepath.Dir(path), name, data)
	if err != nil {
		return err
	}
	defer os.Remove(temp) //nolint:errcheck // it is gone when all went well
	if replace {
		err = Patiently(func() error { return os.Rename(temp, path) })
	} else {
		err = takeName(temp, path)
	}
	return errors.Join(err, syncFolder(filepath.Dir(path)))
}

// TryWrite reports what would keep a file of this many bytes from being written
// into a folder: it writes one, and removes it.
func TryWrite(folder string, size int) error {
	temp, err := writeTemp(folder, "threelo", make([]byte, size))
	if err != nil {
		return err
	}
	return os.Remove(temp)
}

// writeTemp writes an unfinished file and returns its path.
func writeTemp(folder, name string, data []byte) (path string, err error) {
	temp, err := os.CreateTemp(folder, "."+name+TempMark+"*") // mode 0600
	if err != nil {
		return "", err
	}
	_, err = temp.Write(data)
	if err == nil {
		err = temp.Sync() // some disks notice only now that they are full
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		_ = os.Remove(temp.Name())
	}
	return temp.Name(), err
}

// takeName gives a file a name that must be free. A link fails if the name is
// taken; a rename would replace what is there.
func takeName(temp, path string) error {
	err := os.Link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return claim(temp, path)
}

// claim is takeName on file systems without hard links.
func claim(temp, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Close(), os.Rename(temp, path)); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// What Read refuses.
var (
	ErrNotOrdinary = errors.New("it is not a regular file")
	ErrTooLarge    = errors.New("it is too large")
)

// Read reads an ordinary file of at most that many bytes. It drops a byte order
// mark at the beginning. It never waits for the other end of a named pipe.
func Read(path string, most int64) ([]byte, error) {
	var f *os.File
	err := Patiently(func() (err error) {
		f, err = os.OpenFile(path, os.O_RDONLY|openFlags, 0) // #nosec G304 -- the caller's choice
		return err
	})
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // nothing was written
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrNotOrdinary
	}
	data, err := io.ReadAll(io.LimitReader(f, most+1)) // the size that Stat gives may change
	switch {
	case err != nil:
		return nil, err
	case int64(len(data)) > most:
		return nil, ErrTooLarge
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}

// Reason is the system's own reason, without the operation and the path, which may
// be that of an unfinished file.
func Reason(err error) string {
	if no, ok := errors.AsType[syscall.Errno](err); ok {
		return no.Error()
	}
	return err.Error()
}
