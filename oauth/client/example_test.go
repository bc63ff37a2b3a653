package client_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"threelo/oauth"
	"threelo/oauth/client"
)

func ExampleClient_CheckCredentials() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = fmt.Fprint(w, `{"error":"access_denied","error_description":"Unauthorized"}`)
	}))
	defer server.Close()
	c := client.New(oauth.Cloud{Name: "test", AuthURL: server.URL, APIURL: server.URL})

	verdict := c.CheckCredentials(context.Background(), oauth.App{ClientID: "abc"}, oauth.NewSecret("mistyped"))
	fmt.Println(verdict.Outcome)
	parts := strings.Split(verdict.Evidence, " · ") // with the server's address and the time
	fmt.Println(parts[1], parts[3])
	// Output:
	// fail
	// 401 access_denied Unauthorized
}

func ExampleClient_Sites() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, `[{"id":"1","name":"acme","url":"https://acme.atlassian.net","scopes":["read:jira-work"]},
			{"id":"1","name":"acme","url":"https://acme.atlassian.net","scopes":["read:jira-user"]}]`)
	}))
	defer server.Close()
	c := client.New(oauth.Cloud{Name: "test", AuthURL: server.URL, APIURL: server.URL})

	sites, err := c.Sites(context.Background(), oauth.NewSecret("an access token"))
	fmt.Println(sites, err)
	// Output: [{1 acme https://acme.atlassian.net [read:jira-work read:jira-user]}] <nil>
}
