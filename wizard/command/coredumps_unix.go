//go:build unix

package command

import "golang.org/x/sys/unix"

// noCoreDumps keeps the memory of this process, and with it the secret, out of
// core files.
func noCoreDumps() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
