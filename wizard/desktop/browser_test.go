package desktop

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"threelo/wizard/desktop/desktoptest"
)

const link = "https://auth.example/authorize?client_id=abc&scope=read%3Ajira-work%20offline_access&state=x%25y"

// stub plants a program that writes its arguments and environment into a file,
// draws all over the terminal, and then runs the lines in then.
func stub(t *testing.T, folder, name, then string) (seen string) {
	t.Helper()
	desktoptest.Shell(t)
	seen = filepath.Join(t.TempDir(), "seen")
	script := `#!/bin/sh
for argument; do echo "argument $argument"; done > ` + seen + `.part
env >> ` + seen + `.part
for out in /dev/stdout /dev/stderr /dev/tty; do printf '\033[2Jgarbage' > $out; done 2>&1
echo garbage; echo garbage >&2
mv ` + seen + `.part ` + seen + `
` + then + "\n"
	if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return seen
}

// linuxDesktop is a Linux desktop whose programs come from folder first.
func linuxDesktop(t *testing.T, folder string, vars ...string) Env {
	t.Helper()
	t.Setenv("PATH", folder+string(os.PathListSeparator)+"/usr/bin"+string(os.PathListSeparator)+"/bin")
	return Env{OS: "linux", Vars: append([]string{"PATH=" + os.Getenv("PATH"), "DISPLAY=:0"}, vars...)}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("it was not started: %v", err)
	}
	return string(text)
}

func TestTheBrowserGetsTheWholeLinkAndNothingElse(t *testing.T) {
	folder := t.TempDir()
	seen := stub(t, folder, "xdg-open", "")
	if err := OpenBrowser(t.Context(), link, linuxDesktop(t, folder, "THREELO_CLIENT_SECRET=planted")); err != nil {
		t.Fatal(err)
	}
	got := read(t, seen)
	if !strings.HasPrefix(got, "argument "+link+"\n") || strings.Count(got, "argument ") != 1 {
		t.Errorf("the browser got:\n%s", got)
	}
	if strings.Contains(got, "planted") || !strings.Contains(got, "DISPLAY=:0") {
		t.Errorf("the browser's environment:\n%s", got)
	}
}

func TestABrowserFullOfTalkDrawsNothingOnTheTerminal(t *testing.T) {
	folder := t.TempDir()
	seen := stub(t, folder, "xdg-open", "")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = slices.Concat(linuxDesktop(t, folder).Vars, []string{"DESKTOP_TEST_OPENS=" + link})
	terminal, err := pty.Start(cmd) // its controlling terminal
	if err != nil {
		t.Skipf("no terminal can be made here: %v", err)
	}
	defer func() { _ = terminal.Close() }()
	drawn, _ := io.ReadAll(terminal) // ends with an error when the program leaves
	if err := cmd.Wait(); err != nil || string(drawn) != "opened\r\n" {
		t.Errorf("%v, on the terminal: %q", err, drawn)
	}
	read(t, seen)
}

func TestTheAdminsOwnBROWSERComesFirst(t *testing.T) {
	folder := t.TempDir()
	system := stub(t, folder, "xdg-open", "")
	gone := stub(t, folder, "gives-up", "exit 3")
	own := stub(t, folder, "my-browser", "")
	spaced := filepath.Join(folder, "with a space")
	if err := os.Mkdir(spaced, 0o700); err != nil {
		t.Fatal(err)
	}
	inSpace := stub(t, spaced, "browser", "")
	for _, test := range []struct{ name, browser, seen, want string }{
		{"a name", "my-browser", own, "argument " + link + "\n"},
		{"with a place for the link", "my-browser --new %s --end", own, "argument --new\nargument " + link + "\nargument --end\n"},
		{"within an argument", "my-browser --url=%s", own, "argument --url=" + link + "\n"},
		{"several, the first not there", "not-there:my-browser", own, "argument " + link + "\n"},
		{"several, the first gives up", "gives-up --x:my-browser:xdg-open", own, "argument " + link + "\n"},
		{"a path with spaces", filepath.Join(spaced, "browser"), inSpace, "argument " + link + "\n"},
		{"empty entries", "::", system, "argument " + link + "\n"},
		{"none that works", "not-there:gives-up", system, "argument " + link + "\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, file := range []string{system, gone, own, inSpace} {
				_ = os.Remove(file)
			}
			if err := OpenBrowser(t.Context(), link, linuxDesktop(t, folder, "BROWSER="+test.browser)); err != nil {
				t.Fatal(err)
			}
			if got := read(t, test.seen); !strings.HasPrefix(got, test.want) {
				t.Errorf("it got:\n%s", got)
			}
			if _, err := os.Stat(system); test.seen != system && err == nil {
				t.Error("the system's browser was opened too")
			}
		})
	}
}

