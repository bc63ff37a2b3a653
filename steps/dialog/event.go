package dialog

import (
	"time"

	"threelo/assets"
	"threelo/oauth"
)

// Event is something that happened: a person did it, or an effect came back.
// Results carry the Attempt they belong to; a result of an older one is dropped.
type Event any

// What a person does.
type (
	// Next is enter.
	Next struct{}
	// Back is esc: the step before.
	Back struct{}
	// Goto jumps to a step by id; a jump remembers where it came from.
	Goto struct{ Step StepID }
	// Act is an action's key. Arg names the value or scope it is about, if any.
	Act struct {
		ID   ActionID
		Arg  string
		Back bool // ActionChange: to the answer before, not the next
	}
	// Choose picks an option, or turns it on or off where many may be chosen.
	Choose struct{ Option OptionID }
	// Commit is a field's text, already cleaned by the caller. A secret's text stays
	// with the caller.
	Commit struct {
		Field  InputID
		Text   string   // "" for a secret
		Length int      // of a secret
		Notes  []string // what was cleaned away, in words
		Doubt  string   // a question about it, "" when there is none
		Swap   bool     // it probably belongs into the other field of client ID and secret
		Error  string   // why it cannot be right, "" when it can
	}
	// Toggle ticks a scope off, or back on.
	Toggle struct{ Scope string }
	// Tick carries the time, about once a second.
	Tick struct{ Now time.Time }
)

// What effects bring back.
type (
	// Copied tells which way a value went to the clipboard.
	Copied struct {
		Value ValueID
		Way   string    // "sent to your clipboard (OSC 52)", …
		Error string    // what failed, and what to do
		Sent  bool      // nobody can see whether it arrived
		Clear time.Time // when a copied secret is taken off again; zero when it is not
	}
	// Cleared says that a copied secret was taken off the clipboard, or could not be.
	Cleared struct{ Text string }
	// Opened tells whether a browser was started.
	Opened struct{ Error string }
	// Links are ready-made links read from a paste.
	Links struct {
		Links []oauth.ConsoleLink
		Error string
	}
	// CredentialsChecked is Atlassian's answer to a made-up code.
	CredentialsChecked struct {
		Attempt int
		Verdict oauth.Verdict
	}
	// AttemptReady says that a sign-in can start: its links, and the callback
	// when threelo listens itself.
	AttemptReady struct {
		Attempt int
		Link    string // the short loopback link
		Long    string // the authorize URL in full
		Error   string // a busy port, …
	}
	// Bound says that threelo's own address is held.
	Bound struct {
		Callback string
		Tunnel   string // over SSH: the command that makes it reachable from the person's own computer
		Error    string
	}
	// AddressRead is what a pasted address, or the receiver, brought. Its code
	// stays with the caller.
	AddressRead struct {
		Attempt  int
		Ours     bool // it has the state of this attempt
		Failure  string
		Who      assets.Who // who can fix the failure
		Detail   string     // what came, cleaned and without secrets
		Error    string     // what is wrong with it, in words; "" when it can be exchanged
		Possibly bool       // an error without our state: may not be meant for us
	}
	// Exchanged is the token answer.
	Exchanged struct {
		Attempt int
		Grant   oauth.Grant
		Problem *Problem
	}
	// CheckDone is one line of the verification, as it comes in.
	CheckDone struct {
		Attempt int
		Check   oauth.Check
		Done    int
		Of      int
	}
	// Verified ends the verification.
	Verified struct {
		Attempt    int
		Grant      oauth.Grant
		Sites      []oauth.Site
		Site       *oauth.Site
		User       *oauth.User
		Checks     []oauth.Check
		Activities []oauth.Activity
		Problem    *Problem
	}
	// SandboxDid says what the sandbox's admin did for this step.
	SandboxDid struct {
		Step  StepID
		Text  string // in words
		Error string
	}
	// Saved says what was saved, and where, or why not.
	Saved struct{ What, Error string }
	// Forgotten says that a saved setup was deleted, or why not.
	Forgotten struct {
		ID    string
		Error string
	}
	// Pasted says where a paste went that was not for the field it was pasted into,
	// or why it went nowhere.
	Pasted struct {
		Field InputID // "" when it went nowhere
		What  string  // it was taken for: "the secret"
		Error string
	}
	// SetupSaved says that the setup could not be saved, when Error is set, and
	// without it that it is saved again.
	SetupSaved struct{ Error string }
)

// AskedBy is the step whose screen asked for a result, "" for what is no result.
func AskedBy(ev Event) StepID {
	switch ev.(type) {
	case CredentialsChecked:
		return StepCredentials
	case AttemptReady, AddressRead, Exchanged, CheckDone, Verified:
		return StepSignIn
	}
	return ""
}
