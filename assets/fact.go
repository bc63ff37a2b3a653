package assets

import (
	_ "embed" // facts.yaml
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"
)

// Fact is something that the program believes about Atlassian without being sure.
type Fact struct {
	ID       string   `yaml:"id"`
	Text     string   `yaml:"text"`     // one sentence
	Sure     string   `yaml:"sure"`     // "H", "M+", "M" or "L"
	Since    string   `yaml:"since"`    // when it was last looked at, a date
	Source   string   `yaml:"source"`   // where it comes from, in words
	Decide   string   `yaml:"decide"`   // what would confirm or refute it
	Observed bool     `yaml:"observed"` // a run sees it by itself
	Said     []string `yaml:"said"`     // where a sentence of the program says "probably" because of it
}

//go:embed facts.yaml
var factsYAML []byte

// Facts returns the uncertain facts, in the order of the file, which is parsed on
// first use.
var Facts = sync.OnceValue(func() []Fact {
	var list []Fact
	if err := yaml.UnmarshalWithOptions(factsYAML, &list, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("assets: the built-in facts.yaml is damaged: %v", err)) // a test reads it: never in a release
	}
	return list
})

// LookupFact returns the fact with this ID.
func LookupFact(id string) (Fact, bool) {
	for _, f := range Facts() {
		if f.ID == id {
			return f, true
		}
	}
	return Fact{}, false
}
