package command

import (
	"errors"
	"os/exec"
	"strconv"
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
