package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps"
	"threelo/steps/dialog"
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
			err = usage("--%s goes with the sign-in test: leave out either --%[1]s or --no-sign-in", flag.Name)
		}
	})
	if err == nil && f.timeout <= 0 {
		err = usage("--timeout %s is not a time to wait: give one such as 90s or 5m", f.timeout)
	}
	return err
}

// signInFlags say nothing to a check without a sign-in.
var signInFlags = []string{"site", "account", "project", "scopes", "report", "overwrite", "anonymous", "no-embed"}

// testOf reads the flags with the readers of the fields that a person fills in.
func (f *checkFlags) testOf(cloud oauth.Cloud, platform *assets.Platform) (steps.Test, error) {
	known := oauth.Known{Cloud: cloud}
	read := map[dialog.InputID]string{}
	for _, flag := range inputFlags {
		in, _ := dialog.InputOf(flag.input)
		text := *f.inputs[flag.input]
		if text == "" && flag.required && (!f.noSignIn || flag.input == dialog.InputClientID) {
			return steps.Test{}, usage("--%s is missing: see threelo check --help", in.Flag)
		}
		if text == "" {
			continue
		}
		c := in.Reads.Read(text, known)
		if flag.input == dialog.InputAccount && c.Problem == "" && strings.Contains(c.Text, "@") {
			c.Problem = "Atlassian may hide mail addresses: give the account's name as Jira shows it, or its account ID"
		}
		if c.Problem != "" {
			return steps.Test{}, usage("--%s: %s", in.Flag, c.Problem)
		}
		read[flag.input] = c.Text
	}
	scopes, err := scopesOf(f.scopes, platform)
	return steps.Test{
		ClientID: read[dialog.InputClientID], Callback: read[dialog.InputCallback],
		Site: read[dialog.InputSite], Account: read[dialog.InputAccount], Project: read[dialog.InputProject],
		Scopes: scopes,
	}, err
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
	given, names := strings.Fields(text), oauth.SplitScopes(c.Text)
	var wrong, right []string
	if slices.ContainsFunc(given, func(name string) bool { return !slices.Contains(names, name) }) {
		wrong = append(wrong, "write names with one space between, as Atlassian expects them")
	}
	for _, name := range names {
		if n := count(given, name); n > 1 {
			wrong = append(wrong, fmt.Sprintf("%s is there %d times", name, n))
		}
		if !slices.Contains(known, name) {
			if near := english.Misspelt(name, known); near != "" {
				wrong = append(wrong, fmt.Sprintf("there is no scope %s, did you mean %s?", name, near))
				name = near
			}
		}
		if !slices.Contains(right, name) {
			right = append(right, name)
		}
	}
	if len(wrong) > 0 {
		return nil, usage("--scopes: %s. Use --scopes %q", strings.TrimSuffix(strings.Join(wrong, "; "), "."), oauth.JoinScopes(right))
	}
	return names, nil
}

func count(names []string, name string) (n int) {
	for _, other := range names {
		if other == name {
			n++
		}
	}
	return n
}
