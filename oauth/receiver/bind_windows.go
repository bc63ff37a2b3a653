package receiver

import (
	"errors"
	"net"
	"syscall"

	"golang.org/x/sys/windows"
)

// reservedHint explains WSAEACCES: Hyper-V, WSL and others reserve whole ranges
// of ports, and a port held exclusively is refused in the same way.
const reservedHint = "Windows reserves this port, or another program holds it for itself; " +
	"`netsh interface ipv4 show excludedportrange protocol=tcp` lists what is reserved; " +
	"choose a port outside those ranges, and register the callback with it"

// soExclusiveAddrUse is SO_EXCLUSIVEADDRUSE of winsock2.h.
const soExclusiveAddrUse = ^windows.SO_REUSEADDR

// exclusive keeps others off the address: on Windows SO_REUSEADDR would let
// another program take over a port that is being listened on.
func exclusive(_, _ string, conn syscall.RawConn) error {
	var failed error
	err := conn.Control(func(fd uintptr) {
		failed = windows.SetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, soExclusiveAddrUse, 1)
	})
	return errors.Join(err, failed)
}

// peek is not needed where it is not easy: a connection is heard when it is read.
func peek(net.Conn) []byte { return nil }

func isBusy(err error) bool     { return errors.Is(err, windows.WSAEADDRINUSE) }
func isReserved(err error) bool { return errors.Is(err, windows.WSAEACCES) }

// isMissing reports that the machine has no such address: no IPv6, mostly.
func isMissing(err error) bool {
	return errors.Is(err, windows.WSAEADDRNOTAVAIL) || errors.Is(err, windows.WSAEAFNOSUPPORT)
}
