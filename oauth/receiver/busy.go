package receiver

import (
	"fmt"
	"runtime"
)

// BusyError says that another program holds the callback's port.
type BusyError struct {
	Address string // "127.0.0.1:8976"
	Holder  string // who holds it, "nginx (process 1234)"; "" when that cannot be known
}

// Error names the port, its holder, how to free it, and the way on.
func (e *BusyError) Error() string {
	who, free := e.Holder, "end that program"
	if who == "" {
		who, free = "another program", fmt.Sprintf("`%s` shows which; end it", findCommand(portOf(e.Address)))
	}
	return fmt.Sprintf("the callback's port is busy: %s listens on %s; %s and try again, "+
		"or take another port, which means another callback to register in the console", who, e.Address, free)
}

// findCommand shows who holds a port, in the words of this system.
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
