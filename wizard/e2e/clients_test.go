package e2e

// This file holds the sandbox against OAuth clients that others wrote, and threelo
// check against their servers. It needs npm.

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"threelo/assets"
	"threelo/assets/pacetest"
	"threelo/oauth"
	"threelo/oauth/client"
	"threelo/oauth/sandbox"
	"threelo/oauth/sandbox/sandboxtest"
	"threelo/wizard/desktop/desktoptest"
)

// The folder with the packages, which the tests share. TestMain removes it.
var (
	folder   string
	packages = sync.OnceValue(func() error {
		var err error
		if folder, err = os.MkdirTemp("", "clients"); err != nil {
			return err
		}
		if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", "clients"))); err != nil {
			return err
		}
		install := exec.Command("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--prefer-offline", "--loglevel=error")
		install.Dir = folder
		if out, err := install.CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	})
)

// needsPackages skips the test without npm, and where packages can't be downloaded.
func needsPackages(t *testing.T) {
	t.Helper()
	if !pacetest.Required() {
		t.Skip("this downloads packages with npm: set THREELO_REQUIRE_ALL=1 to run it")
	}
	desktoptest.Needs(t, "node", "npm")
	if err := packages(); err != nil {
		desktoptest.Lacks(t, "a package that npm installs ("+err.Error()+")")
	}
}

// node prepares a script with the packages beside it.
func node(t *testing.T, script string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join(folder, script)}, args...)...)
	cmd.Env, cmd.Stderr = append(os.Environ(), "NODE_NO_WARNINGS=1"), os.Stderr
	return cmd
}

// threelo prepares the program.
func threelo(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, args...) //nolint:gosec // this test binary
	cmd.Env = append(os.Environ(), "THREELO_E2E=1", "HOME="+t.TempDir())
	return cmd
}

// firstLine starts a program that runs until the test ends, and returns the first
// line that it prints.
func firstLine(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%s printed no line: %v", filepath.Base(cmd.Path), err)
	}
	return strings.TrimSpace(line)
}

const callback = "http://127.0.0.1:8976/callback"

func scopes(t *testing.T) []string {
	t.Helper()
	platform, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	return platform.ScopeNames()
}

// Clients that know nothing of threelo sign in to the sandbox, renew, and call
// Jira. Those of jira.js also compare Jira's answers with the published schemas.
func TestClientsOfOthersSignInToTheSandbox(t *testing.T) {
	needsPackages(t)
	program := threelo(t, "sandbox", "--preset", "targetprocess", "--auto-consent", "--callback", callback)
	for _, row := range rows(t, node(t, "clients.js", firstLine(t, program), strings.Join(scopes(t), " ")), 7) {
		if row.Result != "Iris Integration, 1 project, 1 board" {
			t.Errorf("%s: %s%s\n%s", row.Name, row.Result, row.Error, row.Stack)
		}
		t.Logf("%-34s %s", row.Name, row.Result)
	}
}

// The sandbox's answers have the shapes of Atlassian's published specification, as
// jira.js knows it.
func TestAnswersMatchTheSchemasOfJiraJS(t *testing.T) {
	needsPackages(t)
	all := []string{
		"read:jira-work", "read:jira-user", "manage:jira-configuration", "manage:jira-project", "manage:jira-webhook", "read:servicedesk-request",
		"read:board-scope:jira-software", "read:board-scope.admin:jira-software", "read:project:jira", "read:issue-details:jira",
		"read:sprint:jira-software", "read:epic:jira-software", "read:jql:jira",
	}
	box, app := sandboxtest.Start(t, callback, all)
	const acme = "/ex/jira/5a4db0c5-0000-4000-8000-000000000001"
	token := tokenOf(t, box, app, all)
	for _, row := range rows(t, node(t, "schemas.js", box.URL()+acme, token), 37) {
		if row.Error != "" {
			t.Errorf("%s: %s\n%s", row.Name, row.Error, row.Stack)
		}
		t.Logf("%-28s %s", row.Name, row.Result)
	}
	wrong := sandboxtest.Changed(t, box, func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/data-policy") {
			return false
		}
		_, _ = io.WriteString(w, `{"anyContentBlocked":"no"}`)
		return true
	})
	for _, row := range rows(t, node(t, "schemas.js", wrong+acme, token), 37) {
		if found := row.Error != ""; found != (row.Name == "data-policy") {
			t.Errorf("with a wrong answer of data-policy, %s: %q", row.Name, row.Error)
		}
	}
}

