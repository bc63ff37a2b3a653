package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"threelo/wizard/command"
	"threelo/wizard/desktop/desktoptest"
)

// documented lists a command and those below it, without hidden ones.
func documented(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() {
			all = append(all, documented(below)...)
		}
	}
	return all
}

// nameOf is the name of a page: threelo, threelo-check.
func nameOf(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

func TestEveryCommandHasAPageWithItsOptionsAndExamples(t *testing.T) {
	folder := t.TempDir()
	if err := write(folder, "2026-11-28"); err != nil {
		t.Fatal(err)
	}
	for _, c := range documented(command.Commands()) {
		text, err := os.ReadFile(filepath.Join(folder, nameOf(c)+".1"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, part := range []string{".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH EXIT STATUS"} {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s has no %s", c.CommandPath(), part)
			}
		}
		if c.Short == "" {
			t.Errorf("%s has no Short, which says in one line what it does", c.CommandPath())
		}
		if c.Example == "" && c.Runnable() && c.Name() != "version" && c.Parent().Name() != "completion" {
			t.Errorf("%s has no Example", c.CommandPath())
		}
	}
	root, err := os.ReadFile(filepath.Join(folder, "threelo.1"))
	if err != nil || !strings.Contains(string(root), `--no-browser`) || !strings.Contains(string(root), "threelo-check(1)") {
		t.Errorf("%v\n%s", err, root)
	}
}

func TestMandocHasNothingToSay(t *testing.T) {
	desktoptest.Needs(t, "mandoc")
	folder := t.TempDir()
	if err := write(folder, "2026-11-28"); err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(folder, "*.1"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("mandoc", append([]string{"-T", "lint", "-W", "all"}, pages...)...).CombinedOutput() //nolint:gosec // pages of the test
	if err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// The page for administrators has what the manual has.
func TestTheDocumentsNameEveryVariable(t *testing.T) {
	page, err := os.ReadFile("../../../docs/surroundings.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, names := range regexp.MustCompile(`\\fB(.+)\\fR`).FindAllStringSubmatch(ending, -1) {
		for name := range strings.SplitSeq(names[1], ", ") {
			if !strings.Contains(string(page), "`"+name) {
				t.Errorf("docs/surroundings.md lacks %s in its table of variables", name)
			}
		}
	}
}

// Homebrew's manifest names each page, and has no word for "all".
func TestTheReleaseNamesThePageOfEveryCommand(t *testing.T) {
	release, err := os.ReadFile("../../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range documented(command.Commands()) {
		if shell := c.HasParent() && c.Parent().Name() == "completion"; !shell && !strings.Contains(string(release), "- man/"+nameOf(c)+".1\n") {
			t.Errorf(".goreleaser.yaml lacks the line: - man/%s.1", nameOf(c))
		}
	}
}

func TestNothingForManualPagesIsInTheProgram(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "threelo").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, no := range []string{"threelo/wizard/command/man", "go-md2man", "cobra/doc"} {
		if strings.Contains(string(out), no) {
			t.Errorf("the program holds %s", no)
		}
	}
}
