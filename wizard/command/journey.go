package command

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"threelo/oauth/sandbox"
	"threelo/wizard"
	"threelo/wizard/desktop"
	"threelo/wizard/plain"
	"threelo/wizard/report"
	"threelo/wizard/store"
	"threelo/wizard/style"
	"threelo/wizard/tui"
)

// runJourney is `threelo` without a command: the wizard, in one of its faces.
func runJourney(ctx context.Context, s streams, f journeyFlags) error {
	switch {
	case f.auto && !f.demo:
		return usage("--auto lets the sandbox do every step, so it goes with --demo only")
	case f.auto && f.platform+f.from == "":
		return usage("--auto asks nothing, so name the platform: --platform %s", exampleID())
	}
	here := desktop.Here()
	platform, config, err := f.prepare(ctx, s, here, f.demo)
	switch {
	case err != nil:
		return err
	case platform == nil && config.Earlier != nil:
		return f.noPlatform(config.Earlier)
	}
	begun, err := f.begun(config, platform)
	if err != nil {
		return err
	}
	if f.demo {
		stop, err := rehearse(&config)
		if err != nil {
			return err
		}
		defer stop()
	}
	closeStore, err := openStore(&config, f)
	if err != nil {
		return err
	}
	defer closeStore()
	full := !f.plain && !f.auto && canDraw(s, here)
	terminal := make(chan string, 4) // texts for the terminal's own clipboard
	config.Clipboard = desktop.NewClipboard(here, toTerminal(full, terminal))

	run := wizard.New(ctx, config)
	defer run.Close()
	switch {
	case config.Earlier != nil:
		run.BeginWith(platform, begun)
	case platform != nil:
		run.Start(platform, f.platform)
	}
	if full {
		err = showScreen(ctx, s, f, run, terminal)
	} else {
		err = sayLines(ctx, s, f, run, config.Store != nil)
	}
	if stopped := stoppedBy(ctx, err); stopped != nil {
		return stopped
	}
	return f.finish(s, run, full, err)
}

// finish prints the status of a run and saves its reports, unless err says that there is
// none, and returns the exit code.
func (f *journeyFlags) finish(s streams, run *wizard.Run, full bool, err error) error {
	switch {
	case errors.As(err, new(*coded)):
		return err
	case run.Platform() == nil:
		return exit(exitUnfinished)
	case err != nil && !errors.Is(err, io.EOF):
		s.say("threelo: %s", err)
	}
	if err := printStatus(s, run, report.Admin, report.Text); err != nil {
		return err
	}
	if err := f.saveReports(run, s); err != nil {
		return err
	}
	if full { // the end of a long text is what stays in sight
		s.out.println("")
		if err := printStatus(s, run, report.Admin, report.Result); err != nil {
			return err
		}
	}
	if f.demo && !f.auto {
		s.say("This was a rehearsal. To set up the real connection, run: threelo")
	}
	return exit(codeOf(run, err))
}

// toTerminal sends texts to the full screen, which alone owns the terminal; nil without it.
func toTerminal(full bool, terminal chan<- string) func(text string) {
	if !full {
		return nil
	}
	return func(text string) {
		select {
		case terminal <- text:
		default: // it has enough waiting: a stop would be worse than losing this one
		}
	}
}

// canDraw reports whether the full screen can be used.
func canDraw(s streams, here desktop.Env) bool {
	plain, term := here.Get("ACCESSIBLE"), here.Get("TERM")
	if term == "dumb" || term == "" && here.OS != "windows" {
		return false
	}
	return (plain == "" || plain == "0") && isTerminal(s.in) && isTerminal(s.out.Writer)
}

// rehearse starts the sandbox and points the run at it.
func rehearse(config *wizard.Config) (stop func(), err error) {
	box, err := sandbox.New(sandbox.Options{})
	if err == nil {
		err = box.Start("127.0.0.1:0")
	}
	if err != nil {
		return nil, &coded{exitUnfinished, err}
	}
	config.Sandbox = box
	config.Cloud.Name = "test"
	config.Cloud.AuthURL, config.Cloud.APIURL, config.Cloud.ConsoleURL = box.URL(), box.URL(), box.ConsoleURL()
	return func() { _ = box.Close() }, nil
}

