//go:build !windows

package desktop

import "syscall"

// detached gives a helper its own session: it has no terminal to draw on, and
// ctrl+c and the closing of the window don't reach it.
func detached() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
