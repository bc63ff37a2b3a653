//go:build linux

package e2e

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"threelo/oauth/sandbox/sandboxtest"
	"threelo/steps/dialog"
)

// atTheSecret opens a face at the fields for client ID and secret.
func atTheSecret(t *testing.T, args ...string) (*window, company) {
	t.Helper()
	c := newCompany(t, theirCallback)
	home := t.TempDir()
	savesBeforeTheSecret(t, stateOf(home), c.app.ClientID, "", dialog.StepCredentials)
	w := open(t, home, c.env, args...)
	w.toTheSecret(len(args) > 0)
	return w, c
}

// toTheSecret continues with the saved setup.
func (w *window) toTheSecret(plain bool) {
	w.t.Helper()
	if !plain {
		w.continues()
		return
	}
	w.answers(plainToSecret)
	w.told("paste: Secret.")
	w.readsKeys()
}

// answers types what each question of the plain face wants.
func (w *window) answers(lines []line) {
	w.t.Helper()
	for _, l := range lines {
		w.told(l.told)
		w.readsKeys()
		w.types(l.typed + enter)
	}
}

func TestAPasteOfAMegabyteOrOfAPictureIsRefusedAndTheRightOneTaken(t *testing.T) {
	t.Parallel()
	picture := "\x89PNG\r\n" + strings.Repeat("\x00\x01\x02\xff\xfe\x7f", 200)
	for name, junk := range map[string]string{"a megabyte": strings.Repeat("0123456789abcdef", 1<<16), "a picture": picture} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, c := atTheSecret(t)
			w.pastes(junk)
			w.until("a refusal", func(screen, _ string) bool { return strings.Contains(screen, "✗") })
			w.givesSecret(c.app.Secret)
		})
		t.Run(name+" plain", func(t *testing.T) {
			t.Parallel()
			w, c := atTheSecret(t, "--plain")
			w.types(strings.Map(func(r rune) rune {
				if r < ' ' { // keys of a line-mode terminal: they end, interrupt or stop
					return 'x'
				}
				return r
			}, junk) + "\r")
			w.told("Secret: Problem")
			w.readsKeys()
			w.types(c.app.Secret + enter)
			w.told("accepts this client ID and secret")
		})
	}
}

func TestAKeyThatIsHeldDownDoesNoMoreThanItSays(t *testing.T) {
	w := open(t, t.TempDir(), nil, "--demo")
	w.shows("Which product")
	w.types(strings.Repeat(down, 2000)) // a minute, at 30 a second
	w.shows("▸ ◉ another product")
	w.types(strings.Repeat(up, 2000))
	w.shows("▸ ◉ Targetprocess")
	w.types(enter)
	w.shows(firstScreen)
}

func TestAStormOfSizesEndsInTheRightPicture(t *testing.T) {
	w := open(t, t.TempDir(), nil, "--demo")
	w.shows("Which product")
	for range 300 {
		size := &pty.Winsize{Cols: uint16(1 + rand.IntN(200)), Rows: uint16(1 + rand.IntN(80))} // #nosec G404 G115 -- sizes, small ones
		if err := pty.Setsize(w.master, size); err != nil {
			t.Fatal(err)
		}
	}
	if err := pty.Setsize(w.master, &pty.Winsize{Cols: 100, Rows: 40}); err != nil {
		t.Fatal(err)
	}
	w.types("\x1b[O", "\x1b[I") // the window loses the focus and gets it again
	w.does(enter, firstScreen, "enter when filled in")
}

// Only the program's own memory is looked at: the test's terminal is small.
func TestAWindowOfAnySizeCostsWhatThatOf1000By500Costs(t *testing.T) {
	cost := func(cols, rows uint16) (mb int, took time.Duration) {
		cmd := program(t, t.TempDir(), nil, "--demo")
		began := time.Now()
		master, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: cols, Rows: rows})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = master.Close() }()
		var raw []byte
		buf := make([]byte, 1<<20)
		for !strings.Contains(folded(ansi.Strip(string(raw))), "Which product") {
			n, err := master.Read(buf)
			if raw = append(raw, buf[:n]...); err != nil || time.Since(began) > patience {
				t.Fatalf("%d×%d: %v, %d bytes", cols, rows, err, len(raw))
			}
		}
		took = time.Since(began)
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
		if err != nil {
			t.Fatal(err)
		}
		_, peak, _ := strings.Cut(string(status), "VmHWM:")
		if _, err := fmt.Sscanf(peak, "%d kB", &mb); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		t.Logf("a window of %d×%d: at most %d MB, first screen after %v", cols, rows, mb>>10, took.Round(time.Millisecond))
		return mb >> 10, took
	}
	cost(80, 24)
	most, long := cost(1000, 500)
	for _, size := range [][2]uint16{{2000, 1500}, {9999, 50}, {65535, 65535}} {
		for tries := 1; ; tries++ { // when garbage is collected is chance
			mb, took := cost(size[0], size[1])
			if mb <= most+most/4 && took <= 4*long+time.Second {
				break
			}
			if tries == 3 {
				t.Fatalf("%v cost %d MB and %v at best", size, mb, took)
			}
		}
	}
}

func TestACallbackThatArrivesWhileTypingGoesOnAndTakesNoKey(t *testing.T) {
	t.Parallel()
	local := fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t))
	c := newCompany(t, local)
	home := t.TempDir()
	savesBeforeTheSecret(t, stateOf(home), c.app.ClientID, local, dialog.StepCredentials)
	w := open(t, home, append(c.env, atThisComputer))
	w.continues()
	w.givesSecret(c.app.Secret)
	w.goesOn(signInScreen)
	link := w.finds(shortLink)
	w.types(tab) // into the field
	w.shows("F1 help")
	w.types("half an addr")
	w.shows("12 characters")
	answered := make(chan error, 1)
	go func() {
		resp, err := http.Get(link)
		if err == nil {
			err = resp.Body.Close()
		}
		answered <- err
	}()
	for done := false; !done; { // typed on, right through the answer
		_, _, changed := w.seen()
		w.types("x")
		select {
		case err := <-answered:
			if done = true; err != nil {
				t.Fatal(err)
			}
		case <-changed:
		}
	}
	w.shows("pressed Accept", "every call answered")
}

func TestCheckSpeaksToYouOnATerminalAndOfTheAdminInAFile(t *testing.T) {
	t.Parallel()
	c, home := newCompany(t, theirCallback), t.TempDir()
	env := slices.Concat(c.env, []string{"THREELO_CLIENT_SECRET=ATOAa-secret-of-another-app-altogether"})
	w := open(t, home, env, "check", "--no-browser", "--platform", platform, "--client-id", c.app.ClientID, "--callback", c.app.Callback, "--report", "status.txt")
	if code := w.exits(); code != 1 {
		t.Errorf("exit %d", code)
	}
	if all := w.all(); !strings.Contains(all, "Who: you can fix this") {
		t.Errorf("the terminal says %q", all)
	}
	saved, err := os.ReadFile(filepath.Join(home, "status.txt"))
	if err != nil || !strings.Contains(string(saved), "Who: the admin") || strings.Contains(string(saved), "you can fix this") {
		t.Errorf("the file says %q, %v", saved, err)
	}
}
