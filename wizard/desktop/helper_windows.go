package desktop

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// detached gives a helper no console to draw on, and ctrl+c doesn't reach it.
func detached() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: windows.CREATE_NO_WINDOW | windows.CREATE_NEW_PROCESS_GROUP}
}
