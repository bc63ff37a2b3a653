package assets

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

var readFacts = once[[]Fact]("facts.yaml")

// Facts returns the uncertain facts, in the order of the file.
func Facts() []Fact { return *readFacts() }
