// Package dialog is what a journey and its faces say to each other: the screens that
// are shown, the events that come in, the effects that are asked for, what is saved
// and reported, and the IDs in all of them. None of it holds a secret.
package dialog

import (
	"slices"
	"strings"
	"time"

	"threelo/assets"
	"threelo/oauth"
)

// Screen is one step as data: what every face shows, top to bottom, and what a
// person can do there. It never holds a secret.
type Screen struct {
	Step     StepID
	Stage    int      // index into Stages
	Stages   []string // the short names of the way walked and ahead
	Skipped  []int    // stages that were left out: nothing was confirmed there
	N, Of    int      // this step's place, from 1
	Platform string   // name of the platform, "" before it is chosen
	Site     string   // short name of the site, "" when unknown
	Demo     bool     // a rehearsal: DEMO must be seen
	TestHost bool     // the hosts were replaced: TEST HOSTS must be seen

	Title    string
	Source   string    // "document: step 4"; "" where the document is silent
	Why      []string  // paragraphs
	Warnings []Finding // what must not be missed here

	Do      []Instruction // numbered
	Presets []Preset      // questions that have their usual answer already
	Choices *Choices      // one of several, or several of many
	Scopes  []ScopeItem   // the scopes to select here
	After   int           // so many of Do are before the scopes
	Fields  []Field       // what takes a paste or typing
	Values  []Value       // what is carried from here

	Findings []Finding // what this step found when it tested itself
	Waiting  *Waiting  // what is being waited for, if anything
	Problem  *Problem  // what went wrong here, if anything
	Details  []Detail  // what the key d shows, beside the details of findings and of the problem

	Report *Report // the status screen: everything worth showing a supporter

	Actions []Action // keys that work now, beside enter, esc, ? and ctrl+c
	Next    Onward   // what enter does now; zero when it does nothing
	Back    bool     // esc goes back to the step before
	Clipped *Clipped // a secret on the clipboard, nil when there is none
	Now     time.Time
	Fresh   bool   // there is nothing to save yet
	Unsaved bool   // the steps could not be saved: leaving loses them
	Sent    bool   // of what was copied nobody can see whether it arrived
	Notice  string // one line about what just happened ("copied: …"), "" when nothing did
	Warned  bool   // the notice says what was refused, or did not work
	Arrived int    // counts the times that a step was entered without a key: ignore keys for 0.4 s when it grows
}

// Badge is what everybody must see of what is not real; "" when it is.
func Badge(demo, testHosts bool) string {
	switch {
	case testHosts:
		return "TEST HOSTS"
	case demo:
		return "DEMO"
	}
	return ""
}

// Kept says what stays when a person leaves.
func (sc *Screen) Kept() string {
	switch {
	case sc.Fresh:
		return "nothing is saved yet"
	case sc.Unsaved:
		return "your steps could not be saved, and leaving loses them"
	}
	return "your steps are saved, the secret is not"
}

// Explained lists what was found that has details: the problem, the findings of the
// fields, and those of the step.
func (sc *Screen) Explained() []Finding {
	var all []Finding
	if p := sc.Problem; p != nil {
		all = append(all, Finding{Mark: MarkFail, Text: p.What, Detail: p.Detail})
	}
	for _, f := range sc.Fields {
		if f.Finding != nil {
			all = append(all, *f.Finding)
		}
	}
	all = append(all, sc.Findings...)
	return slices.DeleteFunc(all, func(f Finding) bool { return f.Detail == "" })
}

// Mark says how sure a line is. ✓ is for what a server answered, and nothing else.
type Mark string

// The marks of a line. Those of a Proof keep these values in saved setups and
// reports.
const (
	MarkProved    Mark = "proved"      // ✓ confirmed by Atlassian's answer
	MarkAttested  Mark = "said"        // ● you confirmed it
	MarkUnchecked Mark = "not-checked" // ○ not checked
	MarkNote      Mark = "note"        // a known limit or a hint
	MarkWarn      Mark = "warn"        // ! attention
	MarkFail      Mark = "refuted"     // ✗ wrong, or failed
	MarkBusy      Mark = "busy"        // being tested now
)

// Words says in words what the mark's sign means, for where signs would not do.
func (m Mark) Words() string { return markWords[m] }

var markWords = map[Mark]string{
	MarkProved: "confirmed by Atlassian", MarkAttested: "you confirmed", MarkUnchecked: "not checked",
	MarkNote: "note", MarkWarn: "attention", MarkFail: "problem", MarkBusy: "being checked",
}

// Onward is what enter does.
type Onward struct {
	Label string // "next: scopes", "check this site"; "" when enter does nothing
	Short string // the same in a word or two; "" when Label is short
	Step  string // the title of the step that enter leads to, "" when it stays
}

// Instruction is one numbered thing to do.
type Instruction struct {
	Text  string
	Link  string  // the address that "o" opens, "" when this instruction has none
	Field InputID // the field that belongs below it, "" when none does
	Value ValueID // the value that belongs below it, "" when none does
}

// Preset is a question with a usual answer, which is given already. An
// ActionChange with the preset's ID gives the next answer, or opens the question.
type Preset struct {
	ID     StepID
	Label  string // "App"
	Answer string // "a new one"
}

// Detail is what the key for details shows. Its text may have several lines.
type Detail = assets.Detail

