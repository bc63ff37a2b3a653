//go:build linux

package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// window is a terminal in which the program runs, seen from outside: also what
// the terminal is set to, and what processes are left.
type window struct {
	*terminal
	cmd    *exec.Cmd
	home   string
	slave  *os.File // stays open here, so that the terminal can be asked afterwards
	before unix.Termios
	ended  chan struct{}
}

// program prepares the program with its own home and no other environment
// than what is named.
func program(t *testing.T, home string, env []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append([]string{
		"THREELO_E2E=1", "HOME=" + home, "XDG_STATE_HOME=" + filepath.Dir(stateOf(home)), "PATH=" + os.Getenv("PATH"),
		"TERM=xterm-256color", "LANG=C.UTF-8", "NO_PROXY=127.0.0.1,localhost",
		"GORACE=log_path=" + races(t),
	}, env...)
	cmd.Dir = home
	return cmd
}

// stateOf is the folder in which the program saves its setups.
func stateOf(home string) string { return filepath.Join(home, "state", "threelo") }

// atThisComputer tells the program that its browser is here: it takes a container
// without a screen, where tests often run, for another computer.
const atThisComputer = "DISPLAY=:none"

// open runs the program in a terminal of 100 by 40.
func open(t *testing.T, home string, env []string, args ...string) *window {
	t.Helper()
	return openWith(t, program(t, home, env, args...))
}

func openWith(t *testing.T, cmd *exec.Cmd) *window {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	size := pty.Winsize{Cols: 100, Rows: 40}
	if err := pty.Setsize(master, &size); err != nil {
		t.Fatal(err)
	}
	w := &window{terminal: newTerminal(t, size), cmd: cmd, home: cmd.Dir, slave: slave, ended: make(chan struct{})}
	w.master = closable(t, master)
	w.before = w.modes()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go w.read()
	go func() {
		_ = cmd.Wait()
		close(w.ended)
	}()
	t.Cleanup(func() {
		_ = unix.Kill(-cmd.Process.Pid, unix.SIGKILL)
		<-w.ended
		_ = slave.Close()
		_ = w.master.Close()
	})
	return w
}

// closable makes a terminal's side close while it is read from, as a window does.
func closable(t *testing.T, f *os.File) *os.File {
	t.Helper()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = errors.Join(f.Close(), unix.SetNonblock(fd, true))
	}
	if err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "terminal")
}

// modes is what the terminal is set to.
func (w *window) modes() unix.Termios {
	w.t.Helper()
	modes, err := unix.IoctlGetTermios(int(w.slave.Fd()), unix.TCGETS)
	if err != nil {
		w.t.Fatal(err)
	}
	return *modes
}

// readsKeys waits until the plain face reads key by key. Nothing is written then,
// so the terminal is asked again and again.
func (w *window) readsKeys() {
	w.t.Helper()
	for late := time.Now().Add(patience); w.modes().Lflag&unix.ICANON != 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(late) {
			w.t.Fatal("the program does not read keys")
		}
	}
}

func (w *window) signal(s syscall.Signal) {
	w.t.Helper()
	if err := w.cmd.Process.Signal(s); err != nil {
		w.t.Fatal(err)
	}
}

// freezes makes the terminal take nothing any more, as at ctrl+s or over a dead
// connection, and presses a key again and again until the program waits for it.
func (w *window) freezes(pid int, key string) {
	w.t.Helper()
	w.mu.Lock() // keeps read from reading on
	w.t.Cleanup(w.mu.Unlock)
	full, err := unix.Open(w.slave.Name(), unix.O_WRONLY|unix.O_NONBLOCK|unix.O_NOCTTY, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	defer unix.Close(full) //nolint:errcheck // nothing that is written matters
	writing := fmt.Sprintf("%d ", unix.SYS_WRITE)
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(10 * time.Millisecond) {
		for err = nil; err == nil; { // for a while the system finds room again
			_, err = unix.Write(full, []byte{'x'})
		}
		calls, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/syscall", pid))
		for _, call := range calls {
			text, err := os.ReadFile(call)
			if errors.Is(err, os.ErrPermission) {
				w.t.Skip("this system does not tell what a program waits for")
			}
			if strings.HasPrefix(string(text), writing) {
				return
			}
		}
		w.types(key)
	}
	w.t.Fatal("the program does not wait for the terminal")
}

// exits waits for the end of the program and of what it wrote.
func (w *window) exits() int {
	w.t.Helper()
	select {
	case <-w.ended:
	case <-time.After(patience):
		w.t.Fatalf("the program still runs:\n%s", w.view.String())
	}
	return w.cmd.ProcessState.ExitCode()
}

// all is everything that was written, when the program has ended.
func (w *window) all() string {
	w.t.Helper()
	const end = "\x1b]0;the end\x07"
	if _, err := w.slave.WriteString(end); err != nil {
		w.t.Fatal(err)
	}
	w.until("the end of what was written", func(_, raw string) bool { return strings.HasSuffix(raw, end) })
	_, raw, _ := w.seen()
	return strings.TrimSuffix(raw, end)
}

// asBefore fails unless the terminal is as it was before the program.
func (w *window) asBefore() {
	w.t.Helper()
	if now := w.modes(); now != w.before {
		w.t.Errorf("the terminal was left set to %+v, it was %+v", now, w.before)
	}
	raw := w.all()
	for mode, on := range map[string]bool{
		"1049": false,                               // the other screen
		"25":   true,                                // the cursor
		"2004": false,                               // pastes in brackets
		"1004": false,                               // reports of the focus
		"2026": false,                               // frames held back
		"2027": false,                               // widths by grapheme
		"1000": false, "1002": false, "1003": false, // the mouse
	} {
		set, reset := strings.LastIndex(raw, "\x1b[?"+mode+"h"), strings.LastIndex(raw, "\x1b[?"+mode+"l")
		if set == reset { // neither was written
			continue
		}
		if (set > reset) != on {
			w.t.Errorf("mode %s was left the wrong way", mode)
		}
	}
	if pushed, popped := strings.LastIndex(raw, "\x1b[>4;"), strings.LastIndex(raw, "\x1b[>4m"); pushed > popped {
		w.t.Error("the keyboard was left in another mode")
	}
}

// nothingLeft fails when a process still runs that the program started: all of
// them know this test's home.
func nothingLeft(t *testing.T, home string) {
	t.Helper()
	late := time.Now().Add(patience)
	for {
		left := processesOf(home)
		if len(left) == 0 {
			return
		}
		if time.Now().After(late) {
			t.Errorf("still running: %q", left)
			return
		}
		time.Sleep(10 * time.Millisecond) // nobody tells us when another process ends
	}
}

func processesOf(home string) []string {
	var out []string
	folders, _ := filepath.Glob("/proc/[0-9]*")
	for _, folder := range folders {
		env, err := os.ReadFile(filepath.Join(folder, "environ"))
		if err != nil || !bytes.Contains(env, []byte("HOME="+home+"\x00")) {
			continue
		}
		if line, _ := os.ReadFile(filepath.Join(folder, "cmdline")); len(line) > 0 {
			out = append(out, string(bytes.ReplaceAll(line, []byte{0}, []byte(" "))))
		}
	}
	return out
}

// childOf is the one child of a process.
func childOf(t *testing.T, pid int) int {
	t.Helper()
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/task/" + strconv.Itoa(pid) + "/children")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("this kernel does not name a process's children")
	}
	child, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		t.Fatalf("%q: %v", data, err)
	}
	return child
}
