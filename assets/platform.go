package assets

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Platform is a product to connect to Atlassian Cloud, as its file describes it.
// docs/platform-file.md explains every key for those who write one.
type Platform struct {
	ID        string   `yaml:"id"`      // short name for the command line
	Name      string   `yaml:"name"`    // as its makers write it
	Summary   string   `yaml:"summary"` // one line for a list
	Document  Document `yaml:"document"`
	CheckedOn string   `yaml:"checkedOn"` // when the facts were collected, YYYY-MM or YYYY-MM-DD
	Sure      string   `yaml:"sure"`      // high, medium or low
	Uncertain []string `yaml:"uncertain,omitempty"`

	Limits         []Limit  `yaml:"limits,omitempty"`         // known limits of the product with this method
	Requirements   []string `yaml:"requirements,omitempty"`   // what must be there before the first step
	SharedApp      Source   `yaml:"sharedApp,omitempty"`      // the product's maker has one app for all customers, so that none of their own is needed
	ServiceAccount Source   `yaml:"serviceAccount,omitempty"` // the product takes a service account's own OAuth 2.0 credentials, and then needs no app
	ServiceUser    string   `yaml:"serviceUser,omitempty"`    // the product's name for the account that accepts

	AppName       string          `yaml:"appName"`          // a suggestion for the app's name
	Access        string          `yaml:"access,omitempty"` // the access type that the product needs: resource-level or account-level
	Callback      Callback        `yaml:"callback"`
	Labels        Labels          `yaml:"labels"`
	Scopes        []PlatformScope `yaml:"scopes,omitempty"`
	ScopesAreFree bool            `yaml:"scopesAreFree,omitempty"` // the customer chooses the scopes
	Renewal       string          `yaml:"renewal"`                 // see the Renewal constants
	NeedsSharing  bool            `yaml:"needsSharing,omitempty"`  // the app must be shared, also when its owner accepts

	Activities  []PlatformActivity `yaml:"activities,omitempty"`
	Permissions map[string]string  `yaml:"permissions,omitempty"` // Jira's key → the product's name for it

	Inputs  []Input        `yaml:"inputs,omitempty"`
	Support []Link         `yaml:"support,omitempty"`
	Details []Detail       `yaml:"details,omitempty"` // what not everybody needs to read before the first step
	Steps   []PlatformStep `yaml:"steps"`

	Sum string `yaml:"-"` // digest of the file, to tell whether it changed
}

// How a product comes to a refresh token (offline_access).
const (
	RenewalListed  = "listed"  // offline_access is in the product's own scopes field
	RenewalUnknown = "unknown" // the product does not say; the sign-in test asks for it
	RenewalNone    = "none"    // the product works without
)

// Document is the text that the steps follow.
type Document struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url,omitempty"`
	Note  string `yaml:"note,omitempty"`
}

// Limit is something that the product cannot do with this method.
type Limit struct {
	Text string `yaml:"text"`
	Stop string `yaml:"stop,omitempty"` // who should stop here because of it
}

// Source says where and when something was read.
type Source struct {
	Source    string `yaml:"source"`    // the page that says so
	CheckedOn string `yaml:"checkedOn"` // when it was read, YYYY-MM or YYYY-MM-DD
}

// String names the source in a sentence.
func (s Source) String() string { return s.Source + ", read " + s.CheckedOn }

// AccountLevel is the access type with which an app reaches every site of the account.
const AccountLevel = "account-level"

// Callback tells where the Callback URL comes from.
type Callback struct {
	From    string   `yaml:"from"`              // platform: copied from the product; pattern: the parts in braces are filled in; fixed
	Pattern string   `yaml:"pattern,omitempty"` // with {tenant}, or the id of an input in braces, where a part goes that differs
	Ask     string   `yaml:"ask,omitempty"`     // the question for {tenant}
	Sample  string   `yaml:"sample,omitempty"`  // what a rehearsal uses: the whole address, or the part at {tenant}
	More    []string `yaml:"more,omitempty"`    // further addresses that Callback URLs must have, with the same parts in braces

	MayBeLocal bool `yaml:"mayBeLocal,omitempty"` // the product may run on the admin's own computer
}

