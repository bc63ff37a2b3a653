package command

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"threelo/assets"
	"threelo/assets/english/englishtest"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/oauth/sandbox/sandboxtest"
	"threelo/steps/dialog"
)

// raceOptions keep a program that was built with -race from waiting a second at its end.
const raceOptions = "atexit_sleep_ms=0"

// Most checks wait for an answer that doesn't come, so that more of them run side by
// side than there are processors.
func TestMain(m *testing.M) {
	_ = flag.Set("test.parallel", "12")
	_ = os.Setenv("GORACE", raceOptions)
	testscript.Main(m, map[string]func(){
		"threelo": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the program as a shell would: see testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: func(env *testscript.Env) error {
		env.Setenv("GORACE", raceOptions)
		env.Setenv("XDG_STATE_HOME", filepath.Join(env.WorkDir, "state"))
		env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "data"))
		return nil
	}, Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
		"atlassian": startAtlassian,
		"requests":  countRequests,
		"exits":     exits,
		"accept":    accept,
	}})
}

// environment holds a call's own variables, so that calls can run side by side.
type environment map[string]string

func (e environment) get(name string) string { return e[name] }

// hostsAt points at a stand-in for Atlassian, with the secret of its app.
func hostsAt(address, secret string) environment {
	return environment{authVariable: address, apiVariable: address, secretVariable: secret}
}

// run calls the command line and returns what a shell would see.
func run(t *testing.T, in string, args ...string) (code int, out, talk string) {
	t.Helper()
	return runIn(t, environment{}, in, args...)
}

// call is Main with an environment of its own.
func call(env environment, args []string, in io.Reader, out, messages io.Writer) int {
	return start(args, streams{in: in, out: &results{Writer: out}, messages: messages, getenv: env.get})
}

func runIn(t *testing.T, env environment, in string, args ...string) (code int, out, talk string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = call(env, args, strings.NewReader(in), &stdout, &stderr)
	englishtest.Collect(t, "commands", stderr.String()+stdout.String())
	return code, stdout.String(), stderr.String()
}

func TestEveryListedPlatformRehearsesUnattended(t *testing.T) {
	t.Parallel()
	for _, id := range assets.PlatformIDs() {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			code, out, talk := run(t, "", "--demo", "--auto", "--plain", "--platform", id)
			if code != exitReady || !strings.Contains(out, "DEMO") || !strings.Contains(out, "READY") {
				t.Errorf("exit %d\n%s\n%s", code, out, talk)
			}
		})
	}
}

func TestAWordThatIsNoIDSearchesTheProducts(t *testing.T) {
	t.Parallel()
	if code, out, _ := run(t, "", "platforms", "Elastic"); code != exitReady || !strings.HasPrefix(out, "\nMonitoring and security:\nkibana  Kibana  ") || strings.Count(out, "\n") != 3 {
		t.Errorf("exit %d\n%s", code, out)
	}
	var found []listed
	if code, out, _ := run(t, "", "platforms", "monitoring", "--json"); code != exitReady || json.Unmarshal([]byte(out), &found) != nil || len(found) < 2 {
		t.Errorf("exit %d\n%s", code, out)
	}
	for _, p := range found {
		if p.Kind != "Monitoring and security" || p.Sure == "" || p.CheckedOn == "" {
			t.Errorf("%+v", p)
		}
	}
	code, out, talk := run(t, "", "platforms", "kibanna")
	if code != exitFailed || out != "" || !strings.Contains(talk, "no product matches \"kibanna\" (did you mean kibana?)") {
		t.Errorf("exit %d\n%s%s", code, out, talk)
	}
	if code, _, _ := run(t, "", "platforms", "no/such.yaml"); code != exitUsage {
		t.Errorf("a file that is not there: exit %d", code)
	}
}

