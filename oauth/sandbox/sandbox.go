// Package sandbox stands in for Atlassian on loopback: a console to make apps
// in, sign-in, consent, the token endpoint and a Jira gateway. It enforces what
// is known of the real ones and keeps everything in memory. It is written apart
// from the code that talks to Atlassian and shares nothing with it, so that
// agreement between the two means something. Its secrets are worthless.
package sandbox

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// Options say how a sandbox behaves. The zero Options are a rehearsal for a
// person with a browser.
type Options struct {
	AutoConsent bool               // answer the authorize URL at once with the redirect, for scripts
	Scenario    string             // id of a mistake to play, see Scenarios; "" for none
	Preset      *Preset            // an app that exists from the start
	Latency     time.Duration      // how long each answer of a server endpoint takes
	Faults      map[Endpoint]Fault // what single endpoints do wrong, for tests
	Now         func() time.Time   // the clock; nil for time.Now
}

// Preset is an app that exists from the start: its scopes are ticked, it belongs
// to the integration service user, who is also who consents to it.
type Preset struct {
	Name     string
	Callback string
	Scopes   []string // the console's: without offline_access
	Sharing  bool
}

// Sandbox is one stand-in for Atlassian. It is an http.Handler and safe for
// concurrent use.
type Sandbox struct {
	company  *company
	options  Options
	now      func() time.Time
	handler  http.Handler
	presetID string // client ID of the preset app, "" without one

	mu       sync.Mutex
	accounts []*account
	apps     *bounded[*app]
	grants   *bounded[*grant]
	codes    *bounded[*code]
	access   *bounded[*accessToken]
	refresh  *bounded[*refreshToken]
	approved map[string]bool // site ID and client ID: apps that a site admin approved
	scenario string

	listener // where Start listens
}

// How much a sandbox remembers. The oldest entry makes room for the next one,
// except for apps, of which no more are made.
const (
	maxApps     = 1000
	maxGrants   = 2000
	maxCodes    = 2000
	maxTokens   = 4000
	maxAccounts = 1000
)

// New makes a sandbox. It refuses a scenario or a platform page that it does not
// know, and a preset that the console itself would refuse.
func New(options Options) (*Sandbox, error) {
	c, err := sampleCompany()
	if err != nil {
		return nil, err
	}
	s := &Sandbox{
		company:  c,
		options:  options,
		now:      options.Now,
		accounts: append([]*account(nil), c.Accounts...),
		apps:     newBounded[*app](maxApps),
		grants:   newBounded[*grant](maxGrants),
		codes:    newBounded[*code](maxCodes),
		access:   newBounded[*accessToken](maxTokens),
		refresh:  newBounded[*refreshToken](maxTokens),
		approved: make(map[string]bool),
	}
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.Play(options.Scenario); err != nil {
		return nil, err
	}
	if options.Preset != nil {
		if err := s.makePreset(*options.Preset); err != nil {
			return nil, fmt.Errorf("the sandbox cannot prepare the app: %w", err)
		}
	}
	s.handler = s.routes()
	return s, nil
}

func (s *Sandbox) makePreset(p Preset) error {
	admin := s.Admin()
	made, err := admin.CreateApp(p.Name, ServiceUser)
	if err != nil {
		return err
	}
	s.presetID = made.ClientID
	if err := admin.Tick(made.ClientID, p.Scopes); err != nil {
		return err
	}
	if p.Callback != "" {
		if err := admin.SetCallback(made.ClientID, p.Callback); err != nil {
			return err
		}
	}
	if p.Sharing {
		return admin.Share(made.ClientID)
	}
	return nil
}

// PresetApp returns the app that Options.Preset asked for; ok is false without one.
func (s *Sandbox) PresetApp() (app App, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.apps.get(s.presetID)
	if !ok {
		return App{}, false
	}
	return a.public(), true
}
