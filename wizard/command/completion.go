package command

import (
	"cmp"
	_ "embed"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"threelo/assets"
)

// completePlatforms completes a flag, or the only argument of a command, with the
// built-in platforms, and with files.
func completePlatforms(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, l := range assets.Shelf() {
		out = append(out, l.ID+"\t"+l.Name)
	}
	return out, cobra.ShellCompDirectiveDefault
}

// completeWords completes a flag with these words.
func completeWords(cmd *cobra.Command, flag string, words ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// unquote removes the quotes around a value's name from the texts of flags: help
// needs them, and a shell would show them.
func unquote(c *cobra.Command) {
	c.Flags().VisitAll(func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") })
	for _, below := range c.Commands() {
		unquote(below)
	}
}

// helpTexts has the longer help of each command, and its examples.
//
//go:embed help.txt
var helpTexts string

// addHelp gives a command, and those below it, what helpTexts has for them.
func addHelp(c *cobra.Command) {
	if _, own, ok := strings.Cut(helpTexts, "# "+c.CommandPath()+"\n"); ok {
		own, _, _ = strings.Cut(own, "\n# ")
		long, examples, _ := strings.Cut(strings.ReplaceAll(own, "{platform}", exampleID()), "Examples:\n")
		c.Long, c.Example = cmp.Or(strings.TrimSpace(long), c.Long), strings.TrimRight(examples, "\n")
	}
	for _, below := range c.Commands() {
		addHelp(below)
	}
}

// addDefaults adds cobra's help and completion commands, and makes them reject
// unknown arguments as the other commands do.
func addDefaults(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Short = "explain a command"
			c.Args = func(_ *cobra.Command, args []string) error {
				found, rest, err := root.Find(args)
				if err == nil && len(rest) > 0 {
					return noArguments(found, rest)
				}
				return err
			}
		case "completion":
			c.Short = "print a script that completes commands in your shell"
			c.Args = noArguments
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		}
	}
}
