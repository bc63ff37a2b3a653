// Package sandboxtest starts stand-ins for Atlassian for other packages' tests.
package sandboxtest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"testing"

	"threelo/oauth/sandbox"
)

// Start runs a sandbox that consents by itself, until the test ends. It has an
// app with this callback and these scopes of the console.
func Start(t *testing.T, callback string, scopes []string) (*sandbox.Sandbox, sandbox.App) {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{AutoConsent: true, Preset: &sandbox.Preset{Name: "test", Callback: callback, Scopes: scopes}})
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	app, _ := box.PresetApp()
	return box, app
}

// FreePort is a port of this computer that nobody holds. It lies below those that
// systems give out themselves: one of these could be somebody else's a moment later.
func FreePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 20000 + rand.IntN(12000)                               //nolint:gosec // no secret
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)) //nolint:noctx // over at once
		if err == nil {
			_ = l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}
