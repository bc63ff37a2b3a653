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

// Save writes a report whole or not at all, readable by its owner alone. It
// replaces an existing file only when overwrite says so, and never anything
// that is not an ordinary file. The error tells a person what to do; it wraps
// fs.ErrExist when the name is taken.
func Save(path string, data []byte, overwrite bool) error {
	if err := save(path, data, overwrite); err != nil {
		return fmt.Errorf("the report was not saved as %s: %w", path, err)
	}
	return nil
}

func save(path string, data []byte, overwrite bool) error {
	if info, err := os.Lstat(path); err == nil {
		switch {
		case !info.Mode().IsRegular():
			return errors.New("this name is taken by something that is not an ordinary file; choose another name")
		case !overwrite:
			return taken()
		}
	}
	err := disk.Write(path, data, overwrite)
	if disk.Held(err) {
		return fmt.Errorf("another program has the file open, or it may not be changed (%w); close it there, or choose another name", err)
	}
	return plain(err)
}

func taken() error {
	return fmt.Errorf("a file of this name is there already (%w); choose another name, or ask for it to be overwritten", fs.ErrExist)
}

// plain says in words why a file could not be written.
func plain(err error) error {
	var why, do string
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return taken()
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

// NextName finds a free name beside a taken one: name-2.png, name-3.png and so
// on. A free name is returned as it is.
func NextName(path string) string {
	ext := filepath.Ext(path)
	base := strings.TrimSuffix(path, ext)
	name := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); err != nil {
			return name // free, or not to be looked at: saving will say why
		}
		name = fmt.Sprintf("%s-%d%s", base, n, ext)
	}
}
