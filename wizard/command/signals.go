package command

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"

	"threelo/wizard/plain"
)

// interrupted is the cause of a context that a signal ended.
type interrupted struct{ signal syscall.Signal }

func (i interrupted) Error() string { return "stopped by " + i.signal.String() }

// code is 128 and the signal's number, as shells expect.
func (i interrupted) code() int { return 128 + int(i.signal) }

// stoppedBy returns what ended a face from outside: a signal, or the closing of
// its window, which may be noticed before the signal arrives; nil for neither.
func stoppedBy(ctx context.Context, err error) error {
	if errors.Is(err, plain.ErrGone) {
		return interrupted{syscall.SIGHUP}
	}
	if cause := context.Cause(ctx); errors.As(cause, new(interrupted)) {
		return cause
	}
	return nil
}

// withSignals ends the context on SIGINT, SIGTERM, SIGHUP, SIGQUIT (ctrl+\) and
// SIGABRT, and remembers which. For the last two Go would leave the terminal
// unrestored. A write to a pipe without a reader fails like every other write: Go
// would end the program in the middle of its work. Programs that threelo starts are
// not affected.
func withSignals(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	caught := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT} {
		if !signal.Ignored(s) { // nohup ignores one
			signal.Notify(caught, s)
		}
	}
	broken := make(chan os.Signal, 1) // never read
	signal.Notify(broken, syscall.SIGPIPE)
	go func() {
		select {
		case s := <-caught:
			cancel(interrupted{s.(syscall.Signal)})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(caught)
		signal.Stop(broken)
		cancel(nil)
	}
}

// patience is how long an orderly end may take after a signal: longer than all
// time limits of closing ports and clearing the clipboard together.
const patience = 5 * time.Second

// endWhenStuck ends the program after a signal when an orderly end hangs: at a
// terminal that accepts nothing (ctrl+s, a dead connection), or a disk that does
// not answer. By then the setup is saved and a copied secret is cleared. The
// terminal gets its modes back. Call ended once an orderly end has succeeded.
func endWhenStuck(ctx context.Context, in io.Reader) (ended func()) {
	restore := func() {}
	if f, ok := in.(*os.File); ok && isTerminal(f) {
		if before, err := term.GetState(int(f.Fd())); err == nil {
			restore = func() { _ = term.Restore(int(f.Fd()), before) }
		}
	}
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		stopped, ok := errors.AsType[interrupted](context.Cause(ctx))
		if !ok {
			return
		}
		select {
		case <-time.After(patience):
			restore()
			os.Exit(stopped.code())
		case <-done:
		}
	})
	return func() { stop(); close(done) }
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd()))
}

// widthOf returns a terminal's width in columns; 0 for any other stream.
func widthOf(stream any) int {
	f, ok := stream.(interface{ Fd() uintptr })
	if !ok {
		return 0
	}
	width, _, _ := term.GetSize(int(f.Fd())) // below 0 with an error
	return max(width, 0)
}
