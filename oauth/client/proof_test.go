package client

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"threelo/oauth"
)

func TestAPlannedCheckWithoutACallIsSaidToBeNotTried(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/oauth/token/accessible-resources" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(`[{"id":"1","name":"acme","url":"https://acme.atlassian.net","scopes":[]}]`))
	}))
	defer server.Close()
	c := New(oauth.Cloud{AuthURL: server.URL, APIURL: server.URL, SiteDomain: ".atlassian.net"})
	p := newProof(c, oauth.NewSecret("s"), Verification{App: oauth.App{ClientID: "c"}, Tokens: Tokens{Access: oauth.NewSecret("a")}}, nil)
	p.plan("forgotten", "a check that calls.go knows nothing of")
	if err := p.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	checks := p.settled()
	if last := checks[len(checks)-1]; last.ID != "forgotten" || last.Outcome != oauth.NotTried || last.Detail == "" {
		t.Errorf("%+v", checks)
	}
}
