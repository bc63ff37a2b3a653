package tui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"threelo/steps/dialog"
)

// terminal runs the whole program on a fake clock: real bytes in, real bytes out.
type terminal struct {
	t         *testing.T
	keys      *io.PipeWriter
	out       recorder
	events    chan dialog.Event
	clipboard chan string
	stop      context.CancelFunc
	done      chan error
}

// recorder keeps what the program writes.
type recorder struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (r *recorder) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.buf.Write(p)
}

// take returns what was written since it was last called.
func (r *recorder) take() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.buf.Reset()
	return r.buf.String()
}

// frame is long enough for the program to draw.
const frame = 60 * time.Millisecond

// runProgram runs a journey in a terminal of 80 by 24.
func runProgram(t *testing.T, j *fakeJourney, o Options, story func(*terminal)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		keyboard, keys := io.Pipe()
		tt := &terminal{t: t, keys: keys, events: make(chan dialog.Event), clipboard: make(chan string), done: make(chan error, 1)}
		ctx, cancel := context.WithCancel(context.Background())
		tt.stop = cancel
		o.Input, o.Output, o.Width, o.Height = keyboard, &tt.out, 80, 24
		o.Events, o.Clipboard = tt.events, tt.clipboard
		o.Env = append(o.Env, "TERM=xterm-256color", "COLORTERM=truecolor")
		go func() { tt.done <- Run(ctx, j, o) }()
		tt.rest(frame)
		story(tt)
		cancel()
		tt.rest(slowClock) // the last ticks
		_ = keys.Close()
	})
}

// press writes the bytes of keys, as a terminal sends them.
func (tt *terminal) press(bytes ...string) {
	for _, b := range bytes {
		if _, err := io.WriteString(tt.keys, b); err != nil {
			tt.t.Fatal(err)
		}
		tt.rest(frame)
	}
}

// rest lets time pass, and waits until the program has nothing to do.
func (tt *terminal) rest(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (tt *terminal) paste(text string) { tt.press("\x1b[200~" + text + "\x1b[201~") }

func (tt *terminal) result() error {
	tt.t.Helper()
	select {
	case err := <-tt.done:
		return err
	case <-time.After(5 * time.Second):
		tt.t.Fatal("the program still runs")
		return nil
	}
}

// sees fails the test unless a text was written.
func (tt *terminal) sees(written string, texts ...string) {
	tt.t.Helper()
	plain := ansi.Strip(written)
	for _, text := range texts {
		if !strings.Contains(plain, text) {
			tt.t.Errorf("%q is not on the screen: %q", text, plain)
		}
	}
}

const (
	enterKey = "\r"
	downKey  = "\x1b[B"
	escKey   = "\x1b"
	ctrlC    = "\x03"
)

func TestAnAdminChoosesByArrowAndEnter(t *testing.T) {
	j := play(choosePlatform(), knowFirst(), createApp())
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.sees(tt.out.take(), "Which product do you want to connect", "Targetprocess")
		tt.press(downKey, enterKey)
		tt.sees(tt.out.take(), "Know this first")
		tt.press(enterKey, escKey)
		tt.rest(frame)
		tt.press(enterKey)
	})
	want := []string{"choose agilepoint", "next", "next", "back", "next"}
	if !slices.Equal(j.log, want) {
		t.Errorf("the journey heard %q, want %q", j.log, want)
	}
}

func TestAnAdminPastesTheSecretWithATrailingSpace(t *testing.T) {
	secret := strings.Repeat("s3cr3t-", 9) + "x"
	s := credentials()
	s.Fields[1].Set, s.Fields[1].Summary = false, ""
	j := play(s, profile())
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.paste(secret + " \r\n")
		tt.press(enterKey)
		written := tt.out.take()
		tt.sees(written, "67 characters", "Fill in the profile")
		if strings.Contains(ansi.Strip(written), "s3cr3t") {
			t.Error("the secret was written to the terminal")
		}
	})
	if j.secret != secret+" \r\n" {
		t.Errorf("the run got %q: cleaning is its task, not the face's", j.secret)
	}
	if want := "next"; j.log[len(j.log)-1] != want {
		t.Errorf("the journey heard %q", j.log)
	}
}

func TestALongAddressIsPastedWholeAndHandedOverAtOnce(t *testing.T) {
	address := callbackURL + "?code=" + strings.Repeat("abcdef0123456789", 375) + "&state=xyz"
	j := play(waiting(), verifying())
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.paste(address)
		if want := "enter address"; len(j.log) != 1 || !strings.HasPrefix(j.log[0], want) {
			t.Errorf("the journey heard %d things before enter", len(j.log))
		}
		tt.press(enterKey)
	})
	if j.log[0] != `enter address "`+address+`"` {
		t.Error("the address did not arrive whole")
	}
}

func TestCtrlCLeavesOnlyTheSecondTime(t *testing.T) {
	j := play(knowFirst(), createApp())
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.press(ctrlC)
		tt.sees(tt.out.take(), "your steps are saved, the secret is not; ctrl+c again leaves")
		tt.press(enterKey, ctrlC) // another key cancels leaving
		select {
		case err := <-tt.done:
			t.Fatalf("it left too early: %v", err)
		default:
		}
		tt.press(ctrlC)
		if err := tt.result(); !errors.Is(err, ErrLeft) {
			t.Errorf("it ended with %v", err)
		}
		if !strings.Contains(tt.out.take(), ansi.ResetModeAltScreenSaveCursor) {
			t.Error("the terminal was not put back")
		}
	})
}

