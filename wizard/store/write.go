package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"threelo/wizard/disk"
)

const (
	tempMiddle = ".tmp-" // a temporary file is .<id>.tmp-<digits>: an id has no dot
	tempAge    = 24 * time.Hour
)

// write replaces a setup's file whole or not at all: also after a kill or a
// power cut there is the old one or the new one. The lock of the id is held.
func (s *Store) write(id string, data []byte) error {
	s.sweep(id)
	temp, err := os.CreateTemp(s.dir, "."+id+tempMiddle+"*") // mode 0600
	if err != nil {
		return err
	}
	if err := s.fill(temp, id, data); err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return syncFolder(s.dir)
}

// fill writes the temporary file and puts it in its place. What stands there
// and is no file of this program's is kept under another name.
func (s *Store) fill(temp *os.File, id string, data []byte) error {
	_, err := temp.Write(data)
	if err == nil {
		err = temp.Sync()
	}
	if err := errors.Join(err, temp.Close()); err != nil {
		return err
	}
	if info, err := os.Lstat(s.path(id)); err == nil && (!info.Mode().IsRegular() || foreign(info)) {
		if _, err := s.aside(id); err != nil {
			return err
		}
	}
	return disk.Patiently(func() error { return os.Rename(temp.Name(), s.path(id)) })
}

// sweep removes what killed runs left half written: at once for the setup that
// this window holds, after a day for any other. Failing is no harm: the next
// sweep tries again.
func (s *Store) sweep(held string) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		id, _, ok := strings.Cut(strings.TrimPrefix(entry.Name(), "."), tempMiddle)
		if !ok || entry.Name()[0] != '.' || !validID(id) || !entry.Type().IsRegular() {
			continue
		}
		if id != held {
			info, err := entry.Info()
			if err != nil || time.Since(info.ModTime()) < tempAge {
				continue
			}
		}
		_ = os.Remove(filepath.Join(s.dir, entry.Name()))
	}
}

// asideName is the first free name for a file that is set aside.
func asideName(path string) string {
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.aside-%d", path, n)
		if _, err := os.Lstat(name); err != nil {
			return name // free, or not to be looked at: renaming will say why
		}
	}
}
