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
	"threelo/oauth"
	"threelo/oauth/client"
	"threelo/oauth/receiver"
	"threelo/oauth/sandbox"
	"threelo/steps"
	"threelo/wizard/fault"
)

// Clipboard puts text where the person can paste it.
type Clipboard interface {
	// Copy returns a line for the screen that names the routes the text took, and
	// whether Clear will be able to see it there.
	Copy(ctx context.Context, text string, secret bool) (line string, readable bool, err error)
	// Clear removes a secret if it is still there, and returns a line for the screen.
	Clear(ctx context.Context, text string) (line string)
}

// Config is what a run is given. Clipboard, Browse and Store may be nil: then
// nothing is copied, opened or saved, and the screen says so.
type Config struct {
	Tool       steps.Tool
	Env        steps.Environment
	Cloud      oauth.Cloud
	Sandbox    *sandbox.Sandbox // set in a rehearsal
	Clipboard  Clipboard
	Browse     func(ctx context.Context, url string) error
	Store      Store
	Saved      []steps.Setup                // what can be gone on with
	Notes      []string                     // what is to be said about saved setups, at the start
	Remote     bool                         // the browser is probably on another computer
	Tunnel     func(callback string) string // over SSH: the command that leads to it; nil otherwise
	Anonymous  bool                         // reports leave out whose they are
	Load       func(id string) (*assets.Platform, error)
	Now        func() time.Time
	ClearAfter time.Duration // after which a copied secret is taken off the clipboard
}

// Store saves the setup. It never sees a secret.
type Store interface {
	Save(setup steps.Setup) error
	// Lock holds a setup for this window before it is gone on with.
	Lock(id string) (release func(), err error)
	List() (setups []steps.Setup, notes []string)
}

// Run is one run of the wizard. Screen, Handle, Enter, Text and Auto belong to
// the face's goroutine; results of effects arrive on Events and are to be given
// to Handle there.
type Run struct {
	config  Config
	journey *steps.Journey
	client  *client.Client
	events  chan steps.Event
	ctx     context.Context
	stop    context.CancelFunc
	tasks   sync.WaitGroup

	try     context.Context // of the sign-in and the tests; ended by the effect Cancel
	endTry  context.CancelFunc
	ended   bool
	vault   vault
	copies  atomic.Int64 // of secrets: an older one's minute counts no longer
	saves   chan saving
	savedAt sync.WaitGroup

	links    *receiver.Links
	receiver *receiver.Receiver
}

// New prepares a run at the question for the platform.
func New(ctx context.Context, c Config) *Run {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.ClearAfter == 0 {
		c.ClearAfter = time.Minute
	}
	r := &Run{config: c, client: client.New(c.Cloud), events: make(chan steps.Event, 64)}
	r.ctx, r.stop = context.WithCancel(ctx)
	r.try, r.endTry = context.WithCancel(r.ctx)
	world := steps.World{
		Tool: c.Tool, Environment: c.Env, Cloud: c.Cloud, Demo: c.Sandbox != nil, Remote: c.Remote,
		Load: c.Load, Saved: c.Saved, Notes: c.Notes, Forgets: c.Store == nil, NewID: newID, Now: c.Now(),
	}
	if c.Store != nil {
		world.Hold = func(s steps.Setup) (steps.Setup, error) { return hold(c.Store, s) }
	}
	if c.Sandbox != nil {
		for _, a := range c.Sandbox.Accounts() {
			world.Accounts = append(world.Accounts, steps.SampleAccount{Role: string(a.Account), Name: a.DisplayName})
		}
		for _, sc := range sandbox.Scenarios() {
			world.Scenarios = append(world.Scenarios, steps.Scenario{ID: sc.ID, Line: sc.Line})
		}
	}
	r.journey = steps.New(world)
	r.startSaving()
	return r
}

// Screen is what the face shows now.
func (r *Run) Screen() steps.Screen { return r.journey.Screen() }

// Setup is what is known so far.
func (r *Run) Setup() steps.Setup { return r.journey.Setup() }

// Platform is the platform that was chosen, nil before.
func (r *Run) Platform() *assets.Platform { return r.journey.Platform() }

// Report is everything worth showing a supporter, as it stands now.
func (r *Run) Report() steps.Report {
	out := r.journey.Report()
	out.Anonymous = r.config.Anonymous
	return out
}

// Text is the whole text of a value to carry; false for one that may not be shown.
func (r *Run) Text(value steps.ValueID) (string, bool) { return r.journey.Text(value) }

// CanHelp reports whether the sandbox's admin has something to do on this step.
func (r *Run) CanHelp() bool { return r.journey.CanHelp() }

// Events brings the results of effects.
func (r *Run) Events() <-chan steps.Event { return r.events }

// Ended reports whether the person finished the journey.
func (r *Run) Ended() bool { return r.ended }

// Begin starts with a platform, past the question for it.
func (r *Run) Begin(p *assets.Platform, id string) { r.carryOut(r.journey.Begin(p, id)) }

// BeginTest starts a sign-in test without the journey around it.
func (r *Run) BeginTest(p *assets.Platform, id string, t steps.Test) {
	r.carryOut(r.journey.BeginTest(p, id, t))
}

// Resume goes on with a saved setup.
func (r *Run) Resume(p *assets.Platform, s steps.Setup) { r.carryOut(r.journey.Resume(p, s)) }

// Handle gives an event to the journey and carries out what it asks for.
func (r *Run) Handle(ev steps.Event) {
	if _, ok := ev.(steps.Tick); !ok {
		r.journey.Handle(steps.Tick{Now: r.config.Now()})
	}
	switch inner := ev.(type) {
	case received:
		ev = r.judge(inner)
	case failed:
		panic(inner.fault) // on the face's goroutine, which can put the terminal back
	}
	r.carryOut(r.journey.Handle(ev))
}

// Close ends what is under way, gives the ports up, saves, and clears the
// secrets where Go allows. The run cannot be used afterwards.
func (r *Run) Close() {
	r.stop()
	r.unbind()
	if r.links != nil {
		_ = r.links.Close()
	}
	r.tasks.Wait()
	r.stopSaving()
	r.vault.clear()
}

// task runs in the background; what it returns arrives as an event.
func (r *Run) task(ctx context.Context, do func(context.Context) steps.Event) {
	r.background(func() {
		if ev := do(ctx); ev != nil {
			r.send(ev)
		}
	})
}

// background runs beside the face. A panic there would end the program with the
// terminal as it stands and print what was worked on; here the face hears of it.
func (r *Run) background(do func()) {
	r.tasks.Go(func() {
		defer func() {
			if err := fault.Of(recover()); err != nil {
				r.send(failed{fault: err})
			}
		}()
		do()
	})
}

// failed brings a fault of the program's own to the face.
type failed struct {
	steps.Tick // makes it an event
	fault      error
}

// send hands a result over from a task, in its order.
func (r *Run) send(ev steps.Event) {
	select {
	case r.events <- ev:
	case <-r.ctx.Done():
	}
}

// post hands a result over from the face's own goroutine, which reads Events
// and so must not wait for itself.
func (r *Run) post(ev steps.Event) {
	select {
	case r.events <- ev:
	default:
		r.task(r.ctx, func(context.Context) steps.Event { return ev })
	}
}

// SiteNames lists the sites that the token reaches.
func (r *Run) SiteNames() []string { return r.journey.SiteNames() }
