package command

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/oauth/sandbox/sandboxtest"
	"threelo/steps/dialog"
)

var tag = regexp.MustCompile(`<[^>]*>`)

// A script that repeats a check from its report is told how the connection ended. What
// a page of Atlassian's says instead of an answer is pasted.
func TestACheckFromAReportNamesEveryDeathOfAConnection(t *testing.T) {
	t.Parallel()
	named := map[string]string{
		"secret-replaced": "secret-refused", "app-deleted": "secret-refused", "not-shared": "not-shared", "app-blocked": "app-blocked",
		"app-access-rule": "app-access-rule", "site-suspended": "site-suspended", "site-renamed": "site-renamed",
	}
	for _, death := range sandbox.Scenarios() {
		if !death.Death {
			continue
		}
		t.Run(death.ID, func(t *testing.T) {
			t.Parallel()
			p, err := assets.BuiltIn("targetprocess")
			if err != nil {
				t.Fatal(err)
			}
			callback := fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t))
			box, app := sandboxtest.Start(t, callback, oauth.ConsoleScopes(p.ScopeNames()))
			dir := t.TempDir()
			check := func(file string, args ...string) (int, dialog.Report) {
				t.Helper()
				paste, page := io.Pipe()
				said := ""
				code, out := script(t, hostsAt(box.URL(), app.Secret), paste, func(line string) {
					said += line + "\n"
					if !strings.HasPrefix(line, "http") {
						return
					}
					resp, err := http.Get(line)
					if err != nil {
						t.Error(err)
						return
					}
					body, _ := io.ReadAll(resp.Body)
					_ = resp.Body.Close()
					if !strings.HasPrefix(resp.Request.URL.String(), callback) {
						text := strings.Join(strings.Fields(tag.ReplaceAllString(string(body), " ")), " ")
						go func() { _, _ = fmt.Fprintln(page, text); _ = page.Close() }()
					}
				}, append(args, "--report", filepath.Join(dir, file), "--timeout", "30s")...)
				_ = paste.Close()
				var r dialog.Report
				data, err := os.ReadFile(filepath.Join(dir, file))
				if err != nil || json.Unmarshal(data, &r) != nil {
					t.Fatalf("no report (%v): %s%s", err, out, said)
				}
				return code, r
			}
			if code, r := check("before.json", "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", callback); code != exitReady || r.Outcome != dialog.Ready {
				t.Fatalf("before: exit %d, %s", code, r.Headline)
			}
			if err := box.Play(death.ID); err != nil {
				t.Fatal(err)
			}
			code, r := check("after.json", "--from", filepath.Join(dir, "before.json"))
			t.Logf("exit %d, %s: %s", code, r.Outcome, r.Headline)
			if r.Outcome == dialog.Ready || r.Since == nil {
				t.Errorf("it says %s: %s, since %v", r.Outcome, r.Headline, r.Since)
			}
			if want := named[death.ID]; want != "" {
				if r.Failure == nil || r.Failure.ID != want {
					t.Errorf("it names %+v, want %s", r.Failure, want)
				}
				return
			}
			if told := strings.Join(r.Attention, "\n"); code != exitReady || !strings.Contains(told, "90 days without use, with a new password") || !strings.Contains(told, "still has the old one") {
				t.Errorf("exit %d: the two causes that look alike are not named: %q", code, told)
			}
		})
	}
}
