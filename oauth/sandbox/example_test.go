package sandbox_test

import (
	"fmt"
	"net/url"

	"threelo/oauth/sandbox"
)

func Example() {
	box, err := sandbox.New(sandbox.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = box.Close() }()

	admin := box.Admin()
	app, err := admin.CreateApp(sandbox.App{Name: "Integration"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(admin.SelectScopes(app.ClientID, []string{"read:jira-work"}), admin.SetCallback(app.ClientID, "https://acme.example/callback"))

	ask := url.Values{
		"audience": {"api.atlassian.com"}, "client_id": {app.ClientID}, "scope": {"read:jira-work"}, "redirect_uri": {"https://acme.example/callback"},
		"state": {"ours"}, "response_type": {"code"}, "prompt": {"consent"},
	}
	back, err := admin.Consent(box.URL()+"/authorize?"+ask.Encode(), string(sandbox.ServiceUser), "acme")
	if err != nil {
		fmt.Println(err)
		return
	}
	landed, _ := url.Parse(back)
	fmt.Println(landed.Path, landed.Query().Has("code"), landed.Query().Get("state"))
	// Output:
	// <nil> <nil>
	// /callback true ours
}

func ExampleSandbox_Play() {
	box, err := sandbox.New(sandbox.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(box.Play("secret-refused"))
	fmt.Println(box.Play("no-such-scenario"))
	// Output:
	// <nil>
	// the sandbox has no scenario "no-such-scenario"; "list" shows those it has
}
