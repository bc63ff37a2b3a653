//go:build unix

package command

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"threelo/oauth/sandbox/sandboxtest"
	"threelo/wizard/desktop/desktoptest"
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

// withResults are all commands that have a result, and the hosts of those that ask
// Atlassian. The secret is wrong, so that they end early.
func withResults(t *testing.T) (commands [][]string, hosts []string) {
	t.Helper()
	report := filepath.Join(t.TempDir(), "status.png")
	if code, _, messages := run(t, "", "--demo", "--auto", "--plain", "--platform", "targetprocess", "--report", report); code != exitReady {
		t.Fatal(messages)
	}
	box, app := sandboxtest.Start(t, "https://acme.targetprocess.test/callback", []string{"read:jira-work"})
	refused := []string{"check", "--no-browser", "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback}
	short := []string{"check", "--no-sign-in", "--client-id", app.ClientID}
	return [][]string{
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
		{"sheet", "approval", report},
		{"sheet", "security", "agilepoint", "--to", "txt"},
		{"sandbox"},
		{"sandbox", "--scenario", "list"},
		{"--demo", "--auto", "--plain", "--platform", "targetprocess"},
		refused, append(refused[:len(refused):len(refused)], "--json"),
		short, append(short[:len(short):len(short)], "--json"),
		{"check", "--from", report, "--no-browser"},
	}, []string{authVariable + "=" + box.URL(), apiVariable + "=" + box.URL(), secretVariable + "=" + strings.Repeat("x", 64)}
}

// Every standard output that does not take a result.
func TestNoCommandSucceedsWhenItsResultIsNotWritten(t *testing.T) {
	t.Parallel()
	commands, hosts := withResults(t)
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
				t.Parallel()
				cmd := threelo(t, args...)
				if args[0] == "check" {
					cmd.Env = append(cmd.Env, hosts...)
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
// a script that closes it wants the exit code alone.
func TestAClosedStandardOutputIsTheNullDevice(t *testing.T) {
	t.Parallel()
	desktoptest.Shell(t)
	commands, hosts := withResults(t)
	for _, args := range append(commands, []string{"scopes", "nonsense"}) {
		want := exitReady
		switch {
		case slices.Contains(args, "nonsense"):
			want = exitUsage
		case args[0] == "check" && !slices.Contains(args, "--help"):
			want = exitFailed
		}
		cmd := threelo(t)
		shell := exec.Command("sh", append([]string{"-c", `exec "$0" "$@" >&-`, cmd.Path}, args...)...)
		shell.Env = cmd.Env
		if args[0] == "check" {
			shell.Env = append(shell.Env, hosts...)
		}
		if args[0] == "sandbox" && len(args) == 1 {
			continue // it runs until it is stopped
		}
		if code, said := exitOf(t, shell, nil); code != want {
			t.Errorf("threelo %q: exit %d, want %d, %s", args, code, want, said)
		}
	}
}

// A file system that takes no files is found out before anything is sent.
func TestNoCommandSucceedsWhenItsTargetIsReadOnly(t *testing.T) {
	t.Parallel()
	const target = "/proc/result"
	commands, hosts := withResults(t)
	for _, args := range commands {
		flag := map[string]string{"report": "--output", "sheet": "--output", "check": "--report", "--demo": "--report"}[args[0]]
		file := target + ".md"
		if flag == "" || slices.Contains(args, "--no-sign-in") || slices.Contains(args, "--help") {
			continue // it writes no file
		}
		cmd := threelo(t, append(slices.Clone(args), flag, file)...)
		cmd.Env = append(cmd.Env, hosts...)
		var out bytes.Buffer
		cmd.Stdout = &out
		if code, said := exitOf(t, cmd, nil); code != exitUsage || out.Len() > 0 || !strings.Contains(said, file) || strings.Contains(said, "confirmed") {
			t.Errorf("threelo %q: exit %d, %s%s", args, code, out.String(), said)
		}
	}
}

func TestAReportThatCannotBeWrittenIsFoundBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	app, env := company(t, "https://acme.targetprocess.test/callback")
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken.json")
	if err := os.Mkdir(taken, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]struct {
		args []string
		says string
	}{
		"a missing folder":             {[]string{"--report", filepath.Join(dir, "missing", "s.json")}, "the folder does not exist"},
		"a folder of that name":        {[]string{"--overwrite", "--report", taken}, "not a regular file"},
		"the same file twice":          {[]string{"--report", filepath.Join(dir, "s.md"), "--report", filepath.Join(dir, "s.md")}, "twice"},
		"a read-only file system":      {[]string{"--report", "/proc/s.json"}, "can't be written"},
		"a file in the folder's place": {[]string{"--report", "/dev/null/s.json"}, "the folder does not exist"},
	} {
		args := append([]string{"check", "--no-browser", "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback}, at.args...)
		code, out, said := runIn(t, env, "", args...)
		if code != exitUsage || out != "" || !strings.Contains(said, at.says) || strings.Contains(said, "confirmed by Atlassian") {
			t.Errorf("%s: exit %d, %s%s", name, code, out, said)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