// Tenant is the part of a Callback URL that is asked for without an input of its own.
const Tenant = "tenant"

// Parts lists what the braces of a Callback URL name: tenant, or ids of inputs.
func Parts(pattern string) []string {
	var names []string
	for i, piece := range strings.Split(pattern, "{") {
		if name, _, closed := strings.Cut(piece, "}"); closed && i > 0 {
			names = append(names, name)
		}
	}
	return names
}

// Filled is a pattern with its parts filled in, "" while one of them is not known.
func Filled(pattern string, part func(name string) string) string {
	for _, name := range Parts(pattern) {
		text := part(name)
		if text == "" {
			return ""
		}
		pattern = strings.ReplaceAll(pattern, "{"+name+"}", text)
	}
	return pattern
}

// SampleOf is what a rehearsal fills in for a part of a Callback URL.
func (p *Platform) SampleOf(part string) string {
	if part == Tenant {
		return p.Callback.Sample
	}
	in, _ := p.Input(part)
	return in.Sample
}

// Rehearsed is the Callback URL that a rehearsal uses.
func (p *Platform) Rehearsed() string {
	if p.Callback.From == "platform" {
		return p.Callback.Sample
	}
	return Filled(p.Callback.Pattern, p.SampleOf)
}

// Labels are the product's own names of its fields and buttons. Empty where the
// document does not name one.
type Labels struct {
	Screen       string `yaml:"screen"` // the page that has these fields
	ClientID     string `yaml:"clientId,omitempty"`
	ClientSecret string `yaml:"clientSecret,omitempty"`
	Callback     string `yaml:"callback,omitempty"`
	Scopes       string `yaml:"scopes,omitempty"`
	Site         string `yaml:"site,omitempty"`
	CloudID      string `yaml:"cloudId,omitempty"`
	Authorize    string `yaml:"authorize,omitempty"`
	Save         string `yaml:"save,omitempty"`
	Token        string `yaml:"token,omitempty"`
}

// PlatformScope is a scope that the product needs, in its document's order.
type PlatformScope struct {
	Scope     string `yaml:"scope"`
	Comment   string `yaml:"comment,omitempty"`   // the product's remark, in our words
	Uncertain string `yaml:"uncertain,omitempty"` // why it may be another one
}

// PlatformActivity is something that the product does in Jira.
type PlatformActivity struct {
	Name        string   `yaml:"name"`
	Permissions []string `yaml:"permissions"` // Jira's permission keys
}

// Input is a field of the product that the admin fills in.
type Input struct {
	ID     string `yaml:"id"`
	Label  string `yaml:"label"`
	Help   string `yaml:"help,omitempty"`
	Sample string `yaml:"sample"`
	Secret bool   `yaml:"secret,omitempty"` // it is kept in memory only: never shown, saved or in a report
}

// Link is an address with its name.
type Link struct {
	Label string `yaml:"label"`
	URL   string `yaml:"url"`
}

// PlatformStep is one step of the document. Where it leaves Then out, the words
// for Atlassian's console come from console.yaml.
type PlatformStep struct {
	Do       string            `yaml:"do"`               // the kind of step; see docs/platform-file.md
	ID       string            `yaml:"id,omitempty"`     // Do when left out; needed where a kind occurs twice
	Title    string            `yaml:"title,omitempty"`  // the kind's own when left out
	Source   string            `yaml:"source,omitempty"` // "step 4": where the document says it
	Why      []string          `yaml:"why,omitempty"`
	Warnings []string          `yaml:"warnings,omitempty"`
	Notes    []string          `yaml:"notes,omitempty"`    // what is good to know there, and no warning
	Before   []Instruction     `yaml:"before,omitempty"`   // done before the console's own
	Then     []Instruction     `yaml:"then,omitempty"`     // instead of the console's own
	After    []Instruction     `yaml:"after,omitempty"`    // done after the console's own
	Document map[string]string `yaml:"document,omitempty"` // instruction id → the document's words for it
	Carry    []string          `yaml:"carry,omitempty"`    // values to copy here: scopes, client-id, client-secret, callback, site, cloud-id, app-name, or an input
	Ask      []string          `yaml:"ask,omitempty"`      // inputs asked here; cloud-id asks for the site's cloud ID
	Details  []Detail          `yaml:"details,omitempty"`  // what the key for details shows

	Rehearsal string `yaml:"rehearsal,omitempty"` // what a rehearsal says first, where the step is not done as written
}

