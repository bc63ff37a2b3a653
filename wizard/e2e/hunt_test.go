//go:build linux

package e2e

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"threelo/oauth/sandbox/sandboxtest"
	"threelo/wizard/desktop/desktoptest"
)

func TestTheHuntFindsAPlantedLeak(t *testing.T) {
	const secret = "ATOA-s3cr3t/s3cr3t+s3cr3t_0123456789-abcdefghij"
	for name, leak := range map[string]string{
		"plain":         "x" + secret + "x",
		"a piece":       "…" + secret[10:34],
		"in a link":     "https://x/?s=" + url.QueryEscape(secret),
		"base64":        base64.StdEncoding.EncodeToString([]byte("ab" + secret)),
		"hexadecimal":   hex.EncodeToString([]byte(secret)),
		"broken":        secret[:20] + "\r\n   " + secret[20:],
		"in two shades": secret[:11] + "\x1b[31m" + secret[11:],
	} {
		if hits := hunt([]byte(leak), []string{secret}); len(hits) == 0 {
			t.Errorf("%s: not found", name)
		}
	}
	if hits := hunt([]byte(strings.Repeat("nothing to be found here ", 100)), []string{secret}); len(hits) > 0 {
		t.Errorf("found %q", hits)
	}
}

func TestNoSecretLeavesCheck(t *testing.T) {
	t.Parallel()
	tr := betrayed(t, fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t)))
	home := t.TempDir()
	args := []string{"check", "--platform", platform, "--client-id", tr.app.ClientID, "--callback", tr.app.Callback, "--json"}
	for _, kind := range []string{"json", "md", "svg", "txt", "png"} {
		args = append(args, "--report", "status."+kind)
	}
	cmd := program(t, home, slices.Concat(tr.env, helpers(t, home), []string{"THREELO_CLIENT_SECRET=" + tr.app.Secret}), args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	talk, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	buf := make([]byte, 64<<10)
	opened := false
	for {
		n, err := talk.Read(buf)
		told.Write(buf[:n])
		if link := regexp.MustCompile(`(?m)^https://\S+/authorize\S*\n`).FindString(told.String()); link != "" && !opened {
			opened = true
			resp, err := http.Get(tr.accepts(t, strings.TrimSpace(link)))
			if err != nil {
				t.Fatal(err)
			}
			page, _ := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			tr.clean(t, "the browser's page", page)
		}
		if err != nil {
			break
		}
	}
	_ = cmd.Wait()
	if len(tr.secrets()) < 4 || !strings.Contains(out.String(), `"scopesGranted"`) {
		t.Fatalf("it did not come to tokens: %s\n%s", told.String(), out.String())
	}
	tr.clean(t, "standard output", out.Bytes())
	tr.clean(t, "standard error", told.Bytes())
	if files := tr.cleanFolder(t, home); files < 5 {
		t.Errorf("only %d files were hunted through", files)
	}
	tr.overHTTP1(t)
	nothingLeft(t, home)
	for _, kind := range []string{"md", "svg", "txt"} {
		again := program(t, home, tr.env, "report", "status.json", "--to", kind)
		made, err := again.CombinedOutput()
		if err != nil || len(made) < 1000 {
			t.Errorf("the report as %s: %v, %d bytes", kind, err, len(made))
		}
		tr.clean(t, "the report as "+kind, made)
	}
}

func TestNoSecretLeavesCheckInATerminal(t *testing.T) {
	t.Parallel()
	tr := betrayed(t, theirCallback)
	home := t.TempDir()
	w := open(t, home, slices.Concat(tr.env, helpers(t, home)), "check", "--platform", platform, "--client-id", tr.app.ClientID, "--callback", theirCallback, "--secret-file", "-")
	w.readsKeys()
	w.types(tr.app.Secret + "\r")
	w.told("Paste the address")
	w.readsKeys()
	_, raw, _ := w.seen()
	link := regexp.MustCompile(`https://127[^\s]+/authorize[^\s]+`).FindString(raw)
	w.types(tr.accepts(t, link) + "\r")
	w.exits()
	all := w.all()
	if len(tr.secrets()) < 4 || !strings.Contains(all, "threelo report") {
		t.Fatalf("it did not come to tokens: %s", all)
	}
	tr.clean(t, "the terminal", []byte(all))
	tr.cleanFolder(t, home)
	tr.overHTTP1(t)
	w.left(0)
}

