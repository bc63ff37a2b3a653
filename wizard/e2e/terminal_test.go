package e2e

import (
	"bytes"
	"encoding/base64"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// patience is how long anything may take on a busy machine.
const patience = 20 * time.Second

// Keys as a terminal sends them.
const (
	enter = "\r"
	tab   = "\t"
	esc   = "\x1b"
	up    = "\x1b[A"
	down  = "\x1b[B"
	right = "\x1b[C"
	ctrlC = "\x03"
)

// terminal is where the program runs, as a person meets it: what the screen
// shows, and every byte that came.
type terminal struct {
	t       *testing.T
	master  *os.File // what is written to it, the program reads as keys
	mu      sync.Mutex
	raw     bytes.Buffer
	view    vt10x.Terminal
	changed chan struct{} // closed and replaced after every write to the screen
}

func newTerminal(t *testing.T, size pty.Winsize) *terminal {
	return &terminal{t: t, changed: make(chan struct{}), view: vt10x.New(vt10x.WithSize(int(size.Cols), int(size.Rows)))}
}

// read draws what the program writes, until the terminal is closed.
func (w *terminal) read() {
	buf := make([]byte, 32<<10)
	half := 0 // bytes of a character whose rest has not come yet
	for {
		n, err := w.master.Read(buf[half:])
		w.mu.Lock()
		w.raw.Write(buf[half : half+n])
		half = draw(w.view, buf[:half+n])
		close(w.changed)
		w.changed = make(chan struct{})
		w.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// draw writes what came to the screen. The beginning of a character at the end is
// moved to the front of what came, and its length returned.
func draw(screen io.Writer, came []byte) (half int) {
	for cut := 1; cut < utf8.UTFMax && cut <= len(came); cut++ {
		if last := came[len(came)-cut:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				half = cut
			}
			break
		}
	}
	_, _ = screen.Write(came[:len(came)-half])
	return copy(came, came[len(came)-half:])
}

// seen returns the screen as it is now, and every byte that came so far.
func (w *terminal) seen() (screen, raw string, changed <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.view.String(), w.raw.String(), w.changed
}

// folded reads text that continues on the next line as one line.
func folded(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "┃", " ").Replace(text)), " ")
}

// has reports whether a screen shows a text, over however many lines.
func has(screen, text string) bool { return strings.Contains(folded(screen), text) }

var footer = regexp.MustCompile(`(?m)^ enter .*$`)

// isAt reports whether a screen is the one of this title, which the footer of the
// screen before names too.
func isAt(screen, title string) bool { return has(footer.ReplaceAllString(screen, ""), title) }

// waits returns the screen once it is as wanted, or as it is when time is up.
func (w *terminal) waits(long time.Duration, wanted func(screen, raw string) bool) (string, bool) {
	late := time.After(long)
	for {
		screen, raw, changed := w.seen()
		if wanted(screen, raw) {
			return screen, true
		}
		select {
		case <-changed:
		case <-late:
			return screen, false
		}
	}
}

// until waits for what a person or the terminal would see.
func (w *terminal) until(what string, wanted func(screen, raw string) bool) string {
	w.t.Helper()
	screen, ok := w.waits(patience, wanted)
	if !ok {
		w.t.Fatalf("waited in vain for %s:\n%s", what, screen)
	}
	return screen
}

// within waits so long for all texts to be on the screen together.
func (w *terminal) within(long time.Duration, texts ...string) (string, bool) {
	return w.waits(long, func(screen, _ string) bool {
		for _, text := range texts {
			if !has(screen, text) {
				return false
			}
		}
		return true
	})
}

// shows waits until all texts are on the screen together.
func (w *terminal) shows(texts ...string) string {
	w.t.Helper()
	screen, ok := w.within(patience, texts...)
	if !ok {
		w.t.Fatalf("the screen does not show %q:\n%s", texts, screen)
	}
	return screen
}

// told waits until a text was written, even if it has left the screen again.
func (w *terminal) told(text string) {
	w.t.Helper()
	w.until(text, func(_, raw string) bool { return has(raw, text) })
}

// finds waits for the pattern and returns the part of the screen that matches.
func (w *terminal) finds(pattern *regexp.Regexp) (found string) {
	w.t.Helper()
	w.until(pattern.String(), func(screen, _ string) bool {
		found = pattern.FindString(screen)
		return found != ""
	})
	return found
}

