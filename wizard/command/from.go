package command

import (
	"cmp"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard"
)

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
