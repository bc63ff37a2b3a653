package command

import (
	"cmp"
	"context"
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

// sandboxFlags are those of the sandbox; some are options of its own.
type sandboxFlags struct {
	sandbox.Options
	listen, preset, callback string
}

func newSandbox(s streams) *cobra.Command {
	var f sandboxFlags
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "run a stand-in for Atlassian on this computer, to practice and to test",
		Args:  noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), s) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:0", "loopback `address`; port 0 takes any free one")
	flags.StringVar(&f.preset, "preset", "", "start with an app that is ready for the platform with this `id`")
	flags.StringVar(&f.callback, "callback", "", "the preset app's callback `url`; separate several with line feeds")
	flags.BoolVar(&f.AutoConsent, "auto-consent", false, "answer the authorize URL with the redirect immediately")
	flags.StringVar(&f.Scenario, "scenario", "", "the `name` of a problem to simulate, or list")
	_ = cmd.RegisterFlagCompletionFunc("preset", completePlatforms)
	_ = cmd.RegisterFlagCompletionFunc("scenario", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return append(scenarioIDs(), "list"), cobra.ShellCompDirectiveNoFileComp // read when asked for: every command builds this one
	})
	return cmd
}

// run runs the sandbox until the context ends, or lists its problems.
func (f *sandboxFlags) run(ctx context.Context, s streams) error {
	switch {
	case f.Scenario == "list":
		printScenarios(s)
		return nil
	case f.preset != "":
		p, err := loadPlatform(f.preset)
		if err != nil {
			return err
		}
		f.Preset = &sandbox.App{
			Name: p.AppName, Callback: cmp.Or(f.callback, p.Rehearsed()), Scopes: oauth.ConsoleScopes(p.ScopeNames()),
		}
	case f.callback != "":
		return usage("--callback belongs to a preset app: add --preset PLATFORM")
	}
	box, err := sandbox.New(f.Options)
	if err != nil {
		return usage("%w%s", err, didYouMean(f.Scenario, scenarioIDs()))
	}
	switch err := box.Start(f.listen); {
	case errors.Is(err, sandbox.ErrNotLoopback):
		return usage("%w", err)
	case err != nil:
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
	if s.out.err == nil {
		<-ctx.Done()
	}
	return nil
}

func printScenarios(s streams) {
	var rows [][]string
	for _, sc := range sandbox.Scenarios() {
		rows = append(rows, []string{sc.ID, sc.Line})
	}
	for _, lines := range style.Columns(rows) {
		s.out.println("%s", lines[0])
	}
}

// scenarioIDs lists the problems that the sandbox can simulate.
func scenarioIDs() []string {
	var ids []string
	for _, sc := range sandbox.Scenarios() {
		ids = append(ids, sc.ID)
	}
	return ids
}
