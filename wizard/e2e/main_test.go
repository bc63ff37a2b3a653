// Package e2e walks the whole program as a person would: in a real terminal,
// with a real browser. It holds tests only.
package e2e

import (
	"os"
	"testing"

	"threelo/wizard/command"
)

// TestMain lets the test binary be the program, when a test starts it so.
func TestMain(m *testing.M) {
	if os.Getenv("THREELO_E2E") == "1" {
		os.Exit(command.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}
