//go:build !unix

package command

// noCoreDumps does nothing: Windows writes dumps only where an administrator
// asks for them.
func noCoreDumps() {}
