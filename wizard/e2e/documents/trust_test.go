package documents

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// testNames are the tests and fuzz targets of the whole project.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // a file of the project's own
		for _, found := range declared.FindAllSubmatch(text, -1) {
			names[string(found[1])] = true
		}
		return err
	})
	if err != nil || len(names) < 100 {
		t.Fatalf("%d tests, %v", len(names), err)
	}
	return names
}

// Each promise of the threat model names the test that keeps it.
func TestEveryPromiseOfTheThreatModelNamesItsTest(t *testing.T) {
	t.Parallel()
	names := testNames(t)
	page := pages(t)["docs/threat-model.md"]
	promised := 0
	for _, found := range regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllStringSubmatch(page, -1) {
		promised++
		if !names[found[1]] {
			t.Errorf("docs/threat-model.md names %s, and there is no such test", found[1])
		}
	}
	if promised < 60 {
		t.Errorf("only %d tests are named", promised)
	}
	for _, table := range []string{"| promise | test |", "| text comes in | test |", "| text goes out | test |"} {
		_, rows, found := strings.Cut(page, table)
		rows, _, _ = strings.Cut(rows, "\n\n")
		if !found {
			t.Errorf("there is no table %q", table)
		}
		for _, row := range strings.Split(rows, "\n")[2:] {
			if !strings.Contains(row, "`Test") && !strings.Contains(row, "`Fuzz") {
				t.Errorf("no test for %s", row)
			}
		}
	}
}

func workflow(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, ".github", "workflows", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

func TestTheWorkflowsPinWhatTheyUseAndFailOnAVulnerability(t *testing.T) {
	t.Parallel()
	pinned := regexp.MustCompile(`^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	for _, name := range []string{"ci.yml", "release.yml"} {
		text := workflow(t, name)
		uses := regexp.MustCompile(`(?m)uses: (.+)$`).FindAllStringSubmatch(text, -1)
		if len(uses) < 2 {
			t.Errorf("%s uses %d actions", name, len(uses))
		}
		for _, used := range uses {
			if !pinned.MatchString(used[1]) {
				t.Errorf("%s uses %s, which is not pinned by commit with its version", name, used[1])
			}
		}
		for line := range strings.Lines(text) {
			if strings.Contains(line, "@latest") || strings.Contains(line, "continue-on-error") {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
	if ci := workflow(t, "ci.yml"); !regexp.MustCompile(`(?m)- run: go run golang\.org/x/vuln/cmd/govulncheck@v[\d.]+ \./\.\.\.$`).MatchString(ci) {
		t.Error("govulncheck does not fail the build")
	}
}

func TestAReleaseHasChecksumsListsOfItsPartsAndItsProvenance(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root, ".goreleaser.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"\nchecksum:\n  name_template: checksums.txt\n", "\nsboms:\n  - artifacts: archive\n"} {
		if !strings.Contains(strings.ReplaceAll(string(text), "\r\n", "\n"), part) {
			t.Errorf(".goreleaser.yaml lacks %q", part)
		}
	}
	release := workflow(t, "release.yml")
	for _, part := range []string{"id-token: write", "attestations: write", "actions/attest-build-provenance@", "subject-checksums: dist/checksums.txt"} {
		if !strings.Contains(release, part) {
			t.Errorf("release.yml lacks %q", part)
		}
	}
	if strings.Index(release, "goreleaser release --clean") > strings.Index(release, "attest-build-provenance") {
		t.Error("the provenance is attested before there is anything to attest")
	}
}

func TestSecurityMDSaysWhatToReportAndHow(t *testing.T) {
	t.Parallel()
	page := pages(t)[".github/SECURITY.md"]
	headings := regexp.MustCompile(`(?m)^## .+$`).FindAllString(page, -1)
	for _, heading := range []string{"## Report a vulnerability", "## What to report", "## If a secret of yours may have leaked", "## Check a release"} {
		if !slices.Contains(headings, heading) {
			t.Errorf(".github/SECURITY.md lacks %q: %q", heading, headings)
		}
	}
}
