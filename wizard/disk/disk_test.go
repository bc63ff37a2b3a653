package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// holds fails unless a folder holds exactly one file with this text.
func holds(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", path, got, err, want)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("beside it: %v %v", entries, err)
	}
}

func TestAFileIsReplacedOnlyWhenAskedTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	if err := Write(path, []byte("first"), false); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "first")
	if err := Write(path, []byte("second"), false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a taken name: %v", err)
	}
	holds(t, path, "first")
	if err := Write(path, []byte("second"), true); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "second")
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("its mode is %v, %v", info.Mode(), err)
	}
}

func TestAFileMayHaveTheLongestName(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("n", 250)+".md")
	if err := Write(path, []byte("x"), false); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "x")
}

func TestAFileSystemWithoutHardLinksWorksToo(t *testing.T) {
	dir := t.TempDir()
	temp, path := filepath.Join(dir, "temp"), filepath.Join(dir, "a.md")
	if err := os.WriteFile(temp, []byte("whole"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := claim(temp, path); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "whole")
	if err := claim(temp, path); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
}

func TestOnlyOrdinaryFilesOfABoundedSizeAreRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.json")
	if err := os.WriteFile(path, []byte("\xef\xbb\xbf{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Read(path, 5); err != nil || string(got) != "{}" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Read(path, 4); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a byte too many: %v", err)
	}
	if _, err := Read(filepath.Join(dir, "absent"), 5); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := Read(dir, 5); err == nil {
		t.Error("a folder was read")
	}
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("this system has no /dev/zero")
	}
	if _, err := Read("/dev/zero", 5); !errors.Is(err, ErrNotOrdinary) {
		t.Errorf("an endless file: %v", err)
	}
}
