package command

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"threelo/assets/english"
)

// didYouMean proposes the name that is spelled most alike, if one is.
func didYouMean(name string, names []string) string {
	if near := english.Nearest(name, names); near != "" {
		return fmt.Sprintf(" (did you mean %s?)", near)
	}
	return ""
}

// noArguments rejects arguments. For a mistyped command it proposes cobra's
// suggestion.
func noArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case !cmd.HasSubCommands():
		return usage("%s does not take %q: see %[1]s --help", cmd.CommandPath(), args[0])
	}
	hint := ""
	cmd.SuggestionsMinimumDistance = 2 // letters that may differ
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf(" (did you mean %s?)", near[0])
	}
	return usage("there is no command %q%s: see %s --help", args[0], hint, cmd.CommandPath())
}

// arguments requires exactly so many arguments; missing says which.
func arguments(count int, missing string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != count {
			return usage("%s: see %s --help", missing, cmd.CommandPath())
		}
		return nil
	}
}

var onePlatform = arguments(1, "name one platform (threelo platforms lists them)")

// flagError says in plain words what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
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
	case errors.As(err, &invalid):
		return usage("--%s cannot be %q: see %s", invalid.GetFlag().Name, invalid.GetValue(), help)
	}
	return usage("%w: see %s", err, help)
}