func TestTheEndOfTheJourneyIsNotAnError(t *testing.T) {
	runProgram(t, play(knowFirst()), Options{}, func(tt *terminal) {
		tt.stop()
		if err := tt.result(); err != nil {
			t.Errorf("it ended with %v", err)
		}
	})
}

func TestKeysAreIgnoredForAMomentWhenTheBrowserCameBack(t *testing.T) {
	j := play(waiting(), verifying(), compare())
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.events <- dialog.AddressRead{}
		tt.rest(frame)
		tt.press(enterKey) // meant for the step before
		tt.sees(tt.out.take(), "the browser came back")
		if j.at != 1 {
			t.Error("the key was not ignored")
		}
		tt.rest(freeze)
		tt.press(enterKey)
		if j.at != 2 {
			t.Error("the key after it was")
		}
	})
}

func TestTheClockRunsOnlyWhileSomethingIsAwaited(t *testing.T) {
	j := play(waiting(), knowFirst())
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.rest(3500 * time.Millisecond)
		tt.sees(tt.out.take(), "5") // 0:45
		if want := []string{"tick", "tick", "tick"}; !slices.Equal(j.log, want) {
			t.Errorf("the journey heard %q in 3.5 s", j.log)
		}
		tt.press(enterKey)
		tt.events <- dialog.Opened{}
		tt.rest(2 * time.Second)
		tt.out.take()
		ticks := len(j.log)
		tt.rest(time.Minute)
		if written := tt.out.take(); written != "" || len(j.log) != ticks {
			t.Errorf("idle, it wrote %q and the journey heard %q", written, j.log[ticks:])
		}
	})
}

func TestTheClockIsSlowForAPersonUntilASecretIsCounted(t *testing.T) {
	person := waiting()
	person.Waiting.Yours = true
	secret := waiting()
	secret.Waiting.Yours = true
	secret.Clipped, secret.Now = &dialog.Clipped{Label: "Secret", Until: noon.Add(time.Minute)}, noon
	j := play(person, secret)
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.rest(35 * time.Second)
		if len(j.log) != 3 {
			t.Errorf("in 35 s of waiting for a person the journey heard %q", j.log)
		}
		tt.events <- dialog.AddressRead{} // "arrived"
		tt.rest(20*time.Second + frame)
		if len(j.log) != 3+1+20 {
			t.Errorf("after 20 s more with a secret on the clipboard the journey had heard %q", j.log)
		}
	})
}

func TestNothingSpinsWithoutAnimation(t *testing.T) {
	for _, still := range []bool{false, true} {
		runProgram(t, play(verifying()), Options{NoAnimation: still}, func(tt *terminal) {
			tt.rest(900 * time.Millisecond)
			spins := strings.ContainsAny(tt.out.take(), strings.Join(moon.Frames, ""))
			if spins == still {
				t.Errorf("without animation %t, it spins: %t", still, spins)
			}
		})
	}
}

func TestACopyGoesThroughTheTerminal(t *testing.T) {
	runProgram(t, play(createApp()), Options{}, func(tt *terminal) {
		tt.clipboard <- "Targetprocess sync"
		tt.clipboard <- "again"
		tt.rest(frame)
		written := tt.out.take()
		for _, text := range []string{"Targetprocess sync", "again"} {
			if !strings.Contains(written, ansi.SetSystemClipboard(text)) {
				t.Errorf("%q was not sent", text)
			}
		}
	})
}

func TestALightTerminalGetsTheLightTheme(t *testing.T) {
	runProgram(t, play(createApp()), Options{}, func(tt *terminal) {
		dark := tt.out.take()
		tt.press("\x1b]11;rgb:ffff/ffff/ffff\x07")
		light := tt.out.take()
		if light == "" || light == dark {
			t.Error("nothing was drawn again")
		}
	})
}

func TestALongLinkIsWrittenInOnePieceForTheMouse(t *testing.T) {
	runProgram(t, play(byHand()), Options{}, func(tt *terminal) {
		tt.press(downKey, "v")
		tt.rest(2 * drawn)
		if !strings.Contains(tt.out.take(), longLink) {
			t.Error("the terminal did not get it as one line")
		}
	})
}

func TestAPanicRestoresTheTerminalAndShowsNoSecret(t *testing.T) {
	j := play(credentials())
	j.secret, j.panics = "s3cr3t", true
	runProgram(t, j, Options{}, func(tt *terminal) {
		tt.press(enterKey)
		err := tt.result()
		if err == nil || strings.Contains(err.Error(), "s3cr3t") || !strings.Contains(err.Error(), "fault of its own") {
			t.Errorf("the error is %v", err)
		}
		written := tt.out.take()
		if strings.Contains(written, "s3cr3t") || !strings.Contains(written, ansi.ResetModeAltScreenSaveCursor) {
			t.Errorf("it wrote %q", written)
		}
	})
}
