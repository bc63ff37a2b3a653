package disk

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// mounted is a small disk, until the test ends.
func mounted(t *testing.T, flags uintptr) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", flags, "size=64k,mode=0700"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestADiskWithoutRoomIsKnownBeforehand(t *testing.T) {
	dir := mounted(t, 0)
	if err := TryWrite(dir, 128<<10); !Full(err) {
		t.Errorf("it is not called full: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := TryWrite(dir, 16<<10); err != nil {
		t.Errorf("a file that fits: %v", err)
	}
}

func TestAReadOnlyDiskIsKnownBeforehand(t *testing.T) {
	if err := TryWrite(mounted(t, unix.MS_RDONLY), 1); !MayNotWrite(err) {
		t.Errorf("it may be written: %v", err)
	}
}
