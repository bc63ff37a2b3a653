package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard"
	"threelo/wizard/disk"
	"threelo/wizard/fault"
)

// The exit codes that scripts depend on.
const (
	exitReady      = 0
	exitFailed     = 1
	exitUsage      = 2 // wrong usage, or a result that could not be written
	exitUnfinished = 3
	exitInterrupt  = 130
)

// coded is an error with its exit code.
type coded struct {
	code int
	err  error
}

func (c *coded) Error() string { return c.err.Error() }

func (c *coded) Unwrap() error { return c.err }

// usage says that the command was called wrongly.
func usage(format string, args ...any) error {
	return &coded{exitUsage, fmt.Errorf(format, args...)}
}

// errSaid is an error that was already reported.
var errSaid = errors.New("it was said")

// exit ends a command with a code whose reason was already reported.
func exit(code int) error {
	if code == exitReady {
		return nil
	}
	return &coded{code, errSaid}
}

// codeOf returns the exit code for what a run came to; err ended it early.
func codeOf(run *wizard.Run, err error) int {
	switch run.Report().Outcome {
	case dialog.Ready, dialog.Attention:
		if err == nil {
			return exitReady
		}
	case dialog.Failed:
		return exitFailed
	}
	return exitUnfinished
}

// secretVariable holds the client secret of a script.
const secretVariable = "THREELO_CLIENT_SECRET"

// streams are what a command gets in addition to its flags. Results go to out,
// messages to messages.
type streams struct {
	in       io.Reader
	out      *results
	messages io.Writer
	getenv   func(name string) string
	secret   oauth.Secret // from THREELO_CLIENT_SECRET
}

// say writes a message of one line. The name of a file in it may have been somebody
// else's choice.
func (s streams) say(format string, args ...any) {
	_, _ = fmt.Fprintln(s.messages, oauth.CleanText(fmt.Sprintf(format, args...), 0, s.secret))
}

// results is standard output. It remembers a write that failed, so that commands
// need not check each one: Main then exits with 2.
type results struct {
	io.Writer
	err error
}

func (r *results) Write(p []byte) (int, error) {
	n, err := r.Writer.Write(p)
	r.err = cmp.Or(r.err, err)
	return n, err
}

// println writes one line of a result.
func (r *results) println(format string, args ...any) { _, _ = fmt.Fprintf(r, format+"\n", args...) }

// Main runs the command line and returns the exit code.
func Main(args []string, in io.Reader, out, messages io.Writer) int {
	// 2 MB are in use; by default Go lets garbage grow to 4 MB. Collecting earlier costs
	// a program that waits for people nothing that they could notice. Not before the first
	// frame, which it would delay.
	time.AfterFunc(time.Second, func() { debug.SetGCPercent(25) })
	return start(args, streams{in: in, out: &results{Writer: out}, messages: messages, getenv: os.Getenv})
}

// start is Main for a part of a process: tests make many calls in one.
func start(args []string, s streams) int {
	noCoreDumps()
	ctx, stop := withSignals(context.Background())
	defer stop()
	defer endWhenStuck(ctx, s.in)()
	s.secret = oauth.NewSecret(s.getenv(secretVariable))
	_ = os.Unsetenv(secretVariable) // so that no child inherits it
	defer s.secret.Clear()
	err := execute(ctx, s, args)
	if stopped, ok := errors.AsType[interrupted](errors.Join(context.Cause(ctx), err)); ok {
		return stopped.code()
	}
	if s.out.err != nil {
		s.say("threelo: the result could not be written: %s", disk.Reason(s.out.err))
		return exitUsage
	}
	if err == nil {
		return exitReady
	}
	c := &coded{exitUsage, err} // cobra's own errors are about usage
	_ = errors.As(err, &c)
	if c.err != errSaid { //nolint:errorlint // the very same
		s.say("threelo: %s", c.err)
	}
	return c.code
}

// execute runs one command. A panic comes back as an error, after every deferred
// function has run.
func execute(ctx context.Context, s streams, args []string) (err error) {
	defer fault.Catch(func(fault error) { err = &coded{exitUnfinished, fault} })
	root := newRoot(s)
	root.SetArgs(args)
	if len(args) > 0 && args[0] == cobra.ShellCompRequestCmd { // a shell asks for completions
		unquote(root)
	}
	return root.ExecuteContext(ctx)
}
