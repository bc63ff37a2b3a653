package desktop

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"threelo/wizard/desktop/desktoptest"
)

const wslKernel = "5.15.167.4-microsoft-standard-WSL2\n"

func TestWhereTheAdminSits(t *testing.T) {
	for _, test := range []struct {
		name           string
		env            Env
		screen, remote bool
	}{
		{"a Linux desktop", Env{OS: "linux", Vars: []string{"DISPLAY=:0"}}, true, false},
		{"a Wayland desktop", Env{OS: "linux", Vars: []string{"WAYLAND_DISPLAY=wayland-0"}}, true, false},
		{"a Linux console", Env{OS: "linux", Vars: []string{"DISPLAY="}}, false, false},
		{"a server over SSH", Env{OS: "linux", Vars: []string{"SSH_CONNECTION=10.0.0.1 5 10.0.0.2 22"}}, false, true},
		{"a server over SSH with X forwarded", Env{OS: "linux", Vars: []string{"DISPLAY=localhost:10.0", "SSH_TTY=/dev/pts/1"}}, true, true},
		{"an older SSH", Env{OS: "linux", Vars: []string{"SSH_CLIENT=10.0.0.1 5 22"}}, false, true},
		{"a Mac", Env{OS: "darwin"}, true, false},
		{"a Mac over SSH", Env{OS: "darwin", Vars: []string{"SSH_CONNECTION=10.0.0.1 5 10.0.0.2 22"}}, true, true},
		{"Windows", Env{OS: "windows"}, true, false},
		{"WSL", Env{OS: "linux", Kernel: wslKernel}, true, false},
		{"a variable set twice", Env{OS: "linux", Vars: []string{"DISPLAY=:0", "DISPLAY="}}, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.env.HasScreen(); got != test.screen {
				t.Errorf("a screen: %v", got)
			}
			if got := test.env.IsRemote(t.Context()); got != test.remote {
				t.Errorf("remote: %v", got)
			}
		})
	}
}

// plant puts a shell script into a new folder that PATH begins with.
func plant(t *testing.T, name, script string) {
	t.Helper()
	desktoptest.Shell(t)
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestATmuxSessionPickedUpOverSSHIsRemote(t *testing.T) {
	for answer, want := range map[string]bool{
		"echo SSH_CONNECTION=10.0.0.1 5 10.0.0.2 22": true,
		"echo -SSH_CONNECTION":                       false,
		"echo unknown variable >&2; exit 1":          false,
	} {
		plant(t, "tmux", answer)
		env := Env{OS: "linux", Vars: []string{"TMUX=/tmp/tmux-1000/default,1,0", "DISPLAY=:0"}}
		if got := env.IsRemote(t.Context()); got != want {
			t.Errorf("%s: remote is %v", answer, got)
		}
	}
}

func TestAHelperLearnsNothingAndHasNoTerminal(t *testing.T) {
	plant(t, "helper", `env; ps -o sid= -p $$`)
	env := Here()
	env.Vars = append(env.Vars, "THREELO_CLIENT_SECRET=planted", "threelo_api_url=planted", "KEEP=this")
	out, err := env.Command(context.Background(), "helper").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(out), "\n")
	if strings.Contains(string(out), "planted") || !slices.Contains(lines, "KEEP=this") {
		t.Errorf("the helper's environment:\n%s", out)
	}
	own, err := exec.Command("ps", "-o", "sid=", "-p", "self").Output()
	if err == nil && strings.TrimSpace(string(own)) == strings.TrimSpace(lines[len(lines)-2]) {
		t.Error("the helper shares our session")
	}
}

func TestTheBrowserOfAContainerIsOutside(t *testing.T) {
	for _, test := range []struct {
		name string
		env  Env
		want bool
	}{
		{"a Linux desktop", Env{OS: "linux", Vars: []string{"DISPLAY=:0"}}, false},
		{"a codespace", Env{OS: "linux", Vars: []string{"CODESPACES=true"}, Container: true}, true},
		{"an editor's dev container that forwards its host's screen", Env{OS: "linux", Vars: []string{"REMOTE_CONTAINERS=true", "DISPLAY=:1"}, Container: true}, true},
		{"a container without a screen", Env{OS: "linux", Container: true}, true},
		{"a container that shares its host's desktop", Env{OS: "linux", Vars: []string{"WAYLAND_DISPLAY=wayland-0"}, Container: true}, false},
		{"a Linux console", Env{OS: "linux"}, false},
		{"WSL", Env{OS: "linux", Kernel: wslKernel}, false},
	} {
		if got := test.env.InContainer(); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
	ssh := Env{OS: "linux", Vars: []string{"SSH_TTY=/dev/pts/1"}}
	if !ssh.IsRemote(t.Context()) || ssh.InContainer() {
		t.Error("over SSH the browser is elsewhere, without any container")
	}
}

func TestHere(t *testing.T) {
	t.Setenv("THREELO_DESK_TEST", "seen")
	if env := Here(); env.OS == "" || env.Get("THREELO_DESK_TEST") != "seen" || env.Get("THREELO_NOT_SET") != "" {
		t.Errorf("%q", env.OS)
	}
}
