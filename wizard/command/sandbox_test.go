package command

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"testing"
)

func TestASandboxWithADeathPrintsTheTokensThatTheProductHad(t *testing.T) {
	for scenario, refused := range map[string]bool{"grant-removed": true, "password-changed": true, "app-blocked": false, "consent-cancelled": true} {
		ctx, stop := context.WithCancel(t.Context())
		read, write := io.Pipe()
		cmd, ended := newSandbox(streams{out: &results{Writer: write}}), make(chan error)
		cmd.SetArgs([]string{"--preset", "targetprocess", "--scenario", scenario})
		go func() { ended <- cmd.ExecuteContext(ctx) }()
		var line started
		if err := json.NewDecoder(read).Decode(&line); err != nil {
			t.Fatal(err)
		}
		if has := line.AccessToken != "" && line.RefreshToken != ""; has != (scenario != "consent-cancelled") {
			t.Errorf("%s: tokens are printed: %t", scenario, has)
		}
		resp, err := http.PostForm(line.AuthURL+"/oauth/token", url.Values{
			"grant_type": {"refresh_token"}, "client_id": {line.ClientID}, "client_secret": {line.ClientSecret}, "refresh_token": {line.RefreshToken},
		})
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if (resp.StatusCode != http.StatusOK) != refused {
			t.Errorf("%s: renewing the product's token answered %s", scenario, resp.Status)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}
