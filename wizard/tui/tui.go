// Package tui is the full-screen face: it draws a steps.Screen and turns keys
// into steps.Events. It knows no platform and no step, only what a screen can
// hold; editing, cursor, scrolling and focus are its own.
//
// There is one tea.Model; everything else is plain data and methods. Update does
// no input or output of its own. All styles come from wizard/theme.
package tui

import (
	"context"
	"fmt"
	"io"
	"os"

	tea "charm.land/bubbletea/v2"

	"threelo/steps"
)

// Journey is what this face needs of a run. Its methods are called one at a time.
type Journey interface {
	// Screen is the step as it is now.
	Screen() steps.Screen
	// Handle takes what a person did, what an effect brought, or the time.
	Handle(steps.Event)
	// Enter takes a field's raw text as typed or pasted. Cleaning it is the
	// run's task, and keeping it when it is a secret.
	Enter(field steps.InputID, text string)
	// Text is the whole text of a value to carry; false for one that may not be shown.
	Text(value steps.ValueID) (string, bool)
}

// Options are what a face needs besides the journey.
type Options struct {
	Events      <-chan steps.Event // results of effects; each is given to Handle
	Clipboard   <-chan string      // texts to put on the clipboard through the terminal (OSC 52)
	Input       io.Reader          // the keyboard; nil for standard input
	Output      io.Writer          // the terminal; nil for standard output
	Env         []string           // the environment; nil for the process's own
	NoAnimation bool
	Width       int // of the window in columns, where the terminal cannot be asked
	Height      int // in lines
}

// Result is how the face ended.
type Result struct {
	Left bool  // ctrl+c was pressed twice
	Err  error // a terminal that failed, or a fault of the program's own
}

// Run shows the journey until a person leaves or ctx is done, which is no error:
// the caller ends it when the journey is finished (steps.Leave) or a signal
// comes. The terminal is as it was before when Run returns, also after a fault.
func Run(ctx context.Context, j Journey, o Options) Result {
	// Both write what is on the screen into files, what is being typed included.
	for _, name := range []string{"TEA_TRACE", "TEA_DEBUG"} {
		_ = os.Unsetenv(name)
	}
	if o.Env == nil {
		o.Env = os.Environ()
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	m := newModel(inner, j, o)
	options := []tea.ProgramOption{
		tea.WithoutSignalHandler(), // the caller's; two at once can hang on SIGTERM
		tea.WithEnvironment(o.Env),
		tea.WithFPS(120), // the first frame comes with the first tick
	}
	if o.Input != nil {
		options = append(options, tea.WithInput(o.Input))
	}
	if o.Output != nil {
		options = append(options, tea.WithOutput(o.Output))
	}
	if o.Width > 0 && o.Height > 0 {
		options = append(options, tea.WithWindowSize(o.Width, o.Height))
	}
	safe := &guard{model: m}
	p := tea.NewProgram(safe, options...)
	safe.quit = p.Quit
	if _, file := o.Input.(*os.File); file || o.Input == nil {
		m.suspend = watchSuspend(inner, p)
	}
	// Not tea.WithContext: a program whose context ends is killed, and closes the
	// keyboard while its reader still uses it. Quit waits for the reader.
	stop := context.AfterFunc(ctx, p.Quit)
	defer stop()
	_, err := p.Run()

	result := m.result
	switch {
	case safe.fault != nil:
		result.Err = safe.fault
	case ctx.Err() == nil && err != nil && !result.Left:
		result.Err = fmt.Errorf("the terminal cannot be drawn on (%w). --plain asks in lines instead", err)
	}
	return result
}
