package store

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"threelo/steps/dialog"
)

// TestMain lets the test binary play another window: its own process that
// can be killed.
func TestMain(m *testing.M) {
	switch os.Getenv("STORE_TEST_WINDOW") {
	case "save":
		saveForever(os.Getenv("STORE_TEST_DIR"))
	case "hold":
		holdForever(os.Getenv("STORE_TEST_DIR"))
	default:
		os.Exit(m.Run())
	}
}

// saveForever saves the same setup again and again and counts on its output.
func saveForever(dir string) {
	s, err := Open(Options{Dir: dir})
	setup := acme()
	for n := 1; err == nil; n++ {
		setup.AppName = strconv.Itoa(n)
		// Sizes differ, so that a torn file could not be read by chance.
		setup.Inputs["token-name"] = strings.Repeat("x", n%300)
		if err = s.Save(setup); err == nil {
			_, err = fmt.Println(n)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func holdForever(dir string) {
	s, err := Open(Options{Dir: dir})
	if err == nil {
		err = s.Lock(acme().ID)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("held")
	_, _ = os.Stdin.Read(make([]byte, 1)) // until killed
}

// window is another window of the program, on the same folder.
type window struct {
	cmd *exec.Cmd
	out *bufio.Scanner
}

func openWindow(t *testing.T, does, dir string) *window {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_WINDOW="+does, "STORE_TEST_DIR="+dir)
	cmd.Stderr = os.Stderr
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &window{cmd, bufio.NewScanner(out)}
	t.Cleanup(w.kill)
	return w
}

// says waits for a line of the window's output.
func (w *window) says(t *testing.T) string {
	t.Helper()
	if !w.out.Scan() {
		t.Fatal("the other window ended by itself")
	}
	return w.out.Text()
}

// kill ends the window without a warning, as kill -9 does.
func (w *window) kill() {
	_ = w.cmd.Process.Kill()
	_ = w.cmd.Wait()
}

// acme is a setup in the middle of its journey, with every field filled.
func acme() dialog.Setup {
	at := time.Date(2026, 11, 3, 9, 30, 0, 0, time.UTC)
	return dialog.Setup{
		Version: dialog.SetupVersion, ID: "k3j2hq7mx5ab", Platform: "targetprocess", PlatformSum: "91f0aa0b3c7d5e12",
		Cloud: "commercial", Step: "sharing", App: dialog.AppNew, Purpose: dialog.PurposeRepair, Accounts: dialog.AccountsTwo, Account: "Jira Sync",
		Site: "https://acme.atlassian.net", SiteID: "11111111-2222-3333-4444-555555555555", SiteWas: "11111111-2222-3333-4444-555555555555",
		AppName: "Targetprocess für Jira", Callback: "https://acme.tpondemand.com/jira/oauth/callback", ClientID: "AbCdEfGhIjKlMnOpQrStUvWxYz012345",
		Inputs: map[dialog.InputID]string{"token-name": "Jira Software"}, Scopes: []string{"read:jira-work", "offline_access"},
		Ticked: []string{"read:jira-work"}, Activities: []string{"Create Issue"}, Project: "ACME", Renew: true,
		Way: dialog.WaySkip, Lines: dialog.LinesBoth, Local: "http://127.0.0.1:8976/callback", LineUsed: true, AccountConfirmed: "712020:0f3c2a51-6b1d-4e21-9d2e-3c5f7a9b1d20",
		PlatformAuthorized: dialog.NotYet, ConfirmedAt: &at, Done: []dialog.StepID{"know", "app", "create"},
		Proofs: map[dialog.StepID]dialog.Proof{"credentials": {Outcome: dialog.MarkProved, Evidence: "accepted by Atlassian", At: at}},
	}
}

func named(id string) dialog.Setup {
	s := acme()
	s.ID = id
	return s
}

// opened is a window's view of a folder.
func opened(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func saved(t *testing.T, s *Store, setups ...dialog.Setup) {
	t.Helper()
	for _, setup := range setups {
		if err := s.Save(setup); err != nil {
			t.Fatal(err)
		}
	}
}

func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// names lists a folder, without the files of the locks.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".lock") {
			out = append(out, e.Name())
		}
	}
	return out
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

// plain holds a sentence against the rules for what a person is shown.
func plain(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
	if text == "" || text[0] < 'a' || text[0] > 'z' || strings.ContainsAny(text, "\n\x1b") {
		t.Errorf("%q is not a plain line", text)
	}
	for _, jargon := range []string{"errno", "syscall", "flock", "ENO", "open /", "mkdir /", "rename /", "%!"} {
		if strings.Contains(text, jargon) {
			t.Errorf("%q holds %q, which is not a plain word", text, jargon)
		}
	}
}

// diff compares what is saved of setups.
func diff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.IgnoreUnexported(dialog.Proof{}))
}
