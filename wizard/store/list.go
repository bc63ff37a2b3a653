package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/disk"
)

// List returns the saved setups, the one saved last first, and notes for a person
// about those that are missing or incomplete. A file that can't be used is set
// aside; a link and another user's file stay where they are.
func (s *Store) List() ([]dialog.Setup, []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entries, err := s.entries()
	var notes []string
	if err != nil {
		notes = append(notes, "the saved setups could not be read: "+s.explain(err).Error())
	}
	var found []loaded
	for _, entry := range entries {
		id, ok := idOf(entry.Name())
		if !ok {
			continue
		}
		l, problem := read(s.path(id), id)
		switch {
		case problem != nil:
			notes = append(notes, s.resolve(id, problem))
		case l != nil:
			found = append(found, *l)
			if len(l.omitted) > 0 {
				notes = append(notes, fmt.Sprintf("threelo could not use a part of the saved setup %s and left it out (%s); enter it again", entry.Name(), strings.Join(l.omitted, ", ")))
			}
		}
	}
	slices.SortFunc(found, func(a, b loaded) int {
		return cmp.Or(b.saved.Compare(a.saved), cmp.Compare(a.setup.ID, b.setup.ID))
	})
	setups := make([]dialog.Setup, len(found))
	for i, l := range found {
		setups[i] = l.setup
	}
	return setups, notes
}

// entries returns what is in the folder, nothing if it does not exist.
func (s *Store) entries() ([]os.DirEntry, error) {
	info, err := os.Stat(s.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case foreign(info):
		return nil, errFolder
	}
	return os.ReadDir(s.dir)
}

// resolve sets a file with a problem aside, unless it must stay, and returns a
// note for a person.
func (s *Store) resolve(id string, p *problem) string {
	label := "the saved setup " + id + fileEnding + " " + p.why
	if p.stays {
		return label + "; it was left where it is and is not used; " + p.fix
	}
	name, err := s.setAside(id)
	if err != nil {
		return label + ", and was left where it is: " + s.explain(err).Error()
	}
	return fmt.Sprintf("%s; it was set aside as %s in %s; %s", label, name, oauth.CleanText(s.dir, 0), p.fix)
}

// loaded is a setup that can be used.
type loaded struct {
	setup   dialog.Setup
	saved   time.Time
	omitted []string // names of fields that could not be used
}

// problem is why a saved setup can't be used.
type problem struct {
	why   string
	fix   string
	stays bool // the file must not be renamed
}

const startAgain = "start this setup again"

var damaged = &problem{why: "is damaged or was cut short", fix: startAgain}

// read reads one file. It returns neither a setup nor a problem when the file is
// gone.
func read(path, id string) (*loaded, *problem) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return nil, unreadable(err)
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, &problem{"is only a link to a file elsewhere", "to continue with it, move the file itself here", true}
	case foreign(info):
		return nil, &problem{"belongs to another user", "to continue with it, make yourself its owner", true}
	}
	data, err := disk.Read(path, maxSize)
	if err != nil {
		return nil, unreadable(err)
	}
	setup, omitted, p := parse(data, id)
	if p != nil {
		return nil, p
	}
	return &loaded{setup, info.ModTime(), omitted}, nil
}

func unreadable(err error) *problem {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, disk.ErrNotOrdinary):
		return &problem{why: "is not a regular file", fix: startAgain}
	case errors.Is(err, disk.ErrTooLarge):
		return &problem{why: "is far larger than a setup can be", fix: startAgain}
	case errors.Is(err, fs.ErrPermission):
		return &problem{why: "can't be read: you don't have the permission", fix: "to continue with it, change its permissions and rename it back"}
	}
	return &problem{"could not be read (" + disk.Reason(err) + ")", "start threelo again to try once more", true}
}

// parse reads a saved setup, which somebody may have edited. omitted names the
// fields that could not be used.
func parse(data []byte, id string) (setup dialog.Setup, omitted []string, p *problem) {
	err := json.Unmarshal(data, &setup) // also reads the version of a file with fields of other kinds
	switch {
	case setup.Version > dialog.SetupVersion:
		return setup, nil, &problem{why: "was written by a newer threelo", fix: "to continue with it, use that version and rename the file back, or " + startAgain}
	case err != nil, setup.Version < 1:
		return setup, nil, damaged
	case setup.ID != id:
		return setup, nil, &problem{why: "holds a setup of another name, so it is probably a copy", fix: "to continue with it, rename it to that name, or " + startAgain}
	}
	if setup, omitted, err = tidy(setup); err != nil {
		return setup, nil, damaged
	}
	return setup, omitted, nil
}
