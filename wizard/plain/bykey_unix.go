//go:build unix

package plain

import (
	"os"
	"os/signal"

	"golang.org/x/sys/unix"
)

// byKey makes a terminal pass on every key immediately, without echo. ctrl+c still
// interrupts. While the program is stopped (ctrl+z) the terminal is restored.
func byKey(f *os.File) (restore func(), err error) {
	fd := int(f.Fd())
	old, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil, err
	}
	now := *old
	now.Lflag &^= unix.ICANON | unix.ECHO
	now.Cc[unix.VMIN], now.Cc[unix.VTIME] = 1, 0
	set := func(t *unix.Termios) error { return unix.IoctlSetTermios(fd, setTermios, t) }
	// Before the change, so that no stop is missed.
	unwatch := watchStops(func() { _ = set(old) }, func() { _ = set(&now) })
	restore = func() {
		unwatch()
		_ = set(old)
	}
	if err := set(&now); err != nil {
		restore()
		return nil, err
	}
	return restore, nil
}

// watchStops stops the program on SIGTSTP, and calls before and after around that.
// It does not stop in the session leader's group, where no shell could continue it.
func watchStops(before, after func()) (unwatch func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, unix.SIGTSTP, unix.SIGCONT)
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case s := <-signals:
				if s == unix.SIGCONT {
					after()
				} else if session, err := unix.Getsid(0); err == nil && session != unix.Getpgrp() {
					before()
					_ = unix.Kill(unix.Getpid(), unix.SIGSTOP) // until SIGCONT
				}
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
		<-ended
	}
}
