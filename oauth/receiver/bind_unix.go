//go:build !windows

package receiver

import (
	"errors"
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// reservedHint explains EACCES.
const reservedHint = "ports below 1024 are the administrator's; choose one from 1024 to 65535, and register the callback with it"

// exclusive has nothing to do here: without SO_REUSEPORT a port that somebody
// listens on is refused, and SO_REUSEADDR, which net sets, makes it usable
// again immediately after Close.
func exclusive(_, _ string, _ syscall.RawConn) error { return nil }

// peek returns what arrived on a connection, as far as a request's first line, and
// leaves it there.
func peek(conn net.Conn) []byte {
	var text [1024]byte
	n := 0
	if tcp, ok := conn.(syscall.Conn); ok {
		if raw, err := tcp.SyscallConn(); err == nil {
			_ = raw.Control(func(fd uintptr) {
				n, _, _ = unix.Recvfrom(int(fd), text[:], unix.MSG_PEEK|unix.MSG_DONTWAIT)
			})
		}
	}
	return text[:max(0, n)]
}

func isBusy(err error) bool     { return errors.Is(err, syscall.EADDRINUSE) }
func isReserved(err error) bool { return errors.Is(err, syscall.EACCES) }

// isMissing reports that the machine has no such address: no IPv6, mostly.
func isMissing(err error) bool {
	return errors.Is(err, syscall.EADDRNOTAVAIL) || errors.Is(err, syscall.EAFNOSUPPORT)
}
