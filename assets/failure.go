package assets

import (
	"cmp"
	_ "embed" // failures.yaml
	"strings"
	"sync"
)

// Failure is one known way in which connecting goes wrong.
type Failure struct {
	ID       FailureID `yaml:"id"`       // stable, such as "callback-not-registered"
	Row      int       `yaml:"row"`      // number of the sandbox's exercise, from 1; 0 when the sandbox cannot play it
	Title    string    `yaml:"title"`    // what happened, one plain sentence
	Seen     []string  `yaml:"seen"`     // what a person sees of it, verbatim text in “ ”
	Cause    string    `yaml:"cause"`    // why; it must read well after "probably"
	Fix      []string  `yaml:"fix"`      // what to do, click by click, in order
	Step     string    `yaml:"step"`     // kind of the step where the fix is made; "" when there is none
	Who      Who       `yaml:"who"`      // who can fix it
	Harmless bool      `yaml:"harmless"` // nothing is wrong, or it passes by itself
	Sure     string    `yaml:"sure"`     // how sure cause and fix are: "H", "M+", "M", "L"
	Fact     string    `yaml:"fact"`     // the uncertain fact behind an "M" or "L"
	Own      *Failure  `yaml:"own"`      // what differs when threelo's own request met it
	Signs    string    `yaml:"signs"`    // how it is recognized: Signs parses it

	Send  []string `yaml:"-"` // Fix, for a message to somebody else
	slots Slots    // what its words were filled with
	ofOwn bool     // its words are those of Own
}

// Probably is the word to put before the cause: "" where cause and fix are sure.
func (f Failure) Probably() string {
	if f.Sure == "M" || f.Sure == "L" {
		return "probably"
	}
	return ""
}

// IsNetwork reports whether the failure happens between this computer and Atlassian.
func (f Failure) IsNetwork() bool { return strings.HasPrefix(f.ID, "network-") }

//go:embed failures.yaml
var failuresYAML string

// entry is one failure of the file. read parses it once, when it is needed: parsing
// all of them takes longer than recognizing one.
type entry struct {
	id, source string // the source is its part of the file
	read       func() Failure
}

var entries = sync.OnceValue(func() []entry {
	var all []entry
	for _, source := range strings.Split(failuresYAML, "\n- id: ")[1:] {
		id, _, _ := strings.Cut(source, "\n")
		e := entry{id: strings.TrimSpace(id), source: source}
		e.read = sync.OnceValue(func() Failure { return (*mustRead[[]Failure]("failures.yaml", []byte("- id: "+source+"\n")))[0] })
		all = append(all, e)
	}
	return all
})

// Slots fill the {names} in a failure's words, so that they name what this run
// knows: the "api", the "account", the "permission" that it lacks, what is "needed"
// for a check, what the server "said", the scopes "named" there, and how long to "wait".
type Slots map[string]string

// defaultAPI is the slot "api" when no other API is known.
const defaultAPI = "Jira API"

// fill puts the slots into {name} and {name|words}: the words are for an empty slot.
func (s Slots) fill(text string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		inside, after, _ := strings.Cut(rest, "}")
		name, otherwise, _ := strings.Cut(inside, "|")
		out.WriteString(cmp.Or(s[name], otherwise))
		text = after
	}
}

// and returns the slots of both; o wins where it has a value.
func (s Slots) and(o Slots) Slots {
	all := Slots{}
	for _, each := range []Slots{s, o} {
		for name, value := range each {
			all[name] = cmp.Or(value, all[name])
		}
	}
	return all
}

// filled is the failure with its words filled.
func (f Failure) filled(s Slots) Failure {
	f.slots = Slots{"api": defaultAPI}.and(s)
	f.Fix, f.Send = f.slots.fixes(f.Fix, "here"), f.slots.fixes(f.Fix, "sent")
	f.Title, f.Cause = f.slots.fill(f.Title), f.slots.fill(f.Cause)
	return f
}

