// Command man writes the manual pages of a release from the commands themselves:
//
//	go run ./wizard/command/man FOLDER
//
// It is a separate program so that cobra's doc package is not in threelo.
package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra/doc"

	"threelo/wizard/command"
)

// ending is the same on every page: exit status and variables.
//
//go:embed ending.roff
var ending []byte

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: man FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "man:", err)
		os.Exit(1)
	}
}

// write makes the folder and a page in it for every command, dated by
// SOURCE_DATE_EPOCH or today.
func write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
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
		if err := os.WriteFile(path, append(page, ending...), 0o644); err != nil { //nolint:gosec // everybody may read a manual
			return err
		}
	}
	return err
}
