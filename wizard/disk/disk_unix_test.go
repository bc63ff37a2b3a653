//go:build unix

package disk

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

func TestANamedPipeIsRefusedWithoutWaiting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path, 5); !errors.Is(err, ErrNotOrdinary) {
		t.Error(err)
	}
}

func TestAFolderThatTakesNoFileIsKnownBeforehand(t *testing.T) {
	dir := t.TempDir()
	if err := TryWrite(dir, 1<<20); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := TryWrite("/proc", 1); err == nil {
		t.Error("a file could be written into /proc")
	}
}
