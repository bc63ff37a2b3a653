package command

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"threelo/assets"
	"threelo/oauth"
)

func newScopes(s streams) *cobra.Command {
	var format string
	var console bool
	cmd := &cobra.Command{
		Use:               "scopes PLATFORM",
		Short:             "print the scopes of a platform, in its document's order",
		Args:              onePlatform,
		ValidArgsFunction: completePlatforms,
		RunE: func(_ *cobra.Command, args []string) error {
			p, err := loadPlatform(args[0])
			if err != nil {
				return err
			}
			text, err := formatScopes(p, format, console)
			if err != nil {
				return err
			}
			s.out.println("%s", text)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "space", "space, lines, markdown or json")
	cmd.Flags().BoolVar(&console, "console", false, "only those that the console lists: without "+oauth.OfflineAccess)
	completeWords(cmd, "format", "space", "lines", "markdown", "json")
	return cmd
}

// exampleID is a platform for examples.
func exampleID() string { return assets.Shelf()[0].ID }

// formatScopes writes a platform's scopes in one of the formats of --format.
func formatScopes(p *assets.Platform, format string, console bool) (string, error) {
	names := p.ScopeNames()
	if console {
		names = oauth.ConsoleScopes(names)
	}
	switch format {
	case "space":
		return oauth.JoinScopes(names), nil
	case "lines":
		return strings.Join(names, "\n"), nil
	case "json":
		data, err := json.MarshalIndent(names, "", "  ")
		return string(data), err
	case "markdown":
		var b strings.Builder
		b.WriteString("| Scope | Kind | Console title | What it lets the product do | Remark |\n| --- | --- | --- | --- | --- |")
		for _, s := range p.Scopes {
			if slices.Contains(names, s.Scope) {
				sc, _ := assets.LookupScope(s.Scope)
				fmt.Fprintf(&b, "\n| `%s` | %s | %s | %s | %s |", s.Scope, sc.Kind, sc.Title, sc.For, strings.TrimSpace(s.Comment+" "+s.Uncertain))
			}
		}
		return b.String(), nil
	}
	return "", usage("--format %q is not known: it is space, lines, markdown or json", format)
}
