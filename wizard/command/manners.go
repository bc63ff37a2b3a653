package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"threelo/assets"
	"threelo/steps/lint"
)

// didYouMean proposes the nearest name, when one is near, or one that begins so.
func didYouMean(name string, names []string) string {
	near := lint.Nearest(name, names)
	if near == "" && len(name) >= 3 {
		if i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, strings.ToLower(name)) }); i >= 0 {
			near = names[i]
		}
	}
	if near == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", near)
}

// noArguments answers a mistyped command with the nearest one.
func noArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasSubCommands():
		return noCommand(cmd, args[0])
	}
	return usage("%s takes no %q: see %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())
}

func noCommand(below *cobra.Command, name string) error {
	var names []string
	for _, c := range below.Commands() {
		names = append(names, c.Name())
	}
	return usage("there is no command %q%s: see %s --help", name, didYouMean(name, names), below.CommandPath())
}

// flagError says in plain words what is wrong with a flag, with the nearest one
// for an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var without *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	help := cmd.CommandPath() + " --help"
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return usage("there is no flag -%s: see %s", unknown.GetSpecifiedName(), help)
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		name := "--" + unknown.GetSpecifiedName()
		return usage("there is no flag %s%s: see %s", name, didYouMean(name, names), help)
	case errors.As(err, &without):
		return usage("--%s needs a value behind it: see %s", without.GetSpecifiedName(), help)
	case errors.As(err, &invalid):
		return usage("--%s cannot be %q: %s", invalid.GetFlag().Name, invalid.GetValue(), wantedOf(invalid.GetFlag().Value.Type()))
	}
	return usage("%w: see %s", err, help)
}

// wantedOf says what a flag of this type takes.
func wantedOf(kind string) string {
	switch kind {
	case "bool":
		return "it stands alone, without a value"
	case "duration":
		return "it takes a time such as 90s or 5m"
	}
	return "it takes a " + kind
}

// completePlatforms offers the built-in platforms, and files of one's own.
func completePlatforms(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, l := range assets.Shelf() {
		out = append(out, l.ID+"\t"+l.Name)
	}
	return out, cobra.ShellCompDirectiveDefault
}

// completeOnePlatform offers them for a command's only argument.
func completeOnePlatform(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completePlatforms(cmd, args, begun)
}

// completeWords offers what a flag may be.
func completeWords(cmd *cobra.Command, flag string, words ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completing tells whether a shell asks what may come next.
func completing(args []string) bool { return len(args) > 0 && args[0] == cobra.ShellCompRequestCmd }

// unquote takes the marks around a value's name out of what flags say. The help
// reads them, a shell that completes would show them.
func unquote(c *cobra.Command) {
	c.Flags().VisitAll(func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") })
	for _, below := range c.Commands() {
		unquote(below)
	}
}

// teachDefaults gives the commands that cobra adds by itself, help and
// completion, the manners of the others.
func teachDefaults(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Short = "say how a command is used"
			c.Args = func(_ *cobra.Command, args []string) error {
				found, rest, err := root.Find(args)
				if err == nil && len(rest) > 0 {
					return noCommand(found, rest[0])
				}
				return err
			}
		case "completion":
			c.Short = "print what a shell needs to complete commands, flags and platforms"
			c.Long = "completion prints a script for your shell. With it the tab key completes commands,\nflags, platforms and mistakes of the sandbox. threelo completion SHELL --help says\nwhere the script goes."
			c.Example = "  source <(threelo completion bash)                          for this session\n  threelo completion fish > ~/.config/fish/completions/threelo.fish"
			c.Args = noArguments
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
			for _, shell := range c.Commands() {
				shell.Short = "print the script for " + shell.Name()
			}
		}
	}
}
