package assets

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Scope is one entry of the catalog of Jira Cloud's OAuth 2.0 scopes.
type Scope struct {
	Scope   string `json:"scope"`
	Kind    string `json:"kind"`            // classic, granular, identity, or oauth for offline_access
	Product string `json:"product"`         // jira-platform, jira-software, …
	Title   string `json:"title,omitempty"` // the console's title; "" when not known
	For     string `json:"for"`             // what it lets a product do, in plain words
	Probe   *Probe `json:"probe,omitempty"` // a safe call that proves it; nil when there is none
}

// Probe is a read-only call that answers only when its scope was granted.
type Probe struct {
	Method string `json:"method"`
	Reads  string `json:"reads,omitempty"` // what the call reads, in plain words; "" when For says it
	Path   string `json:"path"`            // below /ex/jira/{cloudId}, with {boardId} or {projectId}; or a whole URL
	Needs  string `json:"needs,omitempty"` // boardId or projectId, "" when none

	With []string `json:"with,omitempty"` // scopes that the call, or finding its ID, also needs
}

// The kinds of a Scope, as the console's tabs name them.
const (
	Classic  = "classic"
	Granular = "granular"
	Identity = "identity"
	OAuth    = "oauth"
)

//go:embed scopes.json
var scopesJSON []byte

// Scopes returns the whole catalog. The slice is shared: do not change it. It is
// JSON, because YAML of this size would cost 8 ms whenever it is read.
var Scopes = sync.OnceValue(func() (list []Scope) {
	if err := json.Unmarshal(scopesJSON, &list); err != nil {
		panic(fmt.Sprintf("assets: scopes.json: %v", err)) // a damaged build, caught by its test
	}
	return list
})

// LookupScope finds a scope by its name. A name that the catalog lacks comes
// back with its kind guessed from its form, and false.
func LookupScope(name string) (Scope, bool) {
	if s, ok := find(Scopes(), func(s Scope) bool { return s.Scope == name }); ok {
		return s, true
	}
	if strings.Count(name, ":") >= 2 { // as in read:board:jira
		return Scope{Scope: name, Kind: Granular}, false
	}
	return Scope{Scope: name, Kind: Classic}, false
}
