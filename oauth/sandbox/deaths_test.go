package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// death is what a client sees without any help from the program: the status and
// some words of each answer, first for the product and then for a new sign-in.
type death struct {
	probe   string // a made-up code, with the product's client ID and secret
	renewal string // the product's refresh token
	sites   string // the accessible resources, with the product's access token
	jira    string // myself, with it
	boards  string // the boards, with it
	consent string // where a new sign-in ends
	again   string // myself after it, or what its exchange answers; "" when no code came
}

const (
	accepted  = "400 authorization_code is invalid"
	unknown   = "401 access_denied Unauthorized"
	unsigned  = `401 "message":"Unauthorized"}`
	lost      = "403 invalid_grant Unknown or invalid refresh token."
	renewed   = "200 Bearer"
	iris      = "200 Iris Integration"
	allBoards = "200 scrum kanban"
	onAcme    = "200 https://acme.atlassian.net read:jira-work read:jql:jira"
	codeSent  = "/callback?code="
	suspended = "403 Tenant is restricted: suspended-payment"
)

var deaths = map[string]death{
	"":                 {accepted, renewed, onAcme, iris, allBoards, codeSent, iris},
	"secret-replaced":  {unknown, unknown, onAcme, iris, allBoards, codeSent, unknown},
	"app-deleted":      {unknown, unknown, unsigned, unsigned, unsigned, "failed to retrieve client", ""},
	"grant-removed":    {accepted, lost, unsigned, unsigned, unsigned, codeSent, iris},
	"unused-90-days":   {accepted, "403 unauthorized_client refresh_token is invalid", unsigned, unsigned, unsigned, codeSent, iris},
	"password-changed": {accepted, lost, onAcme, iris, allBoards, codeSent, iris},
	"smaller-consent":  {accepted, renewed, "200 https://acme.atlassian.net read:jira-work", iris, "401 scope does not match", codeSent, iris},
	"not-shared":       {accepted, renewed, onAcme, iris, allBoards, "only the owner of this application may grant it access", ""},
	"app-blocked":      {accepted, renewed, onAcme, iris, allBoards, "App is blocked by an admin.", ""},
	"app-access-rule":  {accepted, renewed, onAcme, iris, `200 "total":0`, codeSent, iris},
	"site-renamed":     {accepted, renewed, "200 acme-renamed https://acme-renamed.atlassian.net", iris, allBoards, codeSent, iris},
	"site-suspended":   {accepted, renewed, onAcme, suspended, suspended, codeSent, suspended},
}

// saw wants the status and all the words that follow it.
func saw(t *testing.T, what string, got answer, want string) {
	t.Helper()
	words := strings.Fields(want)
	for _, word := range words {
		if !strings.Contains(fmt.Sprint(got.status, " ", got.body), word) {
			t.Errorf("%s: answered %d %s, want %s", what, got.status, got.body, want)
			return
		}
	}
}

func TestEachDeathLooksToAClientAsItDoesAtAtlassian(t *testing.T) {
	for scenario, want := range deaths {
		t.Run("scenario "+scenario, func(t *testing.T) {
			s, app := withPreset(t, Options{Scenario: scenario})
			product := s.PresetConnection()
			if scenario == "" {
				product = connected(t, s, app)
			}
			seesDeath(t, s, app, product, want)
		})
		t.Run("scenario "+scenario+", while the sandbox runs", func(t *testing.T) {
			s, app := withPreset(t, Options{})
			product := connected(t, s, app)
			if err := s.Play(scenario); err != nil {
				t.Fatal(err)
			}
			seesDeath(t, s, app, product, want)
		})
	}
}

// connected is the connection of a product that has just been authorized.
func connected(t *testing.T, s *Sandbox, app App) Connection {
	t.Helper()
	got := signedInToken(t, s, app)
	return Connection{got.field(t, "access_token"), got.field(t, "refresh_token")}
}

