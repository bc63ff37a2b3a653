//go:build !unix

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// watchSuspend has nothing to watch where processes cannot be stopped, and
// ctrl+z does nothing there.
func watchSuspend(context.Context, *tea.Program) tea.Cmd { return nil }
