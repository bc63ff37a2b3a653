package command

import (
	"github.com/spf13/cobra"

	"threelo/oauth"
	"threelo/steps/lint"
)

func newLint(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "lint FILE",
		Short: "check your own platform file: every problem, with line and column",
		Args:  arguments(1, "name one platform file"),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := readPlatformFile(args[0])
			if err != nil {
				return err
			}
			problems, name := lint.Lint(data), oauth.CleanText(args[0], 0)
			for _, p := range problems {
				s.out.println("%s:%s", name, p)
			}
			if len(problems) > 0 {
				return exit(exitUsage)
			}
			s.out.println("%s: no problem found", name)
			return nil
		},
	}
}
