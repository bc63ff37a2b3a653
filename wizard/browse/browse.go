// Package browse opens a link in the admin's own browser, or says why it does
// not and what to do instead.
package browse

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os/exec"
	"strings"
	"time"

	"threelo/wizard/desk"
)

// NoScreenError says that a browser opened here would not be seen.
type NoScreenError struct {
	Remote bool // the admin came over SSH; otherwise there is no graphical session
}

// Error says why, and what to do.
func (e *NoScreenError) Error() string {
	const instead = "copy the link and open it in the browser of the machine you sit at"
	if e.Remote {
		return "you are here over SSH, and a browser would open on the other machine's screen: " + instead
	}
	return "there is no screen here to open a browser on: " + instead
}

// patience is how long a browser is watched: one that gives up by then did not
// open the link. One that runs on is left alone, it may be the browser itself.
const patience = 2 * time.Second

// Open opens an http or https link: with $BROWSER first, then by the system's
// own way. It gives a *NoScreenError over SSH and without a screen. The end of
// ctx ends the watching, not the browser.
func Open(ctx context.Context, link string, env desk.Env) error {
	if err := check(link); err != nil {
		return err
	}
	if env.IsRemote(ctx) {
		return &NoScreenError{Remote: true}
	}
	if !env.HasScreen() {
		return &NoScreenError{}
	}
	var failed []string
	for _, argv := range candidates(link, env) {
		err := run(ctx, argv, env, patience)
		if err == nil || ctx.Err() != nil {
			return err
		}
		failed = append(failed, explain(argv[0], err))
	}
	return fmt.Errorf("no browser could be opened (%s): copy the link and open it yourself, or set BROWSER to your browser's name", strings.Join(failed, "; "))
}

// check lets only web addresses through: anything else could be a file or a
// program to whatever opens it.
func check(link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(link, " \"'`<>\\^{|}") {
		return errors.New("this is not a web address, so it was not opened; only http and https are")
	}
	return nil
}

// run starts a browser and watches it for a while.
func run(ctx context.Context, argv []string, env desk.Env, patience time.Duration) error {
	// The browser may be this very process's child: it must outlive ctx.
	cmd := env.Command(context.WithoutCancel(ctx), argv[0], argv[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	watched := time.NewTimer(patience)
	defer watched.Stop()
	select {
	case err := <-ended:
		return err
	case <-watched.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func explain(program string, err error) string {
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		return program + " is not installed"
	}
	return fmt.Sprintf("%s: %v", program, err)
}

// candidates lists the command lines to try, in order. The link is always one
// argument: no shell sees it.
func candidates(link string, env desk.Env) [][]string {
	out := preferred(link, env)
	switch {
	case env.OS == "darwin":
		return append(out, []string{"open", link})
	case env.OS == "windows":
		return append(out, []string{"rundll32", "url.dll,FileProtocolHandler", link})
	case env.InWSL():
		return append(out, []string{"wslview", link}, []string{"rundll32.exe", "url.dll,FileProtocolHandler", link})
	default:
		return append(out, []string{"xdg-open", link})
	}
}

// preferred reads $BROWSER: several entries separated as in PATH, each with %s
// where the link goes, or with the link behind it.
func preferred(link string, env desk.Env) [][]string {
	separator := ":"
	if env.OS == "windows" {
		separator = ";"
	}
	var out [][]string
	for entry := range strings.SplitSeq(env.Get("BROWSER"), separator) {
		argv := strings.Fields(entry)
		if _, err := exec.LookPath(entry); err == nil { // a path with spaces in it
			argv = []string{entry}
		}
		if len(argv) == 0 {
			continue
		}
		if !strings.Contains(entry, "%s") {
			argv = append(argv, "%s")
		}
		for i := range argv {
			argv[i] = strings.ReplaceAll(argv[i], "%s", link)
		}
		out = append(out, argv)
	}
	return out
}
