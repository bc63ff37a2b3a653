package sandbox

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestTheDocumentListsWhatThePageLists(t *testing.T) {
	file, err := os.ReadFile("../../docs/sandbox.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows, listed []string
	for _, c := range allCertainties() {
		rows = append(rows, fmt.Sprintf("| %s | %s |", c.What, c.Sure))
	}
	for _, info := range Scenarios() {
		listed = append(listed, fmt.Sprintf("| `%s` | %s |", info.ID, info.Line))
	}
	for _, table := range [][]string{rows, listed} {
		sameRows(t, strings.Split(string(file), "\n"), table)
	}
}

// sameRows wants a table's rows on the page, in their order and with none between.
func sameRows(t *testing.T, page, want []string) {
	t.Helper()
	at := slices.Index(page, want[0])
	if at < 0 {
		t.Fatalf("docs/sandbox.md lacks the row %s", want[0])
	}
	for i, row := range append(slices.Clone(want), "") {
		if page[at+i] != row {
			t.Fatalf("docs/sandbox.md has in line %d\n%s\nand should have\n%s", at+i+1, page[at+i], row)
		}
	}
}
