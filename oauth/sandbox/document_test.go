package sandbox

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestTheDocumentListsTheScenarios(t *testing.T) {
	file, err := os.ReadFile("../../docs/sandbox.md")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Split(string(file), "\n")
	at := slices.Index(page, fmt.Sprintf("| `%s` | %s |", Scenarios()[0].ID, Scenarios()[0].Line))
	if at < 0 {
		t.Fatal("docs/sandbox.md lacks the first scenario")
	}
	for i, info := range Scenarios() {
		if row := fmt.Sprintf("| `%s` | %s |", info.ID, info.Line); page[at+i] != row {
			t.Fatalf("docs/sandbox.md has in line %d\n%s\nand should have\n%s", at+i+1, page[at+i], row)
		}
	}
	if after := page[at+len(Scenarios())]; after != "" {
		t.Errorf("docs/sandbox.md has a row of its own: %s", after)
	}
}
