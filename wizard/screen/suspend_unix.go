//go:build unix

package screen

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// watchSuspend gives the terminal back when the program is stopped with SIGTSTP
// from outside, and returns the command for ctrl+z. While Bubble Tea stops the
// process the signal must have its usual effect, so watching pauses until the
// process goes on.
func watchSuspend(ctx context.Context, p *tea.Program) tea.Cmd {
	stop := make(chan os.Signal, 1)
	resume := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTSTP)
	signal.Notify(resume, syscall.SIGCONT)
	go func() {
		defer signal.Stop(stop)
		defer signal.Stop(resume)
		for {
			select {
			case <-stop:
				signal.Stop(stop)
				p.Send(tea.SuspendMsg{})
			case <-resume:
				signal.Notify(stop, syscall.SIGTSTP)
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() tea.Msg {
		signal.Stop(stop)
		return tea.SuspendMsg{}
	}
}
