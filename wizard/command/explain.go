package command

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"threelo/assets/english"
	"threelo/oauth"
)

// maxExplain is how much text is read, in bytes.
const maxExplain = 1 << 20

func newExplain(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "explain TEXT|URL|-",
		Short: "explain an error from Atlassian and how to fix it",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("name what to explain, in quotes, or - to read standard input")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			text := strings.Join(args, " ")
			if text == "-" {
				data, err := io.ReadAll(io.LimitReader(s.in, maxExplain))
				if err != nil {
					return &coded{exitUnfinished, fmt.Errorf("threelo can't read standard input: %w", err)}
				}
				text = string(data)
			}
			answer, ok := explain(text)
			if !ok {
				return &coded{exitFailed, errors.New("threelo does not know this error. " +
					"Send it, complete and with its time and trace ID, to the product's support or to Atlassian's")}
			}
			_, _ = io.WriteString(s.out, answer)
			return nil
		},
	}
}

// explain says what is known about an error, and false when nothing is.
func explain(text string) (string, bool) {
	found := oauth.ExplainAll(text)
	var out strings.Builder
	for i, f := range found {
		if i > 0 {
			out.WriteString("\nThe text also shows another problem:\n\n")
		}
		if f.Unsure {
			out.WriteString("If Atlassian sent this:\n")
		}
		fmt.Fprintf(&out, "%s\n\nWhy:  %s.\n", english.UpperFirst(f.Title), english.UpperFirst(strings.TrimSpace(f.Probably()+" "+f.Cause)))
		for n, fix := range f.Fix {
			label := ""
			if n == 0 {
				label = "Fix:"
			}
			fmt.Fprintf(&out, "%-6s%d. %s\n", label, n+1, fix)
		}
		fmt.Fprintf(&out, "Who:  %s\n", f.Who.OnScreen("", ""))
		if i == 0 {
			apis, scopes := oauth.RefusedScopes(text)
			if len(scopes) > 0 {
				fmt.Fprintf(&out, "Scopes named: %s\n", strings.Join(scopes, ", "))
			}
			if apis != "" {
				fmt.Fprintf(&out, "APIs named: %s\n", apis)
			}
		}
		fmt.Fprintf(&out, "ID:   %s\n", f.ID)
	}
	return out.String(), len(found) > 0
}
