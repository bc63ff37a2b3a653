//go:build unix

package command

import "golang.org/x/sys/unix"

// noCoreDumps keeps this process's memory, and with it the secret, out of core
// files. Where it is refused, the limit of the system stands.
func noCoreDumps() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
