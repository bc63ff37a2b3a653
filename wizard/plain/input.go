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

// Line is one answer, or why there is none.
type Line struct {
	Text string
	Err  error
}

// Input is where answers come from. Only one question is open at a time.
type Input interface {
	// Ask reads one line. A secret one is not echoed.
	Ask(secret bool) <-chan Line
	// Close gives the terminal back as it was, also while a question is open.
	// Nothing may be asked afterwards.
	Close()
}

// maxLine is how long an answer may be, in bytes.
const maxLine = 1 << 20

// errTooLong is an answer over maxLine.
var errTooLong = errors.New("that line is longer than a megabyte: it is no answer to any question here")

// ErrGone says that the terminal went away: its window was closed.
var ErrGone = errors.New("the terminal is gone")

// NewInput reads from a stream. A terminal is read key by key, because
// line-mode terminals cut a pasted line after 1,024 or 4,095 bytes.
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

// source reads one line; it blocks. Close does not wait for it.
type source interface {
	line(secret bool) (string, error)
	close()
}

// reader reads ahead of nobody: a line is read when it is asked for.
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

// keys reads a terminal key by key and echoes what is no secret. The terminal is
// taken with the first question and given back by close, not in between: it would
// itself show what is typed or pasted while nothing is asked, a secret too.
type keys struct {
	in   *bufio.Reader
	echo io.Writer
	file *os.File

	mu       sync.Mutex
	giveBack func() // the terminal; nil while it is as it was
	closed   bool
}

// take sets the terminal for reading by keys, once.
func (k *keys) take() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return os.ErrClosed
	}
	if k.giveBack != nil {
		return nil
	}
	restore, err := byKey(k.file)
	k.giveBack = restore
	return err
}

func (k *keys) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed = true
	if k.giveBack != nil {
		k.giveBack()
		k.giveBack = nil
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
		if err != nil { // ctrl+d arrives as a key, so this is no end of input
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

// FirstLine reads the first line of a stream and nothing beyond it. A terminal
// does not show what is typed.
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

// oneByOne keeps a buffer from taking more than the line that is asked for.
type oneByOne struct{ in io.Reader }

func (o oneByOne) Read(p []byte) (int, error) { return o.in.Read(p[:min(1, len(p))]) }
