package command

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"threelo/wizard/disk"
	"threelo/wizard/report"
)

func newReport(s streams) *cobra.Command {
	var to, output string
	cmd := &cobra.Command{
		Use:     "report FILE.json",
		Short:   "draw a saved report again, as a picture, Markdown, text or JSON",
		Example: "  threelo report status.json --to md\n  threelo report status.json --to png --output status.png",
		Args:    oneArgument("name one report file that was saved as .json"),
		RunE: func(_ *cobra.Command, args []string) error {
			kind, err := report.KindOf("report." + to)
			switch {
			case err != nil:
				return usage("--to %q is not known: it is png, svg, md, txt or json", to)
			case output == "" && kind == report.PNG && isTerminal(s.out.Writer):
				return usage("a picture is not written to a terminal: add --output FILE")
			}
			data, err := disk.Read(args[0], report.MaxSize)
			switch {
			case errors.Is(err, disk.ErrTooLarge):
				return &coded{exitFailed, fmt.Errorf("%s is not a report: it is larger than 1 MiB", args[0])}
			case err != nil:
				return usage("the report %s cannot be read: %s", args[0], reason(err))
			}
			drawn, err := report.Convert(data, kind)
			if err != nil {
				return &coded{exitFailed, fmt.Errorf("%s: %w", args[0], err)}
			}
			if output == "" {
				_, _ = s.out.Write(drawn)
				return nil
			}
			if err := report.Save(output, drawn, false); err != nil {
				return &coded{exitUsage, err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&to, "to", "md", "png, svg, md, txt or json")
	completeWords(cmd, "to", "png", "svg", "md", "txt", "json")
	cmd.Flags().StringVar(&output, "output", "", "the `file` to write; standard output otherwise")
	return cmd
}
