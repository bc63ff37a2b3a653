package assets

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryScopeHasAClassAndEveryScopeOnTheShelfAWorstCase(t *testing.T) {
	classes := []Class{Reads, ReadsPersons, Writes, Administers, Renews}
	for _, s := range Scopes() {
		if !slices.Contains(classes, s.Class) {
			t.Errorf("%s has the class %q", s.Scope, s.Class)
		}
	}
	for _, id := range PlatformIDs() {
		p, err := BuiltIn(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range p.ScopeNames() {
			s, _ := LookupScope(name)
			if worst := s.Worst; !strings.HasSuffix(worst, ".") || strings.Count(worst, ".") != 1 {
				t.Errorf("%s of %s: the worst case is not one sentence: %q", name, id, s.Worst)
			}
		}
	}
}

// A scope that only reads can't be called harmful, nor one that changes something
// harmless.
func TestAClassFitsTheScopesName(t *testing.T) {
	for _, s := range Scopes() {
		verb, _, _ := strings.Cut(s.Scope, ":")
		reads := s.Class == Reads || s.Class == ReadsPersons
		if changes := slices.Contains([]string{"write", "delete", "manage", "send"}, verb); changes == reads && s.Class != Renews {
			t.Errorf("%s %s", s.Scope, s.Class)
		}
	}
}

func TestAScopeWithoutAWorstCaseSaysWhatItIsFor(t *testing.T) {
	if s, ok := LookupScope("write:field:jira"); !ok || s.Class != Administers || s.WorstCase() != "A stranger can create and change fields." {
		t.Errorf("%+v, %v", s, ok)
	}
	if s, ok := LookupScope("read:new-thing:jira"); ok || s.Class != "" || s.WorstCase() == "" {
		t.Errorf("%+v, %v", s, ok)
	}
}
