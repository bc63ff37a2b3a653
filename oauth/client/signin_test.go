package client_test

import (
	"fmt"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/oauth/client"
)

func TestTheAuthorizeURLCarriesExactlyAtlassiansParameters(t *testing.T) {
	c := client.New(oauth.Commercial)
	// The verifier and its challenge are the example of RFC 7636 appendix B.
	attempt := client.Attempt{State: "st-ate_1", Verifier: oauth.NewSecret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")}
	app := oauth.App{
		ClientID: "abcDEF123",
		Callback: "https://acme.tpondemand.com/oauth/callback?tenant=a b&x=1",
		Scopes:   []string{"offline_access", "read:jira-work", "read:board-scope.admin:jira-software"},
	}
	want := "https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=abcDEF123" +
		"&scope=offline_access%20read%3Ajira-work%20read%3Aboard-scope.admin%3Ajira-software" +
		"&redirect_uri=https%3A%2F%2Facme.tpondemand.com%2Foauth%2Fcallback%3Ftenant%3Da%20b%26x%3D1" +
		"&state=st-ate_1&response_type=code&prompt=consent" +
		"&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
	if got := c.AuthorizeURL(app, attempt); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestTheGovernmentCloudHasItsOwnHostAndAudience(t *testing.T) {
	got := client.New(oauth.Government).AuthorizeURL(app, client.NewAttempt())
	if !strings.HasPrefix(got, "https://auth.atlassian-us-gov-mod.com/authorize?audience=api.atlassian-us-gov-mod.com&") {
		t.Error(got)
	}
}

func TestEveryAttemptIsNew(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		a := client.NewAttempt()
		if len(a.State) != 43 || a.Verifier.Len() != 43 || len(a.Short) != 8 {
			t.Fatalf("lengths %d, %d, %d; want 43 (256 bits), 43 and 8", len(a.State), a.Verifier.Len(), len(a.Short))
		}
		for _, value := range []string{a.State, a.Verifier.Reveal(), a.Short} {
			if seen[value] {
				t.Fatalf("%q was drawn twice", value)
			}
			seen[value] = true
		}
	}
}

func ExampleClient_AuthorizeURL() {
	c := client.New(oauth.Commercial)
	address := c.AuthorizeURL(oauth.App{
		ClientID: "abc",
		Callback: "http://127.0.0.1:8976/callback",
		Scopes:   []string{"offline_access", "read:jira-work"},
	}, client.NewAttempt())
	address, _, _ = strings.Cut(address, "&state=") // what follows is new each time
	fmt.Println(address)
	// Output: https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=abc&scope=offline_access%20read%3Ajira-work&redirect_uri=http%3A%2F%2F127.0.0.1%3A8976%2Fcallback
}
