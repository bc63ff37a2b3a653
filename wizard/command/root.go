// Package command is the command line, with a file for each command.
package command

import (
	"cmp"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// journeyFlags are those of the wizard itself.
type journeyFlags struct {
	runFlags
	demo, auto, plain, fresh, noAnimation, version bool
}

// newRoot builds the command line.
func newRoot(s streams) *cobra.Command {
	var f journeyFlags
	root := &cobra.Command{
		Use:           "threelo",
		Short:         "connect a product to Jira Cloud with an OAuth 2.0 (3LO) app of your own",
		Args:          noArguments,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.version {
				s.out.println("%s", versionLine())
				return nil
			}
			return runJourney(cmd.Context(), s, f)
		},
	}
	f.add(root, "skip the question: a platform's `id` or file")
	flags := root.Flags()
	flags.BoolVar(&f.demo, "demo", false, "rehearse against the built-in sandbox; everything says DEMO")
	flags.BoolVar(&f.auto, "auto", false, "with --demo: the sandbox does every step, unattended")
	flags.BoolVar(&f.plain, "plain", false, "lines instead of screens")
	flags.BoolVar(&f.fresh, "fresh", false, "set a saved setup aside and start again")
	flags.BoolVar(&f.noAnimation, "no-animation", false, "nothing on the screen moves by itself")

	// Not cobra's own --version: its template would keep every method in the program.
	flags.BoolVar(&f.version, "version", false, "print the version")

	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newCheck(s), newScopes(s), newPlatforms(s), newLint(s), newExplain(s),
		newReport(s), newSheet(s), newSandbox(s), newSetups(s), newVersion(s))
	root.SetHelpFunc(func(c *cobra.Command, _ []string) {
		usage := strings.ReplaceAll(c.UsageString(), "[=true|false]", strings.Repeat(" ", len("[=true|false]")))
		s.out.println("%s\n\n%s", strings.TrimSpace(cmp.Or(c.Long, c.Short)), strings.TrimSpace(usage))
	})
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.messages)
	addDefaults(root) // of these streams
	addHelp(root)
	return root
}

// Commands returns the command line as a tree, for the manual pages of a release.
// It runs nothing.
func Commands() *cobra.Command { return newRoot(streams{out: &results{Writer: io.Discard}}) }
