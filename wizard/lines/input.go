package lines

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
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
}

// maxLine is how long an answer may be, in bytes.
const maxLine = 1 << 20

// errTooLong is an answer over maxLine.
var errTooLong = errors.New("that line is longer than a megabyte: it is no answer to any question here")

// NewInput reads from a stream. A terminal is read key by key, because
// line-mode terminals cut a pasted line after 1,024 or 4,095 bytes.
func NewInput(in io.Reader, echo io.Writer) Input {
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return newReader(&keys{in: bufio.NewReader(f), echo: echo, file: f})
	}
	return newReader(&plain{in: bufio.NewReader(in)})
}

// source reads one line; it blocks.
type source interface {
	line(secret bool) (string, error)
}

// reader reads ahead of nobody: a line is read when it is asked for.
type reader struct{ source source }

func newReader(s source) *reader { return &reader{s} }

// Ask implements Input.
func (r *reader) Ask(secret bool) <-chan Line {
	out := make(chan Line, 1)
	go func() {
		text, err := r.source.line(secret)
		out <- Line{text, err}
	}()
	return out
}

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

// keys reads a terminal key by key and echoes what is no secret.
type keys struct {
	in   *bufio.Reader
	echo io.Writer
	file *os.File
}

func (k *keys) line(secret bool) (string, error) {
	restore, err := byKey(k.file)
	if err != nil {
		return (&plain{k.in}).line(secret)
	}
	defer restore()
	show := func(s string) {
		if !secret {
			_, _ = io.WriteString(k.echo, s)
		}
	}
	var text []byte
	for {
		c, err := k.in.ReadByte()
		if err != nil {
			return string(text), err
		}
		switch {
		case c == '\r' || c == '\n':
			_, _ = io.WriteString(k.echo, "\n")
			return string(text), nil
		case c == 4 && len(text) == 0: // ctrl+d
			return "", io.EOF
		case c == 8 || c == 127: // backspace
			if _, n := utf8.DecodeLastRune(text); len(text) > 0 {
				text = text[:len(text)-n]
				show("\b \b")
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

// FirstLine reads the first line of a stream.
func FirstLine(in io.Reader) (string, error) {
	text, err := (&plain{bufio.NewReader(in)}).line(true)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return text, err
}
