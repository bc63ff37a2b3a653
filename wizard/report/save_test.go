package report

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func read1(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path) // #nosec G304 -- in the test's own folder
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// left fails when a folder holds anything else than these names.
func left(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]string, 0, len(entries))
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func TestAReportIsSavedForItsOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.md")
	if err := Save(path, []byte("one"), false); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Error(info.Mode())
	}
	if got := read1(t, path); got != "one" {
		t.Error(got)
	}
	left(t, dir, "a.md")
}

func TestAnExistingFileIsOverwrittenOnlyWhenAskedTo(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.md")
	if err := os.WriteFile(path, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := Save(path, []byte("ours"), false)
	if !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	if got := read1(t, path); got != "theirs" {
		t.Fatal(got)
	}
	if err := Save(path, []byte("ours"), true); err != nil {
		t.Fatal(err)
	}
	if got := read1(t, path); got != "ours" {
		t.Error(got)
	}
	left(t, dir, "a.md")
}

func TestTwoReportsAtOnceNeverShareAName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	var done sync.WaitGroup
	saved := make([]error, 8)
	for i := range saved {
		done.Go(func() { saved[i] = Save(path, []byte("whole"), false) })
	}
	done.Wait()
	good := 0
	for _, err := range saved {
		if err == nil {
			good++
		} else if !errors.Is(err, fs.ErrExist) {
			t.Error(err)
		}
	}
	if good != 1 || read1(t, path) != "whole" {
		t.Errorf("%d were saved", good)
	}
}

func TestAnythingButARegularFileIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "a.png")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "b.png")
	if err := os.Symlink("nowhere", link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	for _, path := range []string{folder, link} {
		if err := Save(path, []byte("x"), true); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%s: %v", path, err)
		}
	}
	left(t, dir, "a.png", "b.png")
}

func TestAFolderThatCannotBeWrittenIsAPlainMessage(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "none", "a.md"), filepath.Join(file, "a.md")} {
		err := Save(path, []byte("x"), false)
		if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "make it, or choose another one") {
			t.Errorf("%s: %v", path, err)
		}
	}
	left(t, dir, "file")
}

func TestAFullDiskIsAMessageAndNoHalfAReport(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no /dev/full")
	}
	defer full.Close() //nolint:errcheck // nothing was written
	_, err = full.WriteString("report")
	if why := Why(err); !strings.Contains(why, "the disk is full") {
		t.Error(why)
	}
}

func TestAReportThatIsOpenElsewhereIsReplacedOrSaidToBeOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "status.md")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	viewer, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	err, want := Save(path, []byte("new"), true), "new"
	if runtime.GOOS == "windows" { // an open file can't be replaced there
		want = "old"
		if err == nil || !strings.Contains(err.Error(), "close it there, or choose another name") {
			t.Error(err)
		}
	} else if err != nil {
		t.Error(err)
	}
	if err := viewer.Close(); err != nil {
		t.Fatal(err)
	}
	if got := read1(t, path); got != want {
		t.Errorf("it holds %q", got)
	}
	left(t, filepath.Dir(path), "status.md")
}

func TestANewReportTakesTheNextFreeName(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "status.png")
	for _, want := range []string{"status.png", "status-2.png", "status-3.png"} {
		if got, err := SaveNew(path, []byte(want)); err != nil || got != filepath.Join(dir, want) {
			t.Fatalf("%s, want %s: %v", got, want, err)
		}
	}
	if got := read1(t, path); got != "status.png" {
		t.Errorf("the first one now holds %s", got)
	}
	if _, err := SaveNew(filepath.Join(dir, "gone", "x.md"), nil); err == nil || !strings.Contains(err.Error(), "the folder does not exist") {
		t.Error(err)
	}
}

func TestTheKindIsInTheName(t *testing.T) {
	for path, want := range map[string]Kind{"a.png": PNG, "/b/c.SVG": SVG, "x.y.md": Markdown, ".txt": Text, "./r.json": JSON} {
		if got, err := KindOf(path); got != want || err != nil {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
	for _, path := range []string{"", "report", "report.pdf", "png", "a.png/b"} {
		if _, err := KindOf(path); err == nil || !strings.Contains(err.Error(), ".png, .svg, .md, .txt or .json") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := Export(anonymousReport(), Supporter, "pdf", nil); err == nil {
		t.Error("a PDF was made")
	}
}
