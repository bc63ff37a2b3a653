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
	var err error
	if info, missing := os.Lstat(path); missing == nil && !info.Mode().IsRegular() {
		err = errors.New("something that is not a regular file has this name; choose another name")
	} else {
		err = explained(disk.Write(path, data, overwrite))
	}
	if err != nil {
		return fmt.Errorf("%s was not saved: %w", path, err)
	}
	return nil
}

// explained says in words why a file could not be written.
func explained(err error) error {
	var why, do string
	switch {
	case err == nil:
		return nil
	case disk.Held(err):
		why, do = "another program has the file open, or it is write-protected", "close it there, or choose another name"
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
