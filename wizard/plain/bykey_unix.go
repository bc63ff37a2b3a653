//go:build unix

package plain

import (
	"os"
	"os/signal"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// byKey makes a terminal pass on every key immediately, without echo. ctrl+c still
// interrupts. While the program is stopped (ctrl+z) the terminal is restored.
func byKey(f *os.File) (restore func(), err error) {
	old, err := term.GetState(f.Fd())
	if err != nil {
		return nil, err
	}
	now := *old
	now.Lflag &^= unix.ICANON | unix.ECHO
	now.Cc[unix.VMIN], now.Cc[unix.VTIME] = 1, 0
	signals, ended := make(chan os.Signal, 2), make(chan struct{})
	signal.Notify(signals, unix.SIGTSTP, unix.SIGCONT) // before the change, so that no stop is missed
	go func() {
		defer close(ended)
		for s := range signals {
			if s == unix.SIGCONT {
				_ = term.SetState(f.Fd(), &now)
			} else if session, err := unix.Getsid(0); err == nil && session != unix.Getpgrp() { // no shell could continue its leader
				_ = term.SetState(f.Fd(), old)
				_ = unix.Kill(unix.Getpid(), unix.SIGSTOP) // until SIGCONT
			}
		}
	}()
	restore = func() {
		signal.Stop(signals)
		close(signals)
		<-ended
		_ = term.SetState(f.Fd(), old)
	}
	if err := term.SetState(f.Fd(), &now); err != nil {
		restore()
		return nil, err
	}
	return restore, nil
}
