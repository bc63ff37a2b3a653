package plain

import (
	"os"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/windows"
)

// byKey makes a terminal pass on every key immediately, without echo. ctrl+c still
// interrupts.
func byKey(f *os.File) (restore func(), err error) {
	old, err := term.GetState(f.Fd())
	if err != nil {
		return nil, err
	}
	now := *old
	now.Mode &^= windows.ENABLE_ECHO_INPUT | windows.ENABLE_LINE_INPUT
	now.Mode |= windows.ENABLE_PROCESSED_INPUT | windows.ENABLE_VIRTUAL_TERMINAL_INPUT
	if err := term.SetState(f.Fd(), &now); err != nil {
		return nil, err
	}
	return func() { _ = term.SetState(f.Fd(), old) }, nil
}
