package receiver

import (
	"errors"
	"syscall"

	"golang.org/x/sys/unix"
)

// sharing asks for SO_REUSEPORT, as a program that wants in on a port would.
func sharing(_, _ string, conn syscall.RawConn) error {
	var failed error
	err := conn.Control(func(fd uintptr) {
		failed = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
	})
	return errors.Join(err, failed)
}
