package client_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"threelo/oauth"
	"threelo/oauth/client"
)

// targetprocess are the 14 scopes of the Targetprocess document, in its order.
const targetprocess = "offline_access read:jira-work write:jira-work read:jira-user manage:jira-configuration manage:jira-project " +
	"read:board-scope:jira-software read:board-scope.admin:jira-software read:project:jira read:issue-details:jira " +
	"write:sprint:jira-software read:sprint:jira-software write:board-scope:jira-software read:jql:jira"

const cloudID = "11223344-a1b2-3b33-c444-def123456789"

var (
	app = oauth.App{
		ClientID: "the-client-id",
		Callback: "https://acme.tpondemand.example/oauth/callback",
		Scopes:   oauth.SplitScopes(targetprocess),
	}
	secret = oauth.NewSecret("the-client-secret/+=")
	code   = oauth.NewSecret("the-one-time-code/+=")
)

// atlassian plays the authorization server and the gateway on one
// loopback address. Each test says only what is different from a good day.
type atlassian struct {
	*httptest.Server
	mu      sync.Mutex
	calls   []string     // method and path, in order
	forms   []url.Values // bodies posted to the token endpoint
	headers []http.Header
	on      map[string]http.HandlerFunc // by path; for the site's calls without /ex/jira/{cloudId}
}

func startAtlassian(t *testing.T, changes map[string]http.HandlerFunc) *atlassian {
	t.Helper()
	a := &atlassian{on: map[string]http.HandlerFunc{
		"/oauth/token":                          says(200, tokens("access-2", "refresh-2")),
		"/oauth/token/accessible-resources":     says(200, sites("acme")),
		"/rest/api/3/serverInfo":                says(200, `{"baseUrl":"https://acme.atlassian.net","version":"1001.0.0","deploymentType":"Cloud"}`),
		"/rest/api/3/myself":                    says(200, `{"accountId":"5b10ac8d82e05b22cc7d4ef5","accountType":"atlassian","displayName":"Jira Sync","emailAddress":"sync@acme.example"}`),
		"/rest/api/3/field/search":              says(200, `{"values":[{"id":"summary"}]}`),
		"/rest/api/3/instance/license":          says(200, `{"applications":[{"id":"jira-software"}]}`),
		"/rest/api/3/webhook":                   says(200, `{"values":[]}`),
		"/rest/api/3/project/search":            says(200, `{"values":[{"id":"10000","key":"PROJ"}]}`),
		"/rest/api/3/project/10000/email":       says(200, `{"emailAddress":"jira@acme.example"}`),
		"/rest/agile/1.0/board":                 says(200, `{"values":[{"id":7,"name":"Board","type":"scrum"}]}`),
		"/rest/agile/1.0/board/7":               says(200, `{"id":7}`),
		"/rest/agile/1.0/board/7/configuration": says(200, `{"id":7}`),
		"/rest/agile/1.0/board/7/sprint":        says(200, `{"values":[]}`),
		"/rest/agile/1.0/board/7/quickfilter":   says(200, `{"values":[]}`),
		"/rest/api/3/data-policy":               says(200, `{"anyContentBlocked":false}`),
		"/rest/api/3/mypermissions":             says(200, `{"permissions":{}}`),
	}}
	maps.Copy(a.on, changes)
	a.Server = httptest.NewServer(http.HandlerFunc(a.serve))
	t.Cleanup(a.Close)
	return a
}

func (a *atlassian) serve(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	a.mu.Lock()
	a.calls = append(a.calls, r.Method+" "+r.URL.Path)
	a.headers = append(a.headers, r.Header.Clone())
	if r.Method == http.MethodPost {
		a.forms = append(a.forms, r.PostForm)
	}
	a.mu.Unlock()
	path := r.URL.Path
	if rest, ok := strings.CutPrefix(path, "/ex/jira/"); ok {
		_, path, _ = strings.Cut(rest, "/")
		path = "/" + path
	}
	answer, known := a.on[path]
	if !known {
		answer = says(404, `{"errorMessages":["no such call in this test: `+path+`"]}`)
	}
	answer(w, r)
}

// count is how often a path was called.
func (a *atlassian) count(path string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	n := 0
	for _, call := range a.calls {
		if strings.HasSuffix(call, path) {
			n++
		}
	}
	return n
}

func (a *atlassian) form(t *testing.T, i int) url.Values {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.forms) <= i {
		t.Fatalf("%d forms were posted, want at least %d", len(a.forms), i+1)
	}
	return a.forms[i]
}

// cloud is the test's own, all on one address.
func cloud(address string) oauth.Cloud {
	return oauth.Cloud{Name: "test", AuthURL: address, APIURL: address, Audience: "api.atlassian.com", SiteDomain: ".atlassian.net"}
}

// newClient is a client whose patience is measured in milliseconds.
func newClient(t *testing.T, address string) *client.Client {
	t.Helper()
	c := client.New(cloud(address))
	c.Limits.Call = 10 * time.Second // never reached, unless a test is about it
	c.Limits.Wait = time.Second
	c.Limits.Pause = time.Millisecond
	t.Cleanup((&http.Client{Transport: c.Transport}).CloseIdleConnections)
	return c
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Atl-Traceid", "trace-0815")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// tokens is a good token answer for the Targetprocess scopes.
func tokens(access, refresh string) string {
	return fmt.Sprintf(`{"access_token":%q,"expires_in":3600,"scope":%q,"token_type":"Bearer","refresh_token":%q}`, access, targetprocess, refresh)
}

// sites is accessible-resources with one site for each name, the first of them
// with the cloud ID that the tests know.
func sites(names ...string) string {
	type site struct {
		ID     string   `json:"id"`
		Name   string   `json:"name"`
		URL    string   `json:"url"`
		Scopes []string `json:"scopes"`
	}
	list := make([]site, 0, len(names))
	for i, name := range names {
		id := cloudID
		if i > 0 {
			id = fmt.Sprintf("site-%d", i)
		}
		list = append(list, site{id, name, "https://" + name + ".atlassian.net", oauth.ConsoleScopes(app.Scopes)})
	}
	body, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings only
	}
	return string(body)
}

// signedIn is what an earlier exchange brought.
func signedIn() client.Tokens {
	return client.Tokens{
		Access:  oauth.NewSecret("access-1"),
		Refresh: oauth.NewSecret("refresh-1"),
		Grant:   oauth.Grant{TokenType: "Bearer", ExpiresIn: 3600, Scopes: app.Scopes, RefreshToken: true},
	}
}

func find(t *testing.T, checks []oauth.Check, id string) oauth.Check {
	t.Helper()
	i := slices.IndexFunc(checks, func(c oauth.Check) bool { return c.ID == id })
	if i < 0 {
		t.Fatalf("the check %q is missing", id)
	}
	return checks[i]
}

// mustSay fails unless text holds every part.
func mustSay(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("does not say %q: %s", part, text)
		}
	}
}

// quiet is for servers that are expected to complain.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
