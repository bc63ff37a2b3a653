// Package plain is the face of lines: the same journey for screen readers, dumb
// terminals, pipes and logs. It only appends, without cursor movement, boxes and
// colors, and asks one question at a time.
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

	"threelo/assets/english"
	"threelo/oauth/lazyregexp"
	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// Journey is what this face needs of a run.
type Journey interface {
	Screen() dialog.Screen
	Handle(dialog.Event)
	Enter(field dialog.InputID, text string)
	Paste(field dialog.InputID, text string) // finds the field that a paste belongs to
	Text(value dialog.ValueID) (string, bool)
	CanHelp() bool
	Busy() bool // a result is still to come
	Ended() bool
}

// Options are what the face needs apart from the journey.
type Options struct {
	Events <-chan dialog.Event
	In     Input
	Out    io.Writer // for steps and questions: standard error
	Width  int       // of the terminal in columns; 0 for no line breaks
	Auto   bool      // in a rehearsal: the sandbox answers all questions
}

// Run walks the journey until it ends, the input ends, or the context does.
// It returns io.EOF when the input ended before the journey.
func Run(ctx context.Context, j Journey, o Options) error {
	f := &face{journey: j, options: o, told: map[string]bool{}, heard: map[string][]string{}}
	for {
		f.settle(ctx)
		if j.Ended() {
			return nil
		}
		sc := j.Screen()
		f.sayNews(sc)
		f.sayNothing()
		var err error
		switch {
		case sc.Waiting != nil && !sc.Waiting.Yours:
			err = f.await(ctx, sc.Waiting.What)
		case o.Auto:
			err = f.auto(sc)
		default:
			err = f.ask(ctx, sc)
		}
		if err != nil && !errors.Is(err, errMovedOn) {
			return err
		}
	}
}

// face remembers what was said, so that it says what has changed and nothing twice.
type face struct {
	journey Journey
	options Options
	lines   int                      // that were said
	place   string                   // the step whose heading was said last
	last    []string                 // the screen's lines when it was said last; nil to say it whole
	heard   map[string][]string      // of each step, what need not be said when a person comes back
	more    []string                 // details that were not said yet
	list    []dialog.Option          // the answers that were said last; nil to say them whole
	listed  bool                     // enter was pressed on this step's list
	fields  map[dialog.InputID]asked // its fields that were asked for
	keys    string                   // the keys that were named last
	told    map[string]bool          // keys of every step, and notices, that were said once
	notice  string                   // the notice that was said last
	waiting string                   // what the face last said it is waiting for
	asked   <-chan Line              // the answer to the open question
	acted   bool                     // the journey was handed something
	before  int                      // lines said before that
	stuck   int                      // turns of an unattended run on this step
}

// asked says whether a field was asked for since the step was entered; zero when not.
type asked int

const (
	answered asked = iota + 1 // asked for again if the answer was refused
	kept                      // not asked for again
)

var signs = strings.NewReplacer(" › ", ", then ", " → ", " to ", " · ", ", ", "\"): ", "\"), ")

// Aloud puts into words the signs that a screen reader leaves out or spells.
func Aloud(text string) string { return signs.Replace(text) }

// say writes a line, broken between words to the terminal's width. A line with a
// longer address stays whole, for copying.
func (f *face) say(format string, args ...any) {
	f.lines++
	text := named(Aloud(fmt.Sprintf(format, args...)))
	if w := f.options.Width; w > 0 && !slices.ContainsFunc(strings.Fields(text), func(word string) bool { return len(word) > w }) {
		text = strings.Join(style.Wrap(text, w), "\n")
	}
	_, _ = fmt.Fprintln(f.options.Out, text)
}

// pressed is a key of one letter, or esc, in the words of a screen.
var pressed = lazyregexp.New(`\b[Pp]ress (esc|[a-z]( again)?)\b`)

// spoken are words of other faces, and what they are in this one.
var spoken = map[string]string{
	"press": "type", "Press": "Type", "esc": "b",
	"r": renamed[dialog.ActionAgain], "s": renamed[dialog.ActionSingleBox], "x again": renamed[dialog.ActionForget] + " again",
}

