package command

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
)

// boxes are the stand-ins for Atlassian of the scripts that run, by their address.
var boxes sync.Map

// startAtlassian is `atlassian CALLBACK [SCENARIO]`: it starts a stand-in, and sets
// the hosts, $ID, $CALLBACK and the secret of an app that is ready.
func startAtlassian(ts *testscript.TestScript, _ bool, args []string) {
	p, err := assets.BuiltIn("targetprocess")
	ts.Check(err)
	options := sandbox.Options{AutoConsent: true, Preset: &sandbox.App{Name: "test", Callback: args[0], Scopes: oauth.ConsoleScopes(p.ScopeNames())}}
	if len(args) > 1 {
		options.Scenario = args[1]
	}
	box, err := sandbox.New(options)
	ts.Check(err)
	ts.Check(box.Start("127.0.0.1:0"))
	app, _ := box.PresetApp()
	for name, value := range map[string]string{authVariable: box.URL(), apiVariable: box.URL(), secretVariable: app.Secret, "ID": app.ClientID, "CALLBACK": app.Callback} {
		ts.Setenv(name, value)
	}
	boxes.Store(box.URL(), box)
	ts.Defer(func() {
		boxes.Delete(box.URL())
		_ = box.Close()
	})
}

// countRequests is `requests N`: so many reached the stand-in.
func countRequests(ts *testscript.TestScript, _ bool, args []string) {
	box, ok := boxes.Load(ts.Getenv(authVariable))
	if !ok {
		ts.Fatalf("requests: atlassian was not started")
	}
	if got := strconv.Itoa(box.(*sandbox.Sandbox).Requests()); got != args[0] {
		ts.Fatalf("%s requests were sent, want %s", got, args[0])
	}
}

// exits is `exits CODE PROGRAM ARGUMENTS...`: exec with the exit code. Wrong usage
// prints no result.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var ended *exec.ExitError
		if !errors.As(err, &ended) {
			ts.Fatalf("%v", err)
		}
		code = ended.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit %d, want %s", code, args[0])
	}
	if out := ts.ReadFile("stdout"); code == exitUsage && out != "" {
		ts.Fatalf("wrong usage, and a result:\n%s", out)
	}
}

// accept is `accept CODE [and SITE] ARGUMENTS...`: threelo check with the stand-in's
// app, unless --from is among them, and a browser that opens its link; "and" presses Accept for another site
// first. The outputs are the files out and err.
func accept(ts *testscript.TestScript, _ bool, args []string) {
	found, ok := boxes.Load(ts.Getenv(authVariable))
	if !ok {
		ts.Fatalf("accept: atlassian was not started")
	}
	box := found.(*sandbox.Sandbox)
	code, args := args[0], args[1:]
	another := ""
	if len(args) > 1 && args[0] == "and" {
		another, args = args[1], args[2:]
	}
	path, err := exec.LookPath("threelo")
	ts.Check(err)
	app := []string{"--platform", "targetprocess", "--client-id", ts.Getenv("ID"), "--callback", ts.Getenv("CALLBACK")}
	if slices.Contains(args, "--from") { // the report names them
		app = nil
	}
	cmd := exec.Command(path, slices.Concat([]string{"check"}, app, args)...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"HOME", "PATH", "XDG_STATE_HOME", "GORACE", authVariable, apiVariable, secretVariable} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	var out, talk strings.Builder
	cmd.Stdout = &out
	messages, err := cmd.StderrPipe()
	ts.Check(err)
	in, err := cmd.StdinPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	for lines := bufio.NewScanner(messages); lines.Scan(); {
		line := lines.Text()
		talk.WriteString(line + "\n")
		if !strings.HasPrefix(line, "http") {
			continue
		}
		if another != "" {
			_, err := box.Admin().Consent(line, string(sandbox.ServiceUser), another)
			ts.Check(err)
		}
		browser := http.Client{CheckRedirect: func(r *http.Request, _ []*http.Request) error {
			if oauth.IsLoopback(r.URL.Hostname()) {
				return nil
			}
			_, err := io.WriteString(in, r.URL.String()+"\n") // the person pastes where the browser ended
			return errors.Join(http.ErrUseLastResponse, err)
		}}
		if resp, err := browser.Get(line); err == nil {
			_ = resp.Body.Close()
		}
	}
	_ = in.Close()
	_ = cmd.Wait() // its exit code is what is tested
	ts.Check(os.WriteFile(ts.MkAbs("out"), []byte(out.String()), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs("err"), []byte(talk.String()), 0o600))
	if got := strconv.Itoa(cmd.ProcessState.ExitCode()); got != code {
		ts.Fatalf("exit %s, want %s\n%s%s", got, code, out.String(), talk.String())
	}
}
