// Package sandboxtest starts stand-ins for Atlassian for other packages' tests.
package sandboxtest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"sync/atomic"
	"testing"

	"threelo/oauth/sandbox"
)

// Start runs a sandbox that consents by itself until the test ends. Its preset
// app has this callback and these scopes of the console.
func Start(t *testing.T, callback string, scopes []string) (*sandbox.Sandbox, sandbox.App) {
	t.Helper()
	box, err := sandbox.New(sandbox.Options{AutoConsent: true, Preset: &sandbox.App{Name: "test", Callback: callback, Scopes: scopes}})
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

// tried counts the ports, from a place of this process's own: tests that run side by
// side get different ones.
var tried atomic.Uint32

func init() { tried.Store(rand.Uint32N(2700)) } //nolint:gosec // not a secret

// FreePort returns a free port between threelo's own (20000 to 29999) and the
// system's, so that nothing else takes it a moment later.
func FreePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 30000 + int(tried.Add(1)%2700)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)) //nolint:noctx // does not wait
		if err == nil {
			_ = l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}
