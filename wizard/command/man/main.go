// Command man writes the manual pages from the commands themselves, when a
// release is built:
//
//	go run ./wizard/command/man FOLDER
//
// It is a program of its own so that nothing of it is in threelo.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"threelo/wizard/command"
)

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

// write makes the folder and a page in it for every command.
func write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, c := range documented(command.Commands()) {
		path := filepath.Join(folder, nameOf(c)+".1")
		if err := os.WriteFile(path, []byte(page(c)), 0o644); err != nil { //nolint:gosec // everybody may read a manual
			return err
		}
	}
	return nil
}

// documented lists a command and those below it, but for hidden ones.
func documented(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() {
			all = append(all, documented(below)...)
		}
	}
	return all
}
