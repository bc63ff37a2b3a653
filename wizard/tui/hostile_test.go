package tui

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"threelo/assets/pacetest"
)

func TestAPasteThatNeverEndsDoesNotTakeCtrlCAway(t *testing.T) {
	for name, key := range map[string]string{"plain": ctrlC, "kitty": "\x1b[99;5u", "xterm": "\x1b[27;5;99~"} {
		t.Run(name, func(t *testing.T) {
			runProgram(t, play(credentials()), Options{}, func(tt *terminal) {
				tt.press("\x1b[200~0123456789abcdef")
				tt.rest(time.Minute)
				tt.press(key)
				tt.rest(frame)
				tt.press(key)
				if err := tt.result(); !errors.Is(err, ErrLeft) {
					t.Errorf("it ended with %v", err)
				}
			})
		})
	}
}

func TestAPastedCtrlCIsNotAKey(t *testing.T) {
	j := play(credentials())
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.paste("abc\x03\x03\r\rdef")
		tt.rest(frame)
		for _, heard := range j.log {
			if !strings.HasPrefix(heard, "enter ") && !strings.HasPrefix(heard, "paste ") {
				t.Errorf("the journey heard %q", j.log)
			}
		}
		tt.press(ctrlC)
	})
}

// pieces gives a paste in pieces, as a terminal does.
type pieces struct {
	piece []byte
	left  int
	end   string
}

func (p *pieces) Read(b []byte) (int, error) {
	switch {
	case p.left > 0:
		p.left--
		return copy(b, p.piece), nil
	case p.end != "":
		n := copy(b, p.end[:1]) // its end comes byte by byte
		p.end = p.end[1:]
		return n, nil
	}
	return 0, io.EOF
}

func TestAPasteThatNeverEndsDoesNotGrow(t *testing.T) {
	const megabytes = 16
	k := &keyboard{from: &pieces{piece: bytes.Repeat([]byte("x"), 4096), left: megabytes << 8, end: pasteEnd + "y"}, pasting: true}
	began := time.Now()
	var taken bytes.Buffer
	buf := make([]byte, 4096)
	for {
		n, err := k.Read(buf)
		taken.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			break
		}
	}
	t.Logf("of a paste of %d MB, %d KB were taken in %v", megabytes, taken.Len()>>10, time.Since(began).Round(time.Millisecond))
	if taken.Len() > longestPaste+8192 || !strings.HasSuffix(taken.String(), "x"+pasteEnd+"y") {
		t.Errorf("%d bytes were taken, and the end is %q", taken.Len(), taken.Bytes()[max(0, taken.Len()-20):])
	}
}

// What a terminal reports as its size may come from whoever writes to it.
func TestAForgedSizeCostsWhatThatOf1000By500Costs(t *testing.T) {
	if pacetest.Race {
		t.Skip("too slow with it, and nothing here runs at once")
	}
	cost := func(report string) (mb uint64, took time.Duration) {
		began := time.Now() // outside the fake clock
		runProgram(t, play(createApp()), Options{}, func(tt *terminal) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			tt.press(report)
			runtime.ReadMemStats(&after)
			mb = (after.TotalAlloc - before.TotalAlloc) >> 20
			if written := ansi.Strip(tt.out.take()); !strings.Contains(written, "Create the app") {
				t.Errorf("%q: nothing was drawn again: %.200q", report, written)
			}
		})
		took = time.Since(began)
		t.Logf("%q: %d MB, %v", report, mb, took.Round(time.Millisecond))
		return mb, took
	}
	most, long := cost("\x1b[8;500;1000t")
	for _, report := range []string{"\x1b[8;2000;3000t", "\x1b[48;3000;2000;1;1t"} {
		if mb, took := cost(report); mb > most+most/4+8 || took > 4*long+time.Second {
			t.Errorf("%q cost %d MB and %v; a window of 1000×500 costs %d MB and %v", report, mb, took, most, long)
		}
	}
	if !testing.Short() && t.Failed() {
		return // the next ones would take all memory
	}
	for _, report := range []string{"\x1b[8;65535;65535t", "\x1b[48;65535;65535;1;1t", "\x1b[8;2000000000;2000000000t"} {
		if mb, took := cost(report); mb > 2*most+8 || took > 4*long+time.Second {
			t.Errorf("%q cost %d MB and %v", report, mb, took)
		}
	}
}
