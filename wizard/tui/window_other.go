//go:build !unix

package tui

import (
	"context"
	"io"

	tea "charm.land/bubbletea/v2"
)

// windowOf leaves the window to Bubble Tea: a console cannot be that large.
func windowOf(o *Options) []tea.ProgramOption {
	return []tea.ProgramOption{tea.WithOutput(o.Output), tea.WithWindowSize(o.Width, o.Height)}
}

// watchSize has nothing to do: Bubble Tea watches the console.
func watchSize(context.Context, *tea.Program, io.Writer) {}

// watchSuspend has nothing to watch where processes cannot be stopped, and
// ctrl+z does nothing there.
func watchSuspend(context.Context, *tea.Program) tea.Cmd { return nil }
