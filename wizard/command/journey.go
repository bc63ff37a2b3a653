package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps"
	"threelo/wizard"
	"threelo/wizard/desktop"
	"threelo/wizard/plain"
	"threelo/wizard/store"
	"threelo/wizard/style"
	"threelo/wizard/tui"
)

// runJourney is `threelo` without a command: the wizard, in one of its faces.
func runJourney(ctx context.Context, s streams, f journeyFlags) error {
	if f.auto && !f.demo {
		return usage("--auto lets the sandbox do every step, so it goes with --demo only")
	}
	if f.auto && f.platform == "" {
		return usage("--auto asks nothing, so name the platform: --platform %s", exampleID())
	}
	if err := checkReports(f.reports, f.overwrite); err != nil {
		return err
	}
	cloud, err := cloudOf(f.cloud, f.demo)
	if err != nil {
		return err
	}
	var platform *assets.Platform
	if f.platform != "" {
		go assets.ReadConsole() // the first screen needs its words beside the platform's
		if platform, err = loadPlatform(f.platform); err != nil {
			return err
		}
		f.platform = wherever(f.platform)
	}
	here := desktop.Here()
	full := !f.plain && !f.auto && canDraw(s, here)
	config := wizard.Config{Tool: tool(), Env: environment(here), Cloud: cloud, Load: loadPlatform, Anonymous: f.anonymous}
	locate(ctx, &config, here)
	if f.demo {
		stop, err := rehearse(&config)
		if err != nil {
			return err
		}
		defer stop()
	}
	terminal := make(chan string, 4) // texts for the terminal's own clipboard
	config.Clipboard = newClipboard(here, full, terminal)
	if !f.noBrowser {
		config.Browse = func(ctx context.Context, url string) error { return desktop.OpenBrowser(ctx, url, here) }
	}
	closeStore, err := openStore(&config, f)
	if err != nil {
		return err
	}
	defer closeStore()

	run := wizard.New(ctx, config)
	defer run.Close()
	if platform != nil && len(config.Saved) == 0 {
		run.Begin(platform, f.platform)
	}
	if full {
		err = showScreen(ctx, s, f, run, terminal)
	} else {
		input := plain.NewInput(s.in, s.talk)
		defer input.Close()
		err = plain.Run(ctx, run, plain.Options{Events: run.Events(), In: input, Out: s.talk, Width: widthOf(s.talk), Auto: f.auto})
	}
	if stopped := stoppedBy(ctx, err); stopped != nil {
		if !full {
			_, _ = fmt.Fprintf(s.talk, "\nLeft%s.\n", goesOn(config, run))
		}
		return stopped
	}
	if errors.Is(err, io.EOF) {
		_, _ = fmt.Fprintf(s.talk, "The input ended before the journey did%s.\n", goesOn(config, run))
	}
	return finish(s, f, run, err)
}

// locate notes whether the person's browser is on another computer. It is asked
// once, because inside tmux it starts a program.
func locate(ctx context.Context, config *wizard.Config, here desktop.Env) {
	if here.IsRemote(ctx) {
		config.Remote, config.Tunnel = true, here.Tunnel
	}
	config.Remote = config.Remote || here.InContainer()
}

// canDraw decides the face before anything is drawn.
func canDraw(s streams, here desktop.Env) bool {
	plain := here.Get("ACCESSIBLE")
	return (plain == "" || plain == "0") && here.Get("TERM") != "dumb" && isTerminal(s.in) && isTerminal(s.out)
}

func environment(here desktop.Env) steps.Environment {
	name := cmp.Or(here.Get("TERM_PROGRAM"), here.Get("TERM"))
	return steps.Environment{OS: runtime.GOOS, Arch: runtime.GOARCH, Terminal: oauth.CleanText(name, 0)}
}

// rehearse starts the sandbox and points the run at it.
func rehearse(config *wizard.Config) (stop func(), err error) {
	box, err := sandbox.New(sandbox.Options{})
	if err != nil {
		return nil, &coded{exitUnfinished, err}
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		return nil, &coded{exitUnfinished, err}
	}
	config.Sandbox = box
	config.Cloud.Name = "test"
	config.Cloud.AuthURL, config.Cloud.APIURL, config.Cloud.ConsoleURL = box.AuthURL(), box.APIURL(), box.ConsoleURL()
	return func() { _ = box.Close() }, nil
}

