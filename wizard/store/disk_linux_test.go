package store

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

const nobody = 65534

func TestAFullDiskIsSaidAndTheOldFileStays(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64k,mode=0700"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	s := opened(t, dir)
	saved(t, s, acme())
	filler := filepath.Join(dir, "filler")
	if err := os.WriteFile(filler, make([]byte, 128<<10), 0o600); err == nil {
		t.Fatal("the disk is larger than it was made")
	}
	later := acme()
	later.AppName = "later"
	err := s.Save(later)
	if err == nil {
		t.Fatal("saved on a full disk")
	}
	plain(t, err.Error(), "not saved", "is full", "make room", "nothing is lost while this window stays open")
	setups, notes := s.List()
	if len(setups) != 1 || setups[0].AppName != acme().AppName || notes != nil {
		t.Error(setups, notes)
	}
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("left behind: %v", got)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	saved(t, s, later)
}

func TestAForbiddenFolderIsSaid(t *testing.T) {
	dir := filepath.Join(reachable(t), "threelo")
	s := opened(t, dir)
	saved(t, s, acme())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil { // #nosec G302 -- a folder
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) }) // #nosec G302
	asOrdinaryUser(t, func() {
		err := s.Save(acme())
		if err == nil {
			t.Fatal("saved")
		}
		plain(t, err.Error(), "you are not allowed to read or write in the folder "+dir, "XDG_STATE_HOME", "the next step saves again")
	})
	below := opened(t, filepath.Join(dir, "below"))
	asOrdinaryUser(t, func() {
		err := below.Save(acme())
		if err == nil {
			t.Fatal("saved")
		}
		plain(t, err.Error(), "you are not allowed to read or write")
	})
}

func TestAFileThatMayNotBeReadIsSetAside(t *testing.T) {
	dir := reachable(t)
	if err := os.Chmod(put(t, dir, "closed.json", "{}"), 0); err != nil {
		t.Fatal(err)
	}
	s := opened(t, dir)
	asOrdinaryUser(t, func() {
		setups, notes := s.List()
		if len(setups) != 0 || len(notes) != 1 {
			t.Fatal(setups, notes)
		}
		plain(t, notes[0], "can't be read", "set aside")
	})
	if !exists(filepath.Join(dir, "closed.json.aside-1")) {
		t.Error("it is gone")
	}
}

func TestASetupOfAnotherUserIsLeftAlone(t *testing.T) {
	s := opened(t, t.TempDir())
	saved(t, s, acme())
	belongs(t, s.path(acme().ID))
	setups, notes := s.List()
	if len(setups) != 0 || len(notes) != 1 {
		t.Fatal(setups, notes)
	}
	plain(t, notes[0], "belongs to another user", "left where it is")
	if !exists(s.path(acme().ID)) {
		t.Error("it was moved")
	}
}

func TestAFolderOfAnotherUserIsNotUsed(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	saved(t, s, acme())
	belongs(t, dir)
	setups, notes := s.List()
	if len(setups) != 0 || len(notes) != 1 {
		t.Fatal(setups, notes)
	}
	plain(t, notes[0], "belongs to another user", "without sudo")
	err := s.Save(acme())
	if err == nil {
		t.Fatal("saved")
	}
	plain(t, err.Error(), "belongs to another user")
}

func TestANamedPipeDoesNotHoldTheStartUp(t *testing.T) {
	s := opened(t, t.TempDir())
	if err := unix.Mkfifo(s.path("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, notes := s.List()
	if len(notes) != 1 {
		t.Fatal(notes)
	}
	plain(t, notes[0], "not a regular file")
}

// reachable is a folder in which root's stand-in may do as it likes.
func reachable(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(path, 0o777); err != nil { // #nosec G302 -- a test's own folder
			t.Fatal(err)
		}
	}
	return dir
}

// belongs gives a file to another user, which only root can.
func belongs(t *testing.T, path string) {
	t.Helper()
	if err := os.Chown(path, nobody, nobody); err != nil {
		t.Skipf("needs the right to give a file away: %v", err)
	}
}

// asOrdinaryUser runs a test without root's power over files, on this thread only.
// The system then takes the files for another user's.
func asOrdinaryUser(t *testing.T, do func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		do()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Setfsuid(nobody); err != nil {
		t.Fatal(err)
	}
	defer unix.Setfsuid(0) //nolint:errcheck // always allowed to root
	do()
}
