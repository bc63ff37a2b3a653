//go:build unix

package tui

import (
	"context"
	"io"
	"os"
	"os/signal"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// windowOf finds out the size of the window, and keeps from Bubble Tea that it is a
// terminal's: Bubble Tea would make room for the whole of it, however large it is.
func windowOf(o *Options) []tea.ProgramOption {
	env := o.Env
	if env == nil {
		env = os.Environ()
	}
	if f, ok := o.Output.(*os.File); ok {
		width, height, _ := term.GetSize(int(f.Fd())) // below 0 with an error
		size := bounded(width, height)
		o.Width, o.Height = size.Width, size.Height
	}
	return []tea.ProgramOption{
		tea.WithOutput(struct{ io.Writer }{o.Output}), tea.WithWindowSize(o.Width, o.Height),
		tea.WithColorProfile(colorprofile.Detect(o.Output, env)),
	}
}

// watchSize tells the program the size of a terminal's window when it changes.
func watchSize(ctx context.Context, p *tea.Program, out io.Writer) {
	f, ok := out.(*os.File)
	if !ok {
		return
	}
	changed := make(chan os.Signal, 1)
	signal.Notify(changed, unix.SIGWINCH, unix.SIGCONT) // it may have changed while the program was stopped
	go func() {
		defer signal.Stop(changed)
		for {
			select {
			case <-changed:
				if width, height, err := term.GetSize(int(f.Fd())); err == nil {
					p.Send(tea.WindowSizeMsg{Width: width, Height: height})
				}
			case <-ctx.Done():
				return
			}
		}
	}()
}

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
