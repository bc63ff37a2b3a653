package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const (
	loopbackCallback = "http://127.0.0.1:8765/callback"
	platformCallback = "https://acme.product.invalid/oauth/callback"
	verifier         = "a-verifier-of-at-least-43-characters-as-rfc-7636-asks"
)

// thirteen are the console scopes of a product that works with boards.
var thirteen = []string{
	"read:jira-work", "write:jira-work", "read:jira-user", "manage:jira-configuration", "manage:jira-project",
	"read:board-scope:jira-software", "read:board-scope.admin:jira-software", "read:project:jira", "read:issue-details:jira",
	"write:sprint:jira-software", "read:sprint:jira-software", "write:board-scope:jira-software", "read:jql:jira",
}

// clock is a time that tests move.
type clock struct{ at time.Time }

func (c *clock) now() time.Time        { return c.at }
func (c *clock) pass(by time.Duration) { c.at = c.at.Add(by) }

// start makes a sandbox that listens until the test ends.
func start(t *testing.T, options Options) *Sandbox {
	t.Helper()
	s, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// withPreset makes a sandbox whose preset app has the thirteen scopes and a loopback callback.
func withPreset(t *testing.T, options Options) (*Sandbox, App) {
	t.Helper()
	options.Preset = &App{Name: "Connector", Callback: loopbackCallback, Scopes: thirteen}
	s := start(t, options)
	app, found := s.PresetApp()
	if !found {
		t.Fatal("the preset app is missing")
	}
	return s, app
}

// ready makes an app that can be authorized, with just these scopes.
func ready(t *testing.T, s *Sandbox, who Account, scopes ...string) App {
	t.Helper()
	admin := s.Admin()
	app, err := admin.CreateApp(App{Name: "Connector of " + string(who), Owner: who})
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.SelectScopes(app.ClientID, scopes); err != nil {
		t.Fatal(err)
	}
	if err := admin.SetCallback(app.ClientID, loopbackCallback); err != nil {
		t.Fatal(err)
	}
	if app, err = admin.App(app.ClientID); err != nil {
		t.Fatal(err)
	}
	return app
}

// authorizeURL asks for all scopes of the app and offline_access, with S256.
func authorizeURL(s *Sandbox, app App, change ...func(url.Values)) string {
	sum := sha256.Sum256([]byte(verifier))
	query := url.Values{
		"audience": {"api.atlassian.com"}, "client_id": {app.ClientID}, "redirect_uri": {app.Callback},
		"scope": {"offline_access " + strings.Join(app.Scopes, " ")}, "state": {"st&te"}, "response_type": {"code"}, "prompt": {"consent"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}
	for _, f := range change {
		f(query)
	}
	return s.URL() + "/authorize?" + strings.ReplaceAll(query.Encode(), "+", "%20")
}

// answer is what a server said.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) field(t *testing.T, name string) string {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(a.body), &object); err != nil {
		t.Fatalf("not a JSON object: %v: %s", err, a.body)
	}
	text, _ := object[name].(string)
	return text
}

// plain follows no redirect and keeps enough connections for all trainees.
var plain = &http.Client{
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport:     &http.Transport{MaxIdleConnsPerHost: 200},
}

func ask(t *testing.T, request *http.Request) answer {
	t.Helper()
	return askAs(t, plain, request)
}

func askAs(t *testing.T, client *http.Client, request *http.Request) answer {
	t.Helper()
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	collect(t, string(body))
	return answer{response.StatusCode, response.Header, string(body)}
}

var noWords = regexp.MustCompile(`(?s)<(style|script).*?</|<[^>]*(?:placeholder|aria-label|title)="([^"]*)"[^>]*>|<[^>]*>`)

// collect writes the words of an answer into the folder that THREELO_SENTENCES names,
// if any: .ci/sentences prints them.
func collect(t *testing.T, body string) {
	folder := os.Getenv("THREELO_SENTENCES")
	if folder == "" {
		return
	}
	file, err := os.OpenFile(filepath.Join(folder, "pages.txt"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	_, _ = file.WriteString(html.UnescapeString(noWords.ReplaceAllString(body, "\n$2\n")) + "\n")
}

// get asks for an address, with an access token when one is given.
func get(t *testing.T, address, token string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return ask(t, request)
}

// post sends fields to the token endpoint as JSON.
func post(t *testing.T, s *Sandbox, fields map[string]string) answer {
	t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return ask(t, tokenRequest(t, s, "application/json", string(body)))
}

func tokenRequest(t *testing.T, s *Sandbox, kind, body string) *http.Request {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+"/oauth/token", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	return request
}

// dial connects to the sandbox without speaking HTTP.
func dial(t *testing.T, s *Sandbox) (net.Conn, error) {
	t.Helper()
	return (&net.Dialer{Timeout: 5 * time.Second}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL(), "http://"))
}

// exchange carries a code to the token endpoint.
func exchange(t *testing.T, s *Sandbox, app App, code string, change ...func(map[string]string)) answer {
	t.Helper()
	fields := map[string]string{
		"grant_type": "authorization_code", "client_id": app.ClientID, "client_secret": app.Secret,
		"code": code, "redirect_uri": app.Callback, "code_verifier": verifier,
	}
	for _, f := range change {
		f(fields)
	}
	return post(t, s, fields)
}

func refresh(t *testing.T, s *Sandbox, app App, token string) answer {
	t.Helper()
	return post(t, s, map[string]string{
		"grant_type": "refresh_token", "client_id": app.ClientID, "client_secret": app.Secret, "refresh_token": token,
	})
}

// consent lets the service user accept on the first site and returns the code.
func consent(t *testing.T, s *Sandbox, address string) string {
	t.Helper()
	target, err := s.Admin().Consent(address, string(ServiceUser), "acme")
	if err != nil {
		t.Fatal(err)
	}
	return parameter(t, target, "code")
}

// signedInToken walks the whole way and returns the token answer.
func signedInToken(t *testing.T, s *Sandbox, app App) answer {
	t.Helper()
	tokens := exchange(t, s, app, consent(t, s, authorizeURL(s, app)))
	if tokens.status != http.StatusOK {
		t.Fatalf("the exchange answered %d %s", tokens.status, tokens.body)
	}
	return tokens
}

// parameter reads one value of an address's query.
func parameter(t *testing.T, address, name string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get(name)
}

// gatewayPath is an address of the gateway on one of the sample company's sites.
func gatewayPath(s *Sandbox, site, path string) string {
	return s.URL() + "/ex/" + (endpoint{Path: path}).product() + "/" + sampleCompany().site(site).ID + path
}

// record lets a handler answer into a recorder.
func record(t *testing.T, h http.Handler) *httptest.ResponseRecorder {
	t.Helper()
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	return recorder
}
