//go:build linux

package e2e

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"threelo/assets"
	"threelo/steps/dialog"
	"threelo/wizard/desktop/desktoptest"
)

// xClipboard is the clipboard of its own X server.
type xClipboard struct {
	t       *testing.T
	display string
}

func newXClipboard(t *testing.T) xClipboard {
	t.Helper()
	desktoptest.Needs(t, "xclip")
	return xClipboard{t, desktoptest.Display(t)}
}

// xclip runs it with a time limit: when the clipboard changes hands while it
// asks, it waits for ever.
func (x xClipboard) xclip(in string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(x.t.Context(), 2*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xclip", append(args, "-selection", "clipboard")...)
	cmd.Env = append(os.Environ(), x.display)
	if in != "" {
		cmd.Stdin = strings.NewReader(in)
		return "", cmd.Run() // its other half stays, and would keep a pipe open
	}
	out, err := cmd.Output()
	if ctx.Err() == nil {
		err = nil // nobody holds a text: the helper that did ended with this terminal
	}
	return string(out), err
}

// copies does what another program does with a text.
func (x xClipboard) copies(text string) {
	x.t.Helper()
	if _, err := x.xclip(text, "-in"); err != nil {
		x.t.Fatal(err)
	}
}

// pastes waits until another program would paste what is wanted.
func (x xClipboard) pastes(what, want string) {
	x.t.Helper()
	found := ""
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(10 * time.Millisecond) {
		var err error
		if found, err = x.xclip("", "-out"); err == nil && found == want {
			return
		}
	}
	x.t.Errorf("%s: another program pastes %d characters (%d are right)", what, len(found), len(want))
}

// copied is a window, in a shell's terminal, of a program that just copied the
// secret.
type copied struct {
	*window
	program int  // its process
	full    bool // screen
}

func copiesTheSecret(t *testing.T, x xClipboard, args ...string) copied {
	t.Helper()
	c, home := newCompany(t, theirCallback), t.TempDir()
	savesBeforeTheSecret(t, stateOf(home), c.app.ClientID, "", dialog.StepCredentials)
	cmd := inShell(t, program(t, home, append(c.env, x.display), args...), `echo "[left with $?]"; exec cat`)
	w := openWith(t, cmd)
	w.toTheSecret(len(args) > 0)
	if len(args) == 0 {
		w.givesSecret(c.app.Secret)
		w.skipsSignInTest()
		w.copiesSecret()
		w.shows("on your clipboard, for a minute")
	} else {
		w.answers(plainGivesSecret(c.app.Secret))
		w.answers(plainSkipsSignInTest)
		product, err := assets.BuiltIn(platform)
		if err != nil {
			t.Fatal(err)
		}
		x.pastes("on the screen", strings.Join(product.ScopeNames(), " ")) // xclip ends before it holds a text
		w.answers(plainCopiesSecret)
		w.told("on your clipboard, for a minute")
	}
	x.pastes("after the copy", c.app.Secret)
	return copied{w, childOf(t, cmd.Process.Pid), len(args) == 0}
}

// leaves presses ctrl+c as often as the face wants it.
func (c copied) leaves() {
	c.t.Helper()
	if c.full {
		c.terminal.leaves()
	} else {
		c.types(ctrlC)
	}
	c.told("[left with 130]")
}

func (c copied) signals(s syscall.Signal) {
	c.t.Helper()
	if err := unix.Kill(c.program, s); err != nil {
		c.t.Fatal(err)
	}
}

func TestASecretIsTakenOffTheClipboardHoweverTheProgramIsLeft(t *testing.T) {
	for name, args := range map[string][]string{"full screen": nil, "plain": {"--plain"}} {
		for how, leave := range map[string]func(copied){
			"ctrl+c": copied.leaves,
			"SIGTERM": func(c copied) {
				c.signals(unix.SIGTERM)
				c.told("[left with 143]")
			},
			"the window is closed": func(c copied) {
				_ = c.master.Close()
				c.exits()
			},
			"at a terminal that takes nothing": func(c copied) {
				c.freezes(c.program, "\x1b[Ax")
				c.signals(unix.SIGTERM)
			},
		} {
			t.Run(name+", "+how, func(t *testing.T) {
				t.Parallel()
				x := newXClipboard(t)
				leave(copiesTheSecret(t, x, args...))
				x.pastes("after leaving", "")
			})
		}
	}
}

func TestWhatWasCopiedSinceTheSecretStaysOnTheClipboard(t *testing.T) {
	x := newXClipboard(t)
	c := copiesTheSecret(t, x)
	x.copies("something else")
	c.leaves()
	x.pastes("after leaving", "something else")
}
