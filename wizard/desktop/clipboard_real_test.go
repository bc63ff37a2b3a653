//go:build unix

package desktop

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"threelo/wizard/desktop/desktoptest"
)

// The library picks its helper once, when the program starts. So these tests
// start themselves again, with the surroundings that a test wants.

const (
	text  = "A text that nobody else copies: häßlich, “quoted”"
	other = "something else"
)

// do starts the program again with these variables and no others of a desktop.
func do(t *testing.T, acts, text string, vars ...string) outcome {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if !slices.Contains([]string{"DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "TMUX", "TMUX_PANE"}, name) {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(append(cmd.Env, vars...), "DESKTOP_TEST_COPIES="+acts)
	cmd.Stdin = strings.NewReader(text)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	var out outcome
	if err := json.Unmarshal(stdout, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// folderOf makes a folder for PATH with these programs and nothing else.
func folderOf(t *testing.T, programs ...string) string {
	t.Helper()
	folder := t.TempDir()
	for _, program := range programs {
		path, err := exec.LookPath(program)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(folder, program)); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// plantIn writes a stub of a helper into a folder.
func plantIn(t *testing.T, folder, name, script string) {
	t.Helper()
	desktoptest.Needs(t, "sh")
	if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// helpers are the programs of X that the library knows, and how each reads and
// writes the clipboard.
var helpers = map[string]struct{ read, write []string }{
	"xclip": {[]string{"-out", "-selection", "clipboard"}, []string{"-in", "-selection", "clipboard"}},
	"xsel":  {[]string{"--output", "--clipboard"}, []string{"--input", "--clipboard"}},
}

// hand reads the clipboard, or writes it, as another program would.
func hand(t *testing.T, display, helper, input string, args []string) string {
	t.Helper()
	cmd := exec.Command(helper, args...)
	cmd.Env = append(os.Environ(), display)
	if input != "" {
		cmd.Stdin = strings.NewReader(input)
		if err := cmd.Run(); err != nil {
			t.Fatal(err)
		}
		return ""
	}
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// pastes waits until another program pastes what is wanted: xsel answers before
// its background half owns the clipboard.
func pastes(t *testing.T, display, helper string, read []string, want string) {
	t.Helper()
	found := ""
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if found = hand(t, display, helper, "", read); found == want {
			return
		}
	}
	t.Errorf("another program pastes %q, not %q", found, want)
}

func TestTheClipboardOfThisMachine(t *testing.T) {
	for helper, use := range helpers {
		t.Run(helper, func(t *testing.T) {
			desktoptest.Needs(t, helper)
			display, path := desktoptest.Display(t), "PATH="+folderOf(t, helper)

			got := do(t, "copy", text, display, path)
			if got.Line != "on your clipboard" || got.Error != "" {
				t.Fatalf("%+v", got)
			}
			pastes(t, display, helper, use.read, text)

			// A secret is taken off while it is still there…
			got = do(t, "secret clear", text, display, path)
			if !strings.Contains(got.Cleared, "was cleared") {
				t.Errorf("%+v", got)
			}
			pastes(t, display, helper, use.read, "")

			// …and what the admin copied since is left alone.
			hand(t, display, helper, other, use.write)
			pastes(t, display, helper, use.read, other)
			got = do(t, "clear", text, display, path)
			if !strings.Contains(got.Cleared, "something else is on the clipboard") {
				t.Errorf("%+v", got)
			}
			pastes(t, display, helper, use.read, other)
		})
	}
}

func TestOverSSHTheOtherMachinesClipboardIsNeverTouched(t *testing.T) {
	folder, called := t.TempDir(), filepath.Join(t.TempDir(), "called")
	plantIn(t, folder, "xclip", `echo "$@" >> `+called+`; cat > /dev/null`)
	path := "PATH=" + folder + ":/usr/bin:/bin"

	got := do(t, "copy secret clear", text, path, "DISPLAY=:99", "SSH_CONNECTION=10.0.0.1 5 10.0.0.2 22")
	if got.Error != ErrUnsure.Error() || len(got.Terminal) != 1 || !strings.Contains(got.Cleared, "can't read the clipboard") {
		t.Errorf("%+v", got)
	}
	if calls, err := os.ReadFile(called); err == nil {
		t.Errorf("the planted helper was called: %s", calls)
	}
	do(t, "copy", text, path, "DISPLAY=:99") // at the desk it is
	if _, err := os.Stat(called); err != nil {
		t.Errorf("the planted helper would never have been found: %v", err)
	}
}

func TestAHelperLearnsTheTextAndNothingElse(t *testing.T) {
	folder, seen := t.TempDir(), filepath.Join(t.TempDir(), "seen")
	for _, name := range []string{"xclip", "tmux"} {
		plantIn(t, folder, name, `[ "$1" = show-environment ] && exit 1; { echo "`+name+` $*"; env; } >> `+seen+`; cat > /dev/null`)
	}
	do(t, "copy secret", text, "PATH="+folder+":/usr/bin:/bin", "DISPLAY=:99", "TMUX=/nowhere,1,0", "THREELO_CLIENT_SECRET=planted")
	found, err := os.ReadFile(seen)
	if err != nil {
		t.Fatal(err)
	}
	for _, helper := range []string{"xclip -in", "tmux load-buffer"} {
		if !bytes.Contains(found, []byte(helper)) {
			t.Errorf("%s was not called", helper)
		}
	}
	if bytes.Contains(found, []byte("planted")) || bytes.Contains(found, []byte(text)) {
		t.Errorf("arguments and environment of the helpers:\n%s", found)
	}
}

func TestAHelperThatHangsIsLeft(t *testing.T) {
	folder, pids := t.TempDir(), filepath.Join(t.TempDir(), "pids")
	for _, name := range []string{"wl-copy", "wl-paste"} {
		plantIn(t, folder, name, `echo $$ >> `+pids+`; exec sleep 600`)
	}
	got := do(t, strings.Join([]string{"copy", "copy", "secret", "clear"}, " "), text, "PATH="+folder+":/usr/bin:/bin", "WAYLAND_DISPLAY=wayland-0")
	started, err := os.ReadFile(pids)
	if err != nil {
		t.Fatal(err)
	}
	for pid := range strings.FieldsSeq(string(started)) {
		if n, err := strconv.Atoi(pid); err == nil {
			_ = syscall.Kill(n, syscall.SIGKILL)
		}
	}
	if got.Error != ErrUnsure.Error() || len(got.Terminal) != 2 || !strings.Contains(got.Cleared, "can't read the clipboard") || got.Took > 30*time.Second {
		t.Errorf("%+v", got)
	}
	if n := len(strings.Fields(string(started))); n != 1 {
		t.Errorf("a helper that hangs was started %d times", n)
	}
}