func (w *terminal) types(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		if _, err := io.WriteString(w.master, k); err != nil {
			w.t.Fatal(err)
		}
	}
}

// osc52 is a text on its way to the terminal's own clipboard: the one place
// where a copied secret belongs.
var osc52 = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)`)

// bracketed is a paste as terminals send it.
func bracketed(text string) string { return "\x1b[200~" + text + "\x1b[201~" }

func (w *terminal) pastes(text string) {
	w.t.Helper()
	w.types(bracketed(text))
}

// does presses a key until the screen shows the texts: after a screen that came by
// itself the program ignores keys for a moment. The key is pressed again so late
// that a busy machine has long done what the first one asked for.
func (w *terminal) does(key string, texts ...string) string {
	w.t.Helper()
	for range 4 {
		w.types(key)
		if screen, ok := w.within(patience/4, texts...); ok {
			return screen
		}
	}
	return w.shows(texts...)
}

// goesOn presses enter until the next screen shows. What enter copies first, it copies.
func (w *terminal) goesOn(next ...string) string {
	w.t.Helper()
	for w.settles(); ; {
		if screen, _, _ := w.seen(); !enterCopies.MatchString(screen) {
			return w.leadsTo(next...)
		}
		w.copiesNext()
	}
}

// leadsTo presses enter until the next screen shows, which the footer of this one names
// too.
func (w *terminal) leadsTo(next ...string) string {
	w.t.Helper()
	there := func(screen, _ string) bool {
		return !slices.ContainsFunc(next, func(text string) bool { return !isAt(screen, text) })
	}
	for range 4 {
		w.types(enter)
		if screen, ok := w.waits(patience/4, there); ok {
			return screen
		}
	}
	return w.until(next[0], there)
}

// copiesNext presses enter, which copies a value, and returns the value.
func (w *terminal) copiesNext() (value string) {
	w.t.Helper()
	before := w.finds(enterCopies)
	_, raw, _ := w.seen()
	copies := len(osc52.FindAllString(raw, -1))
	w.types(enter)
	w.until("another key than "+before, func(screen, _ string) bool { return enterCopies.FindString(screen) != before })
	w.waits(2*time.Second, func(_, raw string) bool { return len(osc52.FindAllString(raw, -1)) > copies }) // none comes where tmux takes the text
	w.settles()
	_, raw, _ = w.seen()
	return lastCopied(raw)
}

// lastCopied is the newest text for the terminal's clipboard, "" before the first.
func lastCopied(raw string) string {
	all := osc52.FindAllStringSubmatch(raw, -1)
	if len(all) == 0 {
		return ""
	}
	text, _ := base64.StdEncoding.DecodeString(all[len(all)-1][1])
	return string(text)
}

// toKeys moves from the fields to the actions, where letters are keys.
func (w *terminal) toKeys() {
	w.t.Helper()
	for range 10 {
		if w.settles(); w.isOnKeys(0) {
			return
		}
		w.types(tab) // keys are ignored for a moment after a step came by itself
		if w.isOnKeys(time.Second) {
			return
		}
	}
	w.t.Fatal("tab does not lead to the actions")
}

// isOnKeys reports whether the actions have the focus, or get it soon: in a field
// the help key is F1, because ? is a letter there.
func (w *terminal) isOnKeys(soon time.Duration) bool {
	_, ok := w.waits(soon, func(screen, _ string) bool { return !has(screen, "F1 help") })
	return ok
}

// settles waits until a whole frame was drawn: the program writes one at a time,
// and rests in between.
func (w *terminal) settles() { w.still(80 * time.Millisecond) }

// listens waits until the program takes keys again: after a step that was
// entered without one it ignores them for 0.4 s.
func (w *terminal) listens() { w.still(500 * time.Millisecond) }

// still waits until nothing has changed for so long.
func (w *terminal) still(long time.Duration) {
	for {
		_, _, changed := w.seen()
		select {
		case <-changed:
		case <-time.After(long):
			return
		}
	}
}

// leaves presses ctrl+c twice.
func (w *terminal) leaves() {
	w.t.Helper()
	w.types(ctrlC)
	w.shows("the secret is not")
	w.types(ctrlC)
}
