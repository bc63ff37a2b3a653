package steps

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
)

// messaged presses m.
func (a *admin) messaged() string {
	a.Helper()
	before := count[Copy](a)
	a.does(Act{ID: ActionMessage})
	e, _ := last[Copy](a)
	if count[Copy](a) != before+1 || e.Value != ValueMessage || e.Secret {
		a.Fatalf("%s: m copies %+v", a.Screen().Step, e)
	}
	return e.Text
}

func TestEveryScreenCanBeSentToAColleague(t *testing.T) {
	for _, id := range assets.PlatformIDs() {
		a := newAdmin(t, id)
		for a.Screen().Step != StepStatus {
			sc := a.Screen()
			if a.gives(a.screen().kind); a.Screen().Step == sc.Step {
				text := a.messaged()
				sc = a.Screen()
				if !a.offers(ActionMessage) || !strings.HasPrefix(text, "Subject: ") || !strings.Contains(text, "able to sign in to Atlassian as") {
					t.Errorf("%s, %s: %s", id, sc.Step, text)
				}
				for _, v := range sc.Values {
					if !v.Secret && !strings.Contains(text, v.Text) {
						t.Errorf("%s, %s: %s is not in the message", id, sc.Step, v.ID)
					}
					if v.Secret && (strings.Contains(text, v.Shown) || !strings.Contains(text, "comes through our password manager")) {
						t.Errorf("%s, %s: the secret in the message: %s", id, sc.Step, text)
					}
				}
				for _, in := range sc.Do {
					if !strings.Contains(text, in.Text) {
						t.Errorf("%s, %s: “%s” is not in the message", id, sc.Step, in.Text)
					}
				}
			}
			a.goes(a.plan[sc.N].id)
		}
	}
}

func TestAProblemIsSentToThePersonWhoCanFixIt(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepSignIn)
	b := a.getsLink()
	a.does(AddressRead{Attempt: b.Attempt, Failure: "site-admin-approval", Error: "the site blocks apps", Detail: "Your site admin must authorize this app for the site"})
	text := a.messaged()
	for _, want := range []string{"an admin of acme", "Your site admin must authorize this app for the site", "client1", "acme.atlassian.net"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in: %s", want, text)
		}
	}
}

func TestAProblemNamesTheProductAndTheSite(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepSignIn)
	b := a.getsLink()
	for _, f := range assets.Failures() {
		a.does(AddressRead{Attempt: b.Attempt, Failure: f.ID, Error: "what came"})
		p := a.Screen().Problem
		if p == nil {
			t.Errorf("%s is not shown", f.ID)
			continue
		}
		text := strings.Join(append([]string{p.What, p.Sure, p.Why, p.Who}, p.Fix...), " | ")
		for _, vague := range []string{"the platform", "site admin", "the site's admin", "{"} {
			if strings.Contains(text, vague) {
				t.Errorf("%s: %q in %s", f.ID, vague, text)
			}
		}
		if n := strings.Count(p.What+p.Sure+p.Why, "probably"); n > 1 {
			t.Errorf("%s says “probably” %d times: %s", f.ID, n, text)
		}
		if f.Who == "site admin" && p.Who != "an admin of acme" {
			t.Errorf("%s: %q can do it", f.ID, p.Who)
		}
	}
}

// Words for the people who run a network come after the advice to ask them.
func TestTheFixOfANetworkBeginsInPlainWords(t *testing.T) {
	for _, f := range assets.Failures() {
		if !isNetwork(f.ID) {
			continue
		}
		all := strings.Join(f.Fix, " ")
		for _, word := range []string{"HTTPS_PROXY", "SSL_CERT_FILE", "PEM", "443"} {
			at, ask := strings.Index(all, word), strings.Index(strings.ToLower(all), "who runs")
			if at >= 0 && (ask < 0 || ask > at) {
				t.Errorf("%s speaks of %s before it says whom to ask: %s", f.ID, word, all)
			}
		}
	}
}

func TestAFailedCheckIsToldOnce(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(StepSignIn)
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
