//go:build unix

package command

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"threelo/oauth/sandbox/sandboxtest"
)

// threelo is this test's own binary as the program: see TestMain.
func threelo(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("threelo")
	if err != nil {
		t.Skip("testscript has not put threelo on the path")
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+t.TempDir())
	return cmd
}

// exitOf runs a command with this standard output, and returns its exit code and
// what it said.
func exitOf(t *testing.T, cmd *exec.Cmd, out *os.File) (code int, said string) {
	t.Helper()
	var messages bytes.Buffer
	cmd.Stderr = &messages
	if out != nil {
		cmd.Stdout = out
	}
	_ = cmd.Run() // its exit code is what is tested
	return cmd.ProcessState.ExitCode(), messages.String()
}

// Every command that has a result, and every standard output that does not take it.
func TestNoCommandSucceedsWhenItsResultIsNotWritten(t *testing.T) {
	report := filepath.Join(t.TempDir(), "status.json")
	if code, _, messages := run(t, "", "--demo", "--auto", "--plain", "--platform", "targetprocess", "--report", report); code != exitReady {
		t.Fatal(messages)
	}
	box, app := sandboxtest.Start(t, "https://acme.targetprocess.test/callback", []string{"read:jira-work"})
	refused := []string{"check", "--no-browser", "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback}
	commands := [][]string{
		{"--help"},
		{"help", "check"},
		{"check", "--help"},
		{"version"},
		{"--version"},
		{"completion", "bash"},
		{"completion", "zsh"},
		{"__complete", "--pl"},
		{"platforms"},
		{"platforms", "--json"},
		{"scopes", "targetprocess"},
		{"scopes", "agilepoint", "--format", "json"},
		{"lint", "../../assets/platforms/n8n.yaml"},
		{"explain", "Unauthorized; scope does not match"},
		{"report", report},
		{"report", report, "--to", "png"},
		{"sandbox"},
		{"sandbox", "--scenario", "list"},
		{"setups", "--json"},
		{"--demo", "--auto", "--plain", "--platform", "targetprocess"},
		refused, append(refused[:len(refused):len(refused)], "--json"),
	}
	outputs := []struct {
		name, says string
		open       func(t *testing.T) *os.File
	}{
		{"full", "no space left on device", func(t *testing.T) *os.File { return opened(t, "/dev/full", os.O_WRONLY) }},
		{"a broken pipe", "broken pipe", brokenPipe},
		{"open for reading only", "bad file descriptor", func(t *testing.T) *os.File { return opened(t, os.DevNull, os.O_RDONLY) }},
	}
	for _, output := range outputs {
		for _, args := range commands {
			t.Run(output.name+": "+strings.Join(args[:min(len(args), 4)], " "), func(t *testing.T) {
				cmd := threelo(t, args...)
				if args[0] == "check" { // a wrong secret: it ends early, with a result
					cmd.Env = append(cmd.Env, authVariable+"="+box.URL(), apiVariable+"="+box.URL(), secretVariable+"="+strings.Repeat("x", 64))
				}
				code, said := exitOf(t, cmd, output.open(t))
				if want := "threelo: the result could not be written: " + output.says + "\n"; code != exitUsage || !strings.HasSuffix(said, want) {
					t.Errorf("exit %d, and said\n%s", code, said)
				}
			})
		}
	}
}

// opened opens a file until the test ends; it skips where the system has no such.
func opened(t *testing.T, path string, flags int) *os.File {
	t.Helper()
	f, err := os.OpenFile(path, flags, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// brokenPipe is a pipe whose reader has gone.
func brokenPipe(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// Go gives a program that was started without a standard output the null device:
// whoever closed it asked for the exit code alone.
func TestAClosedStandardOutputIsTheNullDevice(t *testing.T) {
	for command, want := range map[string]int{"version": exitReady, "explain nonsense": exitFailed, "scopes nonsense": exitUsage} {
		cmd := threelo(t)
		shell := exec.Command("sh", "-c", `exec "$0" `+command+` >&-`, cmd.Path)
		shell.Env = cmd.Env
		if code, said := exitOf(t, shell, nil); code != want {
			t.Errorf("threelo %s: exit %d, %s", command, code, said)
		}
	}
}

func TestAReportThatCannotBeWrittenIsFoundBeforeAnythingIsSent(t *testing.T) {
	app := company(t, "https://acme.targetprocess.test/callback")
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken.json")
	if err := os.Mkdir(taken, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]struct {
		args []string
		says string
	}{
		"a missing folder":             {[]string{"--report", filepath.Join(dir, "missing", "s.json")}, "does not exist"},
		"a folder of that name":        {[]string{"--overwrite", "--report", taken}, "not a regular file"},
		"the same file twice":          {[]string{"--report", filepath.Join(dir, "s.md"), "--report", filepath.Join(dir, "s.md")}, "twice"},
		"a read-only file system":      {[]string{"--report", "/proc/s.json"}, "can't be written"},
		"a file in the folder's place": {[]string{"--report", "/dev/null/s.json"}, "does not exist"},
	} {
		args := append([]string{"check", "--no-browser", "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback}, at.args...)
		code, out, said := run(t, "", args...)
		if code != exitUsage || out != "" || !strings.Contains(said, at.says) || strings.Contains(said, "confirmed by Atlassian") {
			t.Errorf("%s: exit %d, %s%s", name, code, out, said)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
