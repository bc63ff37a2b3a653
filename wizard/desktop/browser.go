package desktop

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Why a browser opened here would not be seen.
var (
	ErrOverSSH     = errors.New("you are connected over SSH, and a browser would open on the other computer: copy the link and open it in your own browser")
	ErrInContainer = errors.New("threelo runs in a container, and your browser is outside: copy the link and open it there")
	ErrNoScreen    = errors.New("this computer has no screen for a browser: copy the link and open it on the computer in front of you")
)

// browserPatience is how long a browser is watched: one that ends with an error
// by then did not open the link. One that keeps running may be the browser itself.
const browserPatience = 2 * time.Second

// OpenBrowser opens an http or https link: with $BROWSER first, then with the
// system's own program. The end of ctx ends the watching, not the browser.
func OpenBrowser(ctx context.Context, link string, env Env) error {
	if err := checkLink(link); err != nil {
		return err
	}
	switch {
	case env.IsRemote(ctx):
		return ErrOverSSH
	case env.InContainer():
		return ErrInContainer
	case !env.HasScreen():
		return ErrNoScreen
	}
	var failed []string
	for _, argv := range browsers(link, env) {
		err := start(ctx, argv, env, browserPatience)
		if err == nil || ctx.Err() != nil {
			return err
		}
		failed = append(failed, whyNot(argv[0], err))
	}
	return fmt.Errorf("no browser could be opened (%s): copy the link and open it yourself, or set BROWSER to your browser's name", strings.Join(failed, "; "))
}

// checkLink accepts web addresses only: anything else could be a file or a
// program to whatever opens it.
func checkLink(link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(link, " \"'`<>\\^{|}") {
		return errors.New("this is not a web address, so it was not opened; only http and https are")
	}
	return nil
}

// start starts a browser and watches it for a while.
func start(ctx context.Context, argv []string, env Env, patience time.Duration) error {
	// The browser may be this very process's child: it must outlive ctx.
	cmd := env.Command(context.WithoutCancel(ctx), argv[0], argv[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := within(ctx, patience, cmd.Wait); !errors.Is(err, errTakesLong) {
		return err
	}
	return nil
}

func whyNot(program string, err error) string {
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		return program + " is not installed"
	}
	return fmt.Sprintf("%s: %v", program, err)
}

// browsers lists the command lines to try, in order. The link is always one
// argument and passes through no shell.
func browsers(link string, env Env) [][]string {
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
func preferred(link string, env Env) [][]string {
	var out [][]string
	for _, entry := range filepath.SplitList(env.Get("BROWSER")) {
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
