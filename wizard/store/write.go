package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"threelo/wizard/disk"
)

// write replaces a setup's file, whole or not at all. This window holds the id.
// A link, a folder or another user's file of that name is renamed first.
func (s *Store) write(id string, data []byte) error {
	s.removeUnfinished(id)
	if info, err := os.Lstat(s.path(id)); err == nil && (!info.Mode().IsRegular() || foreign(info)) {
		if _, err := s.aside(id); err != nil {
			return err
		}
	}
	return disk.Write(s.path(id), data, true)
}

// removeUnfinished removes what killed runs left unfinished: at once for the
// setup that this window holds, after a day for any other. The next call repeats
// what failed.
func (s *Store) removeUnfinished(held string) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		name, dotted := strings.CutPrefix(entry.Name(), ".")
		id, _, marked := strings.Cut(name, disk.TempMark)
		if !dotted || !marked || !validID(id) || !entry.Type().IsRegular() {
			continue
		}
		info, err := entry.Info()
		if id == held || err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(filepath.Join(s.dir, entry.Name()))
		}
	}
}

// aside renames a setup's file to the first free name.aside-1, -2, … and returns
// that name.
func (s *Store) aside(id string) (string, error) {
	path := s.path(id)
	name := ""
	for n := 1; ; n++ {
		name = fmt.Sprintf("%s.aside-%d", path, n)
		if _, err := os.Lstat(name); err != nil {
			break // free, or not accessible: then renaming says why
		}
	}
	return filepath.Base(name), os.Rename(path, name)
}
