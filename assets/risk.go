package assets

// Class says what a scope lets a product do to Jira, in the strongest word that
// fits.
type Class string

// The classes, in the order of a list.
const (
	Reads        Class = "reads"
	ReadsPersons Class = "reads personal data"
	Writes       Class = "writes"
	Administers  Class = "administers"
	Renews       Class = "renews access"
)

// WorstCase is what happens at worst, in one sentence. Where the catalog has none, it
// is what the scope is for.
func (s Scope) WorstCase() string {
	switch {
	case s.Class == "":
		return "threelo does not know this scope."
	case s.Worst == "":
		return "A stranger can " + s.For + "."
	}
	return s.Worst
}
