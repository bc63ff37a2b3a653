package e2e

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	"threelo/wizard/desktop/desktoptest"
)

// patience is how long anything may take on a busy machine.
const patience = 20 * time.Second

// Keys as a terminal sends them.
const (
	enter = "\r"
	tab   = "\t"
	down  = "\x1b[B"
)

// desk is the program in a terminal of its own, as the admin sees it.
type desk struct {
	t       *testing.T
	keys    *os.File
	links   string // the file that $BROWSER writes the opened links to
	done    chan int
	mu      sync.Mutex
	view    vt10x.Terminal
	changed chan struct{} // closed and replaced after every write to the screen
}

// sit starts the program full screen, with folders and a browser of its own.
func sit(t *testing.T, args ...string) *desk {
	t.Helper()
	home := t.TempDir()
	d := &desk{t: t, links: filepath.Join(home, "links"), done: make(chan int, 1), changed: make(chan struct{})}
	opener := filepath.Join(home, "browser")
	if err := os.WriteFile(opener, []byte("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '"+d.links+"'\n"), 0o700); err != nil { //nolint:gosec // a program must be executable
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = []string{
		"THREELO_E2E=1", "PATH=" + os.Getenv("PATH"), "HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "DISPLAY=:none", "BROWSER=" + opener,
		"XDG_STATE_HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home,
		"GORACE=log_path=" + races(t),
	}
	size := &pty.Winsize{Cols: 98, Rows: 70}
	d.view = vt10x.New(vt10x.WithSize(int(size.Cols), int(size.Rows)))
	keys, err := pty.StartWithSize(cmd, size)
	if err != nil {
		t.Fatal(err)
	}
	d.keys = keys
	read := make(chan struct{})
	go func() {
		defer close(read)
		buf := make([]byte, 32<<10)
		half := 0
		for {
			n, err := keys.Read(buf[half:])
			d.mu.Lock()
			half = draw(d.view, buf[:half+n])
			close(d.changed)
			d.changed = make(chan struct{})
			d.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	go func() {
		_ = cmd.Wait()
		<-read
		d.done <- cmd.ProcessState.ExitCode()
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = keys.Close()
	})
	return d
}

// screen is what stands on the terminal now, spaces folded so that a line that
// was broken reads as one.
func (d *desk) screen() (text string, changed <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.view.String(), d.changed
}

func folded(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "┃", " ").Replace(text)), " ")
}

// sees waits until all texts stand on the screen.
func (d *desk) sees(texts ...string) string {
	d.t.Helper()
	text, ok := d.within(patience, texts...)
	if !ok {
		d.t.Fatalf("the screen does not show %q:\n%s", texts, text)
	}
	return text
}

func (d *desk) within(patience time.Duration, texts ...string) (string, bool) {
	late := time.After(patience)
	for {
		text, changed := d.screen()
		all := true
		for _, want := range texts {
			all = all && strings.Contains(folded(text), want)
		}
		if all {
			return text, true
		}
		select {
		case <-changed:
		case <-late:
			return text, false
		}
	}
}

func (d *desk) press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		if _, err := io.WriteString(d.keys, k); err != nil {
			d.t.Fatal(err)
		}
	}
}

// paste pastes as terminals do: bracketed.
func (d *desk) paste(text string) {
	d.t.Helper()
	d.press("\x1b[200~" + text + "\x1b[201~")
}

// pastes does so until the screen shows what came of it.
func (d *desk) pastes(text string, shows ...string) string {
	d.t.Helper()
	return d.until("\x1b[200~"+text+"\x1b[201~", shows...)
}

// goOn presses enter until the next screen shows. After a step that was entered
// without a key, the program ignores keys for a moment.
func (d *desk) goOn(next ...string) string {
	d.t.Helper()
	return d.until(enter, next...)
}

func (d *desk) until(key string, next ...string) string {
	d.t.Helper()
	for range 3 {
		d.press(key)
		if text, ok := d.within(patience/10, next...); ok {
			return text
		}
	}
	return d.sees(next...)
}

// opens presses o and returns the link that came to the browser.
func (d *desk) opens() string {
	d.t.Helper()
	before, _ := os.ReadFile(d.links)
	d.press("o")
	for end := time.Now().Add(patience); time.Now().Before(end); {
		after, _ := os.ReadFile(d.links)
		if len(after) > len(before) {
			lines := strings.Fields(string(after))
			return lines[len(lines)-1]
		}
		time.Sleep(20 * time.Millisecond) // another program writes the file
	}
	text, _ := d.screen()
	d.t.Fatalf("no link came to the browser:\n%s", text)
	return ""
}

// finds is the part of the screen that matches.
func (d *desk) finds(pattern, screen string) string {
	d.t.Helper()
	found := regexp.MustCompile(pattern).FindString(screen)
	if found == "" {
		d.t.Fatalf("the screen does not show %s:\n%s", pattern, screen)
	}
	return found
}

// bothLines are the lines for Callback URLs: the product's, and threelo's as it is
// on the screen.
func (d *desk) bothLines(callback string) string {
	d.t.Helper()
	return callback + "\n" + d.finds(`http://127\.0\.0\.1:\d+/callback`, d.sees("/callback"))
}

