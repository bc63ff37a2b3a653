package command

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// full is a standard output on a full disk.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAResultThatCannotBeWrittenIsNeverASuccess(t *testing.T) {
	dir := t.TempDir()
	report := filepath.Join(dir, "status.json")
	if code, _, messages := run(t, "", "--demo", "--auto", "--plain", "--platform", "targetprocess", "--report", report); code != exitReady {
		t.Fatal(messages)
	}
	commands := [][]string{
		{"--help"},
		{"help", "check"},
		{"version"},
		{"completion", "bash"},
		{"platforms"},
		{"platforms", "--json"},
		{"scopes", "targetprocess"},
		{"lint", "../../assets/platforms/n8n.yaml"},
		{"explain", "Unauthorized; scope does not match"},
		{"report", report},
		{"sandbox"},
		{"sandbox", "--scenario", "list"},
		{"--demo", "--auto", "--plain", "--platform", "targetprocess"},
	}
	for _, args := range commands {
		var messages bytes.Buffer
		if code := Main(args, strings.NewReader(""), full{}, &messages); code != exitUsage || !strings.Contains(messages.String(), "could not be written: no space left") {
			t.Errorf("threelo %s: exit %d, %s", strings.Join(args, " "), code, messages.String())
		}
	}
}

func TestCheckWithAFullStandardOutputIsNotASuccess(t *testing.T) {
	app := company(t, "https://acme.targetprocess.test/callback")
	t.Setenv("THREELO_CLIENT_SECRET", strings.Repeat("x", 64))
	var messages bytes.Buffer
	args := []string{"check", "--no-browser", "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback}
	if code := Main(args, strings.NewReader(""), full{}, &messages); code != exitUsage {
		t.Errorf("exit %d, %s", code, messages.String())
	}
}
