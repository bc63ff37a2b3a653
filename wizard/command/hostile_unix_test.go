//go:build unix

package command

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"threelo/wizard/report/reporttest"
)

// A folder that somebody else sent may have files with any name.
func TestAFilesNameCannotSpeakToTheTerminalOrForgeALine(t *testing.T) {
	t.Chdir(t.TempDir())
	const name = "x\x1b]0;owned\x07\x1b[31m\nthreelo: READY\u202e.yaml"
	report := strings.TrimSuffix(name, "yaml") + "json"
	absent := "absent" + report
	for _, path := range []string{name, report} {
		if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
			t.Skip(err)
		}
	}
	ids := []string{"--client-id", "0123456789abcdef0123456789abcdef", "--callback", "https://x.test/cb"}
	for _, args := range [][]string{
		{"lint", name},
		{"lint", absent},
		{"scopes", name},
		{"scopes", absent},
		{"platforms", name},
		{"report", report},
		{"report", absent},
		{"sheet", "approval", report},
		{"sheet", "security", name},
		{"--platform", name},
		{"--from", report},
		{"check", "--from", absent},
		append([]string{"check", "--platform", "targetprocess", "--secret-file", absent}, ids...),
		append([]string{"check", "--platform", "targetprocess", "--report", report}, ids...),
		{"scopes", "targetprocess", name},
		{"explain", "--" + name},
		{name},
	} {
		code, out, messages := quickly(t, args...)
		if code == exitReady || messages == "" && out == "" {
			t.Errorf("%q: exit %d, %q", args, code, messages)
		}
		said := out + messages
		if strings.ContainsFunc(said, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
			t.Errorf("%q says %q", args, said)
		}
		for line := range strings.Lines(said) {
			if strings.HasPrefix(line, "threelo: READY") {
				t.Errorf("%q lets a file's name say a line of its own: %q", args, said)
			}
		}
	}
}

func TestASecretFileThatOthersCanReadGetsAWarning(t *testing.T) {
	check := func(mode os.FileMode) string {
		path := filepath.Join(t.TempDir(), "secret.txt")
		if err := os.WriteFile(path, []byte("0123456789abcdef0123456789abcdef\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		var messages bytes.Buffer
		call(environment{}, []string{"check", "--no-sign-in", "--client-id", "0123456789abcdef0123456789abcdef", "--secret-file", path}, strings.NewReader(""), io.Discard, &messages)
		return messages.String()
	}
	for _, mode := range []os.FileMode{0o604, 0o644, 0o640} {
		if said := check(mode); !strings.Contains(said, "other users of this computer can read") || !strings.Contains(said, "chmod 600") {
			t.Errorf("%o: %q", mode, said)
		}
	}
	if said := check(0o600); strings.Contains(said, "other users") {
		t.Errorf("a file of the owner alone: %q", said)
	}
}

func TestAByteOrderMarkOnStandardInputIsAcceptedToo(t *testing.T) {
	saved, err := json.Marshal(reporttest.Ready())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		in   string
	}{
		{[]string{"report", "-"}, "\ufeff" + string(saved)},
		{[]string{"explain", "-"}, "\ufeffUnauthorized; scope does not match"},
	} {
		var out, messages bytes.Buffer
		if code := call(environment{}, c.args, strings.NewReader(c.in), &out, &messages); code != exitReady || out.Len() == 0 {
			t.Errorf("%q: exit %d, %q", c.args, code, messages.String())
		}
	}
	path := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(path, []byte("\ufeff0123456789abcdef0123456789abcdef\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, messages := quickly(t, "check", "--no-sign-in", "--client-id", "0123456789abcdef0123456789abcdef", "--secret-file", path)
	if !strings.Contains(messages, "client ID again") {
		t.Errorf("a secret file: %q", messages)
	}
}
