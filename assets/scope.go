package assets

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Scope is one entry of the catalogue of Jira Cloud's OAuth 2.0 scopes.
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

// JSON, because YAML of this size would cost 8 ms whenever it is read.
var catalogue = sync.OnceValue(func() (c struct {
	list   []Scope
	byName map[string]int
},
) {
	if err := json.Unmarshal(scopesJSON, &c.list); err != nil {
		panic(fmt.Sprintf("assets: scopes.json: %v", err)) // a damaged build, caught by its test
	}
	c.byName = make(map[string]int, len(c.list))
	for i, s := range c.list {
		c.byName[s.Scope] = i
	}
	return c
})

// Scopes returns the whole catalogue. The slice is shared: do not change it.
func Scopes() []Scope { return catalogue().list }

// LookupScope finds a scope by its name. A name that the catalogue lacks comes
// back with its kind guessed from its form, and false.
func LookupScope(name string) (Scope, bool) {
	c := catalogue()
	if i, ok := c.byName[name]; ok {
		return c.list[i], true
	}
	return Scope{Scope: name, Kind: kindOf(name)}, false
}

// kindOf knows that granular scopes have three parts (read:board:jira), classic ones two.
func kindOf(name string) string {
	if strings.Count(name, ":") >= 2 {
		return Granular
	}
	return Classic
}
