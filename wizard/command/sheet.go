package command

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/client"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

func newSheet(s streams) *cobra.Command {
	var out result
	cmd := &cobra.Command{
		Use:   "sheet approval|security REPORT|PLATFORM",
		Short: "write what a site admin or a security team must know about the app",
		Args:  arguments(2, "name the sheet, approval or security, and one saved report or platform"),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return []string{"approval", "security"}, cobra.ShellCompDirectiveNoFileComp
			}
			return completePlatforms(cmd, args[1:], typed)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			sheets := assets.ReadSheets()
			text, known := map[string]string{"approval": sheets.Approval, "security": sheets.Security}[args[0]]
			if !known {
				return usage("there is no sheet %q: name approval or security", args[0])
			}
			sheet, err := readSheet(s, args[1])
			if err != nil {
				return err
			}
			sheet.Text = text
			return out.write(s, sheet.Render(report.Kind(out.to)))
		},
	}
	out.add(cmd, "md", "txt")
	return cmd
}

// readSheet reads what a sheet is about: a saved report, or a platform's scopes.
func readSheet(s streams, name string) (report.Sheet, error) {
	if ending := filepath.Ext(name); name != "-" && (!isFile(name) || ending == ".yaml" || ending == ".yml") {
		p, err := loadPlatform(name)
		if err != nil {
			return report.Sheet{}, err
		}
		r := dialog.Report{Platform: p.Name}
		for _, scope := range p.ScopeNames() {
			r.Scopes = append(r.Scopes, dialog.ReportScope{Scope: scope, Wanted: dialog.Yes})
		}
		return report.Sheet{Report: r, Suggested: p.AppName}, nil
	}
	r, err := readReport(s, name)
	if err != nil {
		return report.Sheet{}, err
	}
	sheet := report.Sheet{Report: r, Suggested: r.App.Name}
	if p, err := assets.BuiltIn(productID(r.Platform)); err == nil {
		sheet.Suggested = p.AppName
	}
	sheet.Link, err = acceptLink(s, r)
	return sheet, err
}

// acceptLink is the sign-in link with which a site admin accepts a report's app.
// What its answer needs is not kept, so that the answer gives no one access. A
// report of a rehearsal, or of other hosts than this run's, has none.
func acceptLink(s streams, r dialog.Report) (string, error) {
	cloud, err := cloudOf(s, hostsOf(r), false)
	if err != nil || r.Anonymous || r.App.ClientID == "" || r.App.Callback == "" || len(r.App.ScopesRequested) == 0 || r.Demo != cloud.IsTest() {
		return "", err
	}
	app := oauth.App{ClientID: r.App.ClientID, Callback: r.App.Callback, Scopes: r.App.ScopesRequested}
	return client.New(cloud).AuthorizeURL(app, client.NewAttempt()), nil
}
