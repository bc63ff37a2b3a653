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
	size := sizeOf(*o)
	o.Width, o.Height = size.Width, size.Height
	return []tea.ProgramOption{
		tea.WithOutput(struct{ io.Writer }{o.Output}), tea.WithWindowSize(o.Width, o.Height),
		tea.WithColorProfile(colorprofile.Detect(o.Output, o.Env)),
	}
}

// sizeOf is the size of a terminal's window, else the one that the options name.
func sizeOf(o Options) tea.WindowSizeMsg {
	if f, ok := o.Output.(*os.File); ok {
		if width, height, err := term.GetSize(int(f.Fd())); err == nil {
			o.Width, o.Height = width, height
		}
	}
	return tea.WindowSizeMsg{Width: min(o.Width, largestWidth), Height: min(o.Height, largestHeight)}
}

// watchWindow tells the program when the size changes. It gives the terminal back when
// the program is stopped with SIGTSTP, from outside or by ctrl+z, and returns the command
// for that key.
func watchWindow(ctx context.Context, p *tea.Program, o Options) tea.Cmd {
	stop, resized := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(stop, unix.SIGTSTP)
	signal.Notify(resized, unix.SIGWINCH)
	go func() {
		defer signal.Stop(stop)
		defer signal.Stop(resized)
		for {
			select {
			case <-stop:
				suspend(p)
			case <-resized:
			case <-ctx.Done():
				return
			}
			p.Send(sizeOf(o))
		}
	}()
	return func() tea.Msg {
		_ = unix.Kill(unix.Getpid(), unix.SIGTSTP)
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
