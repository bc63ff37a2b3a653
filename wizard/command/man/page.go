package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// exits are the same for every command.
const exits = `0 ready, or done; 1 a check failed; 2 wrong usage; 3 not finished; 130, 143
and 129 after SIGINT, SIGTERM and SIGHUP.`

// variables are what the program reads from the environment.
var variables = [][2]string{
	{"THREELO_CLIENT_SECRET", "the client secret, for check"},
	{"ACCESSIBLE", "lines instead of screens, when set"},
	{"TERM", "dumb asks for lines instead of screens"},
	{"NO_COLOR, CLICOLOR_FORCE", "no colours, or colours in any case"},
	{"BROWSER", "the program that opens links"},
	{"HTTPS_PROXY, NO_PROXY", "the way out to the network"},
	{"SSL_CERT_FILE", "on Linux: the certificates that are trusted"},
	{"XDG_STATE_HOME", "the folder for saved setups, in one of its own called threelo"},
	{"THREELO_AUTH_URL, THREELO_API_URL", "a stand-in's hosts, for tests; both or neither"},
	{"THREELO_CONSOLE_URL", "its console"},
}

// nameOf is a page's name: threelo, threelo-check.
func nameOf(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// page writes a command's manual page in the roff of man(7).
func page(c *cobra.Command) string {
	c.InitDefaultHelpFlag()
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line(`.TH "%s" 1 "" threelo "User commands"`, strings.ToUpper(nameOf(c)))
	line(".SH NAME\n%s \\- %s", escaped(nameOf(c)), escaped(c.Short))
	line(".SH SYNOPSIS\n\\fB%s\\fR", escaped(c.UseLine()))
	if c.Long != "" {
		line(".SH DESCRIPTION\n%s", paragraphs(c.Long))
	}
	if below := documented(c)[1:]; len(below) > 0 {
		line(".SH COMMANDS")
		for _, b := range below {
			if b.Parent() == c {
				line(".TP\n\\fB%s\\fR(1)\n%s", escaped(nameOf(b)), escaped(b.Short))
			}
		}
	}
	line(".SH OPTIONS")
	c.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			line(".TP\n%s", option(f))
		}
	})
	if c.Example != "" {
		line(".SH EXAMPLES\n.nf\n%s\n.fi", escaped(c.Example))
	}
	line(".SH EXIT STATUS\n%s", exits)
	line(".SH ENVIRONMENT")
	for _, v := range variables {
		line(".TP\n\\fB%s\\fR\n%s", escaped(v[0]), escaped(v[1]))
	}
	if parent := c.Parent(); parent != nil {
		line(".SH SEE ALSO\n\\fB%s\\fR(1)", escaped(nameOf(parent)))
	}
	return out.String()
}

// option writes a flag as "--name value" and what it does.
func option(f *pflag.Flag) string {
	value, usage := pflag.UnquoteUsage(f)
	head := `\fB\-\-` + escaped(f.Name) + `\fR`
	if f.Shorthand != "" {
		head = `\fB\-` + escaped(f.Shorthand) + `\fR, ` + head
	}
	if value != "" {
		head += ` \fI` + escaped(value) + `\fR`
	}
	return head + "\n" + escaped(usage)
}

// paragraphs keeps the empty lines of a text as breaks between paragraphs.
func paragraphs(text string) string {
	return strings.ReplaceAll(escaped(strings.TrimSpace(text)), "\n\n", "\n.PP\n")
}

// escaped keeps a text from being read as roff: backslashes, hyphens, and dots
// and quotes at the start of a line.
func escaped(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