func seesDeath(t *testing.T, s *Sandbox, app App, product Connection, want death) {
	t.Helper()
	saw(t, "the probe", exchange(t, s, app, "made-up"), want.probe)
	saw(t, "the sites", get(t, s.URL()+"/oauth/token/accessible-resources", product.AccessToken), want.sites)
	saw(t, "myself", get(t, gatewayPath(s, "acme", "/rest/api/3/myself"), product.AccessToken), want.jira)
	saw(t, "the boards", get(t, gatewayPath(s, "acme", "/rest/agile/1.0/board"), product.AccessToken), want.boards)
	saw(t, "renewing", refresh(t, s, app, product.RefreshToken), want.renewal)
	target, err := s.Admin().Consent(authorizeURL(s, app), string(ServiceUser), "acme")
	if seen := fmt.Sprint(target, err); !strings.Contains(seen, want.consent) {
		t.Errorf("the sign-in ended on %s, want %s", seen, want.consent)
	}
	if err != nil {
		return
	}
	got := exchange(t, s, app, parameter(t, target, "code"))
	if got.status == http.StatusOK {
		got = get(t, gatewayPath(s, "acme", "/rest/api/3/myself"), got.field(t, "access_token"))
	}
	saw(t, "myself after a new sign-in", got, want.again)
}

func TestEveryDeathIsInTheTable(t *testing.T) {
	for _, x := range Scenarios() {
		if want, listed := deaths[x.ID]; listed != x.Death || x.ProductOnly && (want.consent != codeSent || want.again != iris) {
			t.Errorf("%s: a death %t, only the product meets it %t, in the table %+v", x.ID, x.Death, x.ProductOnly, want)
		}
	}
}

func TestTheNewSecretWorksAndTheOldOneOnlyAfterTheScenario(t *testing.T) {
	s, app := withPreset(t, Options{Scenario: "secret-replaced"})
	now, err := s.Admin().App(app.ClientID)
	if err != nil || now.Secret == app.Secret {
		t.Fatal("the console shows the old secret", err)
	}
	saw(t, "the new secret", exchange(t, s, now, "made-up"), accepted)
	if err := s.Play(""); err != nil {
		t.Fatal(err)
	}
	saw(t, "the new secret, afterwards", exchange(t, s, now, "made-up"), accepted)
	saw(t, "the old secret, afterwards", exchange(t, s, app, "made-up"), accepted)
	saw(t, "no secret", exchange(t, s, App{ClientID: app.ClientID}, "made-up"), unknown)
}

func TestADeletedAppIsBackAfterTheScenario(t *testing.T) {
	s, app := withPreset(t, Options{Scenario: "app-deleted"})
	b := newBrowser(t, s)
	b.signIn(ServiceUser, "/console/")
	if !strings.Contains(b.page.body, "This account has no app yet.") {
		t.Error("the console lists the deleted app")
	}
	if err := s.Play(""); err != nil {
		t.Fatal(err)
	}
	signedInToken(t, s, app)
}

func TestARenamedSiteHasItsNewAddressEverywhere(t *testing.T) {
	s, app := withPreset(t, Options{Scenario: "site-renamed"})
	token := s.PresetConnection().AccessToken
	for _, path := range []string{"/rest/api/3/serverInfo", "/rest/api/3/myself", "/rest/api/3/project/search", "/rest/agile/1.0/board"} {
		if got := get(t, gatewayPath(s, "acme", path), token); !strings.Contains(got.body, "//acme-renamed.atlassian.net") || strings.Contains(got.body, "//acme.atlassian.net") {
			t.Errorf("%s: %s", path, got.body)
		}
	}
	if err := s.Play(""); err != nil {
		t.Fatal(err)
	}
	saw(t, "the sites, afterwards", get(t, s.URL()+"/oauth/token/accessible-resources", connected(t, s, app).AccessToken), onAcme)
}
