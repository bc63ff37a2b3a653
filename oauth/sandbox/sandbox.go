// Package sandbox plays Atlassian on loopback: a console for apps,
// sign-in, consent, the token endpoint and a Jira gateway. It enforces what is
// known about the real ones and keeps everything in memory. It shares no code
// with the packages that talk to Atlassian, so that a test of one against the
// other proves something. Its secrets are worthless.
package sandbox

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Options say how a sandbox behaves. The zero Options suit a rehearsal by a
// person with a browser.
type Options struct {
	AutoConsent bool   // answer the authorize URL with the redirect, without asking, for scripts
	Scenario    string // the problem to simulate, see Scenarios; "" for none
	Preset      *App   // an app that exists from the start, see Admin.CreateApp
}

// Sandbox is one stand-in for Atlassian. It is an http.Handler and safe for
// concurrent use.
type Sandbox struct {
	company *company
	usual   *site // the company's first site, while no scenario renames it
	options Options
	now     func() time.Time
	handler http.Handler

	mu       sync.Mutex
	apps     []*app
	deleted  []*app // by the scenario that is playing
	grants   []*grant
	codes    map[string]*issued
	access   map[string]*issued
	refresh  map[string]*issued
	approved map[approval]bool
	playing  Scenario // the zero scenario changes nothing
	preset   App
	product  Connection

	requests atomic.Int64 // see Requests

	server  *http.Server // nil before Start
	base    string       // "http://127.0.0.1:40123", "" before Start
	serving sync.WaitGroup
}

// approval is an app that a site admin has approved for a site.
type approval struct{ siteID, clientID string }

// New makes a sandbox. It refuses an unknown scenario, and a preset that the
// console would refuse.
func New(options Options) (*Sandbox, error) {
	s := &Sandbox{
		company:  sampleCompany(),
		usual:    sampleCompany().Sites[0],
		options:  options,
		now:      time.Now,
		codes:    make(map[string]*issued),
		access:   make(map[string]*issued),
		refresh:  make(map[string]*issued),
		approved: make(map[approval]bool),
	}
	if options.Preset != nil {
		var err error
		if s.preset, err = s.Admin().CreateApp(*options.Preset); err != nil {
			return nil, fmt.Errorf("the sandbox cannot prepare the app: %w", err)
		}
		if find(Scenarios(), func(x Scenario) bool { return x.ID == options.Scenario }).Death {
			s.product = s.connect(s.preset.ClientID)
		}
	}
	if err := s.Play(options.Scenario); err != nil { // a death ends what has existed until now
		return nil, err
	}
	s.handler = s.routes()
	return s, nil
}

// Requests counts the requests so far, also those that were refused: a test of
// what must send nothing compares it.
func (s *Sandbox) Requests() int { return int(s.requests.Load()) }

// PresetApp returns the app that Options.Preset asked for, as the product knows
// it; ok is false without one.
func (s *Sandbox) PresetApp() (preset App, ok bool) { return s.preset, s.options.Preset != nil }

// PresetConnection returns what the preset app's product had before a death.
// There is none in other scenarios.
func (s *Sandbox) PresetConnection() Connection { return s.product }
