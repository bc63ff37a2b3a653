package sandbox

import (
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What judges and what is judged share nothing: otherwise one mistake in a
// shared table would be on both sides, and no test would see it.
func TestTheSandboxImportsNothingOfTheProgram(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imported := range file.Imports {
			if path := imported.Path.Value; strings.HasPrefix(path, `"threelo/`) && path != `"threelo/oauth/sandbox"` {
				t.Errorf("%s imports %s", name, imported.Path.Value)
			}
		}
	}
}

// Names in quotes are not checked by the compiler: one that is misspelt would be
// an empty answer.
func TestEveryNamedAnswerExistsAndIsUsed(t *testing.T) {
	used := map[string]map[string]bool{"refuse": {}, "fixed": {}}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile(`\b(refuse|fixed)\("([^"]+)"`)
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range call.FindAllStringSubmatch(string(source), -1) {
			used[found[1]][found[2]] = true
		}
	}
	for _, x := range Scenarios() {
		for _, name := range []string{x.Request, x.Account, x.Site} {
			used["refuse"][name] = true
		}
		for _, name := range []string{x.Token, x.Code, x.Renewal, x.Call} {
			used["fixed"][name] = true
		}
	}
	for _, e := range endpoints() {
		used["fixed"][e.Reply] = true
	}
	for what, names := range map[string][]string{
		"refuse": slices.Sorted(maps.Keys(refusals())), "fixed": slices.Sorted(maps.Keys(replies())),
	} {
		delete(used[what], "")
		if got := slices.Sorted(maps.Keys(used[what])); !slices.Equal(got, names) {
			t.Errorf("%s: the program uses %q, and the data has %q", what, got, names)
		}
	}
}
