package desk

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// apart gives a helper no console to draw on, and ctrl+c does not reach it.
func apart() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: windows.CREATE_NO_WINDOW | windows.CREATE_NEW_PROCESS_GROUP}
}
