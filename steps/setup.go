package steps

import (
	"maps"
	"slices"
	"time"
)

// SetupVersion is the version of a saved Setup; a newer one is set aside.
const SetupVersion = 1

// Setup is what is known so far, and what is saved. Never a secret, a code or a
// token.
type Setup struct {
	Version     int    `json:"version"`
	ID          string `json:"id"`          // of this setup, made when it was begun
	Platform    string `json:"platform"`    // id, or the path of a file
	PlatformSum string `json:"platformSum"` // digest of the platform's file, to tell whether it changed
	Cloud       string `json:"cloud"`
	Step        string `json:"step"` // where the person was

	App      string `json:"app,omitempty"`      // "new" or "existing"
	Accounts string `json:"accounts,omitempty"` // see the Accounts constants
	Account  string `json:"account,omitempty"`  // the name or id of the account to look for
	Site     string `json:"site,omitempty"`     // https://acme.atlassian.net
	SiteID   string `json:"siteId,omitempty"`   // the cloud ID that was picked among several

	AppName  string            `json:"appName,omitempty"`
	Callback string            `json:"callback,omitempty"` // the platform's
	ClientID string            `json:"clientId,omitempty"`
	Inputs   map[string]string `json:"inputs,omitempty"`
	Scopes   []string          `json:"scopes,omitempty"` // chosen, where the platform leaves the choice
	Ticked   []string          `json:"ticked,omitempty"` // scopes that the admin says are ticked

	Activities []string `json:"activities,omitempty"`
	Project    string   `json:"project,omitempty"`
	Renew      bool     `json:"renew,omitempty"` // ask for offline_access though the platform does not list it

	Way   string `json:"way,omitempty"`   // of the sign-in test: see the Way constants
	Local string `json:"local,omitempty"` // threelo's own address, while the app may still hold it

	PlatformAuthorized string     `json:"platformAuthorized,omitempty"` // confirmed, denied, error, not-done
	ConfirmedAt        *time.Time `json:"confirmedAt,omitempty"`

	Done   []string         `json:"done,omitempty"` // ids of steps that were gone through
	Proofs map[string]Proof `json:"proofs,omitempty"`
}

// Who creates the app, and who presses Accept.
const (
	AccountsOne   = "one"   // the service user does both
	AccountsTwo   = "two"   // another account owns the app: needs Sharing
	AccountsMine  = "mine"  // the admin's own account does both
	WayPaste      = "paste" // the platform's callback stays; the address is pasted back
	WayLocal      = "local" // threelo's own address takes the callback
	WaySkip       = "skip"  // the platform's Authorize is the test
	WayOwn        = "own"   // the callback itself is on loopback: threelo listens there (check)
	AppNew        = "new"
	AppExisting   = "existing"
	OutcomeDone   = "confirmed"
	OutcomeDenied = "denied"
	OutcomeError  = "error"
	OutcomeNotYet = "not-done"
)

// Proof is what a step found when it tested itself.
type Proof struct {
	Outcome  string    `json:"outcome"` // proved, refuted, said, not-checked
	Evidence string    `json:"evidence"`
	At       time.Time `json:"at"`
	Old      bool      `json:"-"` // from an earlier run, or the platform's file changed since
}

// The outcomes of a Proof.
const (
	ProofProved     = "proved"
	ProofRefuted    = "refuted"
	ProofSaid       = "said"
	ProofNotChecked = "not-checked"
)

// clone copies a setup, so that saving it can go on while the journey changes it.
func (s Setup) clone() Setup {
	s.Inputs = maps.Clone(s.Inputs)
	s.Proofs = maps.Clone(s.Proofs)
	s.Scopes = slices.Clone(s.Scopes)
	s.Ticked = slices.Clone(s.Ticked)
	s.Activities = slices.Clone(s.Activities)
	s.Done = slices.Clone(s.Done)
	return s
}
