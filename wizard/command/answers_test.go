package command

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/oauth/sandbox/sandboxtest"
	"threelo/steps/dialog"
)

// answer is one answer of a server.
type answer struct {
	status int
	header map[string]string
	body   string
}

func (a answer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

// checked is what `threelo check` says of an app of Targetprocess.
type checked struct {
	code     int
	report   dialog.Report
	whole    string // the report as JSON
	messages string
}

// checks runs `threelo check` against a sandbox in which change gives some of the
// answers, and opens the link. No scopes are the platform's own.
func checks(t *testing.T, scopes string, change func(w http.ResponseWriter, r *http.Request) bool) checked {
	t.Helper()
	return checksIn(t, scopes, func(w http.ResponseWriter, r *http.Request, _ *sandbox.Sandbox) bool { return change(w, r) })
}

// checksIn is checks with the sandbox given to change.
func checksIn(t *testing.T, scopes string, change func(w http.ResponseWriter, r *http.Request, box *sandbox.Sandbox) bool) checked {
	t.Helper()
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	all := append(oauth.ConsoleScopes(p.ScopeNames()), "read:me")
	box, app := sandboxtest.Start(t, fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t)), all)
	address := sandboxtest.Changed(t, box, func(w http.ResponseWriter, r *http.Request) bool { return change(w, r, box) })
	args := []string{"--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback, "--json", "--timeout", "30s"}
	if scopes != "" {
		args = append(args, "--scopes", scopes)
	}
	var messages strings.Builder
	var c checked
	c.code, c.whole = script(t, hostsAt(address, app.Secret), strings.NewReader(""), func(line string) {
		messages.WriteString(line + "\n")
		if strings.HasPrefix(line, "http") {
			if resp, err := http.Get(line); err == nil {
				_ = resp.Body.Close()
			}
		}
	}, args...)
	c.messages = messages.String()
	if c.whole != "" {
		if err := json.Unmarshal([]byte(c.whole), &c.report); err != nil {
			t.Fatalf("%v\n%s", err, c.whole)
		}
	}
	return c
}

// onGateway changes the answer of every call to the site.
func onGateway(a answer) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasPrefix(r.URL.Path, "/ex/jira/") {
			return false
		}
		a.write(w)
		return true
	}
}

// onExchange changes the answer to the code of a sign-in, not to a made-up one.
func onExchange(a answer) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/oauth/token" {
			return false
		}
		if form := sandboxtest.Form(r); form.Get("grant_type") != "authorization_code" || strings.Contains(form.Get("code"), "made-up") {
			return false
		}
		a.write(w)
		return true
	}
}

const wentWrong = "<!doctype html><html><head><title>Atlassian</title></head><body><h1>Something went wrong</h1></body></html>"

// Each row is a server's answer that people have seen, and what the report must
// say of it.
func TestAnAnswerOfAtlassianIsReadRight(t *testing.T) {
	t.Parallel()
	page := map[string]string{"Content-Type": "text/html; charset=utf-8"}
	for name, row := range map[string]struct {
		change  func(http.ResponseWriter, *http.Request) bool
		failure string
		says    []string
		never   []string
	}{
		"an IP allowlist": {
			change:  onGateway(answer{403, nil, `{"errorMessages":["The IP address has been rejected because it is not on the allowed list. For more information contact your administrator."]}`}),
			failure: "ip-allowlist",
			says:    []string{"allowlist", "organization admin"}, never: []string{"lacks a Jira permission", "lacks a right"},
		},
		"a suspended site": {
			change:  onGateway(answer{403, nil, `{"message":"Tenant is restricted: suspended-payment"}`}),
			failure: "site-suspended",
			says:    []string{"suspended", "site admin"}, never: []string{"lacks a Jira permission"},
		},
		"Atlassian is down": {
			change:  onGateway(answer{503, page, wentWrong}),
			failure: "atlassian-unavailable",
			says:    []string{"status.atlassian.com"}, never: []string{"not shared", "Sharing"},
		},
		"a rate limit": {
			change:  onGateway(answer{429, map[string]string{"Content-Type": "text/html", "Retry-After": "7"}, wentWrong}),
			failure: "rate-limited",
			says:    []string{"wait: 7 seconds"}, never: []string{"not shared", "Sharing"},
		},
		"a refused code": {
			change:  onExchange(answer{403, nil, `{"error":"invalid_grant","error_description":"Invalid authorization code"}`}),
			failure: "code-refused",
			says:    []string{"code"}, never: []string{"no longer be renewed", "refresh token"},
		},
		"a resource parameter": {
			change:  onExchange(answer{400, nil, `{"error":"invalid_target","error_description":"Incorrect resource parameters"}`}),
			failure: "own-request",
			says:    []string{"a request of threelo's own test"}, never: []string{"Targetprocess sends"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := checks(t, "", row.change)
			r := c.report
			code, outcome := exitFailed, dialog.Failed
			if oauth.DecidesNothing(row.failure) { // Atlassian could not answer: nothing is known
				code, outcome = exitUnfinished, dialog.Unfinished
			}
			if c.code != code || r.Outcome != outcome || r.Failure == nil || r.Failure.ID != row.failure {
				t.Errorf("exit %d, %s, %+v", c.code, r.Outcome, r.Failure)
			}
			if len(r.Attention) != 1 {
				t.Errorf("one cause is reported %d times: %q", len(r.Attention), r.Attention)
			}
			for _, words := range row.says {
				if !strings.Contains(c.whole, words) {
					t.Errorf("the report does not say %q", words)
				}
			}
			for _, words := range row.never {
				if strings.Contains(c.whole, words) {
					t.Errorf("the report says %q", words)
				}
			}
		})
	}
}