// openStore finds what can be gone on with. An unattended run saves nothing.
func openStore(config *wizard.Config, f journeyFlags) (closeStore func(), err error) {
	if f.auto {
		return func() {}, nil
	}
	st, err := store.Open(store.Options{Rehearsal: f.demo})
	if err != nil {
		config.Notes = []string{err.Error()}
		return func() {}, nil //nolint:nilerr // said on the screen; the journey goes on without being saved
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
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer rest()()
	result := tui.Run(ctx, ending{run, cancel}, tui.Options{Events: run.Events(), Clipboard: terminal, Input: s.in, Output: s.out, NoAnimation: f.noAnimation})
	switch {
	case run.Ended():
		return nil
	case result.Left:
		return exit(exitInterrupt)
	case result.Err != nil:
		return &coded{exitUnfinished, result.Err}
	}
	return nil
}

// rest keeps Go to one processor from a second after the start, which needs more,
// until end. A screen mostly waits: with others to give work to, Go wakes a second
// thread at each of the renderer's ticks to look for some, which costs a battery a
// quarter more and brings nothing.
func rest() (end func()) {
	all, alone := runtime.GOMAXPROCS(0), make(chan struct{})
	soon := time.AfterFunc(time.Second, func() {
		runtime.GOMAXPROCS(1)
		close(alone)
	})
	return func() {
		if soon.Stop() {
			return
		}
		<-alone // or it would have the last word
		runtime.GOMAXPROCS(all)
	}
}

// ending ends the face when the journey does.
type ending struct {
	*wizard.Run
	end context.CancelFunc
}

func (e ending) Handle(ev steps.Event) {
	if e.Run.Handle(ev); e.Ended() {
		e.end()
	}
}

// finish saves the reports, prints the status, and finds the exit code.
func finish(s streams, f journeyFlags, run *wizard.Run, err error) error {
	var c *coded
	if errors.As(err, &c) {
		return err
	}
	if run.Platform() == nil {
		return exit(exitUnfinished)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		_, _ = fmt.Fprintf(s.talk, "threelo: %s\n", err)
	}
	status, leak := run.Status()
	if leak != nil {
		return &coded{exitFailed, leak}
	}
	printStatus(s.out, status)
	for _, path := range f.reports {
		if err := run.SaveReport(path, f.overwrite); err != nil {
			return &coded{exitFailed, err}
		}
		_, _ = fmt.Fprintf(s.talk, "saved: %s\n", path)
	}
	code := codeOf(run.Report().Outcome)
	if err != nil && code == exitReady {
		code = exitUnfinished
	}
	return exit(code)
}

// goesOn tells that a journey which is left can be gone on with, if it can.
func goesOn(config wizard.Config, run *wizard.Run) string {
	switch {
	case config.Store == nil || run.Platform() == nil:
		return ""
	case run.Screen().Unsaved:
		return ". The steps could not be saved"
	}
	return ". The steps are saved, the secret is not: the same command goes on from here"
}

// printStatus writes the status in sentences, broken between words where it
// goes to a terminal.
func printStatus(out io.Writer, status []string) {
	width := widthOf(out)
	for _, line := range status {
		lines := []string{line}
		if width > 0 && line != "" {
			lines = style.Wrap(line, width)
		}
		_, _ = fmt.Fprintln(out, strings.Join(lines, "\n"))
	}
}

// newClipboard sends texts for the terminal's own clipboard to the full screen,
// which owns the terminal.
func newClipboard(here desktop.Env, full bool, terminal chan<- string) *desktop.Clipboard {
	if !full {
		return desktop.NewClipboard(here, nil)
	}
	return desktop.NewClipboard(here, func(text string) {
		select {
		case terminal <- text:
		default: // four copies are waiting: a stop would be worse than losing this one
		}
	})
}

// secretFrom reads the client secret for a command without screens.
func secretFrom(ctx context.Context, s streams, file string) (string, error) {
	switch file {
	case "":
		return s.secret.Reveal(), nil
	case "-":
		if isTerminal(s.in) {
			_, _ = fmt.Fprintln(s.talk, "Paste the secret; it is not shown:")
		}
		return plain.FirstLine(ctx, s.in, s.talk)
	}
	f, err := os.Open(file)
	if err != nil {
		return "", usage("the secret's file %s cannot be read: %s", file, reason(err))
	}
	defer func() { _ = f.Close() }()
	return plain.FirstLine(ctx, f, s.talk)
}
