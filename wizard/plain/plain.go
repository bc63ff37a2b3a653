// Package plain is the plain face: the same journey as appended lines, for
// screen readers, dumb terminals, pipes and logs. It moves no cursor, draws no
// box, and says nothing by colour. One question at a time.
package plain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"threelo/steps"
	"threelo/wizard/style"
)

// Journey is what this face needs of a run.
type Journey interface {
	Screen() steps.Screen
	Handle(steps.Event)
	Enter(field steps.InputID, text string)
	Text(value steps.ValueID) (string, bool)
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
	said    int                     // lines so far
	place   string                  // the step that was told last
	told    map[string]bool         // its lines
	offered map[string]bool         // its question's answers
	fields  map[steps.InputID]asked // how far its fields came
	notice  string                  // the notice that was said last
	waiting string                  // what was said to be awaited
	asked   <-chan Line             // the answer to the open question
	stuck   int                     // turns of an unattended run without progress
}

// asked is how far the question for a field came since the step was entered.
type asked int

const (
	notAsked asked = iota
	answered       // asked again when the answer was refused
	kept           // what stands there stays
)

// aloud puts into words what a screen reader leaves out or spells: the signs
// between the clicks of a way, and a key beside a field, which takes a colon here.
var aloud = strings.NewReplacer(" › ", ", then ", " → ", " to ", "(tab, then ", "(type :", "tab, then ", "type :")

// say writes a line, broken between words where a terminal would break it
// inside one. A line with an address longer than that is left whole: it is to
// be copied.
func (f *face) say(format string, args ...any) {
	f.said++
	text := aloud.Replace(fmt.Sprintf(format, args...))
	lines := []string{text}
	if w := f.options.Width; w > 0 && !slices.ContainsFunc(strings.Fields(text), func(word string) bool { return len(word) > w }) {
		lines = style.Wrap(text, w)
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
		return f.await(ctx, sc.Waiting.What)
	}
	if f.options.Auto {
		return f.auto(sc)
	}
	return f.ask(ctx, sc)
}

// stillTime is how often a long wait is told of.
const stillTime = 10 * time.Second

// await waits for one result. When it takes long it says so.
func (f *face) await(ctx context.Context, what string) error {
	began := time.Now()
	still := time.NewTicker(stillTime)
	defer still.Stop()
	for {
		select {
		case ev := <-f.options.Events:
			f.journey.Handle(ev)
			return nil
		case <-still.C:
			f.say("Still %s, for %d seconds now. Control and c together leave.", what, int(time.Since(began).Seconds()))
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// stuckError ends an unattended run that cannot go on.
type stuckError struct{ why string }

func (e stuckError) Error() string {
	return "the rehearsal stopped: " + e.why
}

// auto lets the sandbox's admin do this step, or goes on.
func (f *face) auto(sc steps.Screen) error {
	if sc.Trouble != nil && sc.Step == steps.StepSignIn {
		return stuckError{sc.Trouble.What}
	}
	if f.stuck++; f.stuck > 5 {
		return stuckError{cmp.Or(sc.Notice, "step “"+sc.Title+"” does not go on by itself")}
	}
	if f.journey.CanHelp() {
		f.journey.Handle(steps.Act{ID: steps.ActionSandbox})
		return nil
	}
	f.journey.Handle(steps.Next{})
	return nil
}

// tell says what is new: the whole step when it is entered, afterwards only
// lines that it did not have before.
func (f *face) tell(sc steps.Screen) {
	lines := Transcript(sc)
	heading := lines[0]
	if place := fmt.Sprint(sc.Step, sc.Title); place != f.place {
		f.place, f.stuck, f.waiting = place, 0, ""
		f.told, f.offered, f.fields = map[string]bool{}, map[string]bool{}, map[steps.InputID]asked{}
		f.say("")
		f.say("%s", heading)
	}
	for _, l := range lines[1:] {
		if !f.told[l] {
			f.told[l] = true
			f.say("%s", l)
		}
	}
	if w := sc.Waiting; w != nil && w.What != f.waiting {
		f.waiting = w.What
		f.say("Now: %s.", w.What)
	}
	if sc.Notice != "" && sc.Notice != f.notice {
		f.say("%s.", strings.TrimSuffix(upper(sc.Notice), "."))
	}
	f.notice = sc.Notice
}
