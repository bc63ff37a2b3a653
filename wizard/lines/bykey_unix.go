//go:build unix

package lines

import (
	"os"
	"os/signal"

	"golang.org/x/sys/unix"
)

// byKey lets a terminal hand over every key at once, without echo, while ctrl+c
// still interrupts and lines still end as they should. While the program is
// stopped (ctrl+z) the terminal is as it was before.
func byKey(f *os.File) (restore func(), err error) {
	fd := int(f.Fd())
	old, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil, err
	}
	now := *old
	now.Lflag &^= unix.ICANON | unix.ECHO
	now.Cc[unix.VMIN], now.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(fd, setTermios, &now); err != nil {
		return nil, err
	}
	set := func(t *unix.Termios) { _ = unix.IoctlSetTermios(fd, setTermios, t) }
	unwatch := watchStops(func() { set(old) }, func() { set(&now) })
	return func() {
		unwatch()
		set(old)
	}, nil
}

// watchStops stops the program where SIGTSTP asks for it, with something done
// before and after. Where no shell could bring it back, because the program is
// in the session leader's own group, it does not stop.
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
					_ = unix.Kill(unix.Getpid(), unix.SIGSTOP) // goes on with SIGCONT
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
