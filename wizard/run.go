// Package wizard runs a journey: it carries out what steps ask for (clipboard,
// browser, network, saving), keeps the secrets that steps must not know, and
// hands each result back as an event. Its faces show the journey.
package wizard

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"threelo/assets"
	"threelo/oauth/client"
	"threelo/oauth/receiver"
	"threelo/oauth/sandbox"
	"threelo/steps"
	"threelo/steps/dialog"
	"threelo/wizard/fault"
)

// Clipboard puts text where the person can paste it.
type Clipboard interface {
	// Copy returns a line for the screen, and whether the text was seen to arrive. A
	// secret goes only where Clear will be able to see it.
	Copy(ctx context.Context, text string, secret bool) (line string, seen bool, err error)
	// Clear removes a secret if it is still there, and returns a line for the screen.
	Clear(ctx context.Context, text string) (line string)
}

// Config configures a run. Without Clipboard, Browse or Store nothing is copied,
// opened or saved, and the screen says so.
type Config struct {
	dialog.World                  // New completes what follows from the rest
	Sandbox      *sandbox.Sandbox // set in a rehearsal
	Clipboard    Clipboard
	Browse       func(ctx context.Context, url string) error
	Store        Store
	Tunnel       func(addresses ...string) string // over SSH: the command that makes it reachable; nil otherwise
	Anonymous    bool                             // reports leave out names and IDs
	NoEmbed      bool                             // pictures don't carry the report
}

// Store saves the setup. It never sees a secret.
type Store interface {
	Save(setup dialog.Setup) error
	// Lock holds a setup for this window before it is continued.
	Lock(id string) error
	// Delete removes a saved setup, unless another window has it.
	Delete(id string) error
	List() (setups []dialog.Setup, notes []string)
}

// A Run answers what its journey answers: Screen, Setup, Platform, Text and so on.
type journey = steps.Journey

// Run is one run of the wizard. Only the face's goroutine may call its methods.
// Results of effects arrive on Events, and the face gives them to Handle.
type Run struct {
	*journey

	config  Config
	client  *client.Client
	events  chan dialog.Event
	ctx     context.Context
	stop    context.CancelFunc
	tasks   sync.WaitGroup
	working atomic.Int64 // tasks whose result is not on events yet

	try    context.Context // for the sign-in and the checks; the effect Cancel ends it
	endTry context.CancelFunc
	ended  bool
	vault  vault
	copies atomic.Int64  // of secrets; an older copy is not cleared
	copied chan struct{} // closed when the newest copy is made

	saves       sync.WaitGroup
	saving      sync.Mutex // one save at a time
	savingFails bool
	unsaved     atomic.Pointer[dialog.Setup]

	links    *receiver.Links
	receiver *receiver.Receiver
}

// New prepares a run. It begins with the question for the platform.
func New(ctx context.Context, c Config) *Run {
	r := &Run{config: c, client: client.New(c.Cloud), events: make(chan dialog.Event, 64)}
	r.ctx, r.stop = context.WithCancel(ctx)
	r.try, r.endTry = context.WithCancel(r.ctx)
	world := c.World
	world.Demo, world.Forgets, world.NewID, world.Now = c.Sandbox != nil, c.Store == nil, newID, time.Now()
	if c.Store != nil {
		world.Hold = func(s dialog.Setup) (dialog.Setup, error) { return hold(c.Store, s) }
	}
	if c.Sandbox != nil {
		world.Accounts = map[string]string{}
		for account, name := range c.Sandbox.Names() {
			world.Accounts[string(account)] = name
		}
		for _, sc := range sandbox.Scenarios() {
			world.Scenarios = append(world.Scenarios, dialog.Scenario{ID: sc.ID, Group: sc.Group, Name: sc.Name, Line: sc.Line})
		}
	}
	r.journey = steps.New(world)
	return r
}

// Report returns everything worth showing a supporter, as of now.
func (r *Run) Report() dialog.Report {
	out := r.journey.Report()
	out.Anonymous = r.config.Anonymous
	return out
}

// Events returns the results of effects.
func (r *Run) Events() <-chan dialog.Event { return r.events }

// Busy reports whether a result of an effect is still to be handled.
func (r *Run) Busy() bool { return r.working.Load() > 0 || len(r.events) > 0 }

// Ended reports whether the person finished the journey.
func (r *Run) Ended() bool { return r.ended }

// Begin starts with a platform and skips the question for it.
func (r *Run) Begin(p *assets.Platform, id string) { r.carryOut(r.journey.Begin(p, id)) }

// Start is Begin, but continues the newest saved setup that no other window has.
func (r *Run) Start(p *assets.Platform, id string) {
	for _, s := range r.config.Saved {
		if s, err := hold(r.config.Store, s); err == nil {
			r.Resume(p, s)
			return
		}
	}
	r.Begin(p, id)
}

// BeginWith starts with what an earlier report says: see SetupFrom.
func (r *Run) BeginWith(p *assets.Platform, s dialog.Setup) { r.carryOut(r.journey.BeginWith(p, s)) }

// BeginTest starts a sign-in test without the journey around it.
func (r *Run) BeginTest(p *assets.Platform, id string, s dialog.Setup) {
	r.carryOut(r.journey.BeginTest(p, id, s))
}

// Resume continues a saved setup.
func (r *Run) Resume(p *assets.Platform, s dialog.Setup) { r.carryOut(r.journey.Resume(p, s)) }

// Handle gives an event to the journey and carries out the effects.
func (r *Run) Handle(ev dialog.Event) {
	if _, ok := ev.(dialog.Tick); !ok {
		r.journey.Handle(dialog.Tick{Now: time.Now()})
	}
	if f, ok := ev.(failed); ok {
		panic(f.fault) // on the face's goroutine, which can restore the terminal
	}
	r.carryOut(r.journey.Handle(ev))
}

// Close cancels all tasks, closes the ports, saves, and overwrites the secrets where
// Go allows. The run can't be used afterwards.
func (r *Run) Close() {
	r.stop()
	r.unbind()
	if r.links != nil {
		_ = r.links.Close()
	}
	r.tasks.Wait()
	r.saves.Wait()
	if s := r.unsaved.Swap(nil); s != nil {
		_ = r.store(*s) // the face has said why
	}
	r.vault.clear()
}

// task runs in the background; its result arrives as an event.
func (r *Run) task(ctx context.Context, do func(context.Context) dialog.Event) {
	r.working.Add(1)
	r.background(func() {
		defer r.working.Add(-1)
		if ev := do(ctx); ev != nil {
			r.send(ev)
		}
	})
}

// background runs do in its own goroutine. A panic there would leave the terminal
// unrestored and print its value, perhaps a secret; so it goes to the face.
func (r *Run) background(do func()) {
	r.tasks.Go(func() {
		defer fault.Catch(func(err error) { r.send(failed{fault: err}) })
		do()
	})
}

// failed brings a panic to the face.
type failed struct {
	dialog.Tick // makes it an event
	fault       error
}

// send delivers a result from a task, in order.
func (r *Run) send(ev dialog.Event) {
	select {
	case r.events <- ev:
	case <-r.ctx.Done():
	}
}

// post delivers a result from the face's goroutine, which reads Events and so must
// not wait for itself.
func (r *Run) post(ev dialog.Event) {
	select {
	case r.events <- ev:
	default:
		r.task(r.ctx, func(context.Context) dialog.Event { return ev })
	}
}