// staying plants a browser that stays open, and returns how to close it: that
// fails when it is closed already.
func staying(t *testing.T, folder string) (closeIt func()) {
	t.Helper()
	pid := filepath.Join(t.TempDir(), "pid")
	stub(t, folder, "my-browser", "echo $$ > "+pid+".part; mv "+pid+".part "+pid+"; exec sleep 600")
	return func() {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); ; {
			if _, err := os.Stat(pid); err == nil {
				break
			} else if time.Now().After(deadline) {
				t.Fatal("the browser was not started")
			}
		}
		if out, err := exec.Command("kill", strings.TrimSpace(read(t, pid))).CombinedOutput(); err != nil {
			t.Errorf("the browser was closed already: %s", out)
		}
	}
}

func TestABrowserThatStaysOpenIsLeftAlone(t *testing.T) {
	folder := t.TempDir()
	closeIt := staying(t, folder)
	env := linuxDesktop(t, folder)
	ctx, cancel := context.WithCancel(t.Context())
	if err := start(ctx, []string{"my-browser", link}, env, time.Millisecond); err != nil {
		t.Fatal(err)
	}
	cancel() // the program leaves
	closeIt()
}

func TestLeavingEndsTheWatchAtOnce(t *testing.T) {
	folder := t.TempDir()
	closeIt := staying(t, folder)
	env := linuxDesktop(t, folder)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := start(ctx, []string{"my-browser", link}, env, time.Hour); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	closeIt()
}

func TestNoBrowserIsOpenedWhereNobodySeesIt(t *testing.T) {
	folder := t.TempDir()
	seen := stub(t, folder, "xdg-open", "")
	for _, test := range []struct {
		name string
		vars []string
		want error
	}{
		{"over SSH", []string{"SSH_CONNECTION=10.0.0.1 5 10.0.0.2 22", "BROWSER=xdg-open"}, ErrOverSSH},
		{"in a codespace", []string{"CODESPACES=true", "BROWSER=xdg-open"}, ErrInContainer},
		{"without a screen", []string{"DISPLAY=", "BROWSER=xdg-open"}, ErrNoScreen},
	} {
		err := OpenBrowser(t.Context(), link, linuxDesktop(t, folder, test.vars...))
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), "copy the link") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if _, err := os.Stat(seen); err == nil {
		t.Error("a browser was opened")
	}
}

func TestWithoutAnyBrowserTheAdminIsToldWhatToDo(t *testing.T) {
	env := linuxDesktop(t, t.TempDir(), "BROWSER=not-there")
	t.Setenv("PATH", t.TempDir())
	err := OpenBrowser(t.Context(), link, env)
	if err == nil || strings.Contains(err.Error(), "\n") {
		t.Fatal(err)
	}
	for _, words := range []string{"not-there is not installed", "xdg-open is not installed", "copy the link"} {
		if !strings.Contains(err.Error(), words) {
			t.Errorf("%q lacks %q", err, words)
		}
	}
}

func TestOnlyWebAddressesAreOpened(t *testing.T) {
	folder := t.TempDir()
	seen := stub(t, folder, "xdg-open", "")
	for _, address := range []string{
		"", "file:///etc/passwd", "javascript:alert(1)", "/etc/passwd", "--help", "https:", "https:///x", "ftp://host/", "HTTPS ://host",
		"https://host/a b", "https://host/\n", "https://host/\x1b[2J", `https://host/"&calc`, "https://host/`id`", "https://host/\\share",
	} {
		if err := OpenBrowser(t.Context(), address, linuxDesktop(t, folder)); err == nil {
			t.Errorf("%q was opened", address)
		}
	}
	if _, err := os.Stat(seen); err == nil {
		t.Error("a browser was started")
	}
}

func TestEverySystemsOwnWay(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	two := "BROWSER=b.exe" + string(os.PathListSeparator) + "firefox"
	rundll := func(name string) []string { return []string{name, "url.dll,FileProtocolHandler", link} }
	for _, test := range []struct {
		name string
		env  Env
		want [][]string
	}{
		{"Linux", Env{OS: "linux", Kernel: "6.8.0-generic"}, [][]string{{"xdg-open", link}}},
		{"FreeBSD", Env{OS: "freebsd"}, [][]string{{"xdg-open", link}}},
		{"WSL", Env{OS: "linux", Kernel: "5.15.167.4-microsoft-standard-WSL2"}, [][]string{{"wslview", link}, rundll("rundll32.exe")}},
		{"macOS", Env{OS: "darwin"}, [][]string{{"open", link}}},
		{"Windows", Env{OS: "windows"}, [][]string{rundll("rundll32")}},
		{"Windows with BROWSER", Env{OS: "windows", Vars: []string{two}}, [][]string{{"b.exe", link}, {"firefox", link}, rundll("rundll32")}},
	} {
		if got := browsers(link, test.env); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}
