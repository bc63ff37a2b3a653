// Package desktop reaches the person's own clipboard and browser. It knows
// whether they sit at this computer or come over SSH, and it starts helper
// programs so that these neither learn a secret nor draw on the terminal.
package desktop

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"threelo/oauth"
)

// Env describes the surroundings of a process. The zero Env is a computer
// without a screen.
type Env struct {
	OS        string   // as runtime.GOOS
	Vars      []string // as os.Environ; a later entry wins
	Kernel    string   // the content of /proc/sys/kernel/osrelease, "" if absent
	Container bool     // Docker's or Podman's marker file exists
}

// Here describes the surroundings of this process.
func Here() Env {
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease") // absent outside Linux
	e := Env{OS: runtime.GOOS, Vars: os.Environ(), Kernel: string(kernel)}
	for _, marker := range []string{"/.dockerenv", "/run/.containerenv"} {
		if _, err := os.Stat(marker); err == nil {
			e.Container = true
		}
	}
	return e
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

// InWSL reports whether this Linux runs under Windows.
func (e Env) InWSL() bool {
	return e.OS == "linux" && strings.Contains(strings.ToLower(e.Kernel), "microsoft")
}

// HasScreen reports whether this computer has a graphical session.
func (e Env) HasScreen() bool {
	return e.OS == "darwin" || e.OS == "windows" || e.InWSL() || e.Get("DISPLAY") != "" || e.Get("WAYLAND_DISPLAY") != ""
}

// IsRemote reports whether the person came over SSH, so that the screen and
// clipboard of this computer are not theirs. A tmux session begun locally can be
// attached over SSH later; only tmux itself knows that.
func (e Env) IsRemote(ctx context.Context) bool {
	if e.Get("SSH_CONNECTION") != "" || e.Get("SSH_CLIENT") != "" || e.Get("SSH_TTY") != "" {
		return true
	}
	if e.Get("TMUX") == "" {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	answer, err := e.Command(ctx, "tmux", "show-environment", "SSH_CONNECTION").Output()
	return err == nil && strings.HasPrefix(string(answer), "SSH_CONNECTION=")
}

// InContainer reports whether the program runs in a container whose browser is
// probably outside: a codespace, an editor's dev container, or a container
// without a screen. One with a screen (Toolbx, Distrobox) shares the desktop and
// the network of its host.
func (e Env) InContainer() bool {
	return e.Get("CODESPACES") != "" || e.Get("REMOTE_CONTAINERS") != "" || e.Container && !e.HasScreen()
}

// Command prepares a helper program in its own session, without a terminal
// to draw on, its output discarded, and without threelo's own variables, above all
// THREELO_CLIENT_SECRET. When ctx ends, the helper is ended too.
func (e Env) Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	// Not nil, or the helper would get the environment of this process.
	cmd.Env = slices.DeleteFunc(append([]string{}, e.Vars...), func(entry string) bool {
		return strings.HasPrefix(strings.ToUpper(entry), "THREELO_")
	})
	cmd.SysProcAttr = detached()
	cmd.WaitDelay = 100 * time.Millisecond // for helpers whose children keep the pipes
	return cmd
}

var errTakesLong = errors.New("its helper program does not answer")

// within waits for a call to end, at most that long. Then the call goes on alone.
func within(ctx context.Context, patience time.Duration, call func() error) error {
	ended := make(chan error, 1)
	go func() { ended <- call() }()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case err := <-ended:
		return err
	case <-late.C:
		return errTakesLong
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Tunnel returns the command that a person over SSH types on their own computer,
// so that addresses on this one's loopback are reachable there; "" when there are
// none. An unknown user is left out; an unknown host becomes "your-server".
func (e Env) Tunnel(addresses ...string) string {
	forward := ""
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && u.Port() != "" && oauth.IsLoopback(u.Hostname()) {
			forward += fmt.Sprintf(" -L %s:127.0.0.1:%[1]s", u.Port())
		}
	}
	if forward == "" {
		return ""
	}
	host, port := "your-server", ""
	// SSH says under which address it was reached: client address, port, server
	// address, port.
	if fields := strings.Fields(e.Get("SSH_CONNECTION")); len(fields) == 4 && net.ParseIP(fields[2]) != nil {
		host = fields[2]
		if n, err := strconv.ParseUint(fields[3], 10, 16); err == nil && n != 22 {
			port = " -p " + fields[3]
		}
	}
	if user := e.Get("USER"); needsNoQuotes(user) {
		host = user + "@" + host
	}
	return "ssh" + port + forward + " " + host
}

// needsNoQuotes reports whether a name means itself in every shell.
func needsNoQuotes(name string) bool {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
	return name != "" && name[0] != '-' && strings.Trim(name, plain) == ""
}
