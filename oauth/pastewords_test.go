package oauth

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Ids in quotes are not checked by the compiler. One that is misspelt would be shown
// instead of a sentence.
func TestEveryFlawHasItsWordsAndNoWordsAreLeftOver(t *testing.T) {
	words, err := os.ReadFile("../assets/pastes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var known, used []string
	for line := range strings.Lines(string(words)) {
		if id, _, found := strings.Cut(line, ": "); found {
			known = append(known, id)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	id := regexp.MustCompile(`"((?:any|callback|id|secret|credential|site|cloud|line|account|project|scope|tenant|links|landing)-[a-z-]+)"`)
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range id.FindAllStringSubmatch(string(source), -1) {
			if !strings.HasSuffix(name, "_test.go") && name != "observation.go" { // which has ids of facts
				used = append(used, found[1])
			}
		}
	}
	slices.Sort(known)
	slices.Sort(used)
	if used = slices.Compact(used); !slices.Equal(known, used) {
		t.Errorf("the program uses %q, and pastes.txt has %q", used, known)
	}
}
