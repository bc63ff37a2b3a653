// Package englishtest collects what the program says during the tests, so that
// somebody can read every sentence once.
package englishtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Collects reports whether this run of the tests collects sentences.
func Collects() bool { return folder() != "" }

// Collect adds a text to the file of that name in the folder that THREELO_SENTENCES
// names. Without a folder it does nothing.
func Collect(t testing.TB, name, text string) {
	t.Helper()
	if !Collects() {
		return
	}
	file, err := os.OpenFile(filepath.Join(folder(), name+".txt"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) // #nosec G304 -- the folder of the person who runs the tests
	if err != nil {
		t.Fatal(err)
	}
	if _, err = file.WriteString(text + "\n"); err == nil {
		err = file.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func folder() string { return os.Getenv("THREELO_SENTENCES") }
