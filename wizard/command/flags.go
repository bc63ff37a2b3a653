package command

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps"
	"threelo/wizard"
	"threelo/wizard/desktop"
	"threelo/wizard/report"
)

// runFlags are those of the wizard and of check.
type runFlags struct {
	platform, cloud                 string
	noBrowser, overwrite, anonymous bool
	reports                         []string
}

func (f *runFlags) add(cmd *cobra.Command, platform string) {
	flags := cmd.Flags()
	flags.StringVar(&f.platform, "platform", "", platform)
	flags.StringVar(&f.cloud, "cloud", "commercial", "Atlassian's hosts: commercial or gov")
	flags.BoolVar(&f.noBrowser, "no-browser", false, "print links, open nothing")
	flags.StringArrayVar(&f.reports, "report", nil, "save the report as this `file` (.png .svg .md .txt .json); may be given again")
	flags.BoolVar(&f.overwrite, "overwrite", false, "replace an existing report file")
	flags.BoolVar(&f.anonymous, "anonymous", false, "leave names and IDs out of reports")
	_ = cmd.RegisterFlagCompletionFunc("platform", completePlatforms)
	completeWords(cmd, "cloud", oauth.Commercial.Name, oauth.Government.Name)
}

// prepare checks the flags before anything else: a sign-in for nothing is a waste.
// It returns the platform, nil when none is named, and describes the run.
func (f *runFlags) prepare(ctx context.Context, here desktop.Env, demo bool) (*assets.Platform, wizard.Config, error) {
	config := wizard.Config{Tool: steps.Tool{Name: "threelo", Version: version()}, Env: environment(here), Load: loadPlatform, Anonymous: f.anonymous}
	if err := f.checkReports(); err != nil {
		return nil, config, err
	}
	var err error
	if config.Cloud, err = cloudOf(f.cloud, demo); err != nil {
		return nil, config, err
	}
	var platform *assets.Platform
	if f.platform != "" {
		go assets.ReadConsole() // the first screen needs its words beside the platform's
		if platform, err = loadPlatform(f.platform); err != nil {
			return nil, config, err
		}
		f.platform = wherever(f.platform)
	}
	if here.IsRemote(ctx) { // asked once, because inside tmux it starts a program
		config.Remote, config.Tunnel = true, here.Tunnel
	}
	config.Remote = config.Remote || here.InContainer()
	if !f.noBrowser {
		config.Browse = func(ctx context.Context, url string) error { return desktop.OpenBrowser(ctx, url, here) }
	}
	return platform, config, nil
}

// checkReports rejects a report file of an unknown kind, one that exists, or one in
// a missing folder.
func (f *runFlags) checkReports() error {
	for _, p := range f.reports {
		if _, err := report.KindOf(p); err != nil {
			return &coded{exitUsage, err}
		}
		if _, err := os.Lstat(p); err == nil && !f.overwrite {
			return usage("the report file %s exists already: name another file, or add --overwrite", p)
		}
		if info, err := os.Stat(filepath.Dir(p)); err != nil || !info.IsDir() {
			return usage("the folder of the report file %s does not exist: make %s first, or name another file", p, filepath.Dir(p))
		}
	}
	return nil
}

// saveReports saves the run's report under each path.
func (f *runFlags) saveReports(run *wizard.Run, s streams) error {
	for _, path := range f.reports {
		if err := run.SaveReport(path, f.overwrite); err != nil {
			return &coded{exitUsage, err}
		}
		s.say("saved: %s", path)
	}
	return nil
}
