package command

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/wizard/style"
)

const factsFile = "../../docs/facts.md"

const factsTop = `<!-- Made from assets/facts.yaml. Change it there, then: go test ./wizard/command -run Facts -update -->

# What threelo is not sure of

threelo was written from public documentation and from reports of other people. These facts are uncertain: where it
relies on one, it says “probably”. The first group a run observes by itself; its report says, under observations,
whether the fact was confirmed, refuted or unclear. Nothing of it is sent anywhere.

Did you see one confirmed or refuted? Open an issue with the ID, the date and what you saw, without names and secrets.
`

func factsPage() string {
	var out strings.Builder
	out.WriteString(factsTop)
	for _, group := range []struct {
		title    string
		observed bool
	}{{"Observed by a run", true}, {"Others", false}} {
		fmt.Fprintf(&out, "\n## %s\n", group.title)
		for _, f := range assets.Facts() {
			if f.Observed != group.observed {
				continue
			}
			fmt.Fprintf(&out, "\n### %s\n\n", f.ID)
			for _, line := range []string{
				f.Text,
				fmt.Sprintf("**How sure:** %s, looked at on %s. **Source:** %s.", surenessOf(f.Sure), f.Since, f.Source),
				fmt.Sprintf("**What would decide it:** %s.", f.Decide),
			} {
				out.WriteString(strings.Join(style.Wrap(line, 118), "\n") + "\n\n")
			}
		}
	}
	return strings.ReplaceAll(strings.TrimRight(out.String(), "\n")+"\n", "\n\n\n", "\n\n")
}

func TestThePageOfFactsSaysWhatTheDataSays(t *testing.T) {
	want := []byte(factsPage())
	if *update {
		if err := os.WriteFile(factsFile, want, 0o644); err != nil { //nolint:gosec // everybody may read the documents
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(factsFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("docs/facts.md differs from assets/facts.yaml; read it, and keep it with: go test ./wizard/command -run Facts -update\n%s", firstDifference(string(want), string(got)))
	}
}

func TestEveryFactIsComplete(t *testing.T) {
	ids := map[string]bool{}
	date := regexp.MustCompile(`^20\d\d-\d\d-\d\d$`)
	for _, f := range assets.Facts() {
		if f.ID == "" || ids[f.ID] || f.Text == "" || f.Source == "" || f.Decide == "" || !date.MatchString(f.Since) {
			t.Errorf("%q is incomplete, or occurs twice: %+v", f.ID, f)
		}
		ids[f.ID] = true
		if !slices.Contains([]string{"H", "M+", "M", "L"}, f.Sure) {
			t.Errorf("%s: sure %q", f.ID, f.Sure)
		}
	}
	for _, id := range []oauth.FactID{
		oauth.FactCallbackInLinks, oauth.FactOfflineAccessInScope, oauth.FactMadeUpCodeAnswer, oauth.FactWrongSecretAnswer,
		oauth.FactRefreshRotation, oauth.FactRepeatedSiteIDs, oauth.FactLoopbackHTTPAccepted, oauth.FactSingleCallbackBox,
	} {
		if f := factOf(string(id)); !f.Observed {
			t.Errorf("a run observes %s, and assets/facts.yaml does not list it as observed", id)
		}
	}
}

// factOf returns the fact with this ID, an empty one if there is none.
func factOf(id string) assets.Fact {
	for _, f := range assets.Facts() {
		if f.ID == id {
			return f
		}
	}
	return assets.Fact{}
}

// What a failure calls probable rests on a fact that can be confirmed or refuted.
func TestEveryUncertainFailureNamesItsFact(t *testing.T) {
	for _, f := range assets.Failures() {
		known := factOf(f.Fact).ID != ""
		switch uncertain := f.Probably() != ""; {
		case uncertain && !known:
			t.Errorf("%s is only probable, and its fact %q is not in assets/facts.yaml", f.ID, f.Fact)
		case !uncertain && f.Fact != "":
			t.Errorf("%s is certain, and names the fact %s", f.ID, f.Fact)
		}
	}
}

// Every other "probably" that a person can read is registered with its fact.
func TestNothingIsProbableWithoutAFact(t *testing.T) {
	registered := map[string]bool{} // whether each place still says it
	for _, f := range assets.Facts() {
		for _, place := range f.Said {
			registered[place] = false
		}
	}
	for _, said := range probables(t) {
		found := false
		for place := range registered {
			file, words, _ := strings.Cut(place, ": ")
			if file == said.file && strings.Contains(said.text, words) {
				registered[place], found = true, true
			}
		}
		if !found {
			t.Errorf("%s says “probably” without a fact: %.120q. Add the place under said: in assets/facts.yaml", said.file, said.text)
		}
	}
	for place, found := range registered {
		if !found {
			t.Errorf("assets/facts.yaml: %s no longer says “probably”; remove the place", place)
		}
	}
}

type probable struct{ file, text string }

// probables finds what the program's sentences call probable: strings in Go, and
// lines of data. Failures name their fact themselves.
func probables(t *testing.T) []probable {
	t.Helper()
	const root = "../.."
	var all []probable
	for _, dir := range []string{"assets", "steps", "oauth", "wizard"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || strings.Contains(path, "testdata") {
				return err
			}
			file := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
			switch filepath.Ext(path) {
			case ".yaml", ".json", ".txt":
				if file != "assets/failures.yaml" && file != "assets/facts.yaml" {
					all = append(all, probableLines(t, file, path)...)
				}
			case ".go":
				if !strings.HasSuffix(path, "_test.go") && file != "assets/failure.go" {
					all = append(all, probableStrings(t, file, path)...)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) < 5 {
		t.Errorf("only %d were found: the search is broken", len(all))
	}
	return all
}

func probableLines(t *testing.T, file, path string) []probable {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []probable
	for line := range strings.Lines(string(data)) {
		if strings.Contains(strings.ToLower(line), "probably") && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			all = append(all, probable{file, line})
		}
	}
	return all
}

func probableStrings(t *testing.T, file, path string) []probable {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var all []probable
	ast.Inspect(tree, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(strings.ToLower(lit.Value), "probably") {
			all = append(all, probable{file, lit.Value})
		}
		return true
	})
	return all
}
