package command

import (
	"cmp"
	"encoding/json"
	"errors"

	"github.com/spf13/cobra"

	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/wizard/style"
)

// started is the one line of JSON that `threelo sandbox` prints.
type started struct {
	AuthURL      string `json:"authUrl"`
	APIURL       string `json:"apiUrl"`
	ConsoleURL   string `json:"consoleUrl"`
	ClientID     string `json:"clientId,omitempty"`
	ClientSecret string `json:"clientSecret,omitempty"` // opens nothing but this sandbox
	Callback     string `json:"callback,omitempty"`
	AccessToken  string `json:"accessToken,omitempty"` // the product's, from before its connection ended
	RefreshToken string `json:"refreshToken,omitempty"`
}

func newSandbox(s streams) *cobra.Command {
	var listen, preset, callback, scenario string
	var auto bool
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "run a stand-in for Atlassian on this computer, to practice and to test",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if scenario == "list" {
				var rows [][]string
				for _, sc := range sandbox.Scenarios() {
					rows = append(rows, []string{sc.ID, sc.Line})
				}
				for _, lines := range style.Columns(rows) {
					s.out.println("%s", lines[0])
				}
				return nil
			}
			options := sandbox.Options{AutoConsent: auto, Scenario: scenario}
			if preset != "" {
				p, err := loadPlatform(preset)
				if err != nil {
					return err
				}
				options.Preset = &sandbox.App{Name: p.AppName, Callback: cmp.Or(callback, p.Rehearsed()), Scopes: oauth.ConsoleScopes(p.ScopeNames())}
			} else if callback != "" {
				return usage("--callback belongs to a preset app: add --preset PLATFORM")
			}
			box, err := sandbox.New(options)
			if err != nil {
				return usage("%w%s", err, didYouMean(scenario, scenarioIDs()))
			}
			if err := box.Start(listen); err != nil {
				if errors.Is(err, sandbox.ErrNotLoopback) {
					return &coded{exitUsage, err}
				}
				return &coded{exitUnfinished, err}
			}
			defer func() { _ = box.Close() }()
			line := started{AuthURL: box.URL(), APIURL: box.URL(), ConsoleURL: box.ConsoleURL()}
			if app, ok := box.PresetApp(); ok {
				line.ClientID, line.ClientSecret, line.Callback = app.ClientID, app.Secret, app.Callback
				product := box.PresetConnection()
				line.AccessToken, line.RefreshToken = product.AccessToken, product.RefreshToken
			}
			_ = json.NewEncoder(s.out).Encode(line)
			if s.out.err != nil {
				return nil
			}
			<-cmd.Context().Done()
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&listen, "listen", "127.0.0.1:0", "loopback `address`; port 0 takes any free one")
	flags.StringVar(&preset, "preset", "", "start with an app that is ready for the platform with this `id`")
	flags.StringVar(&callback, "callback", "", "the preset app's callback `url`; separate several with line feeds")
	flags.BoolVar(&auto, "auto-consent", false, "answer the authorize URL with the redirect immediately")
	flags.StringVar(&scenario, "scenario", "", "the `name` of a problem to simulate, or list")
	_ = cmd.RegisterFlagCompletionFunc("preset", completePlatforms)
	_ = cmd.RegisterFlagCompletionFunc("scenario", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return append(scenarioIDs(), "list"), cobra.ShellCompDirectiveNoFileComp // read when asked for: every command builds this one
	})
	return cmd
}

// scenarioIDs lists the problems that the sandbox can simulate.
func scenarioIDs() []string {
	var ids []string
	for _, sc := range sandbox.Scenarios() {
		ids = append(ids, sc.ID)
	}
	return ids
}
