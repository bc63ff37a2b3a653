package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"threelo/oauth"
	"threelo/steps"
	"threelo/wizard/disk"
)

// List returns the saved setups, the one saved last first, and what a person
// should know about those that are missing or incomplete. It never fails as a
// whole: what cannot be used is set aside, never deleted, and what belongs to
// somebody else or lies somewhere else stays where it is.
func (s *Store) List() ([]steps.Setup, []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	info, err := os.Stat(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && foreign(info) {
		err = errFolder
	}
	var entries []os.DirEntry
	if err == nil {
		entries, err = os.ReadDir(s.dir)
	}
	var notes []string
	if err != nil {
		notes = append(notes, "earlier setups could not be looked through: "+s.inFolder(err).Error())
	}
	var found []loaded
	for _, entry := range entries {
		id, ok := idOf(entry.Name())
		if !ok {
			continue
		}
		l, note := s.load(id)
		if l != nil {
			found = append(found, *l)
		}
		if note != "" {
			notes = append(notes, note)
		}
	}
	s.removeUnfinished("")
	slices.SortFunc(found, func(a, b loaded) int {
		return cmp.Or(b.saved.Compare(a.saved), cmp.Compare(a.setup.ID, b.setup.ID))
	})
	setups := make([]steps.Setup, len(found))
	for i, l := range found {
		setups[i] = l.setup
	}
	return setups, notes
}

// loaded is a setup that can be used.
type loaded struct {
	setup steps.Setup
	saved time.Time
	left  []string // names of fields that could not be used
}

// fault is why a saved setup cannot be used.
type fault struct {
	why  string
	next string
	stay bool // it is not ours to move
}

const beginAnew = "begin this setup anew"

// load reads a setup, or sets it aside; a note says so.
func (s *Store) load(id string) (*loaded, string) {
	l, f := read(s.path(id), id)
	if f == nil {
		return l, leftOut(l)
	}
	label := "the saved setup " + id + fileEnding + " "
	if f.stay {
		return nil, label + f.why + "; it was left where it is and is not used; " + f.next
	}
	release, err := s.take(id)
	if err != nil {
		return nil, label + f.why + ", and was left where it is: " + s.inFolder(err).Error()
	}
	defer release()
	// Another window may have saved it anew meanwhile.
	if l, f = read(s.path(id), id); f == nil {
		return l, leftOut(l)
	}
	name, err := s.aside(id)
	if err != nil {
		return nil, label + f.why + ", and was left where it is: " + s.inFolder(err).Error()
	}
	return nil, fmt.Sprintf("%s%s; it was set aside as %s in %s; %s", label, f.why, name, oauth.CleanText(s.dir, 0), f.next)
}

func leftOut(l *loaded) string {
	if l == nil || len(l.left) == 0 {
		return ""
	}
	return fmt.Sprintf("a part of the saved setup %s%s could not be used and was left out (%s); enter it again",
		l.setup.ID, fileEnding, strings.Join(l.left, ", "))
}

// read takes in one file. Neither a setup nor a fault: it is gone.
func read(path, id string) (*loaded, *fault) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, unreadable(err)
	}
	if f := misfit(info); f != nil {
		return nil, f
	}
	var file *os.File
	err = disk.Patiently(func() error {
		file, err = os.OpenFile(path, os.O_RDONLY|openFlags, 0) // #nosec G304 -- in the store's own folder
		return err
	})
	if err != nil {
		return nil, unreadable(err)
	}
	defer file.Close() //nolint:errcheck // only read
	// Again, of what was opened: it may be another file by now.
	if info, err = file.Stat(); err != nil {
		return nil, unreadable(err)
	}
	if f := misfit(info); f != nil {
		return nil, f
	}
	data, err := io.ReadAll(io.LimitReader(file, maxSize+1))
	if err != nil {
		return nil, unreadable(err)
	}
	setup, left, f := parse(data, id)
	if f != nil {
		return nil, f
	}
	return &loaded{setup, info.ModTime(), left}, nil
}

// misfit judges a file by what can be known without opening it.
func misfit(info fs.FileInfo) *fault {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return &fault{"is only a link to a file elsewhere", "put the file itself in its place to go on with it", true}
	case foreign(info):
		return &fault{"belongs to another user", "make it yours to go on with it", true}
	case !info.Mode().IsRegular():
		return &fault{"is not an ordinary file", beginAnew, false}
	case info.Size() > maxSize:
		return &fault{"is far larger than a setup can be", beginAnew, false}
	}
	return nil
}

func unreadable(err error) *fault {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, fs.ErrPermission):
		return &fault{"may not be read by you", "allow it and give it back its name to go on with it", false}
	}
	return &fault{"could not be read (" + oauth.CleanText(root(err).Error(), 0) + ")", "start threelo again to try once more", true}
}

// parse reads a saved setup, which anybody may have changed meanwhile. left
// names the fields that could not be used.
func parse(data []byte, id string) (setup steps.Setup, left []string, f *fault) {
	damaged := &fault{"is damaged or was cut short", beginAnew, false}
	if len(data) > maxSize {
		return setup, nil, &fault{"is far larger than a setup can be", beginAnew, false}
	}
	var head struct {
		Version int `json:"version"`
	}
	if json.Unmarshal(data, &head) != nil || head.Version < 1 {
		return setup, nil, damaged
	}
	if head.Version > steps.SetupVersion {
		return setup, nil, &fault{"was written by a newer threelo", "use that one and give the file back its name to go on with it, or " + beginAnew, false}
	}
	if json.Unmarshal(data, &setup) != nil {
		return steps.Setup{}, nil, damaged
	}
	if setup.ID != id {
		return steps.Setup{}, nil, &fault{"holds a setup of another name, so probably it is a copy", "give it back its name to go on with it, or " + beginAnew, false}
	}
	setup, left, err := tidy(setup)
	if err != nil {
		return steps.Setup{}, nil, damaged
	}
	return setup, left, nil
}
