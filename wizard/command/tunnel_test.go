package command

import (
	"testing"

	"threelo/wizard/desk"
)

func TestTheTunnelLeadsToTheAddressThatSSHWasReachedUnder(t *testing.T) {
	remote := desk.Env{OS: "linux", Vars: []string{"USER=ada", "SSH_CONNECTION=192.0.2.7 50022 198.51.100.4 22"}}
	got := tunnel(t.Context(), remote)
	if got == nil || got("http://127.0.0.1:8976/callback") != "ssh -L 8976:127.0.0.1:8976 ada@198.51.100.4" {
		t.Error("no tunnel, or a wrong one")
	}
	if tunnel(t.Context(), desk.Env{OS: "linux", Vars: []string{"DISPLAY=:0"}}) != nil {
		t.Error("a tunnel for somebody who sits here")
	}
}
