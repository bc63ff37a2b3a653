// Package command is the command line: a file for each command, and one place
// that turns what they found into the exit code that scripts depend on.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"threelo/oauth"
	"threelo/steps"
	"threelo/wizard/fault"
	"threelo/wizard/plain"
)

// The exit codes of the contract.
const (
	exitReady      = 0
	exitFailed     = 1
	exitUsage      = 2
	exitUnfinished = 3
	exitInterrupt  = 130
)

// coded is an error with its exit code. A silent one was already told.
type coded struct {
	code int
	err  error
}

func (c *coded) Error() string {
	if c.err == nil {
		return ""
	}
	return c.err.Error()
}

func (c *coded) Unwrap() error { return c.err }

// usage says that the command was called wrongly.
func usage(format string, args ...any) error {
	return &coded{exitUsage, fmt.Errorf(format, args...)}
}

// exit ends a command with a code whose reason was already told.
func exit(code int) error {
	if code == exitReady {
		return nil
	}
	return &coded{code: code}
}

// codeOf is the exit code of a report's outcome: ready, warnings allowed, is 0.
func codeOf(outcome steps.Readiness) int {
	switch outcome {
	case steps.Ready, steps.Attention:
		return exitReady
	case steps.Failed:
		return exitFailed
	}
	return exitUnfinished
}

// interrupted is the cause of a context that a signal ended.
type interrupted struct{ signal syscall.Signal }

func (i interrupted) Error() string { return "stopped by " + i.signal.String() }

// stoppedBy is what ended a face from outside: a signal, or the closing of its
// window, which may be seen before the signal that comes with it. Nil for none.
func stoppedBy(ctx context.Context, err error) error {
	if errors.Is(err, plain.ErrGone) {
		return interrupted{syscall.SIGHUP}
	}
	if cause := context.Cause(ctx); errors.As(cause, new(interrupted)) {
		return cause
	}
	return nil
}

// code is 128 and the signal's number, as shells expect.
func (i interrupted) code() int { return 128 + int(i.signal) }

// withSignals ends the context on SIGINT, SIGTERM and SIGHUP and remembers which.
// SIGQUIT (ctrl+\) too: Go's own answer leaves the terminal as it stands.
func withSignals(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	caught := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		if !signal.Ignored(s) { // as nohup asks for
			signal.Notify(caught, s)
		}
	}
	go func() {
		select {
		case s := <-caught:
			if s, ok := s.(syscall.Signal); ok {
				cancel(interrupted{s})
			}
		case <-ctx.Done():
		}
	}()
	return ctx, func() { signal.Stop(caught); cancel(nil) }
}

// secretVariable brings the client secret of a script.
const secretVariable = "THREELO_CLIENT_SECRET"

// Main runs the command line and returns the exit code. Results go to out, talk
// goes to talk.
func Main(args []string, in io.Reader, out, talk io.Writer) int {
	noCoreDumps()
	// Bubble Tea would log every frame into this file, pasted secrets included.
	_ = os.Unsetenv("TEA_TRACE")
	ctx, stop := withSignals(context.Background())
	defer stop()
	defer insist(ctx, in)()
	s := streams{in: in, out: out, talk: talk, secret: oauth.NewSecret(os.Getenv(secretVariable))}
	_ = os.Unsetenv(secretVariable) // no child inherits it
	defer s.secret.Clear()
	err := execute(ctx, s, args)
	var stopped interrupted
	if errors.As(context.Cause(ctx), &stopped) || errors.As(err, &stopped) {
		return stopped.code()
	}
	if err == nil {
		return exitReady
	}
	var c *coded
	if !errors.As(err, &c) {
		c = &coded{exitUsage, err} // cobra's own errors are about usage
	}
	if c.err != nil {
		_, _ = fmt.Fprintf(talk, "threelo: %s\n", c.Error())
	}
	return c.code
}

// execute runs one command. A fault of the program's own comes back as an error,
// after everything was given back.
func execute(ctx context.Context, s streams, args []string) (err error) {
	defer func() {
		if f := fault.Of(recover()); f != nil {
			err = &coded{exitUnfinished, f}
		}
	}()
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.talk)
	if completing(args) {
		unquote(root)
	}
	return root.ExecuteContext(ctx)
}

// streams are what a command is given besides its flags.
type streams struct {
	in     io.Reader
	out    io.Writer
	talk   io.Writer
	secret oauth.Secret // from THREELO_CLIENT_SECRET
}
