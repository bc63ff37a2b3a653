package e2e

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/creack/pty"

	"threelo/wizard/desktop/desktoptest"
)

// desk is the program in its own terminal, and the links that it opens.
type desk struct {
	*terminal
	links string // the file that $BROWSER writes the opened links to
	done  chan int
}

// sit starts the program full screen, with its own folders and browser, and
// with what env adds to its environment.
func sit(t *testing.T, env []string, args ...string) *desk {
	t.Helper()
	home := t.TempDir()
	size := pty.Winsize{Cols: 98, Rows: 70}
	d := &desk{terminal: newTerminal(t, size), links: filepath.Join(home, "links"), done: make(chan int, 1)}
	opener := filepath.Join(home, "browser")
	if err := os.WriteFile(opener, []byte("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '"+d.links+"'\n"), 0o700); err != nil { //nolint:gosec // a program must be executable
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append([]string{
		"THREELO_E2E=1", "PATH=" + os.Getenv("PATH"), "HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "DISPLAY=:none", "BROWSER=" + opener,
		"XDG_STATE_HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home,
		"GORACE=log_path=" + races(t),
	}, env...)
	var err error
	if d.master, err = pty.StartWithSize(cmd, &size); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		d.read()
	}()
	go func() {
		_ = cmd.Wait()
		<-read
		d.done <- cmd.ProcessState.ExitCode()
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = d.master.Close()
	})
	return d
}

// opens presses o and returns the link that came to the browser.
func (d *desk) opens() string {
	d.t.Helper()
	before, _ := os.ReadFile(d.links)
	d.types("o")
	for end := time.Now().Add(patience); time.Now().Before(end); {
		after, _ := os.ReadFile(d.links)
		if len(after) > len(before) {
			lines := strings.Fields(string(after))
			return lines[len(lines)-1]
		}
		time.Sleep(20 * time.Millisecond) // another program writes the file
	}
	text, _, _ := d.seen()
	d.t.Fatalf("no link came to the browser:\n%s", text)
	return ""
}

// exits waits for the end of the program.
func (d *desk) exits() int {
	d.t.Helper()
	select {
	case code := <-d.done:
		return code
	case <-time.After(patience):
		text, _, _ := d.seen()
		d.t.Fatalf("the program still runs:\n%s", text)
		return -1
	}
}

// chromium starts one browser for a test, with its own profile.
func chromium(t *testing.T, more ...chromedp.ExecAllocatorOption) *browser {
	t.Helper()
	desktoptest.Story(t, "browser")
	path, err := exec.LookPath("chromium")
	if err != nil {
		desktoptest.Lacks(t, "chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
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

// fills types into the field with this label, in place of what is there.
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

// copies reads what is in the field with this label.
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
