package oauth

import "time"

// Outcome is what a check found.
type Outcome string

// The outcomes of a Check and of a Verdict.
const (
	Pass     Outcome = "pass"      // a server answered so
	Warn     Outcome = "warn"      // it works, and somebody should look at it
	Fail     Outcome = "fail"      // a server's answer, or the console's own link, says otherwise
	NotTried Outcome = "not-tried" // no answer, or one that settles nothing
)

// Verdict is an Outcome with its reason, in plain words for the screen, and the
// Evidence for the details (protocol words and codes may stand there).
type Verdict struct {
	Outcome  Outcome
	Reason   string
	Evidence string
	Failure  string // id of the recognised failure, "" when none

	Observations []Observation
}

// Check is one line of the verification.
type Check struct {
	ID       string   // stable: "scope:read:jira-work", "refresh", "site", "account", "permissions"
	Title    string   // plain words: "read:jira-work: fields"
	Scopes   []string // the scopes that this check speaks for; may be empty
	Outcome  Outcome
	Detail   string   // what was found, one sentence, lower case
	Fix      string   // what to do, when Outcome is Warn or Fail
	Step     string   // kind of the step that cures it, "" when none
	Request  *Request // the call that decided; nil when none was made
	TraceID  string   // Atlassian's own id of the answer
	Duration time.Duration
	Failure  string // id of the recognised failure, "" when none
	SameAs   string // ID of an earlier check with the same failure, which is reported once; "" for that one
}

// Request names a call for a supporter: never its headers or its body.
type Request struct {
	Method string
	Path   string
	Status int // 0: no answer came
	At     time.Time
}

// Grant is what a token answer gave, without the tokens.
type Grant struct {
	TokenType    string
	ExpiresIn    int      // seconds
	Scopes       []string // as the token answer lists them
	RefreshToken bool
	Refreshed    bool // a refresh was made and answered

	Observations []Observation
}

// Site is one Jira site that a token reaches (accessible-resources), entries
// with the same id merged.
type Site struct {
	ID     string // the cloud ID
	Name   string
	URL    string
	Scopes []string
}

// User is the account behind a token. Email is for the screen that asks who it
// is: it is never saved and never in a report.
type User struct {
	AccountID   string
	DisplayName string
	AccountType string
	Email       string `json:"-"`
}

// Activity is something that the platform does in Jira, with what it needs.
type Activity struct {
	Name        string
	Permissions []string          // Jira's permission keys
	Names       map[string]string // key → the platform's name for it; may be nil
	Verdict     string            // "allowed in PROJ", "the account lacks Edit issues", …
	Outcome     Outcome
}

// Where tells in which of Atlassian's places a failure was met.
type Where string

// The places of a failure.
const (
	AtPage     Where = "page"     // a page of Atlassian's in the browser
	AtCallback Where = "callback" // the query of the callback
	AtToken    Where = "token"    // the token endpoint
	AtAPI      Where = "api"      // the gateway
	AtNetwork  Where = "network"  // no answer at all, or not Atlassian's
	Anywhere   Where = ""
)

// Seen is what was met when something went wrong, to be recognised.
type Seen struct {
	Where     Where
	Status    int    // HTTP status; 0 when not known
	Error     string // the error code (RFC 6749 section 5.2, or the gateway's), or one of the assets.Code constants
	Text      string // description, body or pasted sentence, cleaned
	Path      string // the path called, for API failures
	Category  string // Atlassian's header X-Failure-Category
	GrantType string // at the token endpoint: "authorization_code" or "refresh_token"
}