// Choices is a question with prepared answers. With Many, each answer is on or
// off; otherwise one is chosen. With Attests, none is at first: the answer is a
// person's word, so enter alone must not give it.
type Choices struct {
	Ask     string
	Many    bool
	Attests bool
	Search  InputID // id of the field that filters the options as one types, "" when none does
	Options []Option
}

// Option is one answer. Options of the same Group stand together under its name.
type Option struct {
	ID     OptionID
	Group  string
	Label  string
	Help   string
	Chosen bool
}

// ScopeItem is a scope to find in the console's picker.
type ScopeItem struct {
	assets.Listed
	Comment  string // the document's own remark
	Unsure   string // what is not certain of it
	Attested bool   // the admin marked it as done
	Copied   bool
	Proof    Mark // what the console's own link shows; "" when not looked at
}

// Field is an Input on the screen. A secret's text never comes back here: Set and
// Summary ("64 characters") represent it.
type Field struct {
	Input
	Text     string // what was committed; "" for a secret
	Set      bool
	Summary  string   // shown instead of Text for a secret: "64 characters"
	Spare    bool     // needed only when what is awaited does not come by itself
	Withheld bool     // what was entered last must not stay to be read; Text, if any, is what holds
	Finding  *Finding // about what was committed: cleaned, refused, proved
}

// Refused reports whether what was entered last was not accepted.
func (f Field) Refused() bool { return f.Finding != nil && f.Finding.Mark == MarkFail }

// Value is something to carry to another place.
type Value struct {
	ID          ValueID
	Label       string // "scopes, 14 in the document's order"
	Text        string // "" for a secret: the face shows Shown instead
	Shown       string // what the screen shows: the text, or a secret's length
	Secret      bool
	Copied      bool
	OnClipboard bool // it was copied last
	Whole       bool // shown in full, where it is to be selected with the mouse
}

// Finding is a line with its mark, and with its detail behind a key.
type Finding struct {
	Mark   Mark
	Text   string
	Detail string
}

// Waiting names what is awaited. Done of Of counts progress when Of is not 0.
type Waiting struct {
	What  string
	Yours bool // a person must do something; otherwise it ends by itself
	Since time.Time
	Done  int
	Of    int
}

// Clipped is a secret on the clipboard, which is taken off again at Until where
// that can be known.
type Clipped struct {
	Label string
	Until time.Time
}

// Problem is a failure in a person's words.
type Problem struct {
	Mark    Mark     // MarkFail, or MarkWarn for what the journey can be finished with
	What    string   // what happened
	Why     string   // why, "" when unknown
	Fix     []string // what to do, numbered clicks
	Send    []string // the same for somebody who is not at this computer; nil when it is Fix
	Who     assets.Who
	By      string // who can do it, in words; "" when the reader can
	Step    StepID // the step that fixes it, "" when it is this one or none
	Failure string // id in the atlas, "" when not recognized
	Sure    string // "" or "probably"
	Detail  string // whole, cleaned: status, error, trace id

	Slots assets.Slots // what the failure's words can name
	Check string       // id of the check that showed it, "" when none did
	Found bool         // found earlier: in an earlier run, or before the sign-in test began again
	Here  bool         // only the person at this computer can fix it

	Refusal oauth.Refusal
}

// ForOthers is the fix in the words of a message.
func (p *Problem) ForOthers() []string {
	if p.Send != nil {
		return p.Send
	}
	return slices.Clone(p.Fix)
}

// Action is a key that works now.
type Action struct {
	ID    ActionID // what Act carries
	Key   string   // one letter, or a key's name
	Label string
	Main  bool // shown in the footer; others only under "?"
}

// Choose marks the one option that is chosen.
func (c *Choices) Choose(id OptionID) {
	for i, o := range c.Options {
		c.Options[i].Chosen = o.ID == id
	}
}

// About tells a scope's kind, console title, purpose and the document's remark.
func (i ScopeItem) About() string {
	kind := map[string]string{assets.Classic: "Classic", assets.Granular: "Granular", assets.Identity: "User identity", assets.OAuth: "Not in the console"}[i.Kind]
	parts := []string{kind + "."}
	if i.Title != "" {
		parts = append(parts, i.Title+".")
	}
	if i.For != "" {
		parts = append(parts, "It lets the product "+i.For+".")
	}
	if i.Comment != "" {
		parts = append(parts, "The document: "+i.Comment)
	}
	if i.Unsure != "" {
		parts = append(parts, "Not certain: "+i.Unsure+".")
	}
	return strings.Join(parts, " ")
}

// AddDetail adds to what the key for details shows.
func (sc *Screen) AddDetail(title, text string) {
	sc.Details = append(sc.Details, Detail{Title: title, Text: text})
}

// AddFinding adds what the screen's step found.
func (sc *Screen) AddFinding(m Mark, text string) {
	sc.Findings = append(sc.Findings, Finding{Mark: m, Text: text})
}

// Offer adds a key, and returns it.
func (sc *Screen) Offer(id ActionID, key, label string) *Action {
	sc.Actions = append(sc.Actions, Action{ID: id, Key: key, Label: label})
	return &sc.Actions[len(sc.Actions)-1]
}

// AddNote adds what must not be missed.
func (sc *Screen) AddNote(m Mark, text string) {
	sc.Warnings = append(sc.Warnings, Finding{Mark: m, Text: text})
}
