package command

import (
	"os/exec"
	"testing"
	"time"

	"threelo/oauth/sandbox/sandboxtest"
)

// The whole process, from its start to its exit.
func TestACheckWithoutSignInIsFastAndMakesOneRequest(t *testing.T) {
	path, err := exec.LookPath("threelo")
	if err != nil {
		t.Skip("testscript has not put threelo on the path")
	}
	box, app := sandboxtest.Start(t, "https://acme.targetprocess.test/callback", []string{"read:jira-work"})
	fastest := time.Hour // the machine may be busy with other tests
	const runs = 5
	for range runs {
		cmd := exec.CommandContext(t.Context(), path, "check", "--no-sign-in", "--client-id", app.ClientID)
		cmd.Env = append(cmd.Environ(), authVariable+"="+box.URL(), apiVariable+"="+box.URL(), secretVariable+"="+app.Secret)
		began := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		fastest = min(fastest, time.Since(began))
	}
	if fastest > 300*time.Millisecond {
		t.Errorf("it took %s", fastest)
	}
	if box.Requests() != runs {
		t.Errorf("%d requests in %d runs", box.Requests(), runs)
	}
	t.Logf("%s", fastest)
}
