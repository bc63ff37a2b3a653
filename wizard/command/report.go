package command

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/disk"
	"threelo/wizard/report"
)

func newReport(s streams) *cobra.Command {
	var out result
	var noEmbed bool
	cmd := &cobra.Command{
		Use:   "report FILE.json|FILE.png|-",
		Short: "draw a saved report again, as a picture, Markdown, text or JSON",
		Args:  arguments(1, "name one report file that was saved as .json or .png, or - for standard input"),
		RunE: func(_ *cobra.Command, args []string) error {
			kind := report.Kind(out.to)
			switch {
			case out.file == "" && kind == report.PNG && isTerminal(s.out.Writer):
				return usage("a picture is not written to a terminal: add --output FILE")
			case kind == report.PNG && noEmbed:
				kind = report.Bare
			}
			r, err := readReport(s, args[0])
			if err != nil {
				return err
			}
			drawn, err := report.Export(r, report.Supporter, kind, nil)
			if err != nil {
				return &coded{exitFailed, fmt.Errorf("%s: %w", args[0], err)}
			}
			return out.write(s, drawn)
		},
	}
	out.add(cmd, "png", "svg", "md", "txt", "json")
	cmd.Flags().BoolVar(&noEmbed, "no-embed", false, noEmbedHelp)
	return cmd
}

// readReport reads a saved report; - is standard input.
func readReport(s streams, path string) (r dialog.Report, err error) {
	var data []byte
	if path == "-" {
		data, err = io.ReadAll(io.LimitReader(s.in, report.MaxFile))
	} else {
		data, err = disk.Read(path, report.MaxFile)
	}
	switch {
	case errors.Is(err, disk.ErrTooLarge):
		return r, &coded{exitFailed, fmt.Errorf("%s is not a report: it is larger than 4 MiB", path)}
	case err != nil && path == "-":
		return r, usage("standard input cannot be read: %s", disk.Reason(err))
	case err != nil:
		return r, usage("the report %s cannot be read: %s", path, reason(err))
	}
	if r, err = report.Parse(data); err != nil {
		return r, &coded{exitFailed, fmt.Errorf("%s: %w", path, err)}
	}
	return r, nil
}

// productID is the ID of threelo's own platform of this name, "" for another's.
func productID(name string) string {
	for _, l := range assets.Shelf() {
		if l.Name == name {
			return l.ID
		}
	}
	return ""
}

// hostsOf names Atlassian's hosts of a report's site, "" for the usual ones.
func hostsOf(r dialog.Report) string {
	if r.Site != nil && strings.HasSuffix(r.Site.URL, oauth.Government.SiteDomain) {
		return oauth.Government.Name
	}
	return ""
}
