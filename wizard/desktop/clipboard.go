package desktop

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
)

// ErrNoClipboard says that no route to a clipboard exists.
var ErrNoClipboard = errors.New("nothing was copied: no terminal, tmux or screen here accepts it; press v to show it, and select it by hand")

// Clipboard puts texts on the person's clipboard by every route that may reach
// it: the terminal itself (OSC 52), tmux, and this computer's clipboard when the
// person sits here. Its methods may be called from any goroutine.
//
// A clipboard manager with a history may keep a secret: atotto/clipboard can't
// mark a text as secret on any system.
type Clipboard struct {
	env      Env
	terminal func(text string)
	patience time.Duration // for a helper program
	hangs    atomic.Bool   // this computer's helper hung once; it isn't started again
}

// NewClipboard returns the clipboard of a person in these surroundings. terminal
// sends a text by OSC 52, as Bubble Tea's SetClipboard does; it is nil when the
// output is not a terminal.
//
// It removes THREELO_CLIENT_SECRET from the environment of this process, because
// helpers that the library starts inherit that. Read it before.
func NewClipboard(env Env, terminal func(text string)) *Clipboard {
	_ = os.Unsetenv("THREELO_CLIENT_SECRET")
	return &Clipboard{env: env, terminal: terminal, patience: time.Second}
}

// ErrUnsure says that a secret was not copied, because threelo could not see where it
// arrives, or take it off again.
var ErrUnsure = errors.New("the secret was not copied: threelo can't see your clipboard from here. Copy it again in the console: Settings › Authentication details")

// Copy puts text on the clipboard. It returns a line for the screen, and whether the
// text was seen to arrive. A secret goes to this computer's clipboard alone, which can
// be read and cleared: a terminal or tmux may pass it on, and keep it.
func (c *Clipboard) Copy(ctx context.Context, text string, secret bool) (line string, seen bool, err error) {
	if c.isLocal(ctx) {
		err = c.helper(ctx, func() error { return clipboard.WriteAll(text) })
		if seen = err == nil; seen {
			_ = within(ctx, settling, func() error { return waitFor(text) })
		}
	}
	if secret && !seen {
		return "", false, ErrUnsure
	}
	sent := false
	if c.terminal != nil && !secret {
		c.terminal(text)
		sent = true
	}
	if !secret && c.env.Get("TMUX") != "" && c.tmux(ctx, text, "load-buffer", "-w", "-") == nil {
		sent = true
	}
	switch {
	case seen:
		return "on your clipboard", true, nil
	case sent:
		return "sent to your clipboard; check what you paste", false, nil
	case err != nil:
		return "", false, fmt.Errorf("%w (this machine's clipboard: %w)", ErrNoClipboard, err)
	}
	return "", false, ErrNoClipboard
}

// settling is how long a helper may take until others can paste what it was given.
const settling = 300 * time.Millisecond

// waitFor returns when a text is on the clipboard. xclip and xsel end before they hold it,
// and a text that was copied next could then be replaced by it.
func waitFor(text string) error {
	for end := time.Now().Add(settling); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if found, err := clipboard.ReadAll(); err != nil || found == text {
			return err
		}
	}
	return nil
}

// Clear removes a text from the clipboard if it is still there, and returns a
// line for the screen. Where the clipboard can't be read it changes nothing,
// because the person may have copied something else.
func (c *Clipboard) Clear(ctx context.Context, text string) (line string) {
	const unknown = "threelo can't read the clipboard from here: copy something else to replace the secret"
	if !c.isLocal(ctx) {
		return unknown
	}
	var found string
	err := c.helper(ctx, func() (err error) {
		found, err = clipboard.ReadAll()
		return err
	})
	if err != nil {
		return unknown
	}
	if subtle.ConstantTimeCompare([]byte(found), []byte(text)) != 1 {
		return "something else is on the clipboard now; the secret is no longer on it"
	}
	if c.helper(ctx, func() error { return clipboard.WriteAll("") }) != nil {
		return unknown
	}
	return "the secret was cleared from the clipboard; press c to copy it again"
}

// isLocal reports whether this computer's clipboard is the person's own. Over
// SSH it is somebody else's and must not be written.
func (c *Clipboard) isLocal(ctx context.Context) bool {
	return !clipboard.Unsupported && !c.hangs.Load() && c.env.HasScreen() && !c.env.IsRemote(ctx)
}

// helper makes a call to this computer's helper program and abandons it when it
// takes too long: wl-copy can hang, and the library can't stop it.
func (c *Clipboard) helper(ctx context.Context, call func() error) error {
	err := within(ctx, c.patience, call)
	if errors.Is(err, errTakesLong) {
		c.hangs.Store(true)
	}
	return err
}

// tmux runs one command of tmux, with text on its standard input.
func (c *Clipboard) tmux(ctx context.Context, text string, args ...string) error {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	cmd := c.env.Command(ctx, "tmux", args...)
	cmd.Stdin = strings.NewReader(text)
	return cmd.Run()
}
