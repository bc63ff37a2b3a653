package oauth

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"threelo/assets"
	"threelo/assets/english"
)

// Outcome is what a check found.
type Outcome string

// The outcomes of a Check and of a Verdict.
const (
	Pass     Outcome = "pass"      // confirmed by a server's answer
	Warn     Outcome = "warn"      // it works, but somebody should look at it
	Fail     Outcome = "fail"      // a server's answer or the console's link says that it is wrong
	NotTried Outcome = "not-tried" // no answer, or one that proves nothing
)

// DecidesNothing reports whether a failure is about the way to Atlassian, or about
// Atlassian's own trouble, or threelo's: nothing is known then of what was to be tested.
func DecidesNothing(failure string) bool {
	switch failure {
	case assets.RateLimited, assets.AtlassianUnavailable, assets.OwnRequest:
		return true
	}
	return assets.Failure{ID: failure}.IsNetwork()
}

// Refusal is how a server refused a call.
type Refusal struct {
	Said       string        // its own words
	Status     int           // 0 when no answer came
	TraceID    string        // Atlassian's ID of the answer, "" when it sent none
	RetryAfter time.Duration // how long it asks to wait, 0 when it does not say
}

// Verdict is an Outcome with its Reason, in plain words for the screen, and its
// Evidence for the details, which may contain protocol words and codes.
type Verdict struct {
	Outcome  Outcome
	Reason   string
	Evidence string
	Failure  string // ID of the recognized failure, "" when none
	Refusal  Refusal

	Observations []Observation
}

// Check is one line of the verification.
type Check struct {
	ID       string   // stable: "scope:read:jira-work", "refresh", "site", "account", "permissions"
	Title    string   // plain words: "read:jira-work: fields"
	Scopes   []string // the scopes that it checks; may be empty
	Outcome  Outcome
	Detail   string   // what was found, one sentence, lower case
	Fix      string   // what to do, when Outcome is Warn or Fail
	Step     string   // kind of the step where it can be fixed, "" when none
	Request  *Request // the call that decided; nil when none was made
	TraceID  string   // Atlassian's ID of the answer
	Duration time.Duration
	Failure  string       // ID of the recognized failure, "" when none
	Slots    assets.Slots // what the failure's words can name
	Refusal  Refusal
}

// Failed reports whether a server's answer says that something is wrong.
func (c Check) Failed() bool { return c.Outcome == Fail }

// NamesMore reports whether the sentence about a failure says more than its entry in
// failures.yaml: the host of a network failure, or how long to wait.
func NamesMore(failure string) bool {
	return assets.Failure{ID: failure}.IsNetwork() || failure == assets.RateLimited
}

// Said is a text from outside as slots for a failure's words: what was "said", and the
// scopes that are "named" in it.
func Said(text string) assets.Slots {
	slots := assets.Slots{}
	switch _, scopes := RefusedScopes(text); {
	case len(scopes) > 4:
		slots["named"] = fmt.Sprintf("the %d scopes that it names", len(scopes))
	case len(scopes) > 0:
		slots["named"] = english.And(scopes)
	}
	if text = CleanText(text, 300); text != "" {
		slots["said"] = "“" + text + "”"
	}
	return slots
}

// Evidence is what a supporter may want to know of a check, in lines: what was
// found, what to do, the call and its answer.
func (c Check) Evidence() string {
	lines := []string{c.Detail, c.Fix}
	if r := c.Request; r != nil {
		lines = append(lines, r.Line(c.TraceID, ""))
	}
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return line == "" }), "\n")
}

// Request names a call for a supporter, without its headers and its body.
type Request struct {
	Method string
	Host   string // with its scheme; "" where the path is enough
	Path   string
	Status int // 0 without an answer
	At     time.Time
}

// Line is a call and its answer for a supporter: method, address, status, trace ID,
// time, and what came, or why nothing did.
func (r Request) Line(trace, came string) string {
	status := "no answer"
	if r.Status != 0 {
		status = strconv.Itoa(r.Status)
	} else if came != "" {
		status, came = status+" ("+came+")", ""
	}
	if trace != "" {
		trace = "trace " + trace
	}
	parts := []string{r.Method + " " + r.Host + r.Path, status, trace, r.At.Format("2006-01-02 15:04:05 -07:00"), came}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
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

// Site is a Jira site that a token reaches (accessible-resources). Entries with
// the same ID are merged.
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

// Activity is something that the platform does in Jira, with the permissions for it.
type Activity struct {
	Name        string
	Permissions []string          // Jira's permission keys
	Names       map[string]string // key → the platform's name for it; may be nil
	Verdict     string            // "allowed in PROJ", "the account lacks Edit issues", …
	Outcome     Outcome
}

// Activities lists a platform's activities that are among those chosen.
func Activities(p *assets.Platform, chosen []string) []Activity {
	var out []Activity
	for _, a := range p.Activities {
		if slices.Contains(chosen, a.Name) {
			out = append(out, Activity{Name: a.Name, Permissions: a.Permissions, Names: p.Permissions})
		}
	}
	return out
}

// Where is the place where a failure was met.
type Where string

// The places of a failure.
const (
	AtPage     Where = "page"     // one of Atlassian's pages in the browser
	AtCallback Where = "callback" // the query of the callback
	AtToken    Where = "token"    // the token endpoint
	AtAPI      Where = "api"      // the gateway
	AtNetwork  Where = "network"  // no answer, or not one of Atlassian's
	Anywhere   Where = ""
)

// Seen is what was met when something went wrong. Recognize finds the failure.
type Seen struct {
	Where     Where
	Status    int    // HTTP status; 0 when not known
	Error     string // the error code (RFC 6749 section 5.2, or the gateway's), or the failure's ID at AtNetwork
	Text      string // description, body or pasted sentence, cleaned
	Path      string // the path called, for API failures
	Category  string // Atlassian's header X-Failure-Category
	GrantType string // at the token endpoint: "authorization_code" or "refresh_token"
}
