//go:build unix

package command

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"threelo/wizard/report/reporttest"
)

// quickly runs a command that must not wait for anything.
func quickly(t *testing.T, args ...string) (code int, out, messages string) {
	t.Helper()
	type result struct {
		code          int
		out, messages string
	}
	done := make(chan result, 1)
	go func() {
		var out, messages bytes.Buffer
		code := call(environment{}, args, strings.NewReader(""), &out, &messages)
		done <- result{code, out.String(), messages.String()}
	}()
	select {
	case r := <-done:
		return r.code, r.out, r.messages
	case <-time.After(20 * time.Second):
		t.Fatalf("%q waits", args)
		return 0, "", ""
	}
}

func namedPipe(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe.yaml")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	return path
}

func TestOnlyAnOrdinaryFileIsReadAsAPlatformOrAReport(t *testing.T) {
	// A named pipe without its other end, an endless device, and one that is as
	// little a file as a terminal is.
	for _, path := range []string{namedPipe(t), "/dev/zero", "/dev/null", t.TempDir()} {
		for _, args := range [][]string{{"lint", path}, {"report", path}, {"scopes", path}, {"platforms", path}, {"--demo", "--plain", "--platform", path}} {
			if code, out, messages := quickly(t, args...); code != exitUsage || out != "" || !strings.Contains(messages, "not a regular file") {
				t.Errorf("%q: exit %d, %q, %q", args, code, out, messages)
			}
		}
	}
}

func TestAReportOfAGigabyteIsRefusedWithoutReadingIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.json")
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 1<<30); err != nil {
		t.Skip(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	code, _, messages := quickly(t, "report", path)
	runtime.ReadMemStats(&after)
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 32 || code != exitFailed || !strings.Contains(messages, "larger than 4 MiB") {
		t.Errorf("exit %d, %d MiB, %q", code, took, messages)
	}
}

func TestAByteOrderMarkIsAcceptedEverywhere(t *testing.T) {
	mark := []byte("\ufeff")
	platform := filepath.Join(t.TempDir(), "own.yaml")
	text, err := os.ReadFile(filepath.Join("..", "..", "assets", "platforms", "targetprocess.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("id: targetprocess\n"), []byte("id: mine\n"), 1)
	saved, err := json.Marshal(reporttest.Ready())
	if err != nil {
		t.Fatal(err)
	}
	saved = append(mark, saved...)
	report := filepath.Join(t.TempDir(), "report.json")
	for path, data := range map[string][]byte{platform: append(mark, text...), report: saved} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"lint", platform}, {"scopes", platform}, {"report", report}, {"--demo", "--auto", "--plain", "--platform", platform}} {
		if code, _, messages := quickly(t, args...); code != exitReady {
			t.Errorf("%q: exit %d, %q", args, code, messages)
		}
	}
}

func TestASecretMayComeFromAPipeUnderTheTimeLimit(t *testing.T) {
	t.Parallel()
	check := func(file, limit string) (int, string) {
		code, _, messages := quickly(t, "check", "--platform", "targetprocess", "--client-id", "0123456789abcdef0123456789abcdef", "--callback", "https://x.test/cb",
			"--secret-file", file, "--timeout", limit, "--no-browser")
		return code, messages
	}
	if code, messages := check(namedPipe(t), "200ms"); code == exitReady || !strings.Contains(messages, "within 200ms") {
		t.Errorf("a pipe that stays empty: exit %d, %q", code, messages)
	}
	if code, messages := check("/dev/zero", "1s"); code == exitReady || strings.Contains(messages, "http") {
		t.Errorf("an endless file: exit %d, %q", code, messages)
	}
	pipe := namedPipe(t)
	go func() { // its open waits for the reader
		_ = os.WriteFile(pipe, []byte("0123456789abcdef0123456789abcdef\n"), 0o600)
	}()
	if _, messages := check(pipe, "5s"); !strings.Contains(messages, "client ID again") {
		t.Errorf("a pipe with the client ID: %q", messages)
	}
}
