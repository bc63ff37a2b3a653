package command

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// full is a standard output on a full disk.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAResultThatCannotBeWrittenIsNeverASuccess(t *testing.T) {
	t.Parallel()
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
		{"sheet", "approval", report},
		{"sheet", "security", "agilepoint"},
		{"sandbox"},
		{"sandbox", "--scenario", "list"},
		{"--demo", "--auto", "--plain", "--platform", "targetprocess"},
	}
	for _, args := range commands {
		var messages bytes.Buffer
		if code := call(environment{}, args, strings.NewReader(""), full{}, &messages); code != exitUsage || !strings.Contains(messages.String(), "could not be written: no space left") {
			t.Errorf("threelo %s: exit %d, %s", strings.Join(args, " "), code, messages.String())
		}
	}
}

func TestCheckWithAFullStandardOutputIsNotASuccess(t *testing.T) {
	t.Parallel()
	app, env := company(t, "https://acme.targetprocess.test/callback")
	env[secretVariable] = strings.Repeat("x", 64)
	var messages bytes.Buffer
	args := []string{"check", "--no-browser", "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback}
	if code := call(env, args, strings.NewReader(""), full{}, &messages); code != exitUsage {
		t.Errorf("exit %d, %s", code, messages.String())
	}
}

// The mail address of the account that pressed Accept is on the screen that asks
// whether it is the right account, and nowhere else.
func TestTheAccountsMailAddressIsOnOneScreenAndInNoReport(t *testing.T) {
	t.Parallel()
	const mail = "iris.integration@acme.invalid"
	dir := t.TempDir()
	kinds := []string{"json", "md", "png", "svg", "txt"}
	args := []string{"--demo", "--auto", "--plain", "--platform", "targetprocess"}
	for _, kind := range kinds {
		args = append(args, "--report", filepath.Join(dir, "status."+kind))
	}
	code, out, messages := run(t, "", args...)
	if code != exitReady {
		t.Fatalf("exit %d\n%s", code, messages)
	}
	if strings.Count(messages+out, mail) != 1 || !strings.Contains(messages, "("+mail+") pressed Accept") {
		t.Errorf("the mail address is not on the one screen for it:\n%s", messages)
	}
	for _, kind := range kinds {
		file := filepath.Join(dir, "status."+kind)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if kind == "json" {
			for _, to := range []string{"json", "md", "svg", "txt"} {
				code, made, messages := run(t, "", "report", file, "--to", to)
				if code != exitReady || !strings.Contains(made, "Iris Integration") {
					t.Errorf("the JSON as %s: exit %d, %s", to, code, messages)
				}
				text += made
			}
		}
		for _, part := range []string{mail, "iris.integration", "@acme"} {
			if strings.Contains(text, part) {
				t.Errorf("%q is in the %s", part, kind)
			}
		}
	}
}
