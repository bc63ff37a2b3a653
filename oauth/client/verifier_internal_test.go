package client

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"threelo/oauth"
)

func TestAPlannedCheckWithoutACallIsNotTried(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/oauth/token/accessible-resources" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(`[{"id":"1","name":"acme","url":"https://acme.atlassian.net","scopes":[]}]`))
	}))
	defer server.Close()
	c := New(oauth.Cloud{AuthURL: server.URL, APIURL: server.URL, SiteDomain: ".atlassian.net"})
	run := newVerifier(c, oauth.NewSecret("s"), Verification{App: oauth.App{ClientID: "c"}, Tokens: Tokens{Access: oauth.NewSecret("a")}}, nil)
	run.plan(true, "forgotten", "a check that has no call")
	if err := run.stages(t.Context()); err != nil {
		t.Fatal(err)
	}
	checks := run.settled()
	if last := checks[len(checks)-1]; last.ID != "forgotten" || last.Outcome != oauth.NotTried || last.Detail == "" {
		t.Errorf("%+v", checks)
	}
}
