// Threelo connects a product to Jira Cloud with an OAuth 2.0 (3LO) app of your
// own, step by step, and proves that it works. See README.md.
package main

import (
	"os"

	"threelo/wizard/command"
)

func main() {
	os.Exit(command.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
