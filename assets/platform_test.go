package assets

import (
	"strings"
	"testing"
)

func TestEveryBuiltInPlatformCanBeRead(t *testing.T) {
	for _, id := range PlatformIDs() {
		p, err := BuiltIn(id)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if p.ID != id {
			t.Errorf("%s calls itself %q", id, p.ID)
		}
		for _, s := range p.Scopes {
			if _, ok := LookupScope(s.Scope); !ok {
				t.Errorf("%s: scope %s is not in the catalog", id, s.Scope)
			}
		}
	}
	ReadConsole()
}

func TestTheShelfHasALineForEachPlatformFile(t *testing.T) {
	entries, err := files.ReadDir("platforms")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		id := strings.TrimSuffix(e.Name(), ".yaml")
		p, err := BuiltIn(id)
		if err != nil {
			t.Errorf("%s: %v", e.Name(), err)
			continue
		}
		if line := id + " | " + p.Name + " | " + p.Summary; !strings.Contains("\n"+shelfText, "\n"+line+"\n") {
			t.Errorf("assets/platforms/shelf.txt needs this line, as %s has it:\n%s", e.Name(), line)
		}
	}
	if len(entries) != len(Shelf()) {
		t.Errorf("%d files, %d lines in assets/platforms/shelf.txt", len(entries), len(Shelf()))
	}
}

// A product without a field for scopes requests renewal by itself: nobody looks for the field.
func TestAProductSaysHowItAsksForRenewal(t *testing.T) {
	for id, want := range map[string]string{"targetprocess": "You add it in Targetprocess later.", "mattermost": "Mattermost requests it by itself."} {
		if p, err := BuiltIn(id); err != nil || p.Asking() != want {
			t.Errorf("%s: %q, %v", id, p.Asking(), err)
		}
	}
}

func TestAByteOrderMarkChangesNothing(t *testing.T) {
	data, err := files.ReadFile("platforms/n8n.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ParsePlatform(append([]byte("\ufeff"), data...))
	if err != nil || p.ID != "n8n" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestWhatTheParserCannotBearIsRefusedBeforeIt(t *testing.T) {
	for name, data := range map[string]string{
		"a NUL byte":        "id: a\x00b",
		"an escape":         "id: \x1b[31m",
		"not UTF-8":         "id: \xff",
		"too large":         strings.Repeat("a", MaxPlatformFile+1),
		"100,000 dashes":    strings.Repeat("- ", 30000),
		"30,000 braces":     "a: " + strings.Repeat("[", 30000),
		"nothing":           " \n\n",
		"deep over lines":   strings.Repeat("[\n", 20000),
		"a list at the top": "- a\n- b\n",
		"a text at the top": "hello",
	} {
		if _, err := ParsePlatform([]byte(data)); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