// The months of a year count, the days of a month do not.
func TestTheAgeOfAFileIsInMonths(t *testing.T) {
	t.Parallel()
	now := time.Now()
	year := now.AddDate(-1, 0, 0).Format("2006") + now.Format("-01")
	for date, want := range map[string]int{now.Format("2006-01"): 0, now.Format(time.DateOnly): 0, year: 12, year + "-01": 12} {
		if got := monthsSince(date); got != want {
			t.Errorf("%s: %d months old, want %d", date, got, want)
		}
	}
}

func TestAFileOfOnesOwnWorksAsABuiltInOne(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../assets/platforms/targetprocess.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(data), "id: targetprocess", "id: mine", 1)
	own = strings.Replace(own, `  - {scope: "read:jql:jira", comment: "For work with boards and sprints."}`, `  - {scope: "manage:jira-webhook"}`, 1)
	path := filepath.Join(t.TempDir(), "mine.yaml")
	if err := os.WriteFile(path, []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, talk := run(t, "", "--demo", "--auto", "--plain", "--platform", path)
	if code != exitReady || !strings.Contains(out, "manage:jira-webhook") {
		t.Errorf("exit %d\n%s\n%s", code, out, talk)
	}
}

// company is a sandbox with a preset app, and the environment that points at it.
func company(t *testing.T, callback string) (sandbox.App, environment) {
	t.Helper()
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	box, app := sandboxtest.Start(t, callback, oauth.ConsoleScopes(p.ScopeNames()))
	return app, hostsAt(box.URL(), app.Secret)
}

// script starts `threelo check` and gives each line it says to say.
func script(t *testing.T, env environment, in io.Reader, say func(line string), args ...string) (code int, out string) {
	t.Helper()
	var stdout bytes.Buffer
	talk, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- call(env, append([]string{"check", "--no-browser"}, args...), in, &stdout, w)
		_ = w.Close()
	}()
	lines := bufio.NewScanner(talk)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		say(lines.Text())
	}
	return <-done, stdout.String()
}

func TestAScriptChecksAnAppWhoseCallbackIsOnThisComputer(t *testing.T) {
	t.Parallel()
	app, env := company(t, fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t)))
	links := 0
	code, out := script(t, env, strings.NewReader(""), func(line string) {
		if strings.HasPrefix(line, "http") {
			links++
			resp, err := http.Get(line)
			if err != nil {
				t.Error(err)
				return
			}
			_ = resp.Body.Close()
		}
	}, "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback, "--json")
	var r dialog.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if code != exitReady || links != 1 || r.Outcome != dialog.Ready || !r.Demo || r.Grant == nil || !r.Grant.Refreshed || strings.Contains(out, app.Secret) {
		t.Errorf("exit %d, %d links, %s\n%s", code, links, r.Outcome, out)
	}
}

func TestAScriptPastesTheAddressOfThePlatformsCallback(t *testing.T) {
	t.Parallel()
	app, env := company(t, "https://acme.targetprocess.test/callback")
	in, paste := io.Pipe()
	var told []string
	code, out := script(t, env, in, func(line string) {
		told = append(told, line)
		if !strings.HasPrefix(line, "http") {
			return
		}
		client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		resp, err := client.Get(line)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = resp.Body.Close() }()
		go func() {
			_, _ = io.WriteString(paste, "https://somewhere.else.test/?code=abcdefgh&state=wrong\n"+resp.Header.Get("Location")+"\n")
		}()
	}, "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback)
	if code != exitReady || !strings.Contains(out, "READY") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if !strings.Contains(strings.Join(told, "\n"), "belongs to another sign-in") {
		t.Errorf("the wrong address was not answered:\n%s", strings.Join(told, "\n"))
	}
}

