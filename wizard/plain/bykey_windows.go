package plain

import (
	"os"

	"golang.org/x/sys/windows"
)

// byKey makes a terminal pass on every key immediately, without echo. ctrl+c still
// interrupts.
func byKey(f *os.File) (restore func(), err error) {
	console := windows.Handle(f.Fd())
	var old uint32
	if err := windows.GetConsoleMode(console, &old); err != nil {
		return nil, err
	}
	now := old&^(windows.ENABLE_ECHO_INPUT|windows.ENABLE_LINE_INPUT) | windows.ENABLE_PROCESSED_INPUT | windows.ENABLE_VIRTUAL_TERMINAL_INPUT
	if err := windows.SetConsoleMode(console, now); err != nil {
		return nil, err
	}
	return func() { _ = windows.SetConsoleMode(console, old) }, nil
}
