// Package documents holds tests only: what README and docs tell people to do is
// done here, so that it cannot go stale.
package documents

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"threelo/wizard/command"
)

// root is the top of the repository, from here.
const root = "../../.."

// documented is one command line and where it stands.
type documented struct {
	line string
	in   string // "docs/report.md", or "threelo report --help"
}

// pages are the documents by their paths below root.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"*.md", "docs/*.md", ".github/*.md"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file) //nolint:gosec // a page of the project's own
			if err != nil {
				t.Fatal(err)
			}
			name, err := filepath.Rel(root, file)
			if err != nil {
				t.Fatal(err)
			}
			all[filepath.ToSlash(name)] = strings.ReplaceAll(string(text), "\r\n", "\n")
		}
	}
	return all
}

var (
	fence   = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")
	span    = regexp.MustCompile("`([^`]+)`")
	program = regexp.MustCompile(`^([A-Z_]+=\S+ |source <\(|(pass|pbpaste)[^|]*\| )*(threelo|go|podman|\.ci/\w+)( |$)`)
	setting = regexp.MustCompile(`^([A-Z_]+=\S+) `)
	remark  = regexp.MustCompile(`\s+#\s.*$`)
	column  = regexp.MustCompile(`\s{2,}`)
)

// blocks are a page's fenced blocks in a language.
func blocks(page, language string) []string {
	var all []string
	for _, found := range fence.FindAllStringSubmatch(page, -1) {
		if found[1] == language {
			all = append(all, found[2])
		}
	}
	return all
}

// isScript tells a block that is one script from one that lists commands.
func isScript(block string) bool {
	for line := range strings.Lines(block) {
		if !program.MatchString(strings.TrimSpace(line)) {
			return true
		}
	}
	return false
}

// spans are the pieces of code in a page's sentences and tables.
func spans(page string) []string {
	var all []string
	for _, found := range span.FindAllStringSubmatch(fence.ReplaceAllString(page, ""), -1) {
		all = append(all, strings.Join(strings.Fields(found[1]), " "))
	}
	return all
}

// commands lists every command that a document or the help tells people to run,
// each once.
func commands(t *testing.T) []documented {
	t.Helper()
	var all []documented
	seen := map[string]bool{}
	add := func(line, in string) {
		if line = remark.ReplaceAllString(strings.TrimSpace(line), ""); line != "" && !seen[line] {
			seen[line] = true
			all = append(all, documented{line, in})
		}
	}
	for name, page := range pages(t) {
		for _, block := range blocks(page, "sh") {
			if !isScript(block) {
				for line := range strings.Lines(block) {
					add(line, name)
				}
			}
		}
		for _, code := range spans(page) {
			if program.MatchString(code) {
				add(code, name)
			}
		}
	}
	for _, c := range withBelow(command.Commands()) {
		for line := range strings.Lines(c.Example) {
			add(column.Split(strings.TrimSpace(line), 2)[0], c.CommandPath()+" --help")
		}
	}
	return all
}

// withBelow lists a command and those below it.
func withBelow(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, below := range c.Commands() {
		all = append(all, withBelow(below)...)
	}
	return all
}
