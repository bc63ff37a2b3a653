package sandbox

import (
	_ "embed"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Scenario is one problem that the sandbox simulates on demand. It names what it
// answers instead, or it is looked up by its ID where it matters.
type Scenario struct {
	ID          string
	Group       string // where the trainee meets it
	Name        string
	Line        string // what the trainee sees
	Death       bool   // it ends a connection that had worked
	ProductOnly bool   // only the product's own tokens meet it: a new sign-in works

	Request string // the refusal of a request that is fine otherwise
	Account string // the refusal of an account before it is asked
	Site    string // the refusal of a site when Accept is pressed
	Token   string // the reply to every token request
	Code    string // the reply to a code
	Renewal string // the reply to a refresh token
	Call    string // the reply to every call to Jira
	Network *fault // between the program and the token endpoint, nil when it is fine
}

//go:embed scenarios.json
var scenariosFile []byte

// Scenarios lists the problems that the sandbox simulates, in the order in which an admin meets them.
var Scenarios = embedded[[]Scenario](scenariosFile)

// Play changes the problem that is simulated; "" ends it. What was granted before
// stays granted, unless the problem is a death.
func (s *Sandbox) Play(id string) error {
	playing := find(Scenarios(), func(x Scenario) bool { return x.ID == id })
	if playing.ID != id {
		return fmt.Errorf("the sandbox has no scenario %q; \"list\" shows those it has", id)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.playing = playing
	s.strike(id)
	return nil
}

// playRequest is the scenario's refusal of a request that is fine otherwise.
func (p Scenario) playRequest(r request) *refusal {
	asked := slices.DeleteFunc(slices.Clone(r.scopes), func(name string) bool { return name == offlineAccess })
	switch {
	case p.Request != "":
		return refuse(p.Request, "{client}", r.app.ClientID)
	case p.ID == "scopes-with-commas":
		return refuseScopes(strings.Join(r.scopes, ","))
	case p.ID == "scope-not-added" && len(asked) > 0:
		return refuseScopes(asked[len(asked)-1])
	}
	return nil
}

// playIssue changes the scopes of a new token.
func (p Scenario) playIssue(scopes []string, renewed bool) []string {
	switch {
	case p.ID == "granular-alone":
		return slices.DeleteFunc(scopes, isClassic)
	case p.ID == "scopes-lost" && renewed:
		return scopes[:(len(scopes)+1)/2]
	}
	return scopes
}

// playCall is the scenario's reply to a call to Jira, nil for Jira's own.
func (p Scenario) playCall(path string, t *issued) http.Handler {
	harmless := path == "/rest/api/3/serverInfo" || path == "/rest/api/3/myself"
	switch {
	case p.Call != "":
		return fixed(p.Call)
	case p.ID == "permission-missing" && !harmless:
		return fixed("forbidden")
	case p.ID == "old-token" && !t.renewed:
		return fixed("not-signed-in")
	case p.ID == "search-removed" && strings.Contains(path, "search"):
		return fixed("search-removed")
	}
	return nil
}

// playScopes changes the scopes that count for a call to Jira.
func (p Scenario) playScopes(path string, scopes []string) []string {
	switch i := slices.IndexFunc(scopes, isClassic); {
	case p.ID == "scope-not-granted" && i >= 0:
		return slices.Delete(scopes, i, i+1)
	case p.ID == "board-scopes-missing" && strings.HasPrefix(path, "/rest/agile/"):
		return nil
	}
	return scopes
}
