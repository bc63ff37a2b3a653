//go:build !windows

package receiver

import (
	"errors"
	"syscall"
)

// reservedHint explains EACCES.
const reservedHint = "ports below 1024 are the administrator's; choose one from 1024 to 65535, and register the callback with it"

// exclusive has nothing to do here: without SO_REUSEPORT a port that somebody
// listens on is refused, and SO_REUSEADDR, which net sets, makes it usable
// again immediately after Close.
func exclusive(_, _ string, _ syscall.RawConn) error { return nil }

func isBusy(err error) bool     { return errors.Is(err, syscall.EADDRINUSE) }
func isReserved(err error) bool { return errors.Is(err, syscall.EACCES) }

// isMissing reports that the machine has no such address: no IPv6, mostly.
func isMissing(err error) bool {
	return errors.Is(err, syscall.EADDRNOTAVAIL) || errors.Is(err, syscall.EAFNOSUPPORT)
}
