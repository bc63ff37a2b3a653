// Package e2e walks the whole program as a person would: in a real terminal,
// with a real browser. It holds tests only.
package e2e

import (
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"threelo/wizard/command"
)

// TestMain lets the test binary be the program, when a test starts it so.
func TestMain(m *testing.M) {
	if os.Getenv("THREELO_E2E") == "1" {
		os.Exit(command.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	flag.Parse()
	if flag.Lookup("test.parallel").Value.String() == strconv.Itoa(runtime.GOMAXPROCS(0)) {
		_ = flag.Set("test.parallel", "4") // the tests wait for other programs more than they compute
	}
	code := m.Run()
	_ = os.RemoveAll(folder) // "" for none
	os.Exit(code)
}

// races is where the program, built with the race detector, tells of a race: in
// its terminal the report would be lost. The test that ran it fails with it.
func races(t *testing.T) (path string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "race") // a test's own may have a comma in its name, which ends an option
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(folder, "race")
	t.Cleanup(func() {
		defer os.RemoveAll(folder) //nolint:errcheck // the next start of the machine does it
		reports, _ := filepath.Glob(path + ".*")
		for _, report := range reports {
			text, err := os.ReadFile(report)
			t.Errorf("a data race: %s%v", text, err)
		}
	})
	return path
}