func TestAWrongSecretEndsBeforeAnyLinkIsTold(t *testing.T) {
	t.Parallel()
	app, env := company(t, "https://acme.targetprocess.test/callback")
	env[secretVariable] = strings.Repeat("x", 64)
	code, out := script(t, env, strings.NewReader(""), func(line string) {
		if strings.HasPrefix(line, "http") {
			t.Errorf("told %s", line)
		}
	}, "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback, "--json")
	if code != exitFailed || !strings.Contains(out, `"outcome": "failed"`) {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func TestABusyPortEndsAtOnce(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	app, env := company(t, fmt.Sprintf("http://%s/callback", l.Addr()))
	var told []string
	code, _ := script(t, env, strings.NewReader(""), func(line string) { told = append(told, line) },
		"--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback)
	all := strings.Join(told, "\n")
	if code != exitUnfinished || strings.Contains(all, "/authorize") || !strings.Contains(all, fmt.Sprint(l.Addr().(*net.TCPAddr).Port)) {
		t.Errorf("exit %d\n%s", code, all)
	}
}

func TestTheEndOfInputWithoutAnAddressIsNotFinished(t *testing.T) {
	t.Parallel()
	app, env := company(t, "https://acme.targetprocess.test/callback")
	code, _ := script(t, env, strings.NewReader("not an address\n"), func(string) {}, "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback)
	if code != exitUnfinished {
		t.Errorf("exit %d", code)
	}
}

func TestACanceledConsentIsNotFinished(t *testing.T) {
	t.Parallel()
	callback := fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t))
	app, env := company(t, callback)
	code, _ := script(t, env, strings.NewReader(""), func(line string) {
		if _, query, ok := strings.Cut(line, "&state="); ok && strings.HasPrefix(line, "http") {
			state, _, _ := strings.Cut(query, "&")
			resp, err := http.Get(callback + "?error=access_denied&error_description=User+did+not+authorize+the+request&state=" + state)
			if err == nil {
				_ = resp.Body.Close()
			}
		}
	}, "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", callback)
	if code != exitUnfinished {
		t.Errorf("exit %d", code)
	}
}

func TestNobodyAnswersInTime(t *testing.T) {
	t.Parallel()
	app, env := company(t, fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t)))
	began := time.Now()
	code, _ := script(t, env, strings.NewReader(""), func(string) {}, "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback, "--timeout", "700ms")
	if code != exitUnfinished || time.Since(began) > 20*time.Second {
		t.Errorf("exit %d after %s", code, time.Since(began))
	}
}

func TestNoNetworkSaysSo(t *testing.T) {
	t.Parallel()
	app, env := company(t, "https://acme.targetprocess.test/callback")
	gone := fmt.Sprintf("http://127.0.0.1:%d", sandboxtest.FreePort(t))
	env[authVariable], env[apiVariable] = gone, gone
	var told []string
	code, _ := script(t, env, strings.NewReader(""), func(line string) { told = append(told, line) }, "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback)
	if code != exitUnfinished || !strings.Contains(strings.Join(told, "\n"), "not checked") {
		t.Errorf("exit %d\n%s", code, strings.Join(told, "\n"))
	}
}

func TestReportsAreSavedAndAgree(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	args := []string{"--demo", "--auto", "--plain", "--platform", "agilepoint"}
	for _, kind := range []string{"json", "md", "png", "svg", "txt"} {
		args = append(args, "--report", filepath.Join(dir, "status."+kind))
	}
	if code, out, talk := run(t, "", args...); code != exitReady {
		t.Fatalf("exit %d\n%s\n%s", code, out, talk)
	}
	md, err := os.ReadFile(filepath.Join(dir, "status.md"))
	if err != nil {
		t.Fatal(err)
	}
	code, again, talk := run(t, "", "report", filepath.Join(dir, "status.json"), "--to", "md")
	if code != exitReady || again != string(md) {
		t.Errorf("exit %d %s: the JSON renders to another Markdown", code, talk)
	}
	if code, _, talk := run(t, "", args...); code != exitUsage || !strings.Contains(talk, "already exists") {
		t.Errorf("an existing report: exit %d, %s", code, talk)
	}
}
