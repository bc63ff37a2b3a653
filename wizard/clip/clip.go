// Package clip puts text on the admin's clipboard by every way that may reach
// it: the terminal itself (OSC 52), tmux, and this machine's clipboard when the
// admin sits at this machine. What cannot be known is not claimed.
package clip

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/atotto/clipboard"

	"threelo/wizard/desk"
)

// Env is what a Clipboard works with.
type Env struct {
	Desk desk.Env
	// OSC52 hands a text to the terminal for its clipboard, as Bubble Tea's
	// SetClipboard does. Nil when the output is not a terminal.
	OSC52 func(text string)
}

// The ways, in words for the screen.
const (
	viaTerminal = "your terminal"
	viaTmux     = "tmux"
	viaMachine  = "this machine's clipboard"
)

// ErrNoWay says that nothing here takes text for a clipboard.
var ErrNoWay = errors.New("nothing was copied: there is no terminal, tmux or screen here that takes it; press v to show it and select it by hand")

// Result tells which ways a text went. None of them but this machine's
// clipboard ever confirms anything.
type Result struct {
	Ways     []string // in words, in the order they were tried; empty when Err is set
	Readable bool     // this machine's clipboard has it, where Clear can see it
	Err      error
}

// Text says it in a line for the screen: "sent to your clipboard through …".
// It is "" when nothing was sent.
func (r Result) Text() string {
	switch n := len(r.Ways); n {
	case 0:
		return ""
	case 1:
		return "sent to your clipboard through " + r.Ways[0]
	default:
		return "sent to your clipboard through " + strings.Join(r.Ways[:n-1], ", ") + " and " + r.Ways[n-1]
	}
}

// Clipboard sends texts to the admin's clipboard. Its methods may be called
// from any goroutine.
//
// The helpers of this machine give no hint to clipboard managers that a text is
// a secret (atotto/clipboard knows none of the systems' hints): one that keeps
// a history may keep the secret.
type Clipboard struct {
	env      Env
	patience time.Duration // for a helper
	hangs    atomic.Bool   // this machine's helper hung once: it is not asked again
}

// New makes a Clipboard. It takes THREELO_CLIENT_SECRET out of this process's
// environment, because this machine's helper inherits that: read it before.
func New(env Env) *Clipboard {
	_ = os.Unsetenv("THREELO_CLIENT_SECRET")
	return &Clipboard{env: env, patience: time.Second}
}

// Copy sends a text that is no secret. In tmux it also stays in the buffer that
// tmux pastes from.
func (c *Clipboard) Copy(ctx context.Context, text string) Result {
	var ways []string
	if c.toTerminal(text) {
		ways = append(ways, viaTerminal)
	}
	if c.env.Desk.InTmux() && c.tmux(ctx, text, "load-buffer", "-w", "-") == nil {
		ways = append(ways, viaTmux)
	}
	return c.toMachine(ctx, text, ways)
}

// CopySecret sends a secret; Clear takes it off again. tmux passes it on and
// keeps nothing. The terminal is asked by way of tmux when there is one: a tmux
// that listens to OSC 52 itself would keep what it hears in a buffer.
func (c *Clipboard) CopySecret(ctx context.Context, text string) Result {
	var ways []string
	if c.env.Desk.InTmux() && c.throughTmux(ctx, text) == nil {
		ways = append(ways, viaTmux)
	} else if c.toTerminal(text) {
		ways = append(ways, viaTerminal)
	}
	return c.toMachine(ctx, text, ways)
}

// Clear takes a text off the clipboard if it is still there. Known says whether
// that could be seen: only this machine's clipboard can be read, so after a
// copy that went through the terminal or tmux alone nothing is known, and
// nothing is touched, because something else may have been copied since.
func (c *Clipboard) Clear(ctx context.Context, text string) (cleared, known bool) {
	if !c.isLocal(ctx) {
		return false, false
	}
	var found string
	err := c.within(ctx, func() (err error) {
		found, err = clipboard.ReadAll()
		return err
	})
	if err != nil {
		return false, false
	}
	if subtle.ConstantTimeCompare([]byte(found), []byte(text)) != 1 {
		return false, true
	}
	err = c.within(ctx, func() error { return clipboard.WriteAll("") })
	return err == nil, err == nil
}

func (c *Clipboard) toTerminal(text string) bool {
	if c.env.OSC52 == nil {
		return false
	}
	c.env.OSC52(text)
	return true
}

// toMachine tries this machine's clipboard after the other ways.
func (c *Clipboard) toMachine(ctx context.Context, text string, ways []string) Result {
	if c.isLocal(ctx) {
		err := c.within(ctx, func() error { return clipboard.WriteAll(text) })
		switch {
		case err == nil:
			return Result{Ways: append(ways, viaMachine), Readable: true}
		case len(ways) == 0:
			return Result{Err: fmt.Errorf("%w (this machine's clipboard: %w)", ErrNoWay, err)}
		}
	}
	if len(ways) == 0 {
		return Result{Err: ErrNoWay}
	}
	return Result{Ways: ways}
}

// isLocal reports whether this machine's clipboard is the admin's own. Over SSH
// it is somebody else's, and must not be written.
func (c *Clipboard) isLocal(ctx context.Context) bool {
	return !clipboard.Unsupported && !c.hangs.Load() && c.env.Desk.HasScreen() && !c.env.Desk.IsRemote(ctx)
}
