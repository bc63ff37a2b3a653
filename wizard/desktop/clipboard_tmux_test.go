//go:build unix

package desktop

import (
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"threelo/wizard/desktop/desktoptest"
)

// server is a tmux of the test's own, with its default configuration.
type server struct {
	t      *testing.T
	socket string
	tty    *os.File // the outer terminal
}

// tmuxServer starts tmux on a terminal that, as most do, can take OSC 52.
func tmuxServer(t *testing.T) server {
	t.Helper()
	desktoptest.Needs(t, "tmux")
	folder, err := os.MkdirTemp("", "desktop") // short: a socket's path has little room
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	s := server{t: t, socket: filepath.Join(folder, "s")}
	cmd := exec.Command("tmux", "-S", s.socket, "-f", os.DevNull, "new-session", "-s", "test", "cat")
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "TMUX=")
	s.tty, err = pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = s.run("kill-server")
		_ = s.tty.Close()
		_ = cmd.Wait()
	})
	s.shows("[test]") // its status line: the session is attached
	return s
}

func (s server) run(args ...string) (string, error) {
	out, err := exec.Command("tmux", append([]string{"-S", s.socket}, args...)...).Output()
	return strings.TrimSpace(string(out)), err
}

// variables are what tmux gives to the programs in it.
func (s server) variables() []string {
	s.t.Helper()
	out, err := s.run("display-message", "-p", "TMUX=#{socket_path},#{pid},0 TMUX_PANE=#{pane_id}")
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.Fields(out)
}

// shows reads what reaches the outer terminal until the text is in it.
func (s server) shows(text string) {
	s.t.Helper()
	_ = s.tty.SetReadDeadline(time.Now().Add(20 * time.Second))
	var seen strings.Builder
	buffer := make([]byte, 4096)
	for !strings.Contains(seen.String(), text) {
		n, err := s.tty.Read(buffer)
		if err != nil {
			s.t.Fatalf("the outer terminal never got %q: %v\n%q", text, err, seen.String())
		}
		seen.Write(buffer[:n])
	}
}

func osc52(text string) string {
	return fmt.Sprintf("\x1b]52;;%s", base64.StdEncoding.EncodeToString([]byte(text)))
}

func TestInTmuxATextReachesTheOuterTerminalAndTmuxsBuffer(t *testing.T) {
	s := tmuxServer(t)
	got := do(t, "copy", text, s.variables()...)
	if got.Line != "sent to your clipboard; check what you paste" {
		t.Errorf("%+v", got)
	}
	s.shows(osc52(text))
	if buffer, err := s.run("show-buffer"); err != nil || buffer != text {
		t.Errorf("tmux pastes %q: %v", buffer, err)
	}
}

func TestASecretNeverGoesThroughTmux(t *testing.T) {
	s := tmuxServer(t)
	got := do(t, "secret clear", text, s.variables()...)
	if got.Line != "" || got.Error != ErrUnsure.Error() || len(got.Terminal) > 0 || !strings.Contains(got.Cleared, "can't read the clipboard") {
		t.Errorf("%+v", got)
	}
	if buffers, err := s.run("list-buffers"); err != nil || buffers != "" {
		t.Errorf("tmux keeps %q: %v", buffers, err)
	}
}

func TestATmuxPickedUpOverSSHKeepsThisMachinesClipboardAlone(t *testing.T) {
	s := tmuxServer(t)
	if _, err := s.run("set-environment", "SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22"); err != nil {
		t.Fatal(err)
	}
	folder, called := t.TempDir(), filepath.Join(t.TempDir(), "called")
	plantIn(t, folder, "xclip", `echo "$@" >> `+called+`; cat > /dev/null`)
	got := do(t, "copy", text, append(s.variables(), "DISPLAY=:99", "PATH="+folder+":"+os.Getenv("PATH"))...)
	if _, err := os.Stat(called); err == nil || got.Line == "on your clipboard" {
		t.Errorf("%+v, called: %v", got, err == nil)
	}
}
