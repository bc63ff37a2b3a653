package command

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard"
)

// validate rejects what is wrong whatever the values mean: a flag without a value,
// as an unset variable of a script leaves it, and a time limit that is none.
func (f *checkFlags) validate(cmd *cobra.Command) error {
	var err error
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if flag.Value.Type() == "string" && strings.TrimSpace(flag.Value.String()) == "" && err == nil {
			err = usage("--%s is empty: give it a value, or leave it out", flag.Name)
		}
		if f.noSignIn && slices.Contains(signInFlags, flag.Name) && err == nil {
			err = usage("--%s is for the sign-in test: leave out either --%[1]s or --no-sign-in", flag.Name)
		}
	})
	if err == nil && f.timeout <= 0 {
		err = usage("--timeout %s is not a valid waiting time: use one such as 90s or 5m", f.timeout)
	}
	return err
}

// signInFlags say nothing to a check without a sign-in.
var signInFlags = []string{"site", "account", "project", "scopes", "report", "overwrite", "anonymous", "no-embed"}

// setupOf reads the flags with the readers of the fields that a person fills in. What
// no flag says, an earlier report does.
func (f *checkFlags) setupOf(config wizard.Config, platform *assets.Platform) (dialog.Setup, error) {
	earlier := config.Earlier
	s, err := f.begun(config, platform)
	if err != nil {
		return s, err
	}
	if earlier != nil {
		s.Scopes, s.Purpose = earlier.App.ScopesRequested, dialog.PurposeRepair
		if u := earlier.User; u != nil && s.Account == u.DisplayName {
			s.Account = cmp.Or(u.AccountID, s.Account) // another account may have that name
		}
	}
	callback := s.Callback
	for _, flag := range inputFlags {
		in, _ := dialog.InputOf(flag.input)
		text, kept := *f.inputs[flag.input], flag.keptIn(&s)
		needed := flag.required && (!f.noSignIn || flag.input == dialog.InputClientID)
		switch {
		case text == "" && needed && *kept == "":
			return s, f.notSaid(in, earlier)
		case text == "":
			continue
		}
		c := in.Reads.Read(text, oauth.Known{Cloud: config.Cloud})
		if flag.input == dialog.InputAccount && c.Problem == "" && strings.Contains(c.Text, "@") {
			c.Problem = "Atlassian may hide mail addresses: give the account's name as Jira shows it, or its account ID"
		}
		if c.Problem != "" {
			return s, usage("--%s: %s", in.Flag, c.Problem)
		}
		*kept = c.Text
	}
	if f.scopes != "" {
		s.Scopes, err = scopesOf(f.scopes, platform)
	}
	if f.scopes != "" || s.Callback != callback {
		s.Proofs = nil // they are about others
	}
	return s, err
}

// scopesOf reads --scopes as Atlassian would: names with one space between. For
// anything else it says what is wrong and writes the corrected list.
func scopesOf(text string, platform *assets.Platform) ([]string, error) {
	c := oauth.ReadScopes(text)
	if c.Problem != "" {
		return nil, usage("--scopes: %s", c.Problem)
	}
	var known []string
	if platform != nil {
		known = platform.ScopeNames()
	}
	for _, s := range assets.Scopes() {
		known = append(known, s.Scope)
	}
	var wrong []string
	if c.Text != strings.Join(strings.Fields(text), " ") {
		wrong = append(wrong, "name each scope once, and separate the scopes with one space")
	}
	names := oauth.SplitScopes(c.Text)
	for i, name := range names {
		if near := english.Misspelt(name, known); near != "" && !slices.Contains(known, name) {
			wrong = append(wrong, fmt.Sprintf("%s is not a scope; did you mean %s?", name, near))
			names[i] = near
		}
	}
	if len(wrong) > 0 {
		return nil, usage("--scopes: %s. Use --scopes %q", strings.TrimSuffix(strings.Join(wrong, "; "), "."), oauth.JoinScopes(names))
	}
	return names, nil
}