// Detail is something that not everybody needs to read.
type Detail struct {
	Title string `yaml:"title"`
	Text  string `yaml:"text"`
}

// Instruction is one thing to do.
type Instruction struct {
	ID       string `yaml:"id,omitempty"`
	Text     string `yaml:"text"`
	Document string `yaml:"document,omitempty"` // the document's own words where they differ
	Link     string `yaml:"link,omitempty"`     // an address, or "console", or "create" for the form of a new app
	Field    string `yaml:"field,omitempty"`    // the field that belongs below it
	Value    string `yaml:"value,omitempty"`    // the value that belongs below it
	Message  string `yaml:"message,omitempty"`  // what a message says instead, to a colleague who does it elsewhere
}

// MaxPlatformFile is the most bytes that a platform file may have.
const MaxPlatformFile = 64 << 10

// ParsePlatform reads a platform file strictly: one with a problem is an error.
func ParsePlatform(data []byte) (*Platform, error) {
	d := DecodePlatform(data)
	if problems := d.Problems(); len(problems) > 0 {
		return nil, fmt.Errorf("this is not a platform file: line %d: %s", problems[0].Line, problems[0].What)
	}
	p := &d.Platform
	for i := range p.Steps {
		if p.Steps[i].ID == "" {
			p.Steps[i].ID = p.Steps[i].Do
		}
	}
	p.Sum = Sum(data)
	return p, nil
}

// Sum is the digest of a platform file.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// ScopeNames lists the platform's scopes in the document's order.
func (p *Platform) ScopeNames() []string {
	names := make([]string, len(p.Scopes))
	for i, s := range p.Scopes {
		names[i] = s.Scope
	}
	return names
}

// CloudID is the input that every platform has: a step can ask for the cloud ID of the
// site, which the sign-in test finds too.
const CloudID = "cloud-id"

// Input finds an input by its id.
func (p *Platform) Input(id string) (Input, bool) {
	if id == CloudID {
		return Input{ID: id, Label: cmp.Or(p.Labels.CloudID, "Cloud ID"), Help: "open (your site)/_edge/tenant_info in the browser that is signed in to it"}, true
	}
	return find(p.Inputs, func(in Input) bool { return in.ID == id })
}

// Step finds the first step of a kind.
func (p *Platform) Step(kind string) (PlatformStep, bool) {
	return find(p.Steps, func(s PlatformStep) bool { return s.Do == kind })
}

// Asking says how the product comes to ask for offline_access.
func (p *Platform) Asking() string {
	if slices.ContainsFunc(p.Steps, func(s PlatformStep) bool { return slices.Contains(s.Carry, "scopes") }) {
		return "You add it in " + p.Name + " later."
	}
	return p.Name + " requests it by itself."
}

// PermissionNames writes Jira's permission keys as the platform's document names them.
func (p *Platform) PermissionNames(keys []string) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = cmp.Or(p.Permissions[k], k)
	}
	return strings.Join(names, ", ")
}

// Catalog lists the scopes to choose from, by API and tab.
func (p *Platform) Catalog() []Scope {
	return slices.DeleteFunc(slices.Clone(ScopesByPlace()), func(s Scope) bool { return s.Kind == OAuth && p.Renewal == RenewalNone })
}
