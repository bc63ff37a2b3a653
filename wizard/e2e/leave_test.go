//go:build linux

package e2e

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/oauth/sandbox/sandboxtest"
	"threelo/wizard/desktop/desktoptest"
)

// company is a stand-in for Atlassian outside the program, with an app, and the
// environment that points there.
type company struct {
	box *sandbox.Sandbox
	app sandbox.App
	env []string
}

func newCompany(t *testing.T, callback string) company {
	t.Helper()
	p, err := assets.BuiltIn(platform)
	if err != nil {
		t.Fatal(err)
	}
	box, app := sandboxtest.Start(t, callback, oauth.ConsoleScopes(p.ScopeNames()))
	return company{box, app, []string{"THREELO_AUTH_URL=" + box.URL(), "THREELO_API_URL=" + box.URL()}}
}

// face is one way to meet the program, waiting for a person.
type face struct {
	name string
	open func(t *testing.T, env ...string) (w *window, port int)
}

// faces wait for a person's first answer; check holds a port meanwhile.
func faces() []face {
	return []face{
		{"full screen", func(t *testing.T, env ...string) (*window, int) {
			w := open(t, t.TempDir(), env, "--demo")
			w.shows("Which product")
			return w, 0
		}},
		{"plain", func(t *testing.T, env ...string) (*window, int) {
			w := open(t, t.TempDir(), env, "--demo", "--plain")
			w.shows("Which product")
			w.readsKeys()
			return w, 0
		}},
		{"check", func(t *testing.T, env ...string) (*window, int) {
			port := sandboxtest.FreePort(t)
			c := newCompany(t, fmt.Sprintf("http://127.0.0.1:%d/callback", port))
			env = append(append(env, c.env...), "THREELO_CLIENT_SECRET="+c.app.Secret)
			w := open(t, t.TempDir(), env, "check", "--no-browser", "--platform", platform, "--client-id", c.app.ClientID, "--callback", c.app.Callback)
			w.told("press Accept:")
			w.readsKeys()
			return w, port
		}},
	}
}

// left fails unless the terminal, the port and the machine are as before.
func (w *window) left(port int) {
	w.t.Helper()
	w.asBefore()
	nothingLeft(w.t, w.home)
	if port == 0 {
		return
	}
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		w.t.Errorf("the port is not free again: %v", err)
		return
	}
	_ = l.Close()
}

func TestASignalLeavesEachFaceInOrder(t *testing.T) {
	t.Parallel()
	for _, f := range faces() {
		for signal, code := range map[syscall.Signal]int{unix.SIGINT: 130, unix.SIGTERM: 143, unix.SIGHUP: 129, unix.SIGQUIT: 131, unix.SIGABRT: 134} {
			t.Run(f.name+" "+unix.SignalName(signal), func(t *testing.T) {
				t.Parallel()
				w, port := f.open(t)
				w.signal(signal)
				if got := w.exits(); got != code {
					t.Errorf("exit %d, not %d", got, code)
				}
				w.left(port)
			})
		}
	}
}

func TestASignalEndsItAlsoAtATerminalThatTakesNothing(t *testing.T) {
	t.Parallel()
	keys := map[string]string{"full screen": "\x1b[B", "plain": "1\r", "check": "not an address\r"}
	for _, f := range faces() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			w, _ := f.open(t)
			w.freezes(w.cmd.Process.Pid, keys[f.name])
			w.signal(unix.SIGTERM)
			if got := w.exits(); got != 143 {
				t.Errorf("exit %d", got)
			}
			if now := w.modes(); now != w.before {
				t.Errorf("the terminal was left set to %+v, it was %+v", now, w.before)
			}
			nothingLeft(t, w.home)
		})
	}
}

func TestCtrlCLeavesPlainAndCheckAtOnceAndTheFullScreenTheSecondTime(t *testing.T) {
	t.Parallel()
	for _, f := range faces() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			w, port := f.open(t)
			w.types("\x03")
			if f.name == "full screen" {
				w.shows("nothing is saved yet")
				w.types("\x03")
			}
			if got := w.exits(); got != 130 {
				t.Errorf("exit %d", got)
			}
			w.left(port)
		})
	}
}

func TestTheWindowIsClosed(t *testing.T) {
	t.Parallel()
	for _, f := range faces() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			w, port := f.open(t)
			if err := w.master.Close(); err != nil {
				t.Fatal(err)
			}
			if got := w.exits(); got != 129 {
				t.Errorf("exit %d", got)
			}
			nothingLeft(t, w.home)
			if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err != nil {
				t.Error(err)
			} else {
				_ = l.Close()
			}
		})
	}
}

