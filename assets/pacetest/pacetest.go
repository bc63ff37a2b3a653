// Package pacetest sets the pace of tests: how much they look at, and how often they
// collect garbage. Tests import it for the second alone, too.
package pacetest

import (
	"os"
	"runtime/debug"
)

// A test makes many calls whose garbage is small. By default Go would collect it so
// often that this takes a third of the time. GOGC wins.
func init() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// Required reports whether everything must be here and be tested: in CI.
func Required() bool { return os.Getenv("THREELO_REQUIRE_ALL") == "1" }

// Thorough reports whether tests leave nothing out. That is in CI, except with the
// race detector, which makes them ten times slower and finds nothing more.
func Thorough() bool { return Required() && !Race }
