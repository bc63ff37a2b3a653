package wizard

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors are the houses of docs/architecture.md from the ground up. A package
// may import its own floor and those below.
var floors = []string{"threelo/assets", "threelo/oauth", "threelo/steps", "threelo/wizard", "threelo"}

// talking are the packages that open connections.
var talking = []string{"threelo/oauth/client", "threelo/oauth/receiver", "threelo/oauth/sandbox"}

// floorOf is the floor of a package, -1 for one that is not the program's.
func floorOf(path string) int {
	for i, floor := range floors {
		if path == floor || strings.HasPrefix(path, floor+"/") {
			return i
		}
	}
	return -1
}

// wrongWay says what is wrong with an import, "" when nothing is.
func wrongWay(from, to string) string {
	pure := strings.HasPrefix(from, "threelo/steps") || from == "threelo/oauth"
	switch {
	case floorOf(to) < 0:
		return ""
	case floorOf(to) > floorOf(from):
		return "it points up"
	case pure && slices.ContainsFunc(talking, func(p string) bool { return to == p || strings.HasPrefix(to, p+"/") }):
		return "what is pure talks to nobody"
	case from == "threelo" && to != "threelo/wizard/command":
		return "main starts the command line and knows nothing else"
	}
	return ""
}

func TestArrowsPointDown(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{$p := .ImportPath}}{{range .Imports}}{{$p}} {{.}}{{"\n"}}{{end}}`, "threelo/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		from, to, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		if floorOf(to) >= 0 {
			seen++
		}
		if why := wrongWay(from, to); why != "" {
			t.Errorf("%s imports %s: %s", from, to, why)
		}
	}
	if seen < 50 {
		t.Errorf("only %d imports were looked at", seen)
	}
}

func TestAnArrowThatTurnsUpIsSeen(t *testing.T) {
	for _, wrong := range [][2]string{
		{"threelo/assets", "threelo/oauth"},
		{"threelo/oauth/client", "threelo/steps"},
		{"threelo/oauth", "threelo/oauth/client"},
		{"threelo/steps/lint", "threelo/oauth/client"},
		{"threelo/steps", "threelo/wizard/style"},
		{"threelo/wizard/report", "threelo"},
		{"threelo", "threelo/wizard"},
	} {
		if wrongWay(wrong[0], wrong[1]) == "" {
			t.Errorf("%s may import %s", wrong[0], wrong[1])
		}
	}
	for _, right := range [][2]string{{"threelo/oauth/client", "threelo/oauth"}, {"threelo/wizard", "threelo/oauth/receiver"}, {"threelo/steps", "fmt"}, {"threelo", "threelo/wizard/command"}} {
		if why := wrongWay(right[0], right[1]); why != "" {
			t.Errorf("%s may not import %s: %s", right[0], right[1], why)
		}
	}
}
