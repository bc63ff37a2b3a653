//go:build !unix

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// windowOf leaves the window to Bubble Tea: a console cannot be that large.
func windowOf(o *Options) []tea.ProgramOption {
	return []tea.ProgramOption{tea.WithOutput(o.Output), tea.WithWindowSize(o.Width, o.Height)}
}

// watchWindow has nothing to do: Bubble Tea watches the console, and processes cannot
// be stopped. ctrl+z does nothing.
func watchWindow(context.Context, *tea.Program, Options) tea.Cmd { return nil }
