package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

const (
	patience = 30 * time.Second      // for anything that a program is to show
	quiet    = 80 * time.Millisecond // after which nothing more is being drawn
)

// terminal is an 80×24 pty with a program in it, and what is on its screen.
type terminal struct {
	cmd   *exec.Cmd
	home  string // nothing is saved in it at the start
	began time.Time
	pty   *os.File
	drawn chan struct{} // gets one after something was drawn; closed when the program is gone

	mu     sync.Mutex
	screen vt10x.Terminal
	at     time.Time // when the last output came
}

// start runs a program in a terminal that answers its questions, or in a silent one.
func start(answering bool, name string, args ...string) (*terminal, error) {
	home, err := os.MkdirTemp("", "measure")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(filepath.Join(*bin, name), args...) //nolint:noctx // ended by end
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+home)
	began := time.Now()
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		_ = os.RemoveAll(home)
		return nil, err
	}
	t := &terminal{cmd: cmd, home: home, began: began, pty: f, drawn: make(chan struct{}, 1), screen: vt10x.New(vt10x.WithSize(80, 24))}
	go t.read(answering)
	return t, nil
}

func (t *terminal) read(answering bool) {
	defer close(t.drawn)
	buf := make([]byte, 64<<10)
	for {
		n, err := t.pty.Read(buf)
		now := time.Now()
		if err != nil {
			return
		}
		if answering {
			answer(t.pty, buf[:n])
		}
		t.mu.Lock()
		t.at = now
		_, _ = t.screen.Write(buf[:n])
		t.mu.Unlock()
		select {
		case t.drawn <- struct{}{}:
		default:
		}
	}
}

// answer replies to a program's questions as a terminal does.
func answer(f *os.File, out []byte) {
	for question, reply := range map[string]string{
		"\x1b]11;?":    "\x1b]11;rgb:0000/0000/0000\x1b\\",
		"\x1b[?2026$p": "\x1b[?2026;2$y",
		"\x1b[?2027$p": "\x1b[?2027;2$y",
		"\x1b[c":       "\x1b[?62c",
	} {
		if bytes.Contains(out, []byte(question)) {
			_, _ = f.WriteString(reply)
		}
	}
}

// shown is the text of the screen, and when it was last drawn on.
func (t *terminal) shown() (string, time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen.String(), t.at
}

// sees waits until a text is on the screen, and returns when it came.
func (t *terminal) sees(text string) (time.Time, error) {
	late := time.After(patience)
	for {
		screen, at := t.shown()
		if strings.Contains(screen, text) {
			return at, nil
		}
		select {
		case _, here := <-t.drawn:
			if !here {
				return at, t.lost("ended before it showed " + text)
			}
		case <-late:
			return at, t.lost("did not show " + text)
		}
	}
}

// settled is the screen once nothing more is being drawn on it.
func (t *terminal) settled() (string, error) {
	for {
		select {
		case _, here := <-t.drawn:
			if !here {
				return "", t.lost("ended")
			}
		case <-time.After(quiet):
			screen, _ := t.shown()
			return screen, nil
		}
	}
}

// lost is an error that shows the last screen.
func (t *terminal) lost(how string) error {
	screen, _ := t.shown()
	return fmt.Errorf("%s %s; its last screen:\n%s", strings.Join(t.cmd.Args, " "), how, screen)
}

func (t *terminal) press(key string) error {
	_, err := t.pty.WriteString(key)
	return err
}

func (t *terminal) end() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.pty.Close()
	_ = os.RemoveAll(t.home)
}