// inShell has a shell with job control start the program, as people do, and do
// something then. The terminal's leader is the shell, which outlives the program.
func inShell(t *testing.T, cmd *exec.Cmd, then string) *exec.Cmd {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		desktoptest.Lacks(t, "sh")
	}
	cmd.Args = append([]string{shell, "-c", `set -m; "$0" "$@"; ` + then, cmd.Path}, cmd.Args[1:]...)
	cmd.Path = shell
	return cmd
}

func TestStoppedAndBackTheTerminalIsTheShellsMeanwhile(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"ctrl+z", "SIGTSTP"} {
		for name, args := range map[string][]string{"full screen": {"--demo"}, "plain": {"--demo", "--plain"}} {
			t.Run(name+" "+how, func(t *testing.T) {
				t.Parallel()
				cmd := inShell(t, program(t, t.TempDir(), nil, args...), `echo "[stopped]"; read x; fg >/dev/null; echo "[left with $?]"`)
				w := openWith(t, cmd)
				w.shows("Which product")
				if name == "plain" {
					w.readsKeys()
				}
				if how == "ctrl+z" {
					w.types("\x1a")
				} else if err := unix.Kill(childOf(t, cmd.Process.Pid), unix.SIGTSTP); err != nil {
					t.Fatal(err)
				}
				w.told("[stopped]")
				if now := w.modes(); now != w.before {
					t.Errorf("the shell finds the terminal set to %+v, it was %+v", now, w.before)
				}
				if _, raw, _ := w.seen(); strings.LastIndex(raw, "\x1b[?1049h") > strings.LastIndex(raw, "\x1b[?1049l") {
					t.Error("the shell finds the other screen")
				}
				w.types("\n")
				if name == "full screen" {
					w.does("\x1b[B", "Which product")
					w.types("\x03")
					w.shows("nothing is saved yet")
					w.types("\x03")
				} else {
					w.readsKeys()
					w.types("\x03")
				}
				w.told("[left with 130]")
				w.exits()
				w.asBefore()
				nothingLeft(t, w.home)
			})
		}
	}
}

// init lets a test break the program from within: when the file that is named
// exists, the program's random numbers panic with a secret in the value.
func init() {
	if path := os.Getenv("THREELO_E2E_FAULT"); path != "" {
		rand.Reader = faulty{path, rand.Reader}
	}
}

type faulty struct {
	path string
	in   interface{ Read(p []byte) (int, error) }
}

func (f faulty) Read(p []byte) (int, error) {
	if _, err := os.Stat(f.path); err == nil {
		panic("the secret is s3cr3t-s3cr3t-s3cr3t")
	}
	return f.in.Read(p)
}

func TestAFaultInAnyFaceTellsNoSecretAndLeavesInOrder(t *testing.T) {
	t.Parallel()
	for _, f := range faces() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			trigger := filepath.Join(t.TempDir(), "now")
			breakIt := func() {
				if err := os.WriteFile(trigger, nil, 0o600); err != nil {
					t.Error(err)
				}
			}
			env := "THREELO_E2E_FAULT=" + trigger
			var w *window
			port := 0
			switch f.name {
			case "full screen":
				w, _ = f.open(t, env)
				breakIt()
				w.types("\r")
			case "plain":
				w, _ = f.open(t, env)
				breakIt()
				w.types("1\r")
			default:
				// The attempt is made before the link is shown.
				breakIt()
				port = sandboxtest.FreePort(t)
				c := newCompany(t, fmt.Sprintf("http://127.0.0.1:%d/callback", port))
				w = open(t, t.TempDir(), append(c.env, env, "THREELO_CLIENT_SECRET="+c.app.Secret),
					"check", "--no-browser", "--platform", platform, "--client-id", c.app.ClientID, "--callback", c.app.Callback)
			}
			if got := w.exits(); got != 3 {
				t.Errorf("exit %d", got)
			}
			w.left(port)
			all := w.all()
			if !strings.Contains(all, "fault of its own") || strings.Contains(all, "s3cr3t") || strings.Contains(all, "goroutine ") {
				t.Errorf("it told %q", all)
			}
		})
	}
}

func TestNoCoreIsWritten(t *testing.T) {
	w, _ := faces()[1].open(t)
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", w.cmd.Process.Pid))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("this system has no /proc")
	}
	for line := range strings.Lines(string(limits)) {
		if strings.HasPrefix(line, "Max core file size") && strings.Join(strings.Fields(line)[4:6], " ") != "0 0" {
			t.Error(line)
		}
	}
}
