package receiver

import (
	"fmt"
	"runtime"
)

// BusyError says that another program holds the callback's port.
type BusyError struct {
	Address string // "127.0.0.1:8976"
}

// Error names the port, how to free it, and what else can be done.
func (e *BusyError) Error() string {
	return fmt.Sprintf("the callback's port is busy: another program listens on %s. "+
		"Close that program (`%s` shows which) and try again, or use another port and register the callback with it", e.Address, findCommand(portOf(e.Address)))
}

// findCommand shows which program holds a port on this system.
func findCommand(port uint16) string {
	switch runtime.GOOS {
	case "windows":
		return fmt.Sprintf("netstat -ano | findstr :%d", port)
	case "linux":
		return fmt.Sprintf("sudo ss -ltnp sport = :%d", port)
	default:
		return fmt.Sprintf("sudo lsof -nP -iTCP:%d -sTCP:LISTEN", port)
	}
}