func TestBoardScopesWithoutTheirCompanionNeedAttentionBeforeTheSignIn(t *testing.T) {
	t.Parallel()
	c := checks(t, "offline_access read:jira-work read:jira-user read:board-scope:jira-software read:issue-details:jira", func(http.ResponseWriter, *http.Request) bool { return false })
	said, _, _ := strings.Cut(c.messages, "\nhttp")
	if !strings.Contains(said, "read:project:jira") {
		t.Errorf("nothing was said before the link:\n%s", c.messages)
	}
	if c.report.Outcome != dialog.Attention || !slices.ContainsFunc(c.report.Attention, func(s string) bool { return strings.Contains(s, "read:project:jira") }) {
		t.Errorf("%s, %q", c.report.Outcome, c.report.Attention)
	}
}

func TestAPortalCustomerNeedsAttention(t *testing.T) {
	t.Parallel()
	c := checks(t, "", func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/rest/api/3/myself") {
			return false
		}
		answer{200, nil, `{"accountId":"5b10ac8d82e05b22cc7d4ef5","displayName":"Carla Customer","accountType":"customer"}`}.write(w)
		return true
	})
	if c.report.Outcome != dialog.Attention || !strings.Contains(strings.Join(c.report.Attention, "\n"), "portal customer") || !strings.Contains(c.whole, "does not have a Jira license") {
		t.Errorf("%s, %q", c.report.Outcome, c.report.Attention)
	}
}

// Scopes are corrected before anything is sent to Atlassian.
func TestScopesWrittenAnotherWayAreWrongUsage(t *testing.T) {
	t.Parallel()
	for given, corrected := range map[string]string{
		"read:jira-work,read:jira-user":     "read:jira-work read:jira-user",
		"read:jira-work, read:jira-user":    "read:jira-work read:jira-user",
		"read:jira-work+read:jira-user":     "read:jira-work read:jira-user",
		"read:jira-work%20read:jira-user":   "read:jira-work read:jira-user",
		"read%3Ajira-work read:jira-user":   "read:jira-work read:jira-user",
		`"read:jira-work read:jira-user"`:   "read:jira-work read:jira-user",
		`'read:jira-work' 'read:jira-user'`: "read:jira-work read:jira-user",
		"read:jira-work offline-access":     "read:jira-work offline_access",
	} {
		sent := false
		c := checks(t, given, func(http.ResponseWriter, *http.Request) bool { sent = true; return false })
		if c.code != exitUsage || sent || c.whole != "" || !strings.Contains(c.messages, `"`+corrected+`"`) {
			t.Errorf("%s: exit %d, sent: %v, said: %s", given, c.code, sent, c.messages)
		}
	}
}

func TestAnAppThatReadsTheAccountAloneIsReadyWithoutASite(t *testing.T) {
	t.Parallel()
	called := false
	c := checks(t, "read:me", func(w http.ResponseWriter, r *http.Request) bool {
		called = called || r.URL.Path == "/me"
		if r.URL.Path != "/oauth/token/accessible-resources" {
			return false
		}
		answer{200, nil, "[]"}.write(w)
		return true
	})
	if c.code != exitReady || !called || c.report.Outcome != dialog.Ready {
		t.Errorf("exit %d, %s, /me called: %v, %q", c.code, c.report.Outcome, called, c.report.Attention)
	}
}
