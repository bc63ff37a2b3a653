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
	if info, err := os.Lstat(path); err == nil && overwrite && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file: choose another name", path)
	}
	err := disk.Write(path, data, overwrite)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return fmt.Errorf("%s was not saved: %s", path, Why(err))
}

// Why says in words why a file could not be written, and what to do.
func Why(err error) string {
	switch {
	case disk.Held(err):
		return "another program has the file open, or it is write-protected; close it there, or choose another name"
	case disk.MayNotWrite(err):
		return "you are not allowed to write in this folder; choose another one"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return "the folder does not exist; make it, or choose another one"
	case disk.Full(err):
		return "the disk is full; make room, or choose another folder"
	}
	return disk.Reason(err) + "; choose another folder"
}

// SaveNew is Save under the first free name: name.png, name-2.png, name-3.png and so
// on. It returns the path.
func SaveNew(path string, data []byte) (string, error) {
	ext := filepath.Ext(path)
	name := path
	for n := 2; ; n++ {
		if err := Save(name, data, false); !errors.Is(err, fs.ErrExist) {
			return name, err
		}
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), n, ext)
	}
}
