package documents

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"threelo/wizard/command"
)

var (
	flagName     = regexp.MustCompile(`^--([a-z][a-z-]*)`)
	variableName = regexp.MustCompile(`^THREELO_[A-Z_]+`)
	ownPath      = regexp.MustCompile(`^(assets|docs|oauth|steps|wizard|\.ci|\.github)/[\w./-]+$`)
	link         = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	anchor       = regexp.MustCompile(`<a id="([^"]+)">`)
	identifier   = regexp.MustCompile(`^(?:[A-Z]\w*\.)?([A-Za-z]\w+)$`)
	notInAnchors = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// A flag, a variable or a file that a document names is there.
func TestWhatTheDocumentsNameIsThere(t *testing.T) {
	var flags []string
	for _, c := range withBelow(command.Commands()) {
		c.Flags().VisitAll(func(f *pflag.Flag) { flags = append(flags, f.Name) })
	}
	flags = append(flags, "help", "skip") // skip is goreleaser's
	source := sources(t)
	for name, page := range pages(t) {
		for _, code := range spans(page) {
			if found := flagName.FindStringSubmatch(code); found != nil && !slices.Contains(flags, found[1]) {
				t.Errorf("%s: no command has the flag %s", name, code)
			}
			if variable := variableName.FindString(code); variable != "" && !strings.Contains(source, `"`+variable+`"`) {
				t.Errorf("%s: nothing reads %s", name, code)
			}
			if ownPath.MatchString(code) {
				if _, err := os.Stat(filepath.Join(root, code)); err != nil {
					t.Errorf("%s: there is no %s", name, code)
				}
			}
		}
	}
}

// What the page on the architecture calls a piece of code is in the code.
func TestTheNamesOfTheArchitectureAreInTheCode(t *testing.T) {
	source := sources(t)
	for _, code := range spans(pages(t)["docs/architecture.md"]) {
		name := identifier.FindStringSubmatch(code)
		if name != nil && !regexp.MustCompile(`\b`+name[1]+`\b`).MatchString(source) {
			t.Errorf("docs/architecture.md names %s, and nothing in the code has that name", code)
		}
	}
}

// The README has an example of each command.
func TestTheREADMEKnowsEveryCommand(t *testing.T) {
	readme := pages(t)["README.md"]
	for _, c := range command.Commands().Commands() {
		if c.IsAvailableCommand() && !strings.Contains(readme, "`threelo "+c.Name()) {
			t.Errorf("README.md has no example of %s in its table of commands", c.CommandPath())
		}
	}
}

// sources is all Go code of the project, as one text.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // the project's own
		all.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// A link from one page to another leads to a file, and to a place in it.
func TestTheLinksBetweenTheDocumentsLeadSomewhere(t *testing.T) {
	all := pages(t)
	for name, page := range all {
		for _, found := range link.FindAllStringSubmatch(fence.ReplaceAllString(page, ""), -1) {
			target, place, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			file := name
			if target != "" {
				file = filepath.ToSlash(filepath.Join(filepath.Dir(name), target))
			}
			if _, err := os.Stat(filepath.Join(root, file)); err != nil {
				t.Errorf("%s links to %s: %v", name, found[1], err)
			}
			if place != "" && !slices.Contains(places(all[file]), place) {
				t.Errorf("%s links to %s, and there is no such place", name, found[1])
			}
		}
	}
}

// The index of the documents links to each page in its folder.
func TestTheIndexHasEveryPage(t *testing.T) {
	all := pages(t)
	for name := range all {
		page, below := strings.CutPrefix(name, "docs/")
		if below && page != "README.md" && !strings.Contains(all["docs/README.md"], "("+page+")") {
			t.Errorf("docs/README.md does not link to %s", page)
		}
	}
}

// places are the anchors of a page: those that it sets, and those of its headings.
func places(page string) []string {
	var all []string
	for _, found := range anchor.FindAllStringSubmatch(page, -1) {
		all = append(all, found[1])
	}
	for line := range strings.Lines(fence.ReplaceAllString(page, "")) {
		if title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") {
			all = append(all, strings.ReplaceAll(notInAnchors.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), ""), " ", "-"))
		}
	}
	return all
}
