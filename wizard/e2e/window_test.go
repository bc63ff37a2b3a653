//go:build linux

package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"golang.org/x/sys/unix"
)

// window is a terminal in which the program runs, seen from outside: every byte
// that came, what stands on the screen, and what the terminal is set to.
type window struct {
	t       *testing.T
	cmd     *exec.Cmd
	home    string
	master  *os.File
	slave   *os.File // stays open here, so that the terminal can be asked afterwards
	before  unix.Termios
	mu      sync.Mutex
	raw     bytes.Buffer
	view    vt10x.Terminal
	changed chan struct{} // closed and replaced with every byte
	ended   chan struct{}
}

// command prepares the program with a home of its own and no other environment
// than what is named.
func program(t *testing.T, home string, env []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append([]string{
		"THREELO_E2E=1", "HOME=" + home, "XDG_STATE_HOME=" + filepath.Join(home, "state"), "PATH=" + os.Getenv("PATH"),
		"TERM=xterm-256color", "LANG=C.UTF-8", "NO_PROXY=127.0.0.1,localhost",
		"GORACE=log_path=" + races(t),
	}, env...)
	cmd.Dir = home
	return cmd
}

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
	if err := pty.Setsize(master, &pty.Winsize{Cols: 100, Rows: 40}); err != nil {
		t.Fatal(err)
	}
	master = closable(t, master)
	w := &window{
		t: t, cmd: cmd, home: cmd.Dir, master: master, slave: slave, changed: make(chan struct{}), ended: make(chan struct{}),
		view: vt10x.New(vt10x.WithSize(100, 40)),
	}
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
		_ = master.Close()
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

func (w *window) read() {
	buf := make([]byte, 32<<10)
	half := 0 // bytes of a character whose rest did not come yet
	for {
		n, err := w.master.Read(buf[half:])
		w.mu.Lock()
		w.raw.Write(buf[half : half+n])
		half = draw(w.view, buf[:half+n])
		close(w.changed)
		w.changed = make(chan struct{})
		w.mu.Unlock()
		if err != nil {
			return
		}
	}
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

// seen is the screen as a person reads it, and every byte that came so far.
func (w *window) seen() (screen, raw string, changed <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return folded(w.view.String()), w.raw.String(), w.changed
}

// until waits for what a person or the terminal would see.
func (w *window) until(what string, holds func(screen, raw string) bool) {
	w.t.Helper()
	late := time.After(patience)
	for {
		screen, raw, changed := w.seen()
		if holds(screen, raw) {
			return
		}
		select {
		case <-changed:
		case <-late:
			w.t.Fatalf("waited in vain for %s:\n%s", what, w.view.String())
		}
	}
}

// shows waits until all texts stand on the screen together.
func (w *window) shows(texts ...string) {
	w.t.Helper()
	w.until(strings.Join(texts, ", "), func(screen, _ string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// told waits until a text was written, whether it still stands on the screen.
func (w *window) told(text string) {
	w.t.Helper()
	w.until(text, func(_, raw string) bool { return strings.Contains(folded(raw), text) })
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

func (w *window) types(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		if _, err := io.WriteString(w.master, k); err != nil {
			w.t.Fatal(err)
		}
	}
}

// does presses a key until the screen shows a text: after a screen that came by
// itself the program ignores keys for a moment. It is pressed again so late that
// a busy machine has long done what the first one asked for.
func (w *window) does(key string, texts ...string) {
	w.t.Helper()
	for range 4 {
		w.types(key)
		late := time.After(5 * time.Second)
		for waiting := true; waiting; {
			screen, _, changed := w.seen()
			all := true
			for _, text := range texts {
				all = all && strings.Contains(screen, text)
			}
			if all {
				return
			}
			select {
			case <-changed:
			case <-late:
				waiting = false
			}
		}
	}
	w.shows(texts...)
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
		for err = nil; err == nil; { // the system finds room anew for a while
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
