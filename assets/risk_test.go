package assets

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryScopeHasAClassAndEveryScopeOnTheShelfAWorstCase(t *testing.T) {
	classes := []Class{Reads, ReadsPersons, Writes, Administers, Renews}
	for _, s := range Scopes() {
		if r, _ := LookupRisk(s.Scope); !slices.Contains(classes, r.Class) {
			t.Errorf("%s has the class %q", s.Scope, r.Class)
		}
	}
	if len(risks()) != len(Scopes()) {
		t.Errorf("%d scopes have a class, the catalog has %d scopes", len(risks()), len(Scopes()))
	}
	for _, id := range PlatformIDs() {
		p, err := BuiltIn(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range p.ScopeNames() {
			worst := risks()[name].Worst
			if !strings.HasSuffix(worst, ".") || strings.Count(worst, ".") != 1 {
				t.Errorf("%s of %s: the worst case is not one sentence: %q", name, id, worst)
			}
		}
	}
}

// A scope that only reads can't be called harmful, nor one that changes something
// harmless.
func TestAClassFitsTheScopesName(t *testing.T) {
	for _, s := range Scopes() {
		r, _ := LookupRisk(s.Scope)
		verb, _, _ := strings.Cut(s.Scope, ":")
		reads := r.Class == Reads || r.Class == ReadsPersons
		if changes := slices.Contains([]string{"write", "delete", "manage", "send"}, verb); changes == reads && r.Class != Renews {
			t.Errorf("%s %s", s.Scope, r.Class)
		}
	}
}

func TestAScopeWithoutAWorstCaseSaysWhatItIsFor(t *testing.T) {
	if r, ok := LookupRisk("write:field:jira"); !ok || r.Class != Administers || r.Worst != "A stranger can create and change fields." {
		t.Errorf("%+v, %v", r, ok)
	}
	if r, ok := LookupRisk("read:new-thing:jira"); ok || r.Class != "" || r.Worst == "" {
		t.Errorf("%+v, %v", r, ok)
	}
}
