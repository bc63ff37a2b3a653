package lint

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/steps"
)

func page(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../docs/platform-file.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// An integrator copies one of the page's examples and begins with it.
func TestTheExamplesOfThePageAreWithoutProblems(t *testing.T) {
	pieces := strings.Split(page(t), "```yaml\n")[1:]
	if len(pieces) != 2 {
		t.Fatalf("%d examples", len(pieces))
	}
	for _, piece := range pieces {
		example, _, _ := strings.Cut(piece, "```")
		if problems := Lint([]byte(example)); len(problems) > 0 {
			t.Error(all(problems))
		}
	}
}

func TestThePageKnowsEveryKeyKindAndPlaceholder(t *testing.T) {
	text := page(t)
	for _, typ := range typesOf(platformType) {
		for _, f := range assets.FieldsOf(typ) {
			key := f.Key
			if !strings.Contains(text, key+":") && !strings.Contains(text, "`"+key+"`") && !strings.Contains(text, "."+key+"`") {
				t.Errorf("%s of %s", key, typ.Name())
			}
		}
	}
	for _, name := range steps.Placeholders() {
		if !strings.Contains(text, "`{"+name+"}`") {
			t.Errorf("{%s}", name)
		}
	}
	for _, name := range valueNames {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("the value %s", name)
		}
	}
	console := assets.ReadConsole()
	for _, kind := range steps.Kinds() {
		var ids []string
		for _, in := range append(slices.Clone(console.Steps[string(kind)].Then), console.Steps[string(kind)].Existing...) {
			if in.ID != "" && !slices.Contains(ids, in.ID) {
				ids = append(ids, in.ID)
			}
		}
		row, found := "", false
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, fmt.Sprintf("| `%s` |", kind)) && strings.Count(line, "|") == 4 {
				row, found = line, true
			}
		}
		if words := console.Steps[string(kind)]; words.Title == "" || words.Stage == "" {
			t.Errorf("assets/console.yaml has for %s the title %q and the stage %q; both are shown where a platform has none", kind, words.Title, words.Stage)
		}
		if want := strings.TrimRight("| "+strings.Join(ids, ", "), " ") + " |\n"; !found || !strings.HasSuffix(row, want) {
			t.Errorf("the table of kinds in docs/platform-file.md has for %s the row %q; it should end with %q, the ids in assets/console.yaml", kind, row, want)
		}
	}
}
