//go:build !windows

package desk

import "syscall"

// apart gives a helper a session of its own: no terminal to draw on, and
// neither ctrl+c nor the closing of the window reach it.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
