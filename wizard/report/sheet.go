package report

import "threelo/steps"

// Sheet is a report made ready to be drawn: cleaned, and its lines listed. Make
// one for each report and keep it: a key then costs only what it draws.
type Sheet struct {
	report   steps.Report
	counts   string
	troubles []Trouble
	items    []Item
	from     [kinds + 1]int // where each kind begins in items
	tally    []Item         // the scopes counted,
	few      []group        // in as few lines as tell them apart,
	granular []group        // and in a few more
}

// The kinds of lines that can be pointed at, in the order of Items.
const (
	facts = iota
	scopes
	checks
	activities
	proofs
	kinds
)

// New makes a report ready to be drawn.
func New(r steps.Report) *Sheet {
	r = Clean(r)
	s := &Sheet{report: r, counts: join(Counts(r)...), troubles: Troubles(r)}
	for kind, items := range [kinds][]Item{
		facts: Facts(r), scopes: Scopes(r), checks: Checks(r), activities: Activities(r), proofs: Proofs(r),
	} {
		s.items = append(s.items, items...)
		s.from[kind+1] = len(s.items)
	}
	s.tally = tally(s.of(scopes))
	s.few, s.granular = groups(s.of(scopes), true), groups(s.of(scopes), false)
	return s
}

// Items lists every line of the report that has details, in the order in which
// View's selection counts them: facts, scopes, other checks, activities, proofs.
func (s *Sheet) Items() []Item { return s.items }

// of lists the lines of one kind.
func (s *Sheet) of(kind int) []Item { return s.items[s.from[kind]:s.from[kind+1]] }
