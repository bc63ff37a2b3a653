package steps

import (
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/assets/english/englishtest"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// messaged presses m.
func (a *admin) messaged() string {
	a.Helper()
	before := count[dialog.Copy](a)
	a.does(dialog.Act{ID: dialog.ActionMessage})
	e, _ := last[dialog.Copy](a)
	if count[dialog.Copy](a) != before+1 || e.Value != dialog.ValueMessage || e.Secret {
		a.Fatalf("%s: m copies %+v", a.Screen().Step, e)
	}
	return e.Text
}

// noMessage are words that only somebody at threelo's screen can follow.
var noMessage = []string{"aste it here", "ress enter", "on the right", "/go/", "integration window", "threelo's line", "[if", "[no", "\n\n\n"}

func TestEveryScreenCanBeSentToAColleague(t *testing.T) {
	for _, id := range assets.PlatformIDs() {
		a := newAdmin(t, id)
		for a.Screen().Step != dialog.StepStatus {
			sc := a.Screen()
			if sc.Step == dialog.StepSignIn {
				a.getsLink()
				a.isFor("a colleague", "https://auth.atlassian.com/authorize?x")
			}
			if a.gives(a.screen().kind); a.Screen().Step == sc.Step {
				text := a.isFor("a colleague")
				if !a.offers(dialog.ActionMessage) || !strings.Contains(text, "able to sign in to Atlassian as") {
					t.Errorf("%s, %s: %s", id, sc.Step, text)
				}
				for _, v := range a.Screen().Values {
					if n := strings.Count(strings.ReplaceAll(text, "\n   ", "\n"), v.Text); !v.Secret && n != 1 && (n == 0 || v.ID != dialog.ValueSite && v.ID != dialog.ValueAppName) {
						t.Errorf("%s, %s: %s is in the message %d times: %s", id, sc.Step, v.ID, n, text)
					}
					if v.Secret && (strings.Contains(text, v.Shown) || !strings.Contains(text, "comes through our password manager")) {
						t.Errorf("%s, %s: the secret in the message: %s", id, sc.Step, text)
					}
				}
				for _, s := range a.Screen().Scopes {
					if !strings.Contains(text, s.Scope.Scope) || !strings.Contains(text, s.Search) {
						t.Errorf("%s, %s: %s, to search for as %q, is not in %s", id, sc.Step, s.Scope.Scope, s.Search, text)
					}
				}
			}
			a.goes(a.plan[sc.N].id)
		}
	}
}

// isFor presses m, and looks whether the message has what its reader needs.
func (a *admin) isFor(reader string, has ...string) string {
	a.Helper()
	text := a.messaged()
	if !strings.HasPrefix(text, "Subject: ") || strings.HasPrefix(text, "Subject: \n") {
		a.Errorf("for %s, without a subject: %s", reader, text)
	}
	for _, want := range has {
		if !strings.Contains(text, want) {
			a.Errorf("for %s, %q is not in: %s", reader, want, text)
		}
	}
	if slot := regexp.MustCompile(`\{[a-zA-Z.]+[|}]`).FindString(text); slot != "" {
		a.Errorf("for %s, %s is not filled: %s", reader, slot, text)
	}
	for _, word := range noMessage {
		if strings.Contains(text, word) {
			a.Errorf("for %s, %q is in: %s", reader, word, text)
		}
	}
	englishtest.Collect(a, "messages", text)
	return text
}

// atSignIn has a problem of the sign-in test.
func atSignIn(t *testing.T, failure string, who assets.Who, detail string) *admin {
	t.Helper()
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.AddressRead{Attempt: b.Attempt, Failure: failure, Who: who, Error: "what threelo read", Detail: detail})
	return a
}

// atAuthorize has an error that the product showed.
func atAuthorize(t *testing.T, text string) *admin {
	t.Helper()
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepHandover)
	a.does(dialog.Choose{Option: dialog.ShowedError}, dialog.Commit{Field: dialog.InputError, Text: text})
	return a
}

func TestAProblemIsSentToThePersonWhoCanFixIt(t *testing.T) {
	said := "Your site admin must authorize this app for the site"
	atSignIn(t, "site-admin-approval", "", said).isFor("the site admin", "accept one app for acme.atlassian.net", said, "https://auth.atlassian.com/authorize?x",
		"does not load (127.0.0.1)", "no one receives access with your account", "User installed apps: Allowed", "To undo it", "client1", "read:jira-work: read projects", "Integration Service User")
	atSignIn(t, "not-shared", "", "only the owner of this application may grant it").isFor("the app's owner", "Please share the app", "only the owner of this application may grant it", "Distribution controls", "does not publish")
	atSignIn(t, "scope-not-added", "app owner", "add the following scopes").isFor("the app's owner", "Please select the scopes", "add the following scopes", "read:jql:jira")
	atSignIn(t, "ip-allowlist", "", "rejected").isFor("the organization admin", "IP allowlists", "my computer")
	atSignIn(t, "app-access-rule", "", "").isFor("the organization admin", "Data security policies", "client1")
	atSignIn(t, "single-sign-on", "", "trouble logging you in").isFor("the people of the identity provider", "identity provider", "trouble logging you in", "2026-11-21 12:00")
	atSignIn(t, "network-proxy", "", "407 Proxy Authentication Required").isFor("the network team", "407 Proxy Authentication Required", "auth.atlassian.com", "443")
	atSignIn(t, "site-suspended", "", "Tenant is restricted: suspended-payment").isFor("the site admin", "Tenant is restricted: suspended-payment", "Billing")
	atSignIn(t, "callback-not-registered", "", "redirect_uri is not registered").isFor("anybody", "this happened", "redirect_uri is not registered", "on a line of its own below Targetprocess's", "Press Save changes")
}

