// Package desktoptest gives tests real programs, which may be missing, and a
// display of their own.
package desktoptest

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"threelo/assets/pacetest"
)

// Needs skips a test whose programs are not here; in CI they are required.
func Needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			Lacks(t, program)
		}
	}
}

// Shell skips a test that plants shell scripts for programs, or speaks to a
// POSIX shell. Windows starts no script as a program, also where it has a shell.
func Shell(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("this is for a POSIX shell")
	}
	Needs(t, "sh")
}

// Lacks skips a test for something that is not here; in CI (where
// THREELO_REQUIRE_ALL is 1) it fails the test.
func Lacks(t *testing.T, what string) {
	t.Helper()
	if pacetest.Required() {
		t.Fatalf("%s is required", what)
	}
	t.Skipf("%s is not here", what)
}

// Story skips a test that takes many seconds, outside CI.
func Story(t *testing.T, kind string) {
	t.Helper()
	if !pacetest.Required() {
		t.Skipf("a %s story: .ci/run runs it, or THREELO_REQUIRE_ALL=1", kind)
	}
}

// Display starts an X server of the test's own and returns its variable for an
// environment, "DISPLAY=:7".
func Display(t *testing.T) string {
	t.Helper()
	Needs(t, "Xvfb")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close() //nolint:errcheck // all was read
	server := exec.CommandContext(context.Background(), "Xvfb", "-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", "64x64x24")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	})
	_ = write.Close()
	// To the end of the line: the server writes it apart from the number, and ends
	// when it is not read.
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	return "DISPLAY=:" + strings.TrimSpace(number)
}