func TestNoSecretLeavesThePlainFace(t *testing.T) {
	t.Parallel()
	tr := betrayed(t, theirCallback)
	home := t.TempDir()
	tr.underWay(t, home)
	w := open(t, home, slices.Concat(tr.env, helpers(t, home), []string{"THREELO_CLIENT_SECRET=" + tr.app.Secret}), "--plain")
	w.answers(plainToSecret)
	w.answers(plainGivesSecret(tr.app.Secret))
	w.told(signInScreen)
	w.readsKeys()
	w.types(":o\r")
	w.types(tr.accepts(t, w.finds(shortLink)) + enter)
	w.answers([]line{{"the next step, called “Fill in", ""}})
	w.answers(plainCopiesSecret)
	w.told("Secret: ")
	w.types(ctrlC)
	if code := w.exits(); code != 130 {
		t.Errorf("exit %d", code)
	}
	tr.afterwards(t, w)
}

func TestNoSecretLeavesTheFullScreen(t *testing.T) {
	t.Parallel()
	tr := betrayed(t, theirCallback)
	home := t.TempDir()
	tr.underWay(t, home)
	w := open(t, home, slices.Concat(tr.env, helpers(t, home), []string{"THREELO_CLIENT_SECRET=" + tr.app.Secret}))
	w.signsIn(tr)
	w.walksToStatus(afterTargetprocess[1:2])
	w.types("1") // it worked: only a person knows
	w.goesOn("READY")
	w.types("s") // once: each time makes a picture
	w.shows("saved: ")
	w.leaves()
	if code := w.exits(); code != 130 {
		t.Errorf("exit %d", code)
	}
	tr.afterwards(t, w)
}

// signsIn goes in the full screen from the saved setup to the tests' results.
func (w *window) signsIn(tr *traitor) {
	w.t.Helper()
	w.signsInFromTheStart(tr.app.Secret, func(link string) string { return tr.accepts(w.t, link) })
}

// afterwards hunts through everything that a run left behind.
func (tr *traitor) afterwards(t *testing.T, w *window) {
	t.Helper()
	all := w.all()
	if len(tr.secrets()) < 4 {
		t.Fatalf("it did not come to tokens:\n%s", all)
	}
	tr.clean(t, "the terminal", []byte(osc52.ReplaceAllString(all, "")))
	tr.cleanFolder(t, w.home)
	tr.overHTTP1(t)
	children, _ := filepath.Glob(filepath.Join(w.home, "child-*"))
	if len(children) == 0 {
		t.Error("no child was started, so none was hunted through")
	}
	w.left(0)
}

func TestNoSecretStaysInTmux(t *testing.T) {
	t.Parallel()
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		desktoptest.Lacks(t, "tmux")
	}
	tr := betrayed(t, theirCallback)
	home := t.TempDir()
	tr.underWay(t, home)
	cmd := program(t, home, append(tr.env, atThisComputer, "TMUX_TMPDIR="+home, "SHELL=/bin/sh"))
	cmd.Args = []string{tmux, "-f", "/dev/null", "new-session", "-x", "100", "-y", "40", cmd.Path + "; echo [left with $?]; exec cat"}
	cmd.Path = tmux
	w := openWith(t, cmd)
	ask := func(args ...string) []byte {
		t.Helper()
		q := exec.Command(tmux, args...)
		q.Env = cmd.Env
		out, err := q.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %s: %v %s", args, err, out)
		}
		return out
	}
	t.Cleanup(func() { ask("kill-server") })
	w.signsIn(tr)
	tr.clean(t, "the pane", ask("capture-pane", "-p"))
	w.leaves()
	w.shows("[left with 130]")
	if len(tr.secrets()) < 4 {
		t.Fatal("it did not come to tokens")
	}
	tr.clean(t, "the scrollback", ask("capture-pane", "-p", "-e", "-S", "-", "-E", "-"))
	tr.clean(t, "what tmux pastes from", ask("list-buffers", "-F", "#{buffer_name} #{buffer_sample}"))
	tr.clean(t, "tmux's environment", append(ask("show-environment", "-g"), ask("show-environment")...))
	tr.cleanFolder(t, home)
	tr.overHTTP1(t)
}
