package command

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"threelo/assets"
	"threelo/wizard/style"
)

// listed is a platform as `threelo platforms --json` prints it.
type listed struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	State     string   `json:"state"`
	Scopes    []string `json:"scopes"`
	Source    string   `json:"source"`
	CheckedOn string   `json:"checkedOn"`
	MonthsOld int      `json:"monthsOld"` // since CheckedOn
	Sure      string   `json:"sure"`
	Uncertain []string `json:"uncertain,omitempty"`
	Kind      string   `json:"kind,omitempty"`
}

func newPlatforms(s streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "platforms [PLATFORM|WORD]",
		Short: "list the products that threelo can connect",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return onePlatform(cmd, args)
		},
		ValidArgsFunction: completePlatforms,
		RunE: func(_ *cobra.Command, args []string) error {
			shelf := assets.Shelf()
			one := len(args) == 1 && (isFile(args[0]) || slices.Contains(assets.PlatformIDs(), args[0]))
			switch {
			case one:
				shelf = []assets.Listing{{ID: args[0]}}
			case len(args) == 1:
				shelf = slices.DeleteFunc(slices.Clone(shelf), func(l assets.Listing) bool { return !l.Matches(args[0]) })
			}
			if len(shelf) == 0 {
				return &coded{exitFailed, fmt.Errorf("no product matches %q%s: threelo platforms lists all", args[0], didYouMean(args[0], assets.PlatformIDs()))}
			}
			list := make([]listed, 0, len(shelf))
			for _, l := range shelf {
				p, err := loadPlatform(l.ID)
				if err != nil {
					return err
				}
				list = append(list, listed{
					p.ID, p.Name, stateOf(p), p.ScopeNames(), p.Document.URL,
					p.CheckedOn, monthsSince(p.CheckedOn), p.Sure, p.Uncertain, l.Kind,
				})
			}
			switch {
			case asJSON && one:
				printJSON(s, list[0])
			case asJSON:
				printJSON(s, list)
			default:
				printList(s, list)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// printList prints a line for each platform, below the name of its kind.
func printList(s streams, list []listed) {
	rows := make([][]string, len(list))
	for i, p := range list {
		rows[i] = []string{p.ID, p.Name, p.State}
	}
	kind := ""
	for i, lines := range style.Columns(rows) {
		if list[i].Kind != kind {
			kind = list[i].Kind
			s.out.println("\n%s:", kind)
		}
		s.out.println("%s", lines[0])
	}
}

// monthsSince counts the months since a date, YYYY-MM or YYYY-MM-DD.
func monthsSince(date string) int {
	then, _ := time.Parse("2006-01", date[:len("2006-01")]) // lint checks it
	now := time.Now()
	return max(0, (now.Year()-then.Year())*12+int(now.Month()-then.Month()))
}

// stateOf says in one line how well a platform is known.
func stateOf(p *assets.Platform) string {
	scopes := fmt.Sprintf("%d scopes", len(p.Scopes))
	if p.ScopesAreFree {
		scopes = "scopes of your choice"
	}
	return fmt.Sprintf("%s, checked %s, sure: %s", scopes, p.CheckedOn, p.Sure)
}

func printJSON(s streams, v any) {
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(v) // results remembers an error
}
