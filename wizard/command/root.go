// Package command is the command line, with a file for each command.
package command

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"threelo/wizard/report"
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

// newRoot builds the command line.
func newRoot(s streams) *cobra.Command {
	var f journeyFlags
	root := &cobra.Command{
		Use:   "threelo",
		Short: "connect a product to Jira Cloud with an OAuth 2.0 (3LO) app of your own",
		Long: `threelo walks you through a product's own document for connecting it to Jira
Cloud: create the app, select the scopes, copy every value across, and check
that it works. It ends on a status screen for your support ticket.

Without a command it starts the wizard and asks for the product first.`,
		Example: `  threelo                          start, or continue where you left off
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
	flags.BoolVar(&f.fresh, "fresh", false, "set a saved setup aside and start again")
	addReportFlags(root, &f.reports, &f.overwrite, &f.anonymous)
	flags.BoolVar(&f.noAnimation, "no-animation", false, "nothing on the screen moves by itself")
	_ = root.RegisterFlagCompletionFunc("platform", completePlatforms)
	completeWords(root, "cloud", clouds...)

	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newCheck(s), newScopes(s), newPlatforms(s), newLint(s), newExplain(s), newReport(s), newSandbox(s), newVersion(s))
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.messages)
	addDefaults(root) // of these streams
	return root
}

func addReportFlags(cmd *cobra.Command, reports *[]string, overwrite, anonymous *bool) {
	cmd.Flags().StringArrayVar(reports, "report", nil, "save the report as this `file` (.png .svg .md .txt .json); may be given again")
	cmd.Flags().BoolVar(overwrite, "overwrite", false, "replace an existing report file")
	cmd.Flags().BoolVar(anonymous, "anonymous", false, "leave names and IDs out of reports")
}

// checkReports rejects a report file of an unknown kind, one that exists, or one in
// a missing folder, before anything else: a sign-in for nothing is a waste.
func checkReports(paths []string, overwrite bool) error {
	for _, p := range paths {
		if _, err := report.KindOf(p); err != nil {
			return &coded{exitUsage, err}
		}
		if !overwrite && exists(p) {
			return usage("the report file %s exists already: name another file, or add --overwrite", p)
		}
		if info, err := os.Stat(filepath.Dir(p)); err != nil || !info.IsDir() {
			return usage("the folder of the report file %s does not exist: make %s first, or name another file", p, filepath.Dir(p))
		}
	}
	return nil
}

// withTimeout is context.WithTimeout where 0 means none.
func withTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	if d == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, d, fmt.Errorf("there was no answer within %s: run the command again with a longer --timeout", d))
}

// Commands returns the command line as a tree, for the manual pages of a release.
// It runs nothing.
func Commands() *cobra.Command { return newRoot(streams{out: &results{Writer: io.Discard}}) }
