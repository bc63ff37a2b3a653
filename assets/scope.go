package assets

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Scope is one entry of the catalog of Atlassian's OAuth 2.0 scopes: those of Jira,
// Jira Service Management, Confluence and the User Identity API.
type Scope struct {
	Scope   string `json:"scope"`
	Kind    string `json:"kind"`            // classic, granular, identity, or oauth for offline_access
	Product string `json:"product"`         // jira-platform, jira-software, confluence, …
	Title   string `json:"title,omitempty"` // the console's title; "" when not known
	For     string `json:"for"`             // what it lets a product do, in plain words
	Class   Class  `json:"class"`           // what that means for a site's security
	Worst   string `json:"worst,omitempty"` // what happens at worst; "" where no built-in platform asks for it
	Probe   *Probe `json:"probe,omitempty"` // a safe call that proves it; nil when there is none
}

// Probe is a GET call that answers only when its scope was granted.
type Probe struct {
	Reads string `json:"reads,omitempty"` // what the call reads, in plain words; "" when For says it
	Path  string `json:"path"`            // below its API's gateway and the cloud ID, with {boardId} or {projectId}; or a whole URL
	Needs string `json:"needs,omitempty"` // boardId or projectId, "" when none

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

var scopesByName = sync.OnceValue(func() map[string]*Scope {
	byName := map[string]*Scope{}
	for i := range Scopes() {
		byName[Scopes()[i].Scope] = &Scopes()[i]
	}
	return byName
})

// KnownScopes parts names into those that the catalog has, each once, and the others.
func KnownScopes(names []string) (known, unknown []string) {
	for _, name := range names {
		switch _, ok := scopesByName()[name]; {
		case !ok:
			unknown = append(unknown, name)
		case !slices.Contains(known, name):
			known = append(known, name)
		}
	}
	return known, unknown
}

// LookupScope finds a scope by its name. A name that the catalog lacks comes
// back with its kind guessed from its form, and false.
func LookupScope(name string) (Scope, bool) {
	if s, ok := scopesByName()[name]; ok {
		return *s, true
	}
	if strings.Count(name, ":") >= 2 { // as in read:board:jira
		return Scope{Scope: name, Kind: Granular}, false
	}
	return Scope{Scope: name, Kind: Classic}, false
}
