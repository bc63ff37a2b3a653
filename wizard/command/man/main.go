// Command man writes the manual pages of a release from the commands themselves:
//
//	go run ./wizard/command/man FOLDER 2026-11-28
//
// It is a separate program so that cobra's doc package is not in threelo.
package main

import (
	_ "embed"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra/doc"

	"threelo/wizard/command"
	"threelo/wizard/style"
)

// ending is the same on every page: exit status and variables.
//
//go:embed ending.roff
var ending string

// What mandoc asks for beyond cobra's pages: a whole date, tagged options, short lines.
var (
	month  = regexp.MustCompile(`(?m)^(\.TH \S+ "1") "[^"]*"`)
	option = regexp.MustCompile(`(?:\.PP\n)?(\\fB--?.*)\n\t(.*)\n\n`)
	empty  = regexp.MustCompile(`(?m)(\\fP)(?:\[=false\]|=""|=\[\])$`) // a default that says nothing
	long   = regexp.MustCompile(`(?m)^[^. ].{80,}$`)
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: man FOLDER DATE")
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		log.Fatal("man: ", err)
	}
}

// write makes a page with this date in a folder for every command.
func write(folder, date string) error {
	root := command.Commands()
	root.DisableAutoGenTag = true
	if err := doc.GenManTree(root, &doc.GenManHeader{Source: "threelo", Manual: "User commands"}, folder); err != nil {
		return err
	}
	pages, err := filepath.Glob(filepath.Join(folder, "*.1"))
	for _, path := range pages {
		page, err := os.ReadFile(path) //nolint:gosec // it was just written
		if err != nil {
			return err
		}
		text := month.ReplaceAllString(string(page), `$1 "`+date+`"`)
		text = option.ReplaceAllString(empty.ReplaceAllString(text, "$1"), ".TP\n$1\n$2\n") + ending
		text = long.ReplaceAllStringFunc(text, func(line string) string { return strings.Join(style.Wrap(line, 78), "\n") })
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // everybody may read a manual
			return err
		}
	}
	return err
}
