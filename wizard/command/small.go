package command

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"threelo/steps"
	"threelo/steps/lint"
	"threelo/wizard/disk"
	"threelo/wizard/report"
)

// Version is set when a release is built.
var Version = "dev"

// tool names this program, for reports.
func tool() steps.Tool { return steps.Tool{Name: "threelo", Version: version()} }

func version() string {
	if Version == "dev" {
		if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
			return info.Main.Version
		}
	}
	return Version
}

// built is the commit that the program was built from and that commit's time,
// " (1fff3d4, 2026-11-22T06:15:08Z)", where Go recorded them.
func built() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return commit(info.Settings)
}

func commit(settings []debug.BuildSetting) string {
	known := map[string]string{}
	for _, setting := range settings {
		known[setting.Key] = setting.Value
	}
	revision, date := known["vcs.revision"], known["vcs.time"]
	if len(revision) < 7 || date == "" {
		return ""
	}
	return " (" + revision[:7] + ", " + date + ")"
}

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(s.out, "threelo %s%s %s/%s %s\n", version(), built(), runtime.GOOS, runtime.GOARCH, runtime.Version())
			return err
		},
	}
}

func newLint(s streams) *cobra.Command {
	return &cobra.Command{
		Use:     "lint FILE",
		Short:   "check a platform file of your own: every problem, with line and column",
		Example: "  threelo lint ./mine.yaml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("name one platform file")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := readPlatformFile(args[0])
			if err != nil {
				return err
			}
			problems := lint.Lint(data)
			for _, p := range problems {
				_, _ = fmt.Fprintf(s.out, "%s:%s\n", args[0], p)
			}
			if len(problems) > 0 {
				return exit(exitUsage)
			}
			_, err = fmt.Fprintf(s.out, "%s: no problem found\n", args[0])
			return err
		},
	}
}

func newReport(s streams) *cobra.Command {
	var to, output string
	cmd := &cobra.Command{
		Use:     "report FILE.json",
		Short:   "draw a saved report again, as a picture, Markdown, text or JSON",
		Example: "  threelo report status.json --to md\n  threelo report status.json --to png --output status.png",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("name one report file that was saved as .json")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			kind, err := report.KindOf("report." + to)
			if err != nil {
				return usage("--to %q is not known: it is png, svg, md, txt or json", to)
			}
			if output == "" && kind == "png" && isTerminal(s.out) {
				return usage("a picture is not written to a terminal: add --output FILE")
			}
			if output != "" && exists(output) {
				return usage("%s exists already: name another file", output)
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
				_, err = s.out.Write(drawn)
				return err
			}
			if err := report.Save(output, drawn, false); err != nil {
				return &coded{exitFailed, err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&to, "to", "md", "png, svg, md, txt or json")
	completeWords(cmd, "to", "png", "svg", "md", "txt", "json")
	cmd.Flags().StringVar(&output, "output", "", "the `file` to write; standard output otherwise")
	return cmd
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd()))
}

// widthOf is a terminal's width in columns; 0 for a stream that is none.
func widthOf(stream any) int {
	f, ok := stream.(interface{ Fd() uintptr })
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
