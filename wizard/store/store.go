// Package store keeps the saved setups: one JSON file each, readable by its
// owner alone, replaced whole or not at all, held by one window at a time. A file
// that it can't use is renamed, with a note; a setup is deleted only when a person says so.
package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/adrg/xdg"

	"threelo/steps/dialog"
	"threelo/wizard/disk"
)

// maxSize bounds a saved setup, in bytes. A real one has a few thousand.
const maxSize = 256 << 10

const (
	folderMode = 0o700
	fileEnding = ".json"
)

// Options say where the setups are.
type Options struct {
	Dir       string // "" for the system's own folder for the state of programs
	Rehearsal bool   // a separate folder, so that a rehearsal is never mistaken for real
}

// Store is one window's view of a folder of saved setups. Several goroutines may
// call its methods. After an error the Store can still be used: the next Save
// tries again.
type Store struct {
	dir string

	mu   sync.Mutex
	held map[string]*os.File // the lock files of this window's setups, by id
}

// Open finds the folder of the saved setups. The first Save makes it. The error
// says that this system does not name a folder for them.
func Open(o Options) (*Store, error) {
	dir := o.Dir
	if dir == "" {
		// On Linux $XDG_STATE_HOME or ~/.local/state, on macOS
		// ~/Library/Application Support, on Windows %LOCALAPPDATA%.
		// Without HOME xdg takes the root folder, where a setup would be lost.
		homeless := xdg.Home == "/" && os.Getenv("HOME") == "" && os.Getenv("XDG_STATE_HOME") == ""
		if homeless || !filepath.IsAbs(xdg.StateHome) {
			return nil, errors.New("the setup cannot be saved: this system does not say where your home folder is; set the environment variable XDG_STATE_HOME to a folder of yours and start again")
		}
		dir = filepath.Join(xdg.StateHome, "threelo")
	}
	if o.Rehearsal {
		dir = filepath.Join(dir, "rehearsals")
	}
	return &Store{dir: dir, held: map[string]*os.File{}}, nil
}

// Save replaces a saved setup. From the first Save on this window holds the
// setup, as after Lock. It leaves out what would be unsafe to show again and what
// looks like a secret. The error is meant for a person; it wraps ErrInUse when
// another window holds the setup.
func (s *Store) Save(setup dialog.Setup) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.save(setup)
	failed := s.failed("the setup was not saved", err)
	if failed != nil && !errors.Is(failed, err) { // it was the folder
		return fmt.Errorf("%w; nothing is lost while this window stays open, and the next step saves again", failed)
	}
	return failed
}

func (s *Store) save(setup dialog.Setup) error {
	setup, _, err := tidy(setup)
	if err != nil {
		return err
	}
	setup.Version = dialog.SetupVersion
	data, err := json.MarshalIndent(setup, "", "  ")
	if err != nil {
		return err
	}
	if err := s.hold(setup.ID); err != nil {
		return err
	}
	return s.write(setup.ID, append(data, '\n'))
}

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

// SetAside renames a setup's file, so that it is no longer listed. The error is
// meant for a person; it wraps ErrInUse when another window holds the setup.
func (s *Store) SetAside(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.setAside(id)
	return s.failed("the saved setup was not set aside", err)
}

// setAside returns the new name.
func (s *Store) setAside(id string) (name string, err error) {
	if err := s.hold(id); err != nil {
		return "", err
	}
	defer s.drop(id)
	return s.rename(id)
}

// Delete removes a setup's file. A setup that is not there is as good as deleted.
// The error is meant for a person; it wraps ErrInUse when another window holds it.
func (s *Store) Delete(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.hold(id)
	if err == nil {
		err = os.Remove(s.path(id))
		s.drop(id)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.failed("the saved setup was not deleted", err)
}

// makeFolder makes the folder if it is missing, for its owner alone.
func (s *Store) makeFolder() error {
	if err := os.MkdirAll(s.dir, folderMode); err != nil {
		return err
	}
	info, err := os.Stat(s.dir)
	switch {
	case err != nil:
		return err
	case foreign(info):
		return errFolder
	case info.Mode().Perm()&^folderMode != 0:
		// A file system without such modes is not a reason not to save: a setup
		// holds no secret.
		_ = os.Chmod(s.dir, folderMode) // #nosec G302 -- a folder
	}
	return nil
}

func (s *Store) path(id string) string { return filepath.Join(s.dir, id+fileEnding) }

// maxID is the most characters of a setup's id.
const maxID = 64

// validID reports whether an id can be a file name on every system.
func validID(id string) bool {
	return id != "" && len(id) <= maxID && madeOf(id[:1], "") && madeOf(id, "_-")
}

// idOf returns the id of the setup in a file of this name.
func idOf(name string) (string, bool) {
	id, ok := strings.CutSuffix(name, fileEnding)
	return id, ok && validID(id)
}