// fixes are those without a tag in brackets, and those for the API or with this tag.
func (s Slots) fixes(all []string, where string) []string {
	var out []string
	for _, fix := range all {
		tag, text, tagged := strings.Cut(strings.TrimPrefix(fix, "["), "] ")
		switch {
		case fix[0] != '[' || !tagged:
			out = append(out, s.fill(fix))
		case tag == where, tag == s["api"]:
			out = append(out, s.fill(text))
		}
	}
	return out
}

// Failures returns every known failure in the order of the file. It parses the
// whole file: LookupFailure is faster for a single one.
func Failures() []Failure {
	all := make([]Failure, len(entries()))
	for i, e := range entries() {
		all[i] = e.read().filled(nil)
	}
	return all
}

// LookupFailure returns the failure with this ID, its words filled with these slots.
func LookupFailure(id FailureID, s Slots) (Failure, bool) {
	e, ok := find(entries(), func(e entry) bool { return e.id == id })
	if !ok {
		return Failure{}, false
	}
	return e.read().filled(s), true
}

// With is the failure with more of its slots filled.
func (f Failure) With(s Slots) Failure {
	out, ok := LookupFailure(f.ID, f.slots.and(s))
	if !ok {
		return f
	}
	if f.ofOwn {
		out = out.OfOwnRequest()
	}
	out.Who = f.Who // a sign may know better
	return out
}

// OfOwnRequest returns what a failure means when threelo's own request met it. A fault
// of the product's is then one of threelo's: the product took no part.
func (f Failure) OfOwnRequest() Failure {
	if f.Who == WhoProductSupport {
		own, _ := LookupFailure(OwnRequest, nil)
		return own
	}
	if f.Own != nil {
		own := f.Own.filled(f.slots)
		f.Title, f.Cause, f.Step = cmp.Or(own.Title, f.Title), cmp.Or(own.Cause, f.Cause), cmp.Or(own.Step, f.Step)
		if len(own.Fix) > 0 {
			f.Fix, f.Send = own.Fix, own.Send
		}
		f.ofOwn = true
	}
	return f
}

// Sign is one way to recognize a failure: a text with slots, and conditions. All
// of it must be met. The comment in failures.yaml explains the keys.
type Sign struct {
	Failure    FailureID
	Text       string // "" when conditions are enough
	Conditions []Condition
}

// Condition is one "key value" of a sign.
type Condition struct{ Key, Value string }

// Get returns the value of a condition, "" when the sign does not have it.
func (s Sign) Get(key string) string {
	for _, c := range s.Conditions {
		if c.Key == key {
			return c.Value
		}
	}
	return ""
}

// Signs returns the signs of all failures.
var Signs = sync.OnceValue(func() []Sign {
	var all []Sign
	for _, e := range entries() {
		_, lines, _ := strings.Cut(e.source, "\n  signs: |\n")
		with := ""
		for line := range strings.Lines(lines) {
			if !strings.HasPrefix(line, "    ") {
				break
			}
			line = strings.TrimSpace(line)
			if more, ok := strings.CutPrefix(line, "with |"); ok {
				with = " |" + more
				continue
			}
			text, conditions, _ := strings.Cut(line+with, "|")
			s := Sign{Failure: e.id, Text: strings.TrimSpace(text)}
			for part := range strings.SplitSeq(conditions, "|") {
				if key, value, ok := strings.Cut(strings.TrimSpace(part), " "); ok {
					s.Conditions = append(s.Conditions, Condition{key, value})
				}
			}
			all = append(all, s)
		}
	}
	return all
})

// TitleSigns are the titles, which threelo's own reports have, and the IDs that its
// older reports have for a fault of the network.
func TitleSigns() []Sign {
	var all []Sign
	for _, e := range entries() {
		_, title, _ := strings.Cut(e.source, "\n  title: ")
		title, _, _ = strings.Cut(title, "\n")
		title = strings.NewReplacer("the product", "{}", "a site admin", "{}").Replace(Slots{}.fill(strings.Trim(title, `"`)))
		all = append(all, Sign{e.id, strings.TrimPrefix(title, "{}"), []Condition{{"level", "title"}}})
		if strings.HasPrefix(e.id, "network-") {
			all = append(all, Sign{e.id, "POST /oauth/token {} " + e.id, []Condition{{"level", "title"}}})
		}
	}
	return all
}
