//go:build race

package pacetest

// Race reports whether the race detector is on.
const Race = true
