package command

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/oauth/sandbox/sandboxtest"
	"threelo/steps/dialog"
)

// ended is how a `threelo check` ended.
type ended struct {
	code          int
	out, messages string
	report        dialog.Report
}

// checkEnds runs `threelo check` in a scenario of the sandbox. Its browser opens the
// link, after accept has seen it.
func checkEnds(t *testing.T, scenario string, accept func(box *sandbox.Sandbox, link string), args ...string) ended {
	t.Helper()
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	callback := fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t))
	box, app := sandboxtest.Start(t, callback, oauth.ConsoleScopes(p.ScopeNames()))
	if err := box.Play(scenario); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "status.json")
	var messages strings.Builder
	e := ended{}
	e.code, e.out = script(t, hostsAt(box.URL(), app.Secret), strings.NewReader(""), func(line string) {
		messages.WriteString(line + "\n")
		if !strings.HasPrefix(line, "http") {
			return
		}
		if accept != nil {
			accept(box, line)
		}
		if resp, err := http.Get(line); err == nil {
			_ = resp.Body.Close()
		}
	}, append([]string{"--platform", "targetprocess", "--client-id", app.ClientID, "--callback", callback, "--report", file, "--timeout", "30s"}, args...)...)
	e.messages = messages.String()
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, &e.report) != nil {
		t.Fatalf("no report: %v\n%s", err, e.messages)
	}
	if strings.Contains(e.out+e.messages, app.Secret) {
		t.Errorf("%s: the secret is shown", scenario)
	}
	return e
}

// reasons are the lines on standard error that say why.
func (e ended) reasons() []string {
	var out []string
	for line := range strings.Lines(e.messages) {
		if reason, ok := strings.CutPrefix(line, "threelo: "); ok {
			out = append(out, strings.TrimSpace(reason))
		}
	}
	return out
}

func TestCheckSaysWhyInOneLineAndWithoutKeys(t *testing.T) {
	t.Parallel()
	key := regexp.MustCompile(`(?i)\bpress [a-z]\b|\b[a-z] (?:leads|skips|copies|opens|shows)\b`)
	want := map[string]int{ // of those where a script could think otherwise
		"": exitReady, "secret-refused": exitFailed, "code-refused": exitFailed, "consent-cancelled": exitUnfinished,
		"accept-rate-limited": exitUnfinished, "rate-limited": exitUnfinished, "atlassian-unavailable": exitUnfinished,
		"network-reset": exitUnfinished, "network-captive-portal": exitUnfinished, "network-garbled": exitUnfinished,
		"site-not-reached": exitFailed, "callback-not-registered": exitUnfinished,
	}
	silent := []string{ // no answer comes, as with callback-not-registered; each would take the whole time limit
		"network-timeout", "scope-not-added", "not-shared", "something-went-wrong", "site-admin-approval",
		"app-blocked", "product-access", "scopes-with-commas", "address-too-long",
	}
	for _, sc := range append(sandbox.Scenarios(), sandbox.Scenario{}) {
		if slices.Contains(silent, sc.ID) || strings.HasPrefix(sc.ID, "platform-") { // those are about the product's own page
			continue
		}
		t.Run("scenario "+sc.ID, func(t *testing.T) {
			t.Parallel()
			limit := "30s"
			if sc.ID == "callback-not-registered" {
				limit = "2s"
			}
			e := checkEnds(t, sc.ID, nil, "--timeout", limit)
			if code, ok := want[sc.ID]; ok && e.code != code {
				t.Errorf("exit %d, want %d", e.code, code)
			}
			switch why := e.reasons(); {
			case e.code == exitReady && len(why) > 0, e.code != exitReady && len(why) != 1:
				t.Errorf("exit %d, and the reasons %q", e.code, why)
			}
			if found := key.FindString(e.out + e.messages); found != "" {
				t.Errorf("it names a key: %q", found)
			}
			if e.code != exitReady && strings.Contains(e.out, "Next: Press Authorize") {
				t.Error("it says to go on to Authorize")
			}
			if e.code != exitReady && len(e.report.Next) == 0 {
				t.Error("nothing comes next")
			}
			if e.report.Failure != nil && strings.Contains(e.report.Headline, "was not made") {
				t.Errorf("it says %q of a test that was made", e.report.Headline)
			}
			if t.Failed() {
				t.Logf("%s\n%s", e.messages, e.out)
			}
		})
	}
}

