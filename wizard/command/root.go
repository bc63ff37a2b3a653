package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"threelo/assets"
	"threelo/wizard/export"
)

// journeyFlags are those of the wizard itself.
type journeyFlags struct {
	platform    string
	demo        bool
	auto        bool
	plain       bool
	noBrowser   bool
	cloud       string
	fresh       bool
	reports     []string
	overwrite   bool
	anonymous   bool
	noAnimation bool
}

func newRoot(s streams) *cobra.Command {
	var f journeyFlags
	root := &cobra.Command{
		Use:   "threelo",
		Short: "connect a product to Jira Cloud with an OAuth 2.0 (3LO) app of your own",
		Long: `threelo walks you through a product's own document for connecting it to Jira
Cloud: create the app, tick the scopes, carry every value across, and prove
that it works. It ends on a status screen for your support ticket.

Without a command it starts the wizard and asks for the product first.`,
		Example: `  threelo                          start, or go on where you left off
  threelo --demo                   rehearse everything without touching Atlassian
  threelo --plain                  lines instead of screens, for screen readers and logs
  threelo --report status.png      save the status at the end`,
		Args:          noArguments,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runJourney(cmd.Context(), s, f)
		},
	}
	flags := root.Flags()
	flags.StringVar(&f.platform, "platform", "", "skip the question: a platform's `id` or file")
	flags.BoolVar(&f.demo, "demo", false, "rehearse against the built-in sandbox; everything says DEMO")
	flags.BoolVar(&f.auto, "auto", false, "with --demo: the sandbox does every step, unattended")
	flags.BoolVar(&f.plain, "plain", false, "lines instead of screens")
	flags.BoolVar(&f.noBrowser, "no-browser", false, "print links, open nothing")
	flags.StringVar(&f.cloud, "cloud", "commercial", "Atlassian's hosts: commercial or gov")
	flags.BoolVar(&f.fresh, "fresh", false, "set a saved setup aside and start anew")
	addReportFlags(root, &f.reports, &f.overwrite, &f.anonymous)
	flags.BoolVar(&f.noAnimation, "no-animation", false, "nothing moves by itself")
	_ = root.RegisterFlagCompletionFunc("platform", completePlatforms)
	_ = root.RegisterFlagCompletionFunc("cloud", cobra.FixedCompletions([]string{"commercial", "gov"}, cobra.ShellCompDirectiveNoFileComp))

	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(newCheck(s), newScopes(s), newPlatforms(s), newLint(s), newExplain(s), newReport(s), newSandbox(s), newVersion(s))
	return root
}

func addReportFlags(cmd *cobra.Command, reports *[]string, overwrite, anonymous *bool) {
	cmd.Flags().StringArrayVar(reports, "report", nil, "save the report as this `file` (.png .svg .md .txt .json); may be given again")
	cmd.Flags().BoolVar(overwrite, "overwrite", false, "replace an existing report file")
	cmd.Flags().BoolVar(anonymous, "anonymous", false, "leave out of reports whose they are")
}

// checkReports refuses a report file of no known kind, or one that exists,
// before anything else is done.
func checkReports(paths []string, overwrite bool) error {
	for _, p := range paths {
		if _, err := export.KindOf(p); err != nil {
			return &coded{exitUsage, err}
		}
		if !overwrite && exists(p) {
			return usage("the report file %s exists already: name another one, or add --overwrite", p)
		}
	}
	return nil
}

// noArguments answers a mistyped command with the nearest one.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return usage("there is no command %q%s: see threelo --help", args[0], didYouMean(args[0], names))
}

// flagError adds the nearest flag to an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	text := err.Error()
	if _, name, ok := strings.Cut(text, "unknown flag: --"); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *flagOf) { names = append(names, "--"+f.Name) })
		return usage("there is no flag --%s%s: see %s --help", name, didYouMean("--"+name, names), cmd.CommandPath())
	}
	return usage("%s: see %s --help", text, cmd.CommandPath())
}

func completePlatforms(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, l := range assets.Shelf() {
		out = append(out, l.ID+"\t"+l.Name)
	}
	return out, cobra.ShellCompDirectiveDefault
}

// withTimeout is context.WithTimeout where 0 means none.
func withTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	if d == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, d, fmt.Errorf("nothing came within %s", d))
}

// Commands is the command line as a tree, for what is made from it when a
// release is built: it describes, and runs nothing.
func Commands() *cobra.Command {
	root := newRoot(streams{})
	root.InitDefaultCompletionCmd()
	return root
}
