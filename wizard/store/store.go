// Package store keeps the saved setups: one JSON file each, readable by its
// owner alone, replaced whole or not at all, held by one window at a time. What
// it cannot use it sets aside and says so; it deletes nothing that a person made.
package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/adrg/xdg"

	"threelo/steps"
)

// maxSize bounds a saved setup, in bytes. An honest one has a few thousand.
const maxSize = 256 << 10

const (
	folderMode = 0o700
	fileMode   = 0o600
	fileEnding = ".json"
)

// Options say where the setups are.
type Options struct {
	Dir       string // "" for the system's own place for a program's state
	Rehearsal bool   // a folder of its own, so that a rehearsal is never mistaken for real
}

// Store is a folder of saved setups, as one window sees it. Its methods may be
// called by several goroutines. A trouble with the folder is an error of the
// method that meets it and not the end of the Store: the next Save tries again.
type Store struct {
	dir string

	mu   sync.Mutex
	held map[string]*os.File // the lock files of this window's setups, by id
}

// Open finds the folder of the saved setups. It makes nothing yet: the first
// Save does. The error says that the system names no place for them.
func Open(o Options) (*Store, error) {
	dir := o.Dir
	if dir == "" {
		// On Linux $XDG_STATE_HOME or ~/.local/state, on macOS
		// ~/Library/Application Support, on Windows %LOCALAPPDATA%.
		// Without HOME xdg takes the top of the disk, where nobody looks for it.
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

// Save writes a setup over what was saved of it before. From the first Save on
// the setup is held by this window, as Lock does. What could not be shown again
// without harm, or has the shape of a secret, is left out. The error is meant
// for a person; it is ErrInUse when another window holds the setup.
func (s *Store) Save(setup steps.Setup) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !validID(setup.ID) {
		return notSaved(errID)
	}
	clean, _, err := tidy(setup)
	if err != nil {
		return notSaved(err)
	}
	clean.Version = steps.SetupVersion
	data, err := json.MarshalIndent(clean, "", "  ")
	if err != nil {
		return notSaved(err)
	}
	if len(data) > maxSize {
		return notSaved(errSize)
	}
	if err := s.ready(); err != nil {
		return notSavedNow(s.inFolder(err))
	}
	if _, err := s.take(setup.ID); err != nil {
		return notSavedNow(s.inFolder(err))
	}
	if err := s.write(setup.ID, append(data, '\n')); err != nil {
		return notSavedNow(s.inFolder(err))
	}
	return nil
}

// SetAside takes a setup out of the list without deleting it: its file gets
// another name. The error is meant for a person; it is ErrInUse when another
// window holds the setup, and fs.ErrNotExist when there is none.
func (s *Store) SetAside(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !validID(id) {
		return notSetAside(errID)
	}
	if _, err := os.Lstat(s.path(id)); errors.Is(err, fs.ErrNotExist) {
		return notSetAside(words{"there is none of this name any more", err})
	}
	release, err := s.take(id)
	if err != nil {
		return notSetAside(s.inFolder(err))
	}
	defer release()
	if _, err := s.aside(id); err != nil {
		return notSetAside(s.inFolder(err))
	}
	return nil
}

// ready makes the folder where it is missing, for its owner alone.
func (s *Store) ready() error {
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
		// Some file systems know no such modes, and what is saved is no
		// secret: that is no reason not to save.
		_ = os.Chmod(s.dir, folderMode) // #nosec G302 -- a folder
	}
	return nil
}

func (s *Store) path(id string) string { return filepath.Join(s.dir, id+fileEnding) }

// maxID is the most characters of a setup's id.
const maxID = 64

// validID reports whether an id can be a file's name everywhere.
func validID(id string) bool {
	return id != "" && len(id) <= maxID && madeOf(id[:1], "") && madeOf(id, "_-") && !isDevice(id)
}

// isDevice reports whether Windows takes a name for a device, whatever ending
// it has.
func isDevice(name string) bool {
	name = strings.ToLower(name)
	if port := strings.TrimRight(name, "0123456789"); len(name) == len(port)+1 {
		return port == "com" || port == "lpt"
	}
	return slices.Contains([]string{"con", "prn", "aux", "nul"}, name)
}

// idOf is the id of the setup that a file holds, by the file's name.
func idOf(name string) (string, bool) {
	id, ok := strings.CutSuffix(name, fileEnding)
	return id, ok && validID(id)
}
