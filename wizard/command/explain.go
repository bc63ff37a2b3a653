package command

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"threelo/oauth"
)

// maxExplain is how much text is looked at, in bytes.
const maxExplain = 1 << 20

func newExplain(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "explain TEXT|URL|-",
		Short: "say what an error of Atlassian's means and what to do",
		Long: `explain takes a sentence from a page, an address from the address bar, a JSON
answer, or a whole pasted mess, and says what happened and what to do about it.
With - it reads standard input. It exits with 0 for a known failure, else with 1.`,
		Example: `  threelo explain "Unauthorized; scope does not match"
  pbpaste | threelo explain -`,
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
					return &coded{exitUnfinished, fmt.Errorf("standard input cannot be read: %w", err)}
				}
				text = string(data)
			}
			f, _, ok := oauth.Explain(text)
			if !ok {
				return &coded{exitFailed, errors.New("this matches no failure of Atlassian's that threelo knows; copy it whole, with its time and trace id, to the product's support or to Atlassian's")}
			}
			_, _ = fmt.Fprintf(s.out, "%s\n", f.Title)
			if f.Cause != "" {
				_, _ = fmt.Fprintf(s.out, "why: %s\n", strings.TrimSpace(f.Probably()+" "+f.Cause))
			}
			for i, c := range f.Cure {
				_, _ = fmt.Fprintf(s.out, "%d. %s\n", i+1, c)
			}
			if f.Who != "" {
				_, _ = fmt.Fprintf(s.out, "who: %s\n", f.Who)
			}
			if scopes := oauth.ScopesNamed(text); len(scopes) > 0 {
				_, _ = fmt.Fprintf(s.out, "scopes named: %s\n", strings.Join(scopes, " "))
			}
			_, _ = fmt.Fprintf(s.out, "id: %s\n", f.ID)
			return nil
		},
	}
}
