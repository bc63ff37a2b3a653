package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestAScriptWalksFromTheAuthorizeURLToJira(t *testing.T) {
	s, app := withPreset(t, Options{AutoConsent: true})

	redirected := get(t, authorizeURL(s, app), "")
	target := redirected.header.Get("Location")
	if redirected.status != http.StatusFound || !strings.HasPrefix(target, loopbackCallback+"?code=") {
		t.Fatalf("authorize answered %d %q", redirected.status, target)
	}
	if got := parameter(t, target, "state"); got != "st&te" {
		t.Errorf("the state came back as %q", got)
	}

	tokens := exchange(t, s, app, parameter(t, target, "code"))
	if tokens.status != http.StatusOK || tokens.field(t, "token_type") != "Bearer" {
		t.Fatalf("the exchange answered %d %s", tokens.status, tokens.body)
	}
	if got := strings.Fields(tokens.field(t, "scope")); len(got) != len(thirteen) {
		t.Errorf("granted %d scopes: %v", len(got), got)
	}

	renewed := refresh(t, s, app, tokens.field(t, "refresh_token"))
	if renewed.status != http.StatusOK || renewed.field(t, "refresh_token") == tokens.field(t, "refresh_token") {
		t.Fatalf("the refresh answered %d", renewed.status)
	}
	access := renewed.field(t, "access_token")

	listed := get(t, s.URL()+"/oauth/token/accessible-resources", access)
	var sites []struct {
		ID, URL string
		Scopes  []string
	}
	if err := json.Unmarshal([]byte(listed.body), &sites); err != nil {
		t.Fatal(err)
	}
	if len(sites) != 2 || sites[0].ID != sites[1].ID {
		t.Fatalf("one site with one id listed twice was expected, not %+v", sites)
	}
	if all := append(slices.Clone(sites[0].Scopes), sites[1].Scopes...); len(all) != len(thirteen) {
		t.Errorf("the two entries carry %d scopes", len(all))
	}

	for _, path := range []string{
		"/rest/api/3/serverInfo", "/rest/api/3/myself", "/rest/api/3/field/search?maxResults=1", "/rest/api/3/instance/license",
		"/rest/api/3/configuration/timetracking", "/rest/api/3/project/search", "/rest/api/3/project/10000/email",
		"/rest/api/3/mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER", "/rest/agile/1.0/board?maxResults=1", "/rest/agile/1.0/board/1",
		"/rest/agile/1.0/board/1/configuration", "/rest/agile/1.0/board/1/sprint?maxResults=1", "/rest/agile/1.0/board/1/quickfilter?maxResults=1",
	} {
		got := get(t, gatewayPath(s, "acme", path), access)
		if got.status != http.StatusOK || got.header.Get("Atl-TraceId") == "" {
			t.Errorf("%s answered %d %s", path, got.status, got.body)
		}
	}
}
