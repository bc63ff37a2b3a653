package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps"
	"threelo/wizard"
	"threelo/wizard/browse"
	"threelo/wizard/clip"
	"threelo/wizard/desk"
	"threelo/wizard/plain"
	"threelo/wizard/report"
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
	here := desk.Here()
	full := !f.plain && !f.auto && canDraw(s, here)
	config := wizard.Config{Tool: tool(), Env: environment(here), Cloud: cloud, Load: loadPlatform, Anonymous: f.anonymous}
	config.Tunnel = tunnel(ctx, here)
	config.Remote = config.Tunnel != nil // asked once: inside tmux another program is started for it
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
		config.Browse = func(ctx context.Context, url string) error { return browse.Open(ctx, url, here) }
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

// tunnel words the command that leads from the person's own computer to a
// callback here; nil when they sit at this one. SSH itself tells under which
// address it was reached (client address, port, server address, port).
func tunnel(ctx context.Context, here desk.Env) func(callback string) string {
	if !here.IsRemote(ctx) {
		return nil
	}
	host := ""
	if fields := strings.Fields(here.Get("SSH_CONNECTION")); len(fields) == 4 {
		host = fields[2]
	}
	return func(callback string) string {
		u, err := url.Parse(callback)
		if err != nil {
			return ""
		}
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			return ""
		}
		return browse.Tunnel(port, here.Get("USER"), host)
	}
}

// canDraw decides the face before anything is drawn.
func canDraw(s streams, here desk.Env) bool {
	plain := here.Get("ACCESSIBLE")
	return (plain == "" || plain == "0") && here.Get("TERM") != "dumb" && isTerminal(s.in) && isTerminal(s.out)
}

func environment(here desk.Env) steps.Environment {
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
	status := run.Report()
	printStatus(s.out, status)
	for _, path := range f.reports {
		if err := run.SaveReport(path, f.overwrite); err != nil {
			return &coded{exitFailed, err}
		}
		_, _ = fmt.Fprintf(s.talk, "saved: %s\n", path)
	}
	code := codeOf(status.Outcome)
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
func printStatus(out io.Writer, status steps.Report) {
	width := widthOf(out)
	for _, line := range report.Lines(status) {
		lines := []string{line}
		if width > 0 && line != "" {
			lines = style.Wrap(line, width)
		}
		_, _ = fmt.Fprintln(out, strings.Join(lines, "\n"))
	}
}

// clipboard is package clip's, in the words of a run.
type clipboard struct{ *clip.Clipboard }

func newClipboard(here desk.Env, full bool, terminal chan<- string) clipboard {
	env := clip.Env{Desk: here}
	if full {
		env.OSC52 = func(text string) {
			select {
			case terminal <- text:
			default: // four copies wait already: the newest is not worth a stop
			}
		}
	}
	return clipboard{clip.New(env)}
}

// Copy implements wizard.Clipboard.
func (c clipboard) Copy(ctx context.Context, text string, secret bool) (way string, seen bool, err error) {
	result := c.Clipboard.Copy
	if secret {
		result = c.CopySecret
	}
	r := result(ctx, text)
	return r.Text(), r.Readable, r.Err
}

// Clear implements wizard.Clipboard.
func (c clipboard) Clear(ctx context.Context, text string) string {
	switch cleared, known := c.Clipboard.Clear(ctx, text); {
	case cleared:
		return "the secret was taken off the clipboard; c copies it again"
	case known:
		return "something else is on the clipboard by now; the secret is gone from it"
	}
	return "the clipboard cannot be read from here: copy something else over the secret"
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