func TestAnotherAccountThanTheNamedOneIsAFailure(t *testing.T) {
	t.Parallel()
	for _, account := range []string{"Somebody Else", "5b10ac8d82e05b22cc7d4ef5"} {
		e := checkEnds(t, "", nil, "--account", account)
		if e.code != exitFailed || e.report.Outcome != dialog.Failed || len(e.reasons()) != 1 || !strings.Contains(e.reasons()[0], "Iris Integration") || !strings.Contains(e.reasons()[0], account) || !strings.HasSuffix(strings.ToLower(strings.Join(e.report.Next, "|")), "run the check again") {
			t.Errorf("%s: exit %d, %s, %q", account, e.code, e.report.Outcome, e.reasons())
		}
	}
	if e := checkEnds(t, "", nil, "--account", "iris integration"); e.code != exitReady {
		t.Errorf("the right account: exit %d, %q", e.code, e.reasons())
	}
}

func TestAProjectThatTheSiteDoesNotHaveNeedsAttention(t *testing.T) {
	t.Parallel()
	e := checkEnds(t, "", nil, "--project", "NOPE")
	if e.report.Outcome != dialog.Attention || !strings.Contains(strings.Join(e.report.Attention, "\n"), "the account sees no project NOPE on this site") {
		t.Errorf("exit %d, %s, %q\n%s", e.code, e.report.Outcome, e.report.Attention, e.out)
	}
	if e := checkEnds(t, "", nil, "--project", "WEB"); e.code != exitReady || e.report.Outcome != dialog.Ready {
		t.Errorf("a project of the site: exit %d, %s", e.code, e.report.Outcome)
	}
}

func TestSeveralSitesAndNoneNamedAsksWhich(t *testing.T) {
	t.Parallel()
	both := func(box *sandbox.Sandbox, link string) {
		if _, err := box.Admin().Consent(link, string(sandbox.ServiceUser), "acme-test"); err != nil {
			t.Error(err)
		}
	}
	e := checkEnds(t, "", both)
	why := strings.Join(e.reasons(), "\n")
	if e.code != exitFailed || e.report.Outcome != dialog.Failed || !strings.Contains(why, "reaches 2 sites") || !strings.Contains(why, "acme.atlassian.net") || !strings.Contains(why, "acme-test.atlassian.net") {
		t.Errorf("exit %d, %s, %q\n%s", e.code, e.report.Headline, why, e.messages)
	}
	if strings.Contains(e.out, "not made") {
		t.Errorf("it says that the test was not made:\n%s", e.out)
	}
	if e := checkEnds(t, "", both, "--site", "acme"); e.code != exitReady {
		t.Errorf("with --site: exit %d, %q", e.code, e.reasons())
	}
}

func TestATokenEndpointThatCannotAnswerIsNotFinished(t *testing.T) {
	t.Parallel()
	for _, a := range []answer{{503, nil, ""}, {502, nil, wentWrong}, {429, nil, ""}, {503, map[string]string{"Retry-After": "120"}, ""}} {
		if c := checks(t, "", onExchange(a)); c.code != exitUnfinished || c.report.Outcome != dialog.Unfinished {
			t.Errorf("%d %q: exit %d, %s\n%s", a.status, a.body, c.code, c.report.Headline, c.messages)
		}
	}
}

