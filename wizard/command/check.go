package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"threelo/oauth"
	"threelo/oauth/client"
	"threelo/steps/dialog"
	"threelo/wizard"
	"threelo/wizard/check"
	"threelo/wizard/desktop"
	"threelo/wizard/report"
)

type checkFlags struct {
	runFlags
	inputs             map[dialog.InputID]*string
	scopes, secretFile string
	json, noSignIn     bool
	timeout            time.Duration
}

// inputFlags are the fields that a flag fills in: dialog.Input names the flag.
var inputFlags = []struct {
	input    dialog.InputID
	keptIn   func(*dialog.Setup) *string
	help     string
	required bool
}{
	{dialog.InputClientID, func(s *dialog.Setup) *string { return &s.ClientID }, "the app's client `ID` (required without --from)", true},
	{dialog.InputCallback, func(s *dialog.Setup) *string { return &s.Callback }, "the app's callback `URL`, exactly as saved (required without --from)", true},
	{dialog.InputSite, func(s *dialog.Setup) *string { return &s.Site }, "the Jira site; needed if the account reaches several", false},
	{dialog.InputAccount, func(s *dialog.Setup) *string { return &s.Account }, "the account that should press Accept: its name or ID", false},
	{dialog.InputProject, func(s *dialog.Setup) *string { return &s.Project }, "the `key` of the Jira project in which to check permissions", false},
}

func newCheck(s streams) *cobra.Command {
	f := checkFlags{inputs: map[dialog.InputID]*string{}}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "sign in, test and report without screens, for scripts",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.validate(cmd); err != nil {
				return err
			}
			return runCheck(cmd.Context(), s, f)
		},
	}
	f.add(cmd, "a platform's `id` or file (required without --from)")
	flags := cmd.Flags()
	for _, flag := range inputFlags {
		in, _ := dialog.InputOf(flag.input)
		f.inputs[flag.input] = flags.String(in.Flag, "", flag.help)
	}
	flags.StringVar(&f.scopes, "scopes", "", "the scopes to ask for instead of the platform's, separated by spaces")
	flags.StringVar(&f.secretFile, "secret-file", "", "read the secret from this `file`; - for the first line of standard input")
	flags.BoolVar(&f.json, "json", false, "print the report as JSON")
	flags.BoolVar(&f.noSignIn, "no-sign-in", false, "check client ID and secret only; --platform and --callback may be left out")
	flags.DurationVar(&f.timeout, "timeout", 5*time.Minute, "how long to wait for the browser and the tests")
	return cmd
}

func runCheck(ctx context.Context, s streams, f checkFlags) error {
	platform, config, err := f.prepare(ctx, s, desktop.Here(), false)
	switch {
	case err != nil:
		return err
	case platform == nil && !f.noSignIn:
		return f.noPlatform(config.Earlier)
	}
	test, err := f.setupOf(config, platform)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, f.timeout, fmt.Errorf("no answer came within %s: run the command again with a longer --timeout", f.timeout))
	defer cancel()
	secret, err := secretFrom(ctx, s, f.secretFile)
	if err != nil {
		return err
	}
	if secret == "" {
		return usage("the secret is missing: set THREELO_CLIENT_SECRET, or give --secret-file FILE")
	}
	cleaned := oauth.ReadSecret(secret, test.ClientID)
	if cleaned.Problem != "" {
		return usage("the secret can't be right: %s", cleaned.Problem)
	}
	s.secret = oauth.NewSecret(cleaned.Text)
	if oauth.Leaks(test.Callback+oauth.JoinScopes(test.Scopes), s.secret) {
		return usage("the secret is in --callback or --scopes, and would be in the sign-in link: replace it there")
	}
	if f.noSignIn {
		app := oauth.App{ClientID: test.ClientID, Callback: test.Callback}
		return f.checkCredentials(ctx, s, config.Cloud, app, s.secret)
	}
	run := wizard.New(ctx, config)
	defer run.Close()
	run.BeginTest(platform, f.platform, test)
	err = check.Check(ctx, run, run.Setup().Way == dialog.WayOwn, secret, s.in, s.messages, config.Browse)
	if stopped := stoppedBy(ctx, err); stopped != nil {
		return stopped
	}
	return f.finish(s, run, err)
}

// print prints the report: for the admin on a terminal, otherwise for a supporter.
func (f *checkFlags) print(s streams, run *wizard.Run) error {
	if !f.json {
		reader := report.Supporter
		if isTerminal(s.out.Writer) {
			reader = report.Admin
		}
		return printStatus(s, run, reader, report.Text)
	}
	data, err := run.Export(report.Supporter, report.JSON)
	if err != nil {
		return &coded{exitFailed, err}
	}
	_, _ = s.out.Write(data)
	return nil
}

// finish writes the reports, prints the report once, and returns the exit code.
func (f *checkFlags) finish(s streams, run *wizard.Run, err error) error {
	f.explain(s, run, err)
	unsaved := f.saveReports(run, s) // the result is printed all the same
	if err := cmp.Or(unsaved, f.print(s, run)); err != nil {
		return err
	}
	return exit(codeOf(run, err))
}

// explain says in one line why the test does not end with 0, unless that was said.
func (f *checkFlags) explain(s streams, run *wizard.Run, err error) {
	r := run.Report()
	switch {
	case errors.Is(err, check.ErrDenied): // said with the fix
	case err != nil:
		s.say("threelo: %s", err)
	case r.Sites > 1 && r.Site == nil:
		s.say("threelo: %s Use --site with one of %s", r.Headline, strings.Join(run.SiteNames(), ", "))
	case r.Outcome == dialog.Failed, r.Outcome == dialog.Unfinished:
		s.say("threelo: %s", r.Headline)
	}
}

// credentialsResult is what `threelo check --no-sign-in --json` prints.
type credentialsResult struct {
	Schema    int    `json:"schema"`
	Outcome   string `json:"outcome"` // accepted, refused or unknown
	ClientID  string `json:"clientId"`
	Reason    string `json:"reason"`
	Evidence  string `json:"evidence,omitempty"`
	Failure   string `json:"failure,omitempty"`
	TestHosts bool   `json:"testHosts,omitempty"`
}

// checkCredentials asks Atlassian about client ID and secret with one request, and
// prints one line or one JSON object.
func (f *checkFlags) checkCredentials(ctx context.Context, s streams, cloud oauth.Cloud, app oauth.App, secret oauth.Secret) error {
	verdict := client.New(cloud).CheckCredentials(ctx, app, secret)
	if stopped := stoppedBy(ctx, nil); stopped != nil {
		return stopped
	}
	r := credentialsResult{1, "unknown", app.ClientID, verdict.Reason, verdict.Evidence, verdict.Failure, cloud.IsTest()}
	line, code := "client ID and secret: could not be checked", exitUnfinished
	switch verdict.Outcome {
	case oauth.Pass:
		r.Outcome, line, code = "accepted", "client ID and secret: accepted by Atlassian", exitReady
	case oauth.Fail:
		r.Outcome, line, code = "refused", "client ID and secret: refused by Atlassian", exitFailed
	}
	if cloud.IsTest() {
		line += " (TEST HOSTS)"
	}
	if f.json {
		printJSON(s, r)
	} else {
		s.out.println("%s", line)
	}
	if code != exitReady {
		s.say("threelo: %s", verdict.Reason)
	}
	return exit(code)
}
