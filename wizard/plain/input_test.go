package plain

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestAPipeIsReadLineByLineAndMayEndWithoutALineFeed(t *testing.T) {
	in := NewInput(strings.NewReader("first\r\n\nlast"), io.Discard)
	defer in.Close()
	for _, want := range []Line{{Text: "first"}, {Text: ""}, {Text: "last"}, {Err: io.EOF}} {
		if got := <-in.Ask(false); got.Text != want.Text || !errors.Is(got.Err, want.Err) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

func TestALineOfMoreThanAMegabyteIsNoAnswer(t *testing.T) {
	in := NewInput(strings.NewReader(strings.Repeat("x", maxLine+1)+"\n"), io.Discard)
	defer in.Close()
	if got := <-in.Ask(false); !errors.Is(got.Err, errTooLong) {
		t.Errorf("got %d bytes and %v", len(got.Text), got.Err)
	}
}

// brokenPipe faults when it is read: a fault must not end the program beside the face.
type brokenPipe struct{}

func (brokenPipe) Read([]byte) (int, error) { panic("no") }

func TestAFaultWhileReadingComesBackAsAnError(t *testing.T) {
	in := NewInput(brokenPipe{}, io.Discard)
	defer in.Close()
	if got := <-in.Ask(false); got.Err == nil {
		t.Error("the fault was lost")
	}
}

func TestTheFirstLineIsTakenAndTheRestLeftForLater(t *testing.T) {
	in := strings.NewReader("the secret\nthe pasted address\n")
	first, err := FirstLine(context.Background(), in, io.Discard)
	rest, _ := io.ReadAll(in)
	if err != nil || first != "the secret" || string(rest) != "the pasted address\n" {
		t.Errorf("%q, %v, %q left", first, err, rest)
	}
	if first, err := FirstLine(context.Background(), strings.NewReader("no line feed"), io.Discard); err != nil || first != "no line feed" {
		t.Errorf("%q, %v", first, err)
	}
	ended, cancel := context.WithCancelCause(context.Background())
	why := errors.New("interrupted")
	cancel(why)
	never, _ := io.Pipe()
	if _, err := FirstLine(ended, never, io.Discard); !errors.Is(err, why) {
		t.Errorf("got %v", err)
	}
}