func TestAnAnswerWithoutOurStateIsReportedOnceAndTheWaitGoesOn(t *testing.T) {
	t.Parallel()
	for query, says := range map[string]string{
		"code=abc&state=another":                  "it has the state of another sign-in",
		"error=access_denied":                     "Cancel was pressed on Atlassian's page",
		"error=access_denied&state=another":       "Cancel was pressed on Atlassian's page",
		"error=unheard_of&error_description=this": "Atlassian refused (unheard_of: this)",
	} {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			const begins = "an answer arrived that may not belong to this test: "
			arrives := func(_ *sandbox.Sandbox, link string) {
				address, err := url.Parse(link)
				if err != nil {
					t.Fatal(err)
				}
				for range 2 {
					if resp, err := http.Get(address.Query().Get("redirect_uri") + "?" + query); err == nil {
						_ = resp.Body.Close()
					}
				}
			}
			e := checkEnds(t, "callback-not-registered", arrives, "--timeout", "3s")
			if n := strings.Count(e.messages, begins); n != 1 || !strings.Contains(e.messages, says+". threelo still waits for the right one") {
				t.Errorf("%s: said %d times\n%s", query, n, e.messages)
			}
			if e.code != exitUnfinished || !strings.Contains(e.report.Headline, says) || !strings.Contains(e.out, "threelo explain") {
				t.Errorf("%s: exit %d, %s\n%s", query, e.code, e.report.Headline, e.out)
			}
			if query != "error=access_denied" {
				return
			}
			e = checkEnds(t, "", arrives)
			if e.code != exitReady || strings.Contains(e.report.Headline, says) {
				t.Errorf("%s, then ours: exit %d, %s", query, e.code, e.report.Headline)
			}
		})
	}
}

func TestAFailureKeepsTheServersWordsStatusTraceIDAndWait(t *testing.T) {
	t.Parallel()
	for scenario, want := range map[string]dialog.ReportFailure{
		"refresh-token-refused": {ID: "refresh-token-refused", Detail: "invalid_grant: Unknown or invalid refresh token.", Status: 403},
		"code-refused":          {ID: "code-refused", Detail: "invalid_request: authorization_code is invalid", Status: 400},
		"secret-refused":        {ID: "secret-refused", Detail: "access_denied: Unauthorized", Status: 401},
		"rate-limited":          {ID: "rate-limited", Detail: "Rate limit exceeded; jira-burst-based", Status: 429, RetryAfter: 2},
		"consent-cancelled":     {ID: "consent-cancelled", Detail: "access_denied: User did not authorize the request"},
	} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			e := checkEnds(t, scenario, nil)
			if e.report.Failure == nil {
				t.Errorf("%s: no failure", scenario)
				return
			}
			got := *e.report.Failure
			if (got.TraceID != "") != (want.Status != 0) {
				t.Errorf("%s: trace ID %q", scenario, got.TraceID)
			}
			if kept := (dialog.ReportFailure{ID: got.ID, Detail: got.Detail, Status: got.Status, RetryAfter: got.RetryAfter}); !reflect.DeepEqual(kept, want) {
				t.Errorf("%s: %+v, want %+v", scenario, kept, want)
			}
		})
	}
}

func TestNoSentenceIsPrintedTwice(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"network-reset", "network-captive-portal", "code-refused", "secret-refused", "rate-limited", "site-not-reached"} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			e := checkEnds(t, scenario, nil)
			seen := map[string]bool{}
			for line := range strings.Lines(e.out) {
				row := strings.HasPrefix(line, "- ") // rows may have the same state
				for sentence := range strings.SplitSeq(strings.TrimSpace(line[strings.Index(line, ": ")+1:]), ". ") {
					if len(strings.Fields(sentence)) > 7 && seen[sentence] {
						t.Errorf("%s: twice: %s", scenario, sentence)
					}
					seen[sentence] = seen[sentence] || !row
				}
			}
			if t.Failed() {
				t.Log(e.out)
			}
		})
	}
}

func TestThePrintedReportHasNoSignsThatAScreenReaderSpells(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"", "code-refused"} {
		e := checkEnds(t, scenario, nil)
		if i := strings.IndexAny(e.out+e.messages, "→·✓✗○●"); i >= 0 {
			t.Errorf("%s: it prints a sign:\n%s%s", scenario, e.out, e.messages)
		}
	}
}