func TestTheProductsSupportReadsWhatWasChecked(t *testing.T) {
	for _, shown := range []string{"Something went wrong. Please try again.", "410 The requested API has been removed. Please migrate to the /rest/api/3/search/jql API"} {
		atAuthorize(t, shown).isFor("the support", "Jira integration profile: Authorize fails, the same app works in an independent test", shown, "succeeded on 2026-11-21",
			"13 of 13 scopes granted", "renewed once", "acme.atlassian.net", "account: Iris", "Not checked", "which redirect_uri")
	}
}

func TestAJiraAdminReadsTheAccountAndThePermission(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.goes(dialog.StepSignIn)
	a.signsIn()
	a.verifies([]oauth.Check{{
		ID: "permissions", Title: "permissions", Outcome: oauth.Warn, Detail: "8 of 9 activities", Failure: assets.PermissionMissing,
		Slots: assets.Slots{"permission": "the Jira permission Administer Jira"},
	}})
	a.isFor("the Jira admin", "Iris", "the Jira permission Administer Jira", "Global permissions")
	if p := a.Screen().Problem; p == nil || !strings.Contains(p.What, "Iris lacks the Jira permission Administer Jira") {
		t.Errorf("the screen says %+v", p)
	}
}

// Without threelo's line the admin who accepts lands on the product's page.
func TestWithoutThreelosLineTheSiteAdminIsToldWhereTheLinkLeads(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	a.does(dialog.Act{ID: dialog.ActionLine})
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.AddressRead{Attempt: b.Attempt, Failure: "site-admin-approval", Error: "x"})
	text := a.isFor("the site admin", "You land on a page of Targetprocess", "Your site admin must authorize this app")
	if strings.Contains(text, "127.0.0.1") {
		t.Error(text)
	}
}

func TestMyOwnAccountIsMineInAMessage(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepAccount)}, dialog.Act{ID: dialog.ActionChange, Arg: string(dialog.StepAccount)})
	a.goes(dialog.StepFields)
	if text := a.isFor("a colleague", "my own account"); strings.Contains(text, "your own account") {
		t.Error(text)
	}
}

// Whatever fails, and wherever: the message can be read, and threelo's own requests
// never blame the product, nor what the product showed threelo.
func TestEveryFailureCanBeSent(t *testing.T) {
	for _, f := range assets.Failures() {
		a := atSignIn(t, f.ID, "", "what came")
		a.isFor(f.ID)
		if p := a.Screen().Problem; f.Who == assets.WhoProductSupport && (p.Failure != assets.OwnRequest || p.Who != assets.WhoMakers) {
			t.Errorf("%s, at the sign-in test: %+v", f.ID, p)
		}
		b := newAdmin(t, "targetprocess")
		b.goes(dialog.StepSignIn)
		b.signsIn()
		b.verifies([]oauth.Check{{ID: "jira", Title: "Jira answers", Outcome: oauth.Fail, Failure: f.ID, Fix: strings.Join(f.Fix, " ")}})
		b.isFor(f.ID)
		p := b.Screen().Problem
		if p == nil || strings.Contains(p.What+p.Why+p.By, "support of Targetprocess") || f.Who == assets.WhoProductSupport && p.Failure != assets.OwnRequest {
			t.Errorf("%s, in a check: %+v", f.ID, p)
		}
		for _, seen := range f.Seen {
			_, text, quoted := strings.Cut(seen, "“")
			if text, _, _ = strings.Cut(text, "”"); !quoted {
				continue
			}
			c := atAuthorize(t, text)
			c.isFor(f.ID)
			if p := c.Screen().Problem; p == nil || p.Failure == assets.OwnRequest || strings.Contains(p.What+p.By, "threelo") {
				t.Errorf("%s, at Authorize: %+v", f.ID, p)
			}
		}
	}
}