// toKeys moves from the fields to the actions, where letters are keys and not
// F1 but ? tells them.
func (d *desk) toKeys() {
	d.t.Helper()
	for range 10 {
		if d.settles(); d.isOnKeys(0) {
			return
		}
		d.press(tab) // keys are ignored for a moment after a step came by itself
		if d.isOnKeys(time.Second) {
			return
		}
	}
	d.t.Fatal("tab does not lead to the actions")
}

// isOnKeys reports whether the actions have the focus, or come to have it soon:
// in a field the help key is F1, because ? is a letter there.
func (d *desk) isOnKeys(soon time.Duration) bool {
	late := time.After(soon)
	for {
		shown, changed := d.screen()
		if !strings.Contains(shown, "F1 help") {
			return true
		}
		select {
		case <-changed:
		case <-late:
			return false
		}
	}
}

// settles waits until a whole frame was drawn: the program writes one at a time,
// and rests in between.
func (d *desk) settles() { d.still(80 * time.Millisecond) }

// listens waits until the program takes keys again: after a step that was
// entered without one it ignores them for 0.4 s.
func (d *desk) listens() { d.still(500 * time.Millisecond) }

// still waits until nothing has changed for so long.
func (d *desk) still(long time.Duration) {
	for {
		_, changed := d.screen()
		select {
		case <-changed:
		case <-time.After(long):
			return
		}
	}
}

// leaves waits for the end of the program.
func (d *desk) leaves() int {
	d.t.Helper()
	select {
	case code := <-d.done:
		return code
	case <-time.After(patience):
		text, _ := d.screen()
		d.t.Fatalf("the program still runs:\n%s", text)
		return -1
	}
}

// chromium starts one browser for a test, with a profile of its own.
func chromium(t *testing.T) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		desktoptest.Lacks(t, "chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() { cancel(); stop() })
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 800)); err != nil { // without a time limit: it would be the browser's
		t.Fatal(err)
	}
	return &browser{t: t, ctx: ctx}
}

// browser is a window with a person before it.
type browser struct {
	t   *testing.T
	ctx context.Context
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatalf("the browser at %s: %v\n%s", b.at(), err, b.text())
	}
}

func (b *browser) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
}

// clicks presses what carries this text, or this accessible name, and waits for the page that follows.
func (b *browser) clicks(name string) {
	b.t.Helper()
	named := fmt.Sprintf(`normalize-space(.)=%q or @aria-label=%q`, name, name)
	b.follows(fmt.Sprintf(`//button[%[1]s] | //a[(%[1]s) and not(//button[%[1]s])]`, named))
}

// follows presses what the XPath names and waits until another page is there.
func (b *browser) follows(xpath string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(xpath)); err != nil {
		b.t.Fatalf("the browser at %s: %s: %v\n%s", b.at(), xpath, err, b.text())
	}
}

// ticks presses the choice whose label starts with this text, or that has this value.
func (b *browser) ticks(choices ...string) {
	b.t.Helper()
	for _, choice := range choices {
		b.do(chromedp.Click(fmt.Sprintf(`//input[@value="%s"] | //label[starts-with(normalize-space(.),"%s")]`, choice, choice)))
	}
}

// fills types into the field with this label, in place of what stands there.
func (b *browser) fills(label, text string) {
	b.t.Helper()
	field := fmt.Sprintf(`//*[@id=//label[normalize-space(.)="%s"]/@for]`, label)
	finds(b, chromedp.Evaluate[bool](fmt.Sprintf(`document.evaluate(%q, document, null, 9).singleNodeValue.value = ""; true`, field)))
	b.do(chromedp.SendKeys(field, text))
}

// chooses picks the option that starts with this text from the list with this label.
func (b *browser) chooses(label, option string) {
	b.t.Helper()
	list := fmt.Sprintf(`//select[@id=//label[normalize-space(.)="%s"]/@for]`, label)
	b.do(chromedp.SetValue(list, finds(b, chromedp.AttributeValue(fmt.Sprintf(`%s/option[starts-with(.,"%s")]`, list, option), "value")).Value))
}

// copies reads what stands in the field with this label.
func (b *browser) copies(label string) string {
	b.t.Helper()
	return finds(b, chromedp.Value(fmt.Sprintf(`//*[@id=//label[normalize-space(.)="%s"]/@for]`, label)))
}

// finds runs an action that answers.
func finds[T any](b *browser, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		b.t.Fatalf("the browser: %v", err)
	}
	return value
}

// sees fails the test unless the page shows the texts.
func (b *browser) sees(texts ...string) {
	b.t.Helper()
	shown := folded(b.text())
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			b.t.Fatalf("the page at %s does not show %q:\n%s", b.at(), text, shown)
		}
	}
}

func (b *browser) text() string {
	return finds(b, chromedp.Evaluate[string](`document.body ? document.body.innerText : ""`))
}

// at is the address bar.
func (b *browser) at() string { return finds(b, chromedp.Location()) }

// host is the scheme and the authority of an address.
func host(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Scheme + "://" + u.Host
}