// row is what a script says of a client or a call.
type row struct{ Name, Result, Error, Stack string }

// rows runs a script, which must say so many rows.
func rows(t *testing.T, script *exec.Cmd, want int) []row {
	t.Helper()
	out, err := script.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var all []row
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var one row
		if err := decoder.Decode(&one); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		all = append(all, one)
	}
	if len(all) != want {
		t.Errorf("%d rows, want %d:\n%s", len(all), want, out)
	}
	return all
}

// Servers that know nothing of threelo serve check to its end, whatever characters
// the secret has.
func TestCheckSignsInToServersOfOthers(t *testing.T) {
	needsPackages(t)
	all := scopes(t)
	box, app := sandboxtest.Start(t, callback, oauth.ConsoleScopes(all))
	apiToken := tokenOf(t, box, app, all)
	for _, server := range []string{"oidc-provider", "@node-oauth/oauth2-server"} {
		for _, try := range []struct {
			what, secret, given string
			code                int
			says                string
		}{
			{"an ordinary secret", "ATOA" + strings.Repeat("s3cret", 12), "", 0, "\nResult: READY"},
			{"reserved characters", `:/?#[]@!$&'()*+,;=%%41"<>\^` + "`{|}~-._", "", 0, "\nResult: READY"},
			{"reserved characters and a space", `p%20+q& r=s:t?u#v"w\x/{y}~z`, "", 0, "\nResult: READY"},
			{"another secret", "ATOA" + strings.Repeat("s3cret", 12), "ATOA" + strings.Repeat("other", 12), 1, "\nResult: NOT READY"},
		} {
			t.Run(server+"/"+try.what, func(t *testing.T) {
				t.Parallel()
				own := fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t))
				settings, err := json.Marshal(map[string]any{
					"clientId": app.ClientID, "clientSecret": try.secret, "callback": own, "scopes": all, "api": box.URL(), "apiToken": apiToken,
				})
				if err != nil {
					t.Fatal(err)
				}
				address := firstLine(t, node(t, "servers.js", server, string(settings)))
				check := threelo(t, "check", "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", own, "--secret-file", "-", "--no-browser")
				check.Env = append(check.Env, "THREELO_AUTH_URL="+address, "THREELO_API_URL="+address)
				check.Stdin = strings.NewReader(cmp.Or(try.given, try.secret) + "\n")
				report, messages := follow(t, check)
				code := check.ProcessState.ExitCode()
				if code != try.code || !strings.Contains(report, try.says) {
					t.Errorf("exit %d\n%s\n%s", code, messages, report)
				}
				first, _, _ := strings.Cut(messages, "\n")
				t.Logf("%-26s %-32s exit %d: %s", server, try.what, code, first)
			})
		}
	}
}

// tokenOf signs in to the sandbox and returns an access token.
func tokenOf(t *testing.T, box *sandbox.Sandbox, app sandbox.App, scopes []string) string {
	t.Helper()
	cloud := oauth.Commercial
	cloud.AuthURL, cloud.APIURL = box.URL(), box.URL()
	c := client.New(cloud)
	a, own := client.NewAttempt(), oauth.App{ClientID: app.ClientID, Callback: callback, Scopes: scopes}
	landing := browse(t, c.AuthorizeURL(own, a))
	tokens, err := c.Exchange(t.Context(), own, oauth.NewSecret(app.Secret), a, oauth.NewSecret(landing.Query().Get("code")))
	if err != nil {
		t.Fatal(err)
	}
	return tokens.Access.Reveal()
}

// browse opens a link as a browser does, and returns where it lands.
func browse(t *testing.T, link string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(link)
	browser := http.Client{Jar: jar, CheckRedirect: func(next *http.Request, _ []*http.Request) error {
		at = next.URL
		return nil
	}}
	if err != nil {
		t.Fatal(err)
	}
	if page, err := browser.Get(link); err == nil { // nothing may listen on the callback
		_ = page.Body.Close()
	}
	return at
}

// follow runs threelo check, and opens its link.
func follow(t *testing.T, check *exec.Cmd) (report, messages string) {
	t.Helper()
	var out bytes.Buffer
	check.Stdout = &out
	said, err := check.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := check.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(said); lines.Scan(); {
		messages += lines.Text() + "\n"
		if strings.HasPrefix(lines.Text(), "http") {
			browse(t, lines.Text())
		}
	}
	_ = check.Wait() // the caller looks at the exit code
	return out.String(), messages
}