// openStore lists the saved setups that can be continued. An unattended run saves
// nothing.
func openStore(config *wizard.Config, f journeyFlags) (closeStore func(), err error) {
	if f.auto {
		return func() {}, nil
	}
	st, err := store.Open(store.Options{Rehearsal: f.demo})
	if err != nil {
		config.Notes = []string{err.Error()}
		return func() {}, nil //nolint:nilerr // shown on the screen; the journey works without being saved
	}
	saved, notes := st.List()
	for _, setup := range saved {
		switch {
		case f.platform != "" && setup.Platform != f.platform, setup.Cloud != config.Cloud.Name:
		case f.fresh:
			if err := st.SetAside(setup.ID); err != nil {
				return nil, &coded{exitUnfinished, err}
			}
		default:
			config.Saved = append(config.Saved, setup)
		}
	}
	config.Store, config.Notes = st, notes
	return func() { _ = st.Close() }, nil // it only lets go of locks
}

func showScreen(ctx context.Context, s streams, f journeyFlags, run *wizard.Run, terminal <-chan string) error {
	err := tui.Run(ctx, run, tui.Options{
		Events: run.Events(), Clipboard: terminal, Input: s.in, Output: s.out.Writer, Env: os.Environ(), NoAnimation: f.noAnimation,
	})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, tui.ErrLeft):
		return exit(exitInterrupt)
	}
	select { // a closed window fails first, and its signal follows: that one is the reason
	case <-ctx.Done():
	case <-time.After(100 * time.Millisecond):
	}
	return &coded{exitUnfinished, err}
}

// sayLines shows the run in lines, and says how one that ended early is continued.
func sayLines(ctx context.Context, s streams, f journeyFlags, run *wizard.Run, saves bool) error {
	input := plain.NewInput(s.in, s.messages)
	defer input.Close()
	err := plain.Run(ctx, run, plain.Options{
		Events: run.Events(), In: input, Out: s.messages, Width: widthOf(s.messages), Auto: f.auto,
	})
	switch {
	case stoppedBy(ctx, err) != nil:
		_, _ = io.WriteString(s.messages, "\n")
		s.say("You left threelo.%s", savedHint(run, saves))
	case errors.Is(err, io.EOF):
		s.say("The input ended before the last step.%s", savedHint(run, saves))
	}
	return err
}

// printStatus prints the status for a reader, or its line with the result, wrapped to the
// terminal.
func printStatus(s streams, run *wizard.Run, reader report.Reader, kind report.Kind) error {
	text, err := run.Export(reader, kind)
	if err != nil {
		return &coded{exitFailed, err}
	}
	width := widthOf(s.out.Writer)
	for line := range strings.Lines(plain.Aloud(string(text))) {
		line = strings.TrimSuffix(line, "\n")
		if width > 0 && line != "" {
			line = strings.Join(style.Wrap(line, width), "\n")
		}
		s.out.println("%s", line)
	}
	return nil
}

// savedHint says whether a journey that was left can be continued.
func savedHint(run *wizard.Run, saves bool) string {
	switch {
	case !saves || run.Platform() == nil || !run.Setup().Begun():
		return ""
	case run.Screen().Unsaved:
		return " The setup could not be saved."
	}
	return " The setup is saved, the secret is not: run the same command to continue."
}

// secretFrom reads the client secret for a command without screens. The file may
// be a pipe that is not filled yet.
func secretFrom(ctx context.Context, s streams, file string) (string, error) {
	switch file {
	case "":
		return s.secret.Reveal(), nil
	case "-":
		if isTerminal(s.in) {
			s.say("Paste the secret; it is not shown:")
		}
		return plain.FirstLine(ctx, s.in, s.messages)
	}
	if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o044 != 0 && runtime.GOOS != "windows" {
		s.say("threelo: other users of this computer can read the secret in %s: run chmod 600 on it", file)
	}
	read := make(chan plain.Line, 1)
	go func() {
		f, err := os.Open(file) // #nosec G304 -- named by the caller; waits for a pipe's other end
		if err != nil {
			read <- plain.Line{Err: usage("the secret file %s cannot be read: %s", file, reason(err))}
			return
		}
		defer func() { _ = f.Close() }()
		text, err := plain.FirstLine(ctx, f, s.messages)
		read <- plain.Line{Text: text, Err: err}
	}()
	select {
	case l := <-read:
		return l.Text, l.Err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}
