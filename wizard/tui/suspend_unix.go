//go:build unix

package tui

import (
	"context"
	"os"
	"os/signal"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// watchSuspend gives the terminal back when the program is stopped with SIGTSTP
// from outside, and returns the command for ctrl+z. It does not go through
// tea.Suspend: that sends SIGTSTP, which Go swallows once it was asked to watch
// it.
func watchSuspend(ctx context.Context, p *tea.Program) tea.Cmd {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, unix.SIGTSTP)
	go func() {
		defer signal.Stop(stop)
		for {
			select {
			case <-stop:
				suspend(p)
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() tea.Msg {
		suspend(p)
		return nil
	}
}

// suspend restores the terminal, stops the process group, and draws again when it is
// continued. It does nothing in the session leader's group, because no shell could
// continue the program there.
func suspend(p *tea.Program) {
	if session, err := unix.Getsid(0); err != nil || session == unix.Getpgrp() {
		return
	}
	if p.ReleaseTerminal() != nil {
		return
	}
	resumed := make(chan os.Signal, 1)
	signal.Notify(resumed, unix.SIGCONT)
	defer signal.Stop(resumed)
	if unix.Kill(0, unix.SIGSTOP) == nil {
		<-resumed
	}
	_ = p.RestoreTerminal() // what it cannot restore shows at the next key
}
