package command

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard"
	"threelo/wizard/desktop"
	"threelo/wizard/disk"
	"threelo/wizard/report"
)

// runFlags are those of the wizard and of check.
type runFlags struct {
	platform, cloud, from           string
	noBrowser, overwrite, anonymous bool
	noEmbed                         bool
	reports                         []string
}

func (f *runFlags) add(cmd *cobra.Command, platform string) {
	flags := cmd.Flags()
	flags.StringVar(&f.platform, "platform", "", platform)
	flags.StringVar(&f.from, "from", "", "begin with what this saved `report` (.json or .png) says")
	flags.StringVar(&f.cloud, "cloud", "commercial", "Atlassian's hosts: commercial or gov")
	flags.BoolVar(&f.noBrowser, "no-browser", false, "print links, open nothing")
	flags.StringArrayVar(&f.reports, "report", nil, "save the report as this `file` (.png .svg .md .txt .json); may be given again")
	flags.BoolVar(&f.overwrite, "overwrite", false, "replace an existing report file")
	flags.BoolVar(&f.anonymous, "anonymous", false, "leave names and IDs out of reports")
	flags.BoolVar(&f.noEmbed, "no-embed", false, noEmbedHelp)
	_ = cmd.RegisterFlagCompletionFunc("platform", completePlatforms)
	completeWords(cmd, "cloud", oauth.Commercial.Name, oauth.Government.Name)
}

const noEmbedHelp = "save a .png without the report in it"

// prepare checks the flags before anything else: a sign-in for nothing is a waste.
// It returns the platform, nil when none is named, and describes the run.
func (f *runFlags) prepare(ctx context.Context, s streams, here desktop.Env, demo bool) (*assets.Platform, wizard.Config, error) {
	version, _ := recorded()
	terminal := oauth.CleanText(cmp.Or(here.Get("TERM_PROGRAM"), here.Get("TERM")), 0)
	config := wizard.Config{Anonymous: f.anonymous, NoEmbed: f.noEmbed}
	config.Tool = dialog.Tool{Name: "threelo", Version: version}
	config.Environment = dialog.Environment{OS: runtime.GOOS, Arch: runtime.GOARCH, Terminal: terminal}
	config.Load = loadPlatform
	if err := f.checkReports(); err != nil {
		return nil, config, err
	}
	var err error
	if config.Earlier, err = f.readFrom(); err != nil {
		return nil, config, err
	}
	if config.Cloud, err = cloudOf(s, f.cloud, demo); err != nil {
		return nil, config, err
	}
	if config.Earlier != nil && config.Earlier.Demo && !demo && !config.Cloud.IsTest() {
		return nil, config, usage("%s is from a rehearsal, so nothing in it is real: use the report of a real connection", f.from)
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

// readFrom reads the report of --from, nil without one. Where no flag names the
// platform or Atlassian's hosts, the report does.
func (f *runFlags) readFrom() (*dialog.Report, error) {
	switch f.from {
	case "":
		return nil, nil
	case "-":
		return nil, usage("--from needs a file: standard input is for the secret, and for your answers")
	}
	r, err := readReport(streams{}, f.from)
	if err != nil {
		return nil, usage("%w", err)
	}
	f.platform = cmp.Or(f.platform, productID(r.Platform))
	if f.cloud == oauth.Commercial.Name {
		f.cloud = cmp.Or(hostsOf(r), f.cloud)
	}
	return &r, nil
}

// begun is the setup that begins with an earlier report; the zero Setup without one.
func (f *runFlags) begun(config wizard.Config, platform *assets.Platform) (s dialog.Setup, err error) {
	if config.Earlier == nil {
		return s, nil
	}
	if s, err = wizard.SetupFrom(*config.Earlier, platform, f.platform, config.Cloud); err != nil {
		return s, usage("%s: %w", f.from, err)
	}
	return s, nil
}

// noPlatform says why the platform is not known, and what to do.
func (f *runFlags) noPlatform(r *dialog.Report) error {
	switch {
	case r == nil:
		return usage("--platform is missing: threelo platforms lists them")
	case r.Platform == "":
		return usage("%s does not name the product: add --platform", f.from)
	}
	return usage("%s is about %q, which is not one of threelo's own products: add --platform with its file", f.from, r.Platform)
}

// notSaid says which value neither a flag nor the report has.
func (f *runFlags) notSaid(in dialog.Input, r *dialog.Report) error {
	if r == nil {
		return usage("--%s is missing: see threelo check --help", in.Flag)
	}
	why := ""
	if r.Anonymous {
		why = ", because it is anonymous"
	}
	return usage("%s does not have the %s%s: add --%s", f.from, in.Label, why, in.Flag)
}

// largestReport is about the size of the largest picture, in bytes.
const largestReport = 512 << 10

// checkReports rejects a report file that can't be written, if that can be
// known beforehand.
func (f *runFlags) checkReports() error {
	for i, p := range f.reports {
		if _, err := report.KindOf(p); err != nil {
			return &coded{exitUsage, err}
		}
		if slices.Contains(f.reports[:i], p) {
			return usage("--report %s is given twice: name another file, or leave it out", p)
		}
		info, err := os.Lstat(p)
		switch {
		case err == nil && !f.overwrite:
			return usage("the report file %s already exists: name another file, or add --overwrite", p)
		case err == nil && !info.Mode().IsRegular():
			return usage("the report file %s is not a regular file: name another file", p)
		}
		if err := disk.TryWrite(filepath.Dir(p), largestReport); err != nil {
			return usage("the report file %s can't be written: %s", p, report.Why(err))
		}
	}
	return nil
}

// saveReports saves the run's report under each path. It goes on after an error,
// and returns the first.
func (f *runFlags) saveReports(run *wizard.Run, s streams) (failed error) {
	for _, path := range f.reports {
		kind, _ := report.KindOf(path)
		switch err := run.SaveReport(path, f.overwrite); {
		case err == nil && kind == report.PNG && !f.noEmbed:
			s.say("saved: %s (the picture contains the report)", path)
		case err == nil:
			s.say("saved: %s", path)
		case failed == nil:
			failed = notSaved(path, err)
		default:
			s.say("threelo: %s", notSaved(path, err))
		}
	}
	return failed
}
