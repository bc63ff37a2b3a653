package plain

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
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

// errTooLong is an answer over maxLine.
var errTooLong = errors.New("that line is longer than a megabyte, so it is not an answer to any question here")

// ErrGone says that the terminal's window was closed.
var ErrGone = errors.New("the terminal is gone")

// NewInput reads from a stream. A terminal is read key by key, because in line mode
// it cuts a pasted line after 1,024 or 4,095 bytes.
func NewInput(in io.Reader, echo io.Writer) Input {
	if f, ok := terminal(in); ok {
		return newReader(&keys{in: bufio.NewReader(f), echo: echo, file: f})
	}
	return newReader(&plain{in: bufio.NewReader(in)})
}

func terminal(in io.Reader) (*os.File, bool) {
	f, ok := in.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// source reads one line and blocks until it has it. close does not wait for that.
type source interface {
	line(secret bool) (string, error)
	close()
}

// reader reads one line for each Ask and never ahead.
type reader struct{ source source }

func newReader(s source) *reader { return &reader{s} }

// Ask implements Input.
func (r *reader) Ask(secret bool) <-chan Line {
	out := make(chan Line, 1)
	go func() {
		var l Line
		defer func() {
			if err := fault.Of(recover()); err != nil {
				l = Line{Err: err}
			}
			out <- l
		}()
		l.Text, l.Err = r.source.line(secret)
	}()
	return out
}

// Close implements Input.
func (r *reader) Close() { r.source.close() }

// plain reads lines of a pipe or a file.
type plain struct{ in *bufio.Reader }

func (p *plain) line(bool) (string, error) {
	var b strings.Builder
	for {
		part, more, err := p.in.ReadLine()
		if err != nil {
			return b.String(), err
		}
		if b.Write(part); b.Len() > maxLine {
			return "", errTooLong
		}
		if !more {
			return b.String(), nil
		}
	}
}

func (p *plain) close() {}

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

func (k *keys) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed = true
	if k.restore != nil {
		k.restore()
		k.restore = nil
	}
}

func (k *keys) line(secret bool) (string, error) {
	if err := k.take(); errors.Is(err, os.ErrClosed) {
		return "", err
	} else if err != nil {
		return (&plain{k.in}).line(secret)
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
			return string(text), nil
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
