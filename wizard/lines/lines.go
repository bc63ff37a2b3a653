// Package lines is the plain face: the same journey as appended lines, for
// screen readers, dumb terminals, pipes and logs. It moves no cursor, draws no
// box, and says nothing by colour. One question at a time.
package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"threelo/steps"
	"threelo/wizard/layout"
)

// Journey is what this face needs of a run.
type Journey interface {
	Screen() steps.Screen
	Handle(steps.Event)
	Enter(field, text string)
	Text(value string) (string, bool)
	CanHelp() bool
	Ended() bool
}

// Options are what the face needs besides the journey.
type Options struct {
	Events <-chan steps.Event
	In     Input
	Out    io.Writer // where steps and questions go: standard error
	Width  int       // of the terminal in columns; 0 breaks no line
	Auto   bool      // in a rehearsal: the sandbox answers, nobody is asked
}

// Run walks the journey until it ends, the input ends, or the context does.
// It returns io.EOF when the input ended before the journey.
func Run(ctx context.Context, j Journey, o Options) error {
	f := &face{journey: j, options: o}
	for !j.Ended() {
		f.drain()
		if j.Ended() {
			break
		}
		sc := j.Screen()
		f.tell(sc)
		if err := f.step(ctx, sc); err != nil && !errors.Is(err, errMovedOn) {
			return err
		}
	}
	return nil
}

// face remembers what was said, so that nothing is said twice.
type face struct {
	journey Journey
	options Options
	place   string          // the step that was told last
	told    map[string]bool // its lines
	offered map[string]bool // its question's answers
	fields  map[string]bool // fields of it that were asked already
	waiting string          // what was said to be awaited
	asked   <-chan Line     // the answer to the open question
	stuck   int             // turns of an unattended run without progress
}

// noticeSign stands before notices among the lines that were told.
const noticeSign = "!"

// say writes a line, broken between words where a terminal would break it
// inside one. A line with an address longer than that is left whole: it is to
// be copied.
func (f *face) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	lines := []string{text}
	if w := f.options.Width; w > 0 && !slices.ContainsFunc(strings.Fields(text), func(word string) bool { return len(word) > w }) {
		lines = layout.Wrap(text, w)
	}
	for _, line := range lines {
		_, _ = fmt.Fprintln(f.options.Out, line)
	}
}

// drain takes the results that are there already.
func (f *face) drain() {
	for {
		select {
		case ev := <-f.options.Events:
			f.journey.Handle(ev)
		default:
			return
		}
	}
}

// step does one turn: wait, answer, or ask.
func (f *face) step(ctx context.Context, sc steps.Screen) error {
	if sc.Waiting != nil && !sc.Waiting.Yours {
		return f.await(ctx)
	}
	if f.options.Auto {
		return f.auto(sc)
	}
	return f.ask(ctx, sc)
}

// await waits for one result.
func (f *face) await(ctx context.Context) error {
	select {
	case ev := <-f.options.Events:
		f.journey.Handle(ev)
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// stuckError ends an unattended run that cannot go on.
type stuckError struct{ why string }

func (e stuckError) Error() string {
	return "the rehearsal stopped: " + e.why
}

// auto lets the sandbox's admin do this step, or goes on.
func (f *face) auto(sc steps.Screen) error {
	if sc.Trouble != nil && sc.Step == "signin" {
		return stuckError{sc.Trouble.What}
	}
	if f.stuck++; f.stuck > 5 {
		return stuckError{cmp.Or(sc.Notice, "step “"+sc.Title+"” does not go on by itself")}
	}
	if f.journey.CanHelp() {
		f.journey.Handle(steps.Act{ID: "sandbox"})
		return nil
	}
	f.journey.Handle(steps.Next{})
	return nil
}

// tell says what is new: the whole step when it is entered, afterwards only
// lines that it did not have before.
func (f *face) tell(sc steps.Screen) {
	lines := Transcript(sc)
	if place := fmt.Sprint(sc.Step, sc.Title); place != f.place {
		f.place, f.stuck, f.waiting = place, 0, ""
		f.told, f.offered, f.fields = map[string]bool{}, map[string]bool{}, map[string]bool{}
		f.say("")
	}
	for _, l := range lines {
		if !f.told[l] {
			f.told[l] = true
			f.say("%s", l)
		}
	}
	if w := sc.Waiting; w != nil && w.What != f.waiting {
		f.waiting = w.What
		f.say("Now: %s.", w.What)
	}
	if sc.Notice != "" && !f.told[noticeSign+sc.Notice] {
		f.told[noticeSign+sc.Notice] = true
		f.say("%s.", strings.TrimSuffix(sc.Notice, "."))
	}
}
