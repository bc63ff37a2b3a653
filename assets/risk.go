package assets

import (
	_ "embed" // risks.txt
	"strings"
	"sync"
)

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

// Risk is a scope as the people who answer for a site's security see it.
type Risk struct {
	Class Class
	Worst string // what happens at worst, in one sentence
}

// risks.txt has a line for each scope: name, class and the worst case, separated by
// bars. A scope that no built-in platform asks for may have no worst case.
//
//go:embed risks.txt
var risksText string

var risks = sync.OnceValue(func() map[string]Risk {
	found := map[string]Risk{}
	for line := range strings.Lines(risksText) {
		fields := append(strings.Split(strings.TrimSpace(line), " | "), "", "")
		found[fields[0]] = Risk{Class(fields[1]), fields[2]}
	}
	return found
})

// LookupRisk finds the risk of a scope. Without a worst case of its own, it is what
// the scope is for. A scope that the catalog lacks has no class, and false.
func LookupRisk(name string) (Risk, bool) {
	r, ok := risks()[name]
	if !ok {
		return Risk{Worst: "threelo does not know this scope."}, false
	}
	if r.Worst == "" {
		s, _ := LookupScope(name)
		r.Worst = "A stranger can " + s.For + "."
	}
	return r, true
}
