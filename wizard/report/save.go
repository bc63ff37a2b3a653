package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"threelo/wizard/disk"
)

// Save writes a report completely or not at all, readable by its owner alone. It
// replaces an existing file only with overwrite, and never anything but a regular
// file. The error says what to do; it wraps fs.ErrExist when the name is taken.
func Save(path string, data []byte, overwrite bool) error {
	if err := save(path, data, overwrite); err != nil {
		return fmt.Errorf("the report was not saved as %s: %w", path, err)
	}
	return nil
}

func save(path string, data []byte, overwrite bool) error {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return errors.New("something that is not a regular file has this name; choose another name")
	}
	err := disk.Write(path, data, overwrite)
	if disk.Held(err) {
		return fmt.Errorf("another program has the file open, or it is write-protected (%w); close it there, or choose another name", err)
	}
	return explained(err)
}

// explained says in words why a file could not be written.
func explained(err error) error {
	var why, do string
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		why, do = "a file with this name exists already", "choose another name, or allow it to be overwritten"
	case disk.MayNotWrite(err):
		why, do = "you may not write in this folder", "choose another folder"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		why, do = "there is no such folder", "make it, or choose another one"
	case disk.Full(err):
		why, do = "the disk is full", "make room, or choose another folder"
	default:
		return fmt.Errorf("%w; choose another folder", err)
	}
	return fmt.Errorf("%s (%w); %s", why, err, do)
}

// NextName returns a path if it is free, or the next free name beside it:
// name-2.png, name-3.png and so on.
func NextName(path string) string {
	ext := filepath.Ext(path)
	base := strings.TrimSuffix(path, ext)
	name := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); err != nil {
			return name // free, or not accessible: saving will say why
		}
		name = fmt.Sprintf("%s-%d%s", base, n, ext)
	}
}
