package dialog

import (
	"time"

	"threelo/oauth"
)

// Schema is the version of the Report object; later versions only add keys.
const Schema = 1

// Report is everything worth showing a supporter, and nothing else: an allow
// list, from which the status screen and every saved kind are drawn. Keys stand
// in this order in JSON. Absent beats invented.
type Report struct {
	Schema      int         `json:"schema"`
	Tool        Tool        `json:"tool"`
	Environment Environment `json:"environment"`
	GeneratedAt time.Time   `json:"generatedAt"`
	Demo        bool        `json:"demo"`
	Anonymous   bool        `json:"anonymous"`

	Platform           string    `json:"platform"` // the platform's name
	Outcome            Readiness `json:"outcome"`
	PlatformAuthorized OptionID  `json:"platformAuthorized"`

	App        ReportApp        `json:"app"`
	Grant      *ReportGrant     `json:"grant,omitempty"`
	Site       *ReportSite      `json:"site,omitempty"`
	Sites      int              `json:"sites"` // how many the token reaches
	User       *ReportUser      `json:"user,omitempty"`
	Scopes     []ReportScope    `json:"scopes"`
	Activities []ReportActivity `json:"activities,omitempty"`
	Proofs     []ReportProof    `json:"proofs"`
	Checks     []ReportCheck    `json:"checks"`
	Failure    *ReportFailure   `json:"failure,omitempty"`

	// What follows was added for the status screen; it is part of the schema.
	Headline    string     `json:"headline"`              // "ready to authorize in …", "authorized, you confirmed it at 22:38"
	ConfirmedAt *time.Time `json:"confirmedAt,omitempty"` // when the admin said so
	Next        []string   `json:"next,omitempty"`        // what comes next, and who can do it
	Notes       []string   `json:"notes,omitempty"`       // known limits of the platform, renewal's fine print
	Account     string     `json:"account,omitempty"`     // "as expected", or AccountExpected with a name
	TestHosts   bool       `json:"testHosts,omitempty"`   // Atlassian's hosts were replaced; demo is true as well

	Observations []oauth.Observation `json:"observations,omitempty"` // what the run showed of uncertain facts
	Attention    []string            `json:"attention,omitempty"`    // why it is not simply ready, a sentence each

	TestSkipped bool `json:"testSkipped,omitempty"` // the admin skipped the sign-in test

	Since *ReportSince `json:"since,omitempty"` // an earlier report

	Names []string `json:"-"` // what the admin named; left out of anonymous reports
}

// How a report begins what it says of the account, or of an earlier run.
const (
	AccountExpected = "expected: "
	FoundEarlier    = "found earlier: "
)

// Tool names this program.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Environment names the system: never the machine, its user or its folders.
type Environment struct {
	OS       string `json:"os"`
	Arch     string `json:"arch"`
	Terminal string `json:"terminal,omitempty"`
}

// SecretState says whether the client secret was entered; never the secret.
type SecretState string

// The states of the secret.
const (
	SecretSet   SecretState = "set"
	SecretUnset SecretState = "unset"
)

// ReportApp is the app without its secret.
type ReportApp struct {
	ClientID        string      `json:"clientId,omitempty"`
	Callback        string      `json:"callback,omitempty"`
	ScopesRequested []string    `json:"scopesRequested"`
	Secret          SecretState `json:"secret"`
	Name            string      `json:"name,omitempty"`  // as the setup has it
	Owner           string      `json:"owner,omitempty"` // said where another account than the one that presses Accept created it
}

// ReportGrant is what the token answer gave.
type ReportGrant struct {
	TokenType     string   `json:"tokenType"`
	ExpiresIn     int      `json:"expiresIn"`
	ScopesGranted []string `json:"scopesGranted"`
	RefreshToken  bool     `json:"refreshToken"`
	Refreshed     bool     `json:"refreshed"`
}

// ReportSite is the Jira site that was verified.
type ReportSite struct {
	ID   string `json:"id,omitempty"`
	URL  string `json:"url,omitempty"`
	Name string `json:"name,omitempty"`
}

// ReportUser is the account that pressed Accept.
type ReportUser struct {
	AccountID   string `json:"accountId,omitempty"`
	DisplayName string `json:"displayName,omitempty"`
	AccountType string `json:"accountType,omitempty"`
}

// ReportScope follows one scope through the journey.
type ReportScope struct {
	Scope   string `json:"scope"`
	Wanted  Answer `json:"wanted"`
	Ticked  Answer `json:"ticked"`
	Asked   Answer `json:"asked"`
	Granted Answer `json:"granted"`

	NotListed bool `json:"notListed,omitempty"` // the console has no such scope to select
}

// ReportActivity is something the platform does in Jira.
type ReportActivity struct {
	Name        string   `json:"name"`
	Permissions []string `json:"permissions"`
	Verdict     string   `json:"verdict"`
}

// ReportProof is what a step found when it tested itself.
type ReportProof struct {
	Step     StepID    `json:"step"`
	Outcome  Mark      `json:"outcome"` // as of a Proof
	Evidence string    `json:"evidence"`
	At       time.Time `json:"at"`

	StepTitle string `json:"stepTitle,omitempty"` // as its screen has it
}

// ReportCheck is one line of the verification.
type ReportCheck struct {
	ID         string         `json:"id"`
	Title      string         `json:"title"`
	Outcome    oauth.Outcome  `json:"outcome"`
	Detail     string         `json:"detail,omitempty"`
	Fix        string         `json:"fix,omitempty"`
	Step       StepID         `json:"step,omitempty"`
	StepTitle  string         `json:"stepTitle,omitempty"`
	Request    *ReportRequest `json:"request,omitempty"`
	TraceID    string         `json:"traceId,omitempty"`
	DurationMs int64          `json:"durationMs"`
	Who        string         `json:"who,omitempty"`     // can fix it
	Failure    string         `json:"failure,omitempty"` // id of the recognized failure
	Said       string         `json:"said,omitempty"`    // the server's own words
}

// ReportRequest names a call.
type ReportRequest struct {
	Method string    `json:"method"`
	Path   string    `json:"path"`
	Status int       `json:"status"`
	At     time.Time `json:"at"`
}

// ReportFailure is what ended the run.
type ReportFailure struct {
	ID    string   `json:"id"`
	Cause string   `json:"cause"`
	Fix   []string `json:"cure"`
	Step  StepID   `json:"step,omitempty"`

	StepTitle string `json:"stepTitle,omitempty"` // as its screen has it
	Who       string `json:"who,omitempty"`
	Check     string `json:"check,omitempty"` // id of the check that showed it
	Said      string `json:"said,omitempty"`  // what came, where no check showed it: call, status, the server's own words

	Detail     string `json:"detail,omitempty"` // the server's own words
	Status     int    `json:"status,omitempty"`
	TraceID    string `json:"traceId,omitempty"`
	RetryAfter int    `json:"retryAfter,omitempty"` // seconds that the server asks to wait
}

// AnswerOf is Yes or No.
func AnswerOf(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}
