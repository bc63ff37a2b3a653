package receiver

import "fmt"

// BusyError says that another program holds the callback's port.
type BusyError struct {
	Address string // "127.0.0.1:8976"
}

// Error names the port and what can be done.
func (e *BusyError) Error() string {
	return fmt.Sprintf("the callback's port is busy: another program listens on %s. "+
		"Close that program and try again, or use another port and register the callback with it", e.Address)
}
