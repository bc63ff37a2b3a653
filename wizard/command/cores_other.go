//go:build !unix

package command

// noCoreDumps has nothing to do: Windows writes dumps only where an
// administrator asks for them.
func noCoreDumps() {}
