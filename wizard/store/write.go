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
		if _, err := s.rename(id); err != nil {
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

// rename gives a setup's file the first free name of .aside-1, .aside-2 and so on,
// and returns it.
func (s *Store) rename(id string) (name string, err error) {
	path := s.path(id)
	for n := 1; ; n++ {
		name = fmt.Sprintf("%s.aside-%d", path, n)
		if _, err := os.Lstat(name); err != nil {
			break // free, or not accessible: then renaming says why
		}
	}
	return filepath.Base(name), os.Rename(path, name)
}
