package store

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"threelo/steps/dialog"
)

func TestTwoWindowsDoNotOverwriteEachOther(t *testing.T) {
	dir := t.TempDir()
	first, second := opened(t, dir), opened(t, dir)
	saved(t, first, acme())

	stale := acme()
	stale.AppName = "from the second window"
	lockErr := second.Lock(acme().ID)
	for _, err := range []error{second.Save(stale), second.SetAside(acme().ID), lockErr} {
		if !errors.Is(err, ErrInUse) {
			t.Fatalf("got %v", err)
		}
		plain(t, err.Error(), "open in another window of threelo", "close it")
	}
	if setups, notes := second.List(); len(setups) != 1 || setups[0].AppName != acme().AppName || notes != nil {
		t.Error("the second window may look: ", setups, notes)
	}
	saved(t, second, named("another"))

	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	saved(t, second, stale)
}

func TestOneWindowMayHoldASetupTwiceAndLetsGoOnce(t *testing.T) {
	dir := t.TempDir()
	first, second := opened(t, dir), opened(t, dir)
	if err := first.Lock(acme().ID); err != nil {
		t.Fatal(err)
	}
	if err := first.Lock(acme().ID); err != nil {
		t.Fatal(err)
	}
	saved(t, first, acme())
	if err := second.Save(acme()); !errors.Is(err, ErrInUse) {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	saved(t, second, acme())
}

func TestADamagedFileOfAnOpenWindowIsLeftToThatWindow(t *testing.T) {
	dir := t.TempDir()
	first, second := opened(t, dir), opened(t, dir)
	saved(t, first, acme())
	put(t, dir, acme().ID+".json", "{")
	_, notes := second.List()
	if len(notes) != 1 {
		t.Fatal(notes)
	}
	plain(t, notes[0], "damaged", "left where it is", "another window")
	saved(t, first, acme())
	if setups, notes := second.List(); len(setups) != 1 || notes != nil {
		t.Error(setups, notes)
	}
}

func TestAKilledWindowLetsGo(t *testing.T) {
	dir := t.TempDir()
	w := openWindow(t, "hold", dir)
	w.says(t)
	s := opened(t, dir)
	if err := s.Lock(acme().ID); !errors.Is(err, ErrInUse) {
		t.Fatalf("got %v", err)
	}
	w.kill()
	if err := s.Lock(acme().ID); err != nil {
		t.Fatal(err)
	}
}

func TestKilledAtAnyMomentTheFileIsWhole(t *testing.T) {
	dir := t.TempDir()
	for round := range 10 {
		w := openWindow(t, "save", dir)
		last := w.says(t)
		time.AfterFunc(rand.N(100*time.Millisecond), func() { _ = w.cmd.Process.Kill() }) // #nosec G404 -- a moment, not a key
		for w.out.Scan() {
			last = w.out.Text()
		}
		w.kill()
		told, err := strconv.Atoi(last)
		if err != nil {
			t.Fatal(err)
		}
		s := opened(t, dir)
		setups, notes := s.List()
		if len(setups) != 1 || notes != nil {
			t.Fatalf("round %d: %v %v", round, setups, notes)
		}
		if n, _ := strconv.Atoi(setups[0].AppName); n < told || n > told+1 {
			t.Errorf("round %d: the file has save %d, and %d was told to be saved", round, n, told)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := opened(t, dir)
	saved(t, s, acme())
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("left after a last save: %v", got)
	}
}

func TestManyWindowsListWhileOneSaves(t *testing.T) {
	dir := t.TempDir()
	writer := opened(t, dir)
	saved(t, writer, acme())
	var windows sync.WaitGroup
	for range 4 {
		reader := opened(t, dir)
		windows.Go(func() {
			for range 20 {
				if setups, notes := reader.List(); len(setups) != 1 || notes != nil {
					t.Errorf("%v %v", setups, notes)
					return
				}
			}
		})
	}
	for range 20 {
		if err := writer.Save(acme()); err != nil {
			t.Error(err)
		}
	}
	windows.Wait()
}

func TestSavingLeavesTheCallersSetupAlone(t *testing.T) {
	setup := acme()
	setup.Version = 0
	setup.Proofs["x"] = dialog.Proof{Outcome: "odd"}
	saved(t, opened(t, t.TempDir()), setup)
	if setup.Version != 0 || len(setup.Proofs) != 2 {
		t.Error(setup)
	}
}

func TestASetupIsDeletedUnlessAnotherWindowHasIt(t *testing.T) {
	dir := t.TempDir()
	first, second := opened(t, dir), opened(t, dir)
	saved(t, first, acme(), named("another"))
	err := second.Delete(acme().ID)
	if !errors.Is(err, ErrInUse) || !exists(first.path(acme().ID)) {
		t.Fatalf("a setup that is open elsewhere is gone, or it said %v", err)
	}
	plain(t, err.Error(), "open in another window of threelo")

	if err := first.Delete(acme().ID); err != nil {
		t.Fatal(err)
	}
	if setups, notes := second.List(); len(setups) != 1 || setups[0].ID != "another" || notes != nil {
		t.Errorf("what is left: %v, %q", setups, notes)
	}
	if err := second.Delete(acme().ID); err != nil {
		t.Errorf("deleting what is gone already: %v", err)
	}
	saved(t, second, acme()) // the first window let go of it
}