// named has a key typed, by its name in this face.
func named(text string) string {
	return pressed().ReplaceAllStringFunc(text, func(press string) string {
		verb, name, _ := strings.Cut(press, " ")
		return spoken[verb] + " " + cmp.Or(spoken[name], name)
	})
}

// sayNews says a whole step when it is entered, and afterwards only lines that were
// not there before.
func (f *face) sayNews(sc dialog.Screen) {
	instructions := instructionsOf(sc)
	lines := append(slices.Clone(instructions), resultsOf(sc)...)
	place := fmt.Sprint(sc.Step, sc.Title)
	entered := place != f.place
	if entered {
		f.place, f.stuck, f.listed, f.fields, f.more = place, 0, false, map[dialog.InputID]asked{}, nil
		f.forget()
		f.last = f.heard[place]
	}
	f.heard[place] = instructions
	if entered || f.last == nil {
		f.say("")
		f.say("%s", lines[0])
	}
	if entered && f.last != nil {
		f.say("You have heard this step. Type r to hear it again.")
	}
	for _, line := range lines[1:] {
		if !slices.Contains(f.last, line) {
			f.say("%s", line)
		}
	}
	if copied := copiedOf(sc); f.last == nil && (!entered || sc.Notice == "") && len(copied) > 0 {
		f.say("Copied so far: %s.", english.And(copied))
	}
	f.last = lines
	f.offer(sc)
	if w := sc.Waiting; w != nil && w.What != f.waiting {
		f.waiting = w.What
		f.say("Now: %s.", w.What)
	}
	news := sc.Notice != f.notice && (f.acted || !f.told[sc.Notice]) // once is enough where nobody asks for it
	if sc.Notice != "" && news {
		f.say("%s", english.Stop(sentence(sc.Notice)))
	}
	f.notice, f.told[sc.Notice] = sc.Notice, true
}

// forget has the whole step said again.
func (f *face) forget() { f.last, f.list, f.keys, f.waiting = nil, nil, "", "" }

// sayNothing says so when what a person did changed nothing that can be heard.
func (f *face) sayNothing() {
	switch {
	case !f.acted || f.lines != f.before:
	case f.journey.Busy():
		f.say("One moment.")
	default:
		f.say("Nothing changed.")
	}
	f.acted = false
}

// settleTime is how long results are waited for, so that the next question comes last.
const settleTime = 1500 * time.Millisecond

// settle takes the results that have arrived, and waits a moment for those that are
// still to come.
func (f *face) settle(ctx context.Context) {
	end, look := time.NewTimer(settleTime), time.NewTicker(5*time.Millisecond)
	defer end.Stop()
	defer look.Stop()
	for !f.journey.Ended() && f.journey.Busy() {
		select {
		case ev := <-f.options.Events:
			f.journey.Handle(ev)
		case <-look.C: // a task ended without a result
		case <-end.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// await waits for one result, and says every ten seconds that it still does.
func (f *face) await(ctx context.Context, what string) error {
	began := time.Now()
	still := time.NewTicker(10 * time.Second)
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

// mostTurns bounds the turns of an unattended run on one step: enter copies a value
// in each before it leaves.
const mostTurns = 20

// auto lets the sandbox's admin do a step, or presses enter.
func (f *face) auto(sc dialog.Screen) error {
	f.stuck++
	switch {
	case sc.Problem != nil && sc.Step == dialog.StepSignIn:
		return fmt.Errorf("the rehearsal stopped: %s", sc.Problem.What)
	case f.stuck > mostTurns:
		return fmt.Errorf("the rehearsal stopped: %s", cmp.Or(sc.Notice, "step “"+sc.Title+"” needs a person"))
	case f.journey.CanHelp():
		f.journey.Handle(dialog.Act{ID: dialog.ActionSandbox})
	default:
		f.journey.Handle(dialog.Next{})
	}
	return nil
}
