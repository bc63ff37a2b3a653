package sandbox

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestTheDocumentListsWhatThePageLists(t *testing.T) {
	file, err := os.ReadFile("../../docs/sandbox.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows, listed strings.Builder
	for _, f := range faiths {
		fmt.Fprintf(&rows, "| %s | %s |\n", f.What, f.Sure)
	}
	if !strings.Contains(string(file), rows.String()) {
		t.Errorf("the table in docs/sandbox.md should be:\n%s", rows.String())
	}
	for _, info := range Scenarios() {
		fmt.Fprintf(&listed, "| `%s` | %s |\n", info.ID, info.Line)
	}
	if !strings.Contains(string(file), listed.String()) {
		t.Errorf("the scenarios in docs/sandbox.md should be:\n%s", listed.String())
	}
}
