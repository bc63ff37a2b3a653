package assets

import "testing"

func TestTheCatalogHoldsEveryScopeOnceWithAPurpose(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Scopes() {
		if seen[s.Scope] {
			t.Errorf("%s stands twice", s.Scope)
		}
		seen[s.Scope] = true
		if s.For == "" || s.Kind == "" || s.Product == "" {
			t.Errorf("%s lacks a purpose, kind or product: %+v", s.Scope, s)
		}
	}
	if len(seen) != 357 {
		t.Errorf("%d scopes, want 357", len(seen))
	}
}

func TestAnUnknownScopeStillGetsAKind(t *testing.T) {
	for name, kind := range map[string]string{"read:new-thing:jira": Granular, "read:new-thing": Classic} {
		if s, ok := LookupScope(name); ok || s.Kind != kind {
			t.Errorf("%s: kind %q, found %v; want %q, false", name, s.Kind, ok, kind)
		}
	}
}
