package command

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
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

// What a server in trouble answers decides nothing, whatever it writes beside it.
func TestAServerInTroubleSaysNothingOfTheSecret(t *testing.T) {
	t.Parallel()
	for _, answer := range []struct {
		status int
		body   string
	}{
		{500, ""},
		{500, "<html>Internal Server Error</html>"},
		{500, `{"error":"access_denied","error_description":"Unauthorized"}`},
		{502, ""},
		{503, `{"error":"invalid_client"}`},
		{429, ""},
		{200, "{}"},
		{403, ""},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(answer.status)
			_, _ = io.WriteString(w, answer.body)
		}))
		env := hostsAt(server.URL, "ATOAanotherSecretThatThisAppNeverHadAndNobodyElse")
		code, out, said := runIn(t, env, "", "check", "--no-sign-in", "--client-id", "KqT71mWc0hPz4vR8sYb2nDx9JfLg3eUa")
		if code != exitUnfinished || !strings.HasPrefix(out, "client ID and secret: could not be checked") {
			t.Errorf("%d %s: exit %d, %s%s", answer.status, answer.body, code, out, said)
		}
		server.Close()
	}
}
