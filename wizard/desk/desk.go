// Package desk knows where the admin sits: at this machine, with a screen that
// a browser can open on, or elsewhere, over SSH. It also starts helper programs
// so that they neither learn a secret nor draw on the terminal.
package desk

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// Env is what the surroundings say. The zero Env is a machine without a screen.
type Env struct {
	OS     string   // as runtime.GOOS
	Vars   []string // the environment, as os.Environ; a later entry wins
	Kernel string   // /proc/sys/kernel/osrelease, "" where there is none
}

// Here describes the surroundings of this process.
func Here() Env {
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease") // absent outside Linux
	return Env{OS: runtime.GOOS, Vars: os.Environ(), Kernel: string(kernel)}
}

// Get returns an environment variable, "" when it is not set.
func (e Env) Get(name string) string {
	for i := len(e.Vars) - 1; i >= 0; i-- {
		if key, value, _ := strings.Cut(e.Vars[i], "="); key == name {
			return value
		}
	}
	return ""
}

// InTmux reports whether the program runs inside tmux.
func (e Env) InTmux() bool { return e.Get("TMUX") != "" }

// InWSL reports whether this Linux runs under Windows.
func (e Env) InWSL() bool {
	return e.OS == "linux" && strings.Contains(strings.ToLower(e.Kernel), "microsoft")
}

// HasScreen reports whether this machine has a graphical session to show on.
func (e Env) HasScreen() bool {
	switch {
	case e.OS == "darwin" || e.OS == "windows" || e.InWSL():
		return true
	default:
		return e.Get("DISPLAY") != "" || e.Get("WAYLAND_DISPLAY") != ""
	}
}

// IsRemote reports whether the admin came over SSH, so that this machine's
// screen and clipboard are not theirs. A tmux session that was begun at the
// desk may have been picked up over SSH since: tmux knows that, the environment
// of the programs in it does not.
func (e Env) IsRemote(ctx context.Context) bool {
	for _, name := range []string{"SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"} {
		if e.Get(name) != "" {
			return true
		}
	}
	if !e.InTmux() {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	answer, err := e.Command(ctx, "tmux", "show-environment", "SSH_CONNECTION").Output()
	return err == nil && strings.HasPrefix(string(answer), "SSH_CONNECTION=")
}

// Command prepares a helper program in a session of its own, without a terminal
// to draw on, its output discarded, and with an environment that holds nothing
// of ours. When ctx ends, the helper is ended too.
func (e Env) Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = e.forHelpers()
	cmd.SysProcAttr = apart()
	cmd.WaitDelay = 100 * time.Millisecond // for helpers whose children keep the pipes
	return cmd
}

// forHelpers leaves out what is meant for this program alone, above all the
// client secret that a caller may have put into THREELO_CLIENT_SECRET.
func (e Env) forHelpers() []string {
	out := make([]string, 0, len(e.Vars))
	for _, entry := range e.Vars {
		if !strings.HasPrefix(strings.ToUpper(entry), "THREELO_") {
			out = append(out, entry)
		}
	}
	return out
}
