package dialog

import (
	"time"

	"threelo/assets"
	"threelo/oauth"
)

// World is what a journey knows about its surroundings.
type World struct {
	Tool        Tool
	Environment Environment
	Cloud       oauth.Cloud
	Demo        bool              // against the sandbox
	Remote      bool              // over SSH, or in a container: this machine's browser and loopback are probably not the person's
	Accounts    map[string]string // names of the sandbox's accounts, by role
	Scenarios   []Scenario        // problems to practice, in a rehearsal
	Load        func(id string) (*assets.Platform, error)
	Earlier     *Report                    // the report that the run began with; nil without one
	Saved       []Setup                    // setups of earlier runs, the newest first
	Notes       []string                   // about saved setups, for the first screen
	Hold        func(Setup) (Setup, error) // keeps other windows off a saved setup and reads it again
	Forgets     bool                       // setups can't be saved
	NewID       func() string
	Now         time.Time
}

// Scenario is a problem that the sandbox simulates on demand.
type Scenario struct {
	ID    string
	Group string // where the trainee meets it
	Name  string
	Line  string // what the trainee will see
}
