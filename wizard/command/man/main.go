// Command man writes the manual pages of a release from the commands themselves:
//
//	go run ./wizard/command/man FOLDER
//
// It is a separate program so that cobra's doc package is not in threelo.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"threelo/wizard/command"
)

// exitStatus and variables are the same for every command.
const exitStatus = `.SH EXIT STATUS
0 ready, or done; 1 a check failed; 2 wrong usage, or a result that could not be
written; 3 not finished; 130, 143 and 129 after SIGINT, SIGTERM and SIGHUP.
.SH ENVIRONMENT
`

var variables = [][2]string{
	{"THREELO_CLIENT_SECRET", "the client secret, for check"},
	{"ACCESSIBLE", "lines instead of screens, when set"},
	{"TERM", "dumb asks for lines instead of screens"},
	{"NO_COLOR, CLICOLOR_FORCE", "no colours, or always colours"},
	{"BROWSER", "the program that opens links"},
	{"HTTPS_PROXY, NO_PROXY", "the proxy for the network"},
	{"SSL_CERT_FILE", "on Linux: the certificates that are trusted"},
	{"XDG_STATE_HOME", "the folder for saved setups, in a folder called threelo"},
	{"THREELO_AUTH_URL, THREELO_API_URL", "a stand-in's hosts, for tests; both or neither"},
	{"THREELO_CONSOLE_URL", "its console"},
}

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
		text, err := page(c)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, nameOf(c)+".1"), text, 0o644); err != nil { //nolint:gosec // everybody may read a manual
			return err
		}
	}
	return nil
}

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

// page writes a command's manual page, dated by SOURCE_DATE_EPOCH or today.
func page(c *cobra.Command) ([]byte, error) {
	var out bytes.Buffer
	c.InitDefaultHelpFlag()
	c.DisableAutoGenTag = true
	header := &doc.GenManHeader{Title: strings.ToUpper(nameOf(c)), Section: "1", Source: "threelo", Manual: "User commands"}
	if err := doc.GenMan(c, header, &out); err != nil {
		return nil, err
	}
	out.WriteString(exitStatus)
	for _, v := range variables {
		fmt.Fprintf(&out, ".TP\n\\fB%s\\fR\n%s\n", v[0], v[1])
	}
	return out.Bytes(), nil
}