func TestAProblemNamesTheProductAndTheSite(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	for _, f := range assets.Failures() {
		a.does(dialog.AddressRead{Attempt: b.Attempt, Failure: f.ID, Error: "what came"})
		p := a.Screen().Problem
		if p == nil {
			t.Errorf("%s is not shown", f.ID)
			continue
		}
		text := strings.Join(append([]string{p.What, p.Sure, p.Why, p.By}, p.Fix...), " | ")
		for _, vague := range []string{"the platform", "site admin", "the site's admin", "{"} {
			if strings.Contains(text, vague) {
				t.Errorf("%s: %q in %s", f.ID, vague, text)
			}
		}
		if n := strings.Count(p.What+p.Sure+p.Why, "probably"); n > 1 {
			t.Errorf("%s says “probably” %d times: %s", f.ID, n, text)
		}
		if f.Who == "site admin" && p.By != "an admin of acme" {
			t.Errorf("%s: %q can do it", f.ID, p.By)
		}
	}
}

// Words for the people who run a network come after the advice to ask them.
func TestTheFixOfANetworkBeginsInPlainWords(t *testing.T) {
	for _, f := range assets.Failures() {
		if !f.IsNetwork() {
			continue
		}
		all := strings.Join(f.Fix, " ")
		for _, word := range []string{"HTTPS_PROXY", "SSL_CERT_FILE", "PEM", "443"} {
			at, ask := strings.Index(all, word), strings.Index(strings.ToLower(all), "network team")
			if at >= 0 && (ask < 0 || ask > at) {
				t.Errorf("%s speaks of %s before it says whom to ask: %s", f.ID, word, all)
			}
		}
	}
}

func TestAFailedCheckIsToldOnce(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	a.signsIn()
	a.verifies([]oauth.Check{
		{ID: "jira", Title: "Jira answers", Outcome: oauth.Fail, Detail: "the name api.atlassian.com was not found", Failure: "network-dns"},
		{ID: "account", Title: "the account", Outcome: oauth.NotTried, Detail: "Jira did not answer"},
	})
	sc := a.Screen()
	if sc.Problem == nil || sc.Problem.What != "Jira answers: the name api.atlassian.com was not found" {
		t.Fatalf("%+v", sc.Problem)
	}
	if strings.Contains(a.found(), sc.Problem.What) {
		t.Errorf("it is told again: %s", a.found())
	}
}

// Whoever pastes an error pastes more than they know.
func TestNoMessageHasASecretACodeOrAToken(t *testing.T) {
	const secret, code, token = "ATOAverysecretverysecretverysecret", "c0dec0dec0dec0dec0de", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"
	for _, shown := range []string{
		"Something went wrong: client_secret=" + secret,
		`410 The requested API has been removed. Please migrate to the /rest/api/3/search/jql API {"access_token": "` + token + `"}`,
		"https://acme.targetprocess.test/callback?code=" + code + "&state=s redirect_uri is not registered for client",
		"Authorization: Bearer " + token + "\nClient must be authenticated to access this resource",
		"the secret is " + secret,
	} {
		text := atAuthorize(t, shown).isFor("anybody")
		for _, hidden := range []string{secret, code, token} {
			if strings.Contains(text, hidden) {
				t.Errorf("%q is in %s", hidden, text)
			}
		}
	}
}

func TestTheKeyNamesWhoTheMessageIsFor(t *testing.T) {
	for failure, want := range map[string]string{"site-admin-approval": "message for the site admin", "not-shared": "message for the owner", "ip-allowlist": "message for the organization admin", "callback-not-registered": "message for a colleague"} {
		for _, act := range atSignIn(t, failure, "", "").Screen().Actions {
			if act.ID == dialog.ActionMessage && act.Label != want {
				t.Errorf("%s: m is a %q", failure, act.Label)
			}
		}
	}
}

var messages = flag.Bool("messages", false, "print what m copies for each failure that somebody else can fix")

// With -messages it prints them, to be read aloud.
func TestAMessageNamesWhatItsReaderNeeds(t *testing.T) {
	needs := map[assets.Who][]string{
		assets.WhoSiteAdmin: {"acme.atlassian.net", "admin.atlassian.com"}, assets.WhoAppOwner: {"client1", "To undo it"}, assets.WhoJiraAdmin: {"acme.atlassian.net", "To undo it"},
		assets.WhoOrgAdmin: {"acme.atlassian.net", "client1"}, assets.WhoNetwork: {"atlassian.com"}, assets.WhoProductSupport: {"client1"},
	}
	for _, f := range assets.Failures() {
		wanted, others := needs[f.Who]
		if !others {
			continue
		}
		said := "what came"
		for _, seen := range slices.Backward(f.Seen) {
			if _, text, quoted := strings.Cut(seen, "“"); quoted {
				said, _, _ = strings.Cut(text, "”")
			}
		}
		a := atSignIn(t, f.ID, "", said)
		if f.Who == assets.WhoProductSupport {
			a = atAuthorize(t, said)
		}
		text := a.isFor(f.ID, wanted...)
		if oauth.Leaks(text) {
			t.Errorf("%s: a secret is in %s", f.ID, text)
		}
		if *messages {
			fmt.Printf("===== %s: %s\n\n%s\n", f.ID, f.Who, text)
		}
	}
}
