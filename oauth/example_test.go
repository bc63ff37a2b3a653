package oauth_test

import (
	"fmt"

	"threelo/oauth"
)

func ExampleReadClientID() {
	c := oauth.ReadClientID("  abcdefghijklmnopqrstuvwxyz012345\n")
	fmt.Printf("%q\n%q\n", c.Text, c.Notes)
	// Output:
	// "abcdefghijklmnopqrstuvwxyz012345"
	// ["spaces or line breaks around it were removed"]
}

func ExampleReadSite() {
	fmt.Println(oauth.ReadSite("https://acme.atlassian.net/jira/software/projects/PROJ/boards/1", oauth.Commercial).Text)
	fmt.Println(oauth.ReadSite("acme", oauth.Commercial).Text)
	// Output:
	// https://acme.atlassian.net
	// https://acme.atlassian.net
}

func ExampleReadCallback() {
	fmt.Println(oauth.ReadCallback("https://acme.example/callback ", oauth.Known{}).Text)
	fmt.Println(oauth.ReadCallback("acme.example/callback", oauth.Known{}).Problem)
	// Output:
	// https://acme.example/callback
	// an address begins with https://, and this one does not: copy the Callback URL from the product's own screen, from its first to its last character
}

func ExampleReadLanding() {
	a, err := oauth.ReadLanding("https://acme.example/callback?code=one-time-code&state=ours")
	fmt.Println(a.Callback, a.State, a.Code, err)
	// Output: https://acme.example/callback ours ••• <nil>
}

func ExampleReadLinks() {
	links, err := oauth.ReadLinks("https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=abc&scope=read%3Ajira-work%20read%3Ajira-user&redirect_uri=https%3A%2F%2Facme.example%2Fcallback&state=${YOUR_USER_BOUND_VALUE}&response_type=code&prompt=consent")
	fmt.Println(links[0].ClientID, links[0].Callback, links[0].Scopes, err)

	all, _ := oauth.ConsoleLinks{}.Add(links...)
	c := all.Compare([]string{"read:jira-work", "write:jira-work"})
	fmt.Println("missing:", c.Missing, "extra:", c.Extra)
	// Output:
	// abc https://acme.example/callback [read:jira-work read:jira-user] <nil>
	// missing: [write:jira-work] extra: [read:jira-user]
}

func ExampleExplain() {
	failure, _, known := oauth.Explain(`{"code":401,"message":"Unauthorized; scope does not match"}`)
	fmt.Println(known, failure.ID)
	fmt.Println(failure.Title)
	// Output:
	// true scope-not-granted
	// the connection lacks a scope that this call needs
}

func ExampleSecret() {
	s := oauth.NewSecret("ATOA-not-for-any-log")
	fmt.Println(s)
	fmt.Printf("%v %+v %q\n", s, struct{ Secret oauth.Secret }{s}, s)
	fmt.Println(len(s.Reveal()))
	// Output:
	// •••
	// ••• {Secret:•••} •••
	// 20
}

func ExampleCleanText() {
	fmt.Println(oauth.CleanText("Jira\x1b[2J says \u202Eno", 0))
	// Output: Jira says no
}

func ExampleConsoleScopes() {
	fmt.Println(oauth.ConsoleScopes(oauth.SplitScopes("offline_access read:jira-work")))
	// Output: [read:jira-work]
}
