// Package tui is the full-screen face: it draws a dialog.Screen and turns keys into
// steps.Events. It knows no platform and no step. Editing, cursor, scrolling and focus
// belong to it alone.
//
// A message goes to model.update: a key runs a command of model.commands, everything
// else is an event for the journey. Then model.refresh takes the journey's new screen,
// model.arrange lays it out on a page, and View puts the lines together.
package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
	"threelo/wizard/fault"
	"threelo/wizard/style"
)

// Journey is a run of the wizard. Its methods are called one at a time.
type Journey interface {
	// Screen is the step as it is now.
	Screen() dialog.Screen
	// Handle takes what a person did, the result of an effect, or the time.
	Handle(dialog.Event)
	// Enter takes a field's text as typed. The run cleans it, and keeps it
	// when it is a secret.
	Enter(field dialog.InputID, text string)
	// Paste takes what was pasted while a field was marked, "" for none, and gives it to
	// the field that it belongs to. The screen says where it went, if not there.
	Paste(field dialog.InputID, text string)
	// Text is the whole text of a value; false for one that must not be shown.
	Text(value dialog.ValueID) (string, bool)
	// Ended reports whether the person finished the journey.
	Ended() bool
}

// Options connect the face with the run and the terminal.
type Options struct {
	Events      <-chan dialog.Event // results of effects; each is given to Handle
	Clipboard   <-chan string       // texts to put on the clipboard through the terminal (OSC 52)
	Input       io.Reader           // the keyboard
	Output      io.Writer           // the terminal
	Env         []string            // the environment
	NoAnimation bool
	Width       int // of the window in columns, where the terminal cannot be asked
	Height      int // in lines
}

// ErrLeft says that ctrl+c was pressed twice.
var ErrLeft = errors.New("ctrl+c was pressed twice")

// Run shows the journey until it has ended, a person leaves (ErrLeft), or ctx is done: that
// is not an error. When Run returns, also after a panic, the terminal is as it was before.
func Run(ctx context.Context, j Journey, o Options) (err error) {
	// Both make Bubble Tea write the screen into files, with what is being typed.
	for _, name := range []string{"TEA_TRACE", "TEA_DEBUG"} {
		_ = os.Unsetenv(name)
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	window := windowOf(&o)
	m := newModel(j, o)
	m.theme = style.Guess(o.Env)
	p := tea.NewProgram(m, append(window,
		tea.WithoutSignalHandler(), // the caller's; two at once can hang on SIGTERM
		tea.WithoutCatchPanics(),   // it would print the panic's value, which may hold a secret
		tea.WithEnvironment(o.Env),
		tea.WithFPS(120), // the first frame comes with the first tick
		tea.WithInput(keyboardOf(o.Input)), tea.WithFilter(boundSize))...)
	defer fault.Catch(func(fault error) {
		_ = p.ReleaseTerminal()
		err = fault
	})
	if _, file := o.Input.(*os.File); file {
		m.suspend = watchWindow(inner, p, o)
	}
	go forward(inner, o.Events, func(ev dialog.Event) { p.Send(eventMsg{ev}) })
	go forward(inner, o.Clipboard, func(text string) { p.Send(tea.SetClipboard(text)()) })
	// Not tea.WithContext: a program whose context ends is killed, and closes the
	// keyboard while its reader still uses it. Quit waits for the reader.
	stop := context.AfterFunc(ctx, p.Quit)
	defer stop()
	_, err = p.Run()
	switch {
	case m.left:
		return ErrLeft
	case err != nil && ctx.Err() == nil:
		return fmt.Errorf("the terminal cannot be drawn on (%w). --plain asks in lines instead", err)
	}
	return nil
}

// forward hands on what comes from a channel, until ctx is done.
func forward[T any](ctx context.Context, from <-chan T, send func(T)) {
	for {
		select {
		case item := <-from:
			send(item)
		case <-ctx.Done():
			return
		}
	}
}
