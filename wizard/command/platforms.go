package command

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"threelo/assets"
)

// listed is a platform as `threelo platforms --json` prints it.
type listed struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	State     string   `json:"state"`
	Scopes    []string `json:"scopes"`
	Source    string   `json:"source"`
	CheckedOn string   `json:"checkedOn"`
}

func newPlatforms(s streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "platforms [PLATFORM]",
		Short:   "list the products that threelo can connect",
		Example: "  threelo platforms\n  threelo platforms " + exampleID() + " --json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return onePlatform(cmd, args)
		},
		ValidArgsFunction: completePlatforms,
		RunE: func(_ *cobra.Command, args []string) error {
			ids := assets.PlatformIDs()
			if len(args) == 1 {
				ids = args
			}
			list := make([]listed, 0, len(ids))
			for _, id := range ids {
				p, err := loadPlatform(id)
				if err != nil {
					return err
				}
				list = append(list, listed{p.ID, p.Name, stateOf(p), p.ScopeNames(), p.Document.URL, p.CheckedOn})
			}
			switch {
			case asJSON && len(args) == 1:
				printJSON(s, list[0])
				return nil
			case asJSON:
				printJSON(s, list)
				return nil
			}
			w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
			for _, p := range list {
				_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", p.ID, p.Name, p.State)
			}
			_ = w.Flush() // results remembers an error
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// stateOf says in one line how well a platform is known.
func stateOf(p *assets.Platform) string {
	scopes := fmt.Sprintf("%d scopes", len(p.Scopes))
	if p.ScopesAreFree {
		scopes = "scopes of your choice"
	}
	return fmt.Sprintf("%s, documented %s, sure: %s", scopes, p.CheckedOn, p.Sure)
}

func printJSON(s streams, v any) {
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(v) // results remembers an error
}
