package command

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// inOrder is how long ending in order may take after a signal: longer than all
// time limits together of giving the ports up and clearing the clipboard.
const inOrder = 5 * time.Second

// insist makes a signal end the program where ending in order hangs: at a
// terminal that takes nothing (ctrl+s, a dead connection), or a disk that does
// not answer. By then the steps are saved and a copied secret is off the
// clipboard; the ports come free with the process. The terminal gets its modes
// back, for which it needs to take nothing; what it was to be told is lost.
func insist(ctx context.Context, in io.Reader) (ended func()) {
	giveBack := func() {}
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if before, err := term.GetState(int(f.Fd())); err == nil {
			giveBack = func() { _ = term.Restore(int(f.Fd()), before) }
		}
	}
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		var stopped interrupted
		if !errors.As(context.Cause(ctx), &stopped) {
			return
		}
		select {
		case <-time.After(inOrder):
			giveBack()
			os.Exit(stopped.code())
		case <-done:
		}
	})
	return func() { stop(); close(done) }
}
