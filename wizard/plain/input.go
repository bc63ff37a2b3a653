package plain

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"unicode/utf8"

	"golang.org/x/term"

	"threelo/wizard/fault"
)

// Line is one answer, or the error instead of it.
type Line struct {
	Text string
	Err  error
}

// Input reads answers. Only one question is open at a time.
type Input interface {
	// Ask reads one line. A secret one is not echoed.
	Ask(secret bool) <-chan Line
	// Close restores the terminal, also while a question is open. Ask must not be
	// called afterwards.
	Close()
}

// maxLine bounds an answer, in bytes.
const maxLine = 1 << 20

// leastPasted is the length from which more lines belong to a paste. After fewer
// characters they are answers that were typed ahead.
const leastPasted = 8

// errTooLong is an answer over maxLine.
var errTooLong = errors.New("that line is longer than a megabyte, so it is not an answer to any question here")

// ErrGone says that the terminal's window was closed.
var ErrGone = errors.New("the terminal is gone")

// NewInput reads from a stream. A terminal is read key by key, because in line mode
// it cuts a pasted line after 1,024 or 4,095 bytes.
func NewInput(in io.Reader, echo io.Writer) Input {
	if f, ok := terminal(in); ok {
		return &keys{in: bufio.NewReader(f), echo: echo, file: f}
	}
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxLine)
	return lines{scanner}
}

func terminal(in io.Reader) (*os.File, bool) {
	f, ok := in.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// ask reads one line in the background. A panic there comes back as an error.
func ask(line func(secret bool) (string, error), secret bool) <-chan Line {
	out := make(chan Line, 1)
	go func() {
		var l Line
		defer func() { out <- l }()
		defer fault.Catch(func(err error) { l.Err = err })
		l.Text, l.Err = line(secret)
	}()
	return out
}

// lines reads a pipe or a file.
type lines struct{ *bufio.Scanner }

func (l lines) Ask(secret bool) <-chan Line { return ask(l.line, secret) }
func (l lines) Close()                      {}

func (l lines) line(bool) (string, error) {
	switch {
	case l.Scan():
		return l.Text(), nil
	case errors.Is(l.Err(), bufio.ErrTooLong):
		return "", errTooLong
	}
	return "", cmp.Or(l.Err(), io.EOF)
}

// keys reads a terminal key by key and echoes what is not secret. It keeps the
// terminal from the first question until close: in between, the terminal itself
// would show what is typed or pasted, even a secret.
type keys struct {
	in   *bufio.Reader
	echo io.Writer
	file *os.File

	mu      sync.Mutex
	restore func() // the terminal; nil while it is unchanged
	closed  bool
}

// take prepares the terminal for reading by key, once.
func (k *keys) take() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return os.ErrClosed
	}
	if k.restore != nil {
		return nil
	}
	var err error
	k.restore, err = byKey(k.file)
	return err
}

// Close implements Input.
func (k *keys) Close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed = true
	if k.restore != nil {
		k.restore()
		k.restore = nil
	}
}

// Ask implements Input.
func (k *keys) Ask(secret bool) <-chan Line { return ask(k.line, secret) }

func (k *keys) line(secret bool) (string, error) {
	if err := k.take(); err != nil {
		return "", err
	}
	show := func(s string) {
		if !secret {
			_, _ = io.WriteString(k.echo, s)
		}
	}
	var text []byte
	erase := func() {
		_, n := utf8.DecodeLastRune(text)
		text = text[:len(text)-n]
		show("\b \b")
	}
	for {
		c, err := k.in.ReadByte()
		if err != nil { // not the end of the input: ctrl+d arrives as a key
			return "", ErrGone
		}
		switch {
		case c == '\r' || c == '\n':
			_, _ = io.WriteString(k.echo, "\n")
			if k.in.Buffered() == 0 || len(text) < leastPasted {
				return string(text), nil
			}
			text = append(text, '\n') // a paste of several lines is one answer
		case c == 4 && len(text) == 0: // ctrl+d
			return "", io.EOF
		case c == 8 || c == 127: // backspace
			if len(text) > 0 {
				erase()
			}
		case c == 21: // ctrl+u: the whole line
			for len(text) > 0 {
				erase()
			}
		case c == 0x1b: // an arrow key or the like: skip its letters
			for k.in.Buffered() > 0 {
				if b, _ := k.in.ReadByte(); b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '~' {
					break
				}
			}
		case c >= ' ':
			if text = append(text, c); len(text) > maxLine {
				return "", errTooLong
			}
			show(string([]byte{c}))
		}
	}
}

// FirstLine reads the first line of a stream and no byte after it. A terminal does
// not show what is typed.
func FirstLine(ctx context.Context, in io.Reader, echo io.Writer) (string, error) {
	if _, ok := terminal(in); !ok {
		in = oneByOne{in}
	}
	input := NewInput(in, echo)
	defer input.Close()
	select {
	case l := <-input.Ask(true):
		if errors.Is(l.Err, io.EOF) {
			l.Err = nil
		}
		return l.Text, l.Err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// oneByOne keeps a buffer from reading beyond the first line.
type oneByOne struct{ in io.Reader }

func (o oneByOne) Read(p []byte) (int, error) { return o.in.Read(p[:min(1, len(p))]) }
