package plain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"threelo/steps/dialog"
)

// walk is a journey of screens: enter goes on, back goes back, and everything
// that was asked of it is written down.
type walk struct {
	screens []dialog.Screen
	at      int
	log     []string
	refuse  map[string]string // a field's text, and why it is refused
	partly  string            // a field's text that is not all of it
	events  chan dialog.Event
	answer  func(w *walk, ev dialog.Event) // what else an event does
	helps   bool
}

func walkOf(screens ...dialog.Screen) *walk {
	for i := range screens {
		sc := &screens[i]
		sc.Step, sc.Platform, sc.N, sc.Of, sc.Back = dialog.StepID(fmt.Sprint("step", i+1)), "Iris", i+1, len(screens), i > 0
		if sc.Title == "" {
			sc.Title = fmt.Sprint("Step ", i+1)
		}
		if sc.Next.Label == "" {
			title := fmt.Sprint("step ", i+2)
			sc.Next = dialog.Onward{Label: "next: " + title, Short: "next", Step: title}
		}
	}
	return &walk{screens: screens, events: make(chan dialog.Event, 8), refuse: map[string]string{}}
}

func (w *walk) now() *dialog.Screen { return &w.screens[w.at] }

func (w *walk) Screen() dialog.Screen {
	sc := *w.now()
	sc.Fields = slices.Clone(sc.Fields)
	sc.Scopes = slices.Clone(sc.Scopes)
	if sc.Choices != nil {
		c := *sc.Choices
		c.Options = slices.Clone(c.Options)
		sc.Choices = &c
	}
	return sc
}

func (w *walk) Handle(ev dialog.Event) {
	w.log = append(w.log, fmt.Sprintf("%T%+v", ev, ev))
	switch ev := ev.(type) {
	case dialog.Next:
		w.now().Notice = ""
		for _, f := range w.now().Fields {
			if !f.Set && !f.Optional {
				w.now().Notice = strings.ToLower(f.Label) + " is missing"
				return
			}
		}
		w.at++
	case dialog.Back:
		w.at--
	case dialog.Copied:
		w.now().Notice = ev.Way
	case dialog.Choose:
		c := w.now().Choices
		for i, o := range c.Options {
			if !c.Many {
				c.Options[i].Chosen = o.ID == ev.Option
			} else if o.ID == ev.Option {
				c.Options[i].Chosen = !o.Chosen
			}
		}
	case dialog.Toggle:
		for i, s := range w.now().Scopes {
			if s.Scope.Scope == ev.Scope {
				w.now().Scopes[i].Attested = !s.Attested
			}
		}
	}
	if w.answer != nil {
		w.answer(w, ev)
	}
}

func (w *walk) Enter(field dialog.InputID, text string) {
	w.log = append(w.log, fmt.Sprintf("enter %s %q", field, text))
	for i := range w.now().Fields {
		f := &w.now().Fields[i]
		if f.ID != field {
			continue
		}
		f.Finding = nil
		switch why := w.refuse[text]; {
		case why != "":
			f.Finding = &dialog.Finding{Mark: dialog.MarkFail, Text: why}
		case f.Secret:
			f.Set, f.Summary = true, fmt.Sprint(len(text), " characters")
		default:
			f.Set, f.Text, f.Summary = true, strings.TrimSpace(text), ""
			if text == w.partly {
				f.Summary = "1 of 2"
			}
		}
	}
}

func (w *walk) Paste(field dialog.InputID, text string) { w.Enter(field, text) }

func (w *walk) Text(id dialog.ValueID) (string, bool) {
	for _, v := range w.now().Values {
		if v.ID == id {
			return v.Text, !v.Secret
		}
	}
	return "", false
}

func (w *walk) Busy() bool    { return len(w.events) > 0 }
func (w *walk) CanHelp() bool { return w.helps }
func (w *walk) Ended() bool   { return w.at >= len(w.screens) }

// typed gives out answers, one for each question; then the input ends.
type typed struct {
	answers []string
	secret  []bool // of each question
	wait    bool   // the last question stays open
	open    chan Line
}

func (t *typed) Ask(secret bool) <-chan Line {
	t.secret = append(t.secret, secret)
	out := make(chan Line, 1)
	t.open = out
	switch {
	case len(t.answers) > 0:
		out <- Line{Text: t.answers[0]}
		t.answers = t.answers[1:]
	case !t.wait:
		out <- Line{Err: io.EOF}
	}
	return out
}

func (t *typed) Close() {}

// hear walks with these answers and returns what was said, without what stood
// there before anything was answered.
func hear(t *testing.T, w *walk, answers ...string) string {
	t.Helper()
	var out bytes.Buffer
	err := Run(context.Background(), w, Options{Events: w.events, In: &typed{answers: answers}, Out: &out})
	if err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	for _, r := range out.String() {
		if r < ' ' && r != '\n' {
			t.Fatalf("a control character %q in\n%s", r, out.String())
		}
	}
	return out.String()
}

// says fails unless all of these are said, in this order.
func says(t *testing.T, heard string, wanted ...string) {
	t.Helper()
	rest := heard
	for _, want := range wanted {
		i := strings.Index(rest, want)
		if i < 0 {
			t.Fatalf("%q is not said, or not there, in\n%s", want, heard)
		}
		rest = rest[i+len(want):]
	}
}

// saysNot fails when one of these is said.
func saysNot(t *testing.T, heard string, unwanted ...string) {
	t.Helper()
	for _, not := range unwanted {
		if strings.Contains(heard, not) {
			t.Errorf("%q is said in\n%s", not, heard)
		}
	}
}
