package store

import (
	"fmt"
	"os"
	"path/filepath"

	"threelo/wizard/disk"
)

// write replaces a setup's file, whole or not at all. This window holds the id.
// A link, a folder or another user's file of that name is renamed first.
func (s *Store) write(id string, data []byte) error {
	unfinished, _ := filepath.Glob(filepath.Join(s.dir, "."+id+disk.TempMark+"*")) // by runs that were killed
	for _, path := range unfinished {
		_ = os.Remove(path) // the next save tries again
	}
	if info, err := os.Lstat(s.path(id)); err == nil && (!info.Mode().IsRegular() || foreign(info)) {
		if _, err := s.rename(id); err != nil {
			return err
		}
	}
	return disk.Write(s.path(id), data, true)
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
