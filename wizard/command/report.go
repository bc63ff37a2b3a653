package command

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"threelo/wizard/disk"
	"threelo/wizard/report"
)

func newReport(s streams) *cobra.Command {
	var to, output string
	var overwrite, noEmbed bool
	cmd := &cobra.Command{
		Use:   "report FILE.json|FILE.png|-",
		Short: "draw a saved report again, as a picture, Markdown, text or JSON",
		Long: `report reads a report that threelo saved as .json, or a picture that carries it,
and draws it again. A screenshot or a changed copy of a picture has lost the
report: ask for the original file. - reads standard input.`,
		Example: "  threelo report status.png\n  threelo report status.json --to png --output status.png",
		Args:    oneArgument("name one report file that was saved as .json or .png, or - for standard input"),
		RunE: func(_ *cobra.Command, args []string) error {
			kind, err := report.KindOf("report." + to)
			switch {
			case err != nil:
				return usage("--to %q is not known: it is png, svg, md, txt or json", to)
			case output == "" && kind == report.PNG && isTerminal(s.out.Writer):
				return usage("a picture is not written to a terminal: add --output FILE")
			case kind == report.PNG && noEmbed:
				kind = report.Bare
			}
			data, err := readReport(s, args[0])
			if err != nil {
				return err
			}
			drawn, err := report.Convert(data, kind)
			if err != nil {
				return &coded{exitFailed, fmt.Errorf("%s: %w", args[0], err)}
			}
			return s.deliver(output, drawn, overwrite)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&to, "to", "md", "png, svg, md, txt or json")
	completeWords(cmd, "to", "png", "svg", "md", "txt", "json")
	flags.StringVar(&output, "output", "", "the `file` to write; standard output otherwise")
	flags.BoolVar(&overwrite, "overwrite", false, "replace an existing file")
	flags.BoolVar(&noEmbed, "no-embed", false, noEmbedHelp)
	return cmd
}

// readReport reads the file of a saved report; - is standard input.
func readReport(s streams, path string) ([]byte, error) {
	if path == "-" {
		data, err := io.ReadAll(io.LimitReader(s.in, report.MaxFile))
		if err != nil {
			return nil, usage("standard input cannot be read: %s", innermost(err))
		}
		return data, nil
	}
	data, err := disk.Read(path, report.MaxFile)
	switch {
	case errors.Is(err, disk.ErrTooLarge):
		return nil, &coded{exitFailed, fmt.Errorf("%s is not a report: it is larger than 4 MiB", path)}
	case err != nil:
		return nil, usage("the report %s cannot be read: %s", path, reason(err))
	}
	return data, nil
}

// deliver writes a result to a file, or to standard output without one.
func (s streams) deliver(file string, result []byte, overwrite bool) error {
	if file == "" {
		_, _ = s.out.Write(result)
		return nil
	}
	if err := report.Save(file, result, overwrite); err != nil {
		return &coded{exitUsage, err}
	}
	return nil
}
