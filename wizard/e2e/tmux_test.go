//go:build unix

package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/wizard/desktop/desktoptest"
)

// pane is the program in a tmux of the test's own, with tmux's own defaults but
// for its status line.
type pane struct {
	t      *testing.T
	socket string
	home   string
}

// inTmux starts the program full screen in a window of that size.
func inTmux(t *testing.T, width, height int, env []string, args ...string) pane {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		desktoptest.Lacks(t, "tmux")
	}
	home, err := os.MkdirTemp("", "pane") // short: a socket's path has little room
	if err != nil {
		t.Fatal(err)
	}
	p := pane{t: t, socket: filepath.Join(home, "s"), home: home}
	t.Cleanup(func() {
		_, _ = p.run("kill-server")
		_ = os.RemoveAll(home)
	})
	start := append([]string{
		"-S", p.socket, "-f", os.DevNull, "start-server", ";", "set-option", "-g", "status", "off", ";",
		"new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height), os.Args[0],
	}, args...)
	cmd := exec.Command("tmux", start...)
	cmd.Env = append([]string{
		"THREELO_E2E=1", "PATH=" + os.Getenv("PATH"), "HOME=" + home, "LANG=C.UTF-8", "SHELL=/bin/sh",
		"XDG_STATE_HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home,
		"GORACE=log_path=" + races(t),
	}, env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("tmux: %v\n%s", err, out)
	}
	return p
}

func (p pane) run(args ...string) (string, error) {
	out, err := exec.Command("tmux", append([]string{"-u", "-S", p.socket}, args...)...).Output()
	return string(out), err
}

func (p pane) must(args ...string) string {
	p.t.Helper()
	out, err := p.run(args...)
	if err != nil {
		p.t.Fatalf("tmux %v: %v", args, err)
	}
	return out
}

// press sends keys by tmux's names for them.
func (p pane) press(keys ...string) {
	p.t.Helper()
	p.must(append([]string{"send-keys"}, keys...)...)
}

// screen is what is there now.
func (p pane) screen() string {
	p.t.Helper()
	return p.must("capture-pane", "-p")
}

// within waits until the screen is as wanted, and reports whether it came.
func (p pane) within(long time.Duration, wanted func(screen string) bool) (string, bool) {
	p.t.Helper()
	for late := time.Now().Add(long); ; time.Sleep(10 * time.Millisecond) {
		screen := p.screen()
		if wanted(screen) {
			return screen, true
		}
		if time.Now().After(late) {
			return screen, false
		}
	}
}

// settled is the screen when nothing is being drawn: tmux may show half a frame.
func (p pane) settled() string {
	p.t.Helper()
	before, same := p.screen(), 0
	for range 200 {
		time.Sleep(20 * time.Millisecond)
		now := p.screen()
		if same++; now != before {
			before, same = now, 0
		}
		if same == 4 {
			break
		}
	}
	return before
}

// sees waits until a text is there.
func (p pane) sees(text string) string {
	p.t.Helper()
	screen, ok := p.within(patience, func(screen string) bool { return has(screen, text) })
	if !ok {
		p.t.Fatalf("the screen never shows %q:\n%s", text, screen)
	}
	return screen
}

// until presses a key, again where keys are ignored for a moment,
// until a text is there: so late that a busy machine has drawn what the first one did.
func (p pane) until(text, key string) {
	p.t.Helper()
	for late := time.Now().Add(patience); ; {
		p.press(key)
		screen, ok := p.within(patience/8, func(screen string) bool { return has(screen, text) })
		if ok {
			return
		}
		if time.Now().After(late) {
			p.t.Fatalf("%s never brings %q:\n%s", key, text, screen)
		}
	}
}

// goOn presses enter, once more where the first only copies a value, or goes to what is
// below the window.
func (p pane) goOn(to string) {
	p.t.Helper()
	for first := regexp.MustCompile(`enter (show the|to the field|copy) [^·\n]*`); ; {
		before := first.FindString(p.settled())
		if before == "" {
			break
		}
		p.press("Enter")
		if now, ok := p.within(patience, func(screen string) bool { return first.FindString(screen) != before }); !ok {
			p.t.Fatalf("enter does nothing:\n%s", now)
		}
	}
	p.press("Enter")
	if screen, ok := p.within(patience, func(screen string) bool { return isAt(screen, to) }); !ok {
		p.t.Fatalf("enter does not lead to %q:\n%s", to, screen)
	}
}

// toActions presses tab until letters are keys and no text.
func (p pane) toActions() {
	p.t.Helper()
	for late := time.Now().Add(patience); ; {
		screen := p.settled()
		if !has(screen, " F1 help") {
			return
		}
		if time.Now().After(late) {
			p.t.Fatalf("tab never leaves the fields:\n%s", screen)
		}
		p.press("Tab")
	}
}

func (p pane) rehearse(stops []stop, at func(title string)) {
	p.t.Helper()
	p.sees(stops[0].title)
	for i, s := range stops {
		at(s.title)
		if s.hands && i > 0 {
			p.sees("your clipboard")
		}
		if s.done != "" {
			p.toActions()
			p.until(s.done, "x")
		}
		if i+1 < len(stops) && !isAt(p.screen(), stops[i+1].title) {
			p.goOn(stops[i+1].title)
		}
	}
}

// finish goes from the result of the sign-in test to the status.
func (p pane) finish(titles ...string) {
	p.t.Helper()
	p.sees("pressed Accept. Is this")
	for _, title := range titles {
		p.goOn(title)
	}
}

