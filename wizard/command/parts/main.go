// Command parts tells what the program is made of, for a release:
//
//	go run ./wizard/command/parts licences > assets/licences.txt
//	go run ./wizard/command/parts sbom BINARY FILE VERSION
//
// The first gathers the licences of all that is linked in, on any system. The
// second reads the modules out of a built program and writes them as CycloneDX.
// It is a program of its own so that nothing of it is in threelo.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "parts:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 1 && args[0] == "licences":
		text, err := licences(context.Background())
		if err != nil {
			return err
		}
		_, err = os.Stdout.WriteString(text)
		return err
	case len(args) == 4 && args[0] == "sbom":
		document, err := sbom(args[1], args[3])
		if err != nil {
			return err
		}
		return os.WriteFile(args[2], document, 0o644) //nolint:gosec // everybody may read it
	}
	return errors.New("usage: parts licences | parts sbom BINARY FILE VERSION")
}
