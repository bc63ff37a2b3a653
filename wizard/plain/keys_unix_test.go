//go:build unix

package plain

import (
	"bufio"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// terminalFor is a terminal: what a person types goes into keyboard, and what
// stands on the screen can be read from it.
func terminalFor(t *testing.T) (keyboard *os.File, in Input) {
	t.Helper()
	keyboard, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal can be had here: %v", err)
	}
	in = NewInput(tty, tty)
	t.Cleanup(func() {
		in.Close()
		_ = tty.Close()
		_ = keyboard.Close()
	})
	return keyboard, in
}

// typeAt waits until the terminal hands over single keys, and types.
func typeAt(t *testing.T, in Input, keyboard io.Writer, secret bool, text string) Line {
	t.Helper()
	answer := in.Ask(secret)
	for k := in.(*keys); ; runtime.Gosched() {
		k.mu.Lock()
		taken := k.restore != nil
		k.mu.Unlock()
		if taken {
			break
		}
	}
	if _, err := io.WriteString(keyboard, text); err != nil {
		t.Fatal(err)
	}
	return <-answer
}

func TestATypingMistakeCanBeTakenBack(t *testing.T) {
	keyboard, in := terminalFor(t)
	for _, c := range []struct{ typed, want string }{
		{"acmé\x7f\x7fme\r", "acme"},
		{"all wrong\x15acme\n", "acme"},
		{"\x7f\x1b[Aacme\x1b[D\r", "acme"},
		{strings.Repeat("long", 1600) + "\r", strings.Repeat("long", 1600)},
	} {
		if got := typeAt(t, in, keyboard, true, c.typed); got.Text != c.want || got.Err != nil {
			t.Errorf("%.20q gave %.20q, %v", c.typed, got.Text, got.Err)
		}
	}
	if got := typeAt(t, in, keyboard, false, "\x04"); !errors.Is(got.Err, io.EOF) {
		t.Errorf("ctrl+d gave %+v", got)
	}
}

func TestAPasteOfSeveralLinesIsOneAnswer(t *testing.T) {
	keyboard, in := terminalFor(t)
	const page = "Something went wrong\rn\r\rScopes that are not selected: read:jql:jira"
	if got := typeAt(t, in, keyboard, false, page+"\r"); got.Text != strings.ReplaceAll(page, "\r", "\n") || got.Err != nil {
		t.Errorf("it came as %q, %v", got.Text, got.Err)
	}
	for _, want := range []string{"", "n"} { // typed ahead
		if got := typeAt(t, in, keyboard, false, map[string]string{"": "\rn\r"}[want]); got.Text != want {
			t.Errorf("%q came as %q", want, got.Text)
		}
	}
}

func TestASecretLeavesNothingOnTheScreen(t *testing.T) {
	keyboard, in := terminalFor(t)
	typeAt(t, in, keyboard, true, "ATOA-hidden\x7f\r")
	typeAt(t, in, keyboard, false, "seen\r")
	screen := bufio.NewReader(keyboard)
	var shown strings.Builder
	for !strings.HasSuffix(shown.String(), "seen\r\n") {
		b, err := screen.ReadByte()
		if err != nil {
			t.Fatal(err)
		}
		shown.WriteByte(b)
	}
	if shown.String() != "\r\nseen\r\n" {
		t.Errorf("on the screen stands %q", shown.String())
	}
}

func TestWhatIsPastedWhileNothingIsAskedIsNotShown(t *testing.T) {
	keyboard, in := terminalFor(t)
	tty := in.(*keys).file
	echoes := func() bool {
		modes, err := term.GetState(tty.Fd())
		if err != nil {
			t.Fatal(err)
		}
		return modes.Lflag&unix.ECHO != 0
	}
	typeAt(t, in, keyboard, true, "ATOA-hidden\r")
	if echoes() {
		t.Error("between two questions the terminal itself shows what is pasted")
	}
	if got := typeAt(t, in, keyboard, true, "next\r"); got.Text != "next" {
		t.Errorf("the next answer is %+v", got)
	}
	if in.Close(); !echoes() {
		t.Error("the terminal was not given back")
	}
}

func TestTheTerminalIsGivenBackWhileAQuestionIsOpen(t *testing.T) {
	_, in := terminalFor(t)
	_ = in.Ask(true)
	in.Close()
	if got := <-in.Ask(true); !errors.Is(got.Err, os.ErrClosed) {
		t.Errorf("asked after the end: %+v", got)
	}
}