func TestTargetprocessByKeysAloneThroughAStormOfSizes(t *testing.T) {
	t.Parallel()
	p := inTmux(t, 80, 24, nil, "--demo", "--platform", "targetprocess")
	p.rehearse(targetprocess, func(title string) {
		if title != secretScreen {
			return
		}
		before := p.sees(secretAsked)
		for i := range 40 {
			p.must("resize-window", "-x", fmt.Sprint(20+(i*37)%160), "-y", fmt.Sprint(5+(i*11)%50))
		}
		p.must("resize-window", "-x", "30", "-y", "8")
		p.sees("this window is too small")
		p.must("resize-window", "-x", "80", "-y", "24")
		if now, same := p.within(patience, func(screen string) bool { return screen == before }); !same {
			t.Errorf("after the storm the screen was\n%s\nand not\n%s", now, before)
		}
	})
	p.finish(afterTargetprocess...)
	if screen := p.sees("DEMO"); !has(screen, "finish") {
		t.Errorf("the status screen shows no way on:\n%s", screen)
	}
}

func TestTargetprocessInTheLeastWindow(t *testing.T) {
	t.Parallel()
	p := inTmux(t, 40, 12, nil, "--demo", "--platform", "targetprocess")
	p.rehearse(targetprocess, func(string) {})
	p.finish(afterTargetprocess...)
	p.sees("DEMO")
}

func TestAgilePointByKeysAlone(t *testing.T) {
	t.Parallel()
	p := inTmux(t, 80, 24, nil, "--demo", "--platform", "agilepoint")
	p.rehearse(agilePoint, func(string) {})
	p.finish(afterAgilePoint...)
}

func TestAgilePointInTheLeastWindow(t *testing.T) {
	t.Parallel()
	p := inTmux(t, 40, 12, nil, "--demo", "--platform", "agilepoint")
	p.rehearse(agilePoint, func(string) {})
	p.finish(afterAgilePoint...)
}

// TestTheSignInLinkCopiedOutOfTmuxIsTheVeryURL: over SSH the link is the whole
// authorize URL, since a short one on this machine would lead nowhere.
func TestTheSignInLinkCopiedOutOfTmuxIsTheVeryURL(t *testing.T) {
	t.Parallel()
	p := inTmux(t, 80, 24, []string{"SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22"}, "--demo", "--platform", "targetprocess")
	p.rehearse(upTo(signInScreen, targetprocess), func(string) {})
	var seen []string
	for _, width := range []string{"80", "40"} {
		p.must("resize-window", "-x", width, "-y", "24")
		for range 4 { // the field may come, and take the focus, only now
			p.toActions()
			p.press("v")
			if _, shown := p.within(5*time.Second, func(screen string) bool { return strings.HasPrefix(screen, "http") }); shown {
				break
			}
		}
		whole, ok := "", false
		for late := time.Now().Add(patience); !ok && time.Now().Before(late); {
			whole, _, _ = strings.Cut(p.must("capture-pane", "-p", "-J"), "\n")
			whole = strings.TrimRight(whole, " ")
			u, err := url.Parse(whole)
			ok = err == nil && u.Query().Get("prompt") == "consent" && u.Query().Get("code_challenge") != "" && u.Query().Get("state") != ""
		}
		if !ok {
			t.Fatalf("at %s columns one line of tmux holds %q", width, whole)
		}
		seen = append(seen, whole)
		p.press("Escape")
		p.sees("waiting for the address")
	}
	p.press("c")
	for late := time.Now().Add(patience); ; {
		buffer, _ := p.run("show-buffer")
		if slices.Equal(seen, []string{buffer, buffer}) {
			break
		}
		if time.Now().After(late) {
			t.Fatalf("tmux's buffer holds %q, the screen showed %q", buffer, seen)
		}
	}
	answer, err := http.Get(seen[1])
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if err != nil || answer.StatusCode != http.StatusOK || strings.Contains(string(page), "went wrong") {
		t.Errorf("the link opens %d %v:\n%s", answer.StatusCode, err, page)
	}
}

func TestABrowserThatTalksLeavesTheScreenClean(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	done, opener := filepath.Join(folder, "done"), filepath.Join(folder, "browser")
	script := "#!/bin/sh\nfor i in 1 2 3 4 5; do echo GARBAGE; echo GARBAGE >&2; printf '\\033[2JGARBAGE' >/dev/tty; done 2>&1\nprintf %s \"$1\" >" + done + "\n"
	if err := os.WriteFile(opener, []byte(script), 0o700); err != nil { //nolint:gosec // a program must be executable
		t.Fatal(err)
	}
	p := inTmux(t, 80, 24, []string{"BROWSER=" + opener, "DISPLAY=:none"}, "--demo", "--platform", "targetprocess")
	p.rehearse(upTo(createScreen, targetprocess), func(string) {})
	p.press("o")
	p.sees("opened in your browser")
	screen, written := p.within(patience, func(string) bool {
		opened, err := os.ReadFile(done)
		return err == nil && strings.HasPrefix(string(opened), "http://127.0.0.1:")
	})
	if !written {
		t.Fatalf("the browser was not started:\n%s", screen)
	}
	if screen := p.screen(); strings.Contains(screen, "GARBAGE") || !has(screen, createScreen) {
		t.Errorf("the screen is\n%s", screen)
	}
}
