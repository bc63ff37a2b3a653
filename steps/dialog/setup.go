package dialog

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
	Step        StepID `json:"step"` // where the person was

	App      OptionID `json:"app,omitempty"`
	Purpose  OptionID `json:"purpose,omitempty"`
	Accounts OptionID `json:"accounts,omitempty"`
	Account  string   `json:"account,omitempty"` // the name or id of the account to look for
	Site     string   `json:"site,omitempty"`    // https://acme.atlassian.net
	SiteID   string   `json:"siteId,omitempty"`  // the cloud ID that was picked among several
	SiteWas  string   `json:"siteWas,omitempty"` // the cloud ID of Site at the newest test, to tell when it is renamed

	AppName  string             `json:"appName,omitempty"`
	Callback string             `json:"callback,omitempty"` // the platform's
	ClientID string             `json:"clientId,omitempty"`
	Inputs   map[InputID]string `json:"inputs,omitempty"`
	Scopes   []string           `json:"scopes,omitempty"` // chosen, where the platform leaves the choice
	Ticked   []string           `json:"ticked,omitempty"` // scopes that the admin says are ticked

	Activities []string `json:"activities,omitempty"`
	Project    string   `json:"project,omitempty"`
	Renew      bool     `json:"renew,omitempty"` // ask for offline_access though the platform does not list it

	Way      OptionID `json:"way,omitempty"`      // of the sign-in test
	Lines    OptionID `json:"lines,omitempty"`    // in Callback URLs
	Local    string   `json:"local,omitempty"`    // threelo's line in Callback URLs
	LineUsed bool     `json:"lineUsed,omitempty"` // a sign-in test used it, so it was saved then

	AccountConfirmed string `json:"accountConfirmed,omitempty"` // ID of the account that the admin confirmed

	PlatformAuthorized OptionID   `json:"platformAuthorized,omitempty"`
	ConfirmedAt        *time.Time `json:"confirmedAt,omitempty"`

	Done   []StepID         `json:"done,omitempty"` // ids of steps that were gone through
	Proofs map[StepID]Proof `json:"proofs,omitempty"`
}

// Proof is what a step found when it tested itself. It counts only while what it
// is about is unchanged, so nothing is taken back by hand.
type Proof struct {
	Outcome  Mark      `json:"outcome"` // MarkProved, MarkFail, MarkAttested or MarkUnchecked
	Evidence string    `json:"evidence"`
	At       time.Time `json:"at"`
	App      string    `json:"app,omitempty"`     // the client ID of the app that it is about; "" before it was known
	Of       string    `json:"of,omitempty"`      // what it is about, see subject
	Failure  string    `json:"failure,omitempty"` // id in the atlas of what failed, so that a later run can still say it

	Old bool `json:"-"` // from an earlier run, or the platform's file changed since
}

// Begun reports whether a setup is worth keeping.
func (s Setup) Begun() bool { return len(s.Done) > 0 || s.Site+s.SiteID != "" }

// Clone copies a setup, so that saving it can go on while the journey changes it.
func (s Setup) Clone() Setup {
	s.Inputs = maps.Collect(maps.All(s.Inputs))
	s.Proofs = maps.Collect(maps.All(s.Proofs))
	s.Scopes = slices.Clone(s.Scopes)
	s.Ticked = slices.Clone(s.Ticked)
	s.Activities = slices.Clone(s.Activities)
	s.Done = slices.Clone(s.Done)
	return s
}
