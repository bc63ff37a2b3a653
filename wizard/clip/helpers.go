package clip

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

var errHangs = errors.New("its helper program does not answer")

// within runs a call to this machine's helper and leaves it when it takes too
// long: wl-copy can hang, and the library has no way to stop it.
func (c *Clipboard) within(ctx context.Context, call func() error) error {
	done := make(chan error, 1)
	go func() { done <- call() }()
	patience := time.NewTimer(c.patience)
	defer patience.Stop()
	select {
	case err := <-done:
		return err
	case <-patience.C:
		c.hangs.Store(true)
		return errHangs
	case <-ctx.Done():
		return ctx.Err()
	}
}

// tmux runs one command of tmux, with text on its standard input.
func (c *Clipboard) tmux(ctx context.Context, text string, args ...string) error {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	cmd := c.env.Desk.Command(ctx, "tmux", args...)
	cmd.Stdin = strings.NewReader(text)
	return cmd.Run()
}

// throughTmux has tmux pass a text on to the outer terminal (-w), by a buffer
// of its own name that is deleted at once.
func (c *Clipboard) throughTmux(ctx context.Context, text string) error {
	const buffer = "threelo"
	passed := c.tmux(ctx, text, "load-buffer", "-w", "-b", buffer, "-")
	// Also after a failure, and after ctx ended: the buffer may be there.
	kept := c.tmux(context.WithoutCancel(ctx), "", "delete-buffer", "-b", buffer)
	if passed == nil && kept != nil {
		return fmt.Errorf("tmux still holds it in its buffer %q: %w", buffer, kept)
	}
	return passed
}
