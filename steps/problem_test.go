package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
)

func TestAProblemNamesThePlatformAndTheSite(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("signin")
	for _, f := range assets.Failures() {
		a.problems["signin"] = a.failureProblem(a.step(), f.ID, "")
		told := a.Screen().Problem
		text := strings.Join(append([]string{told.What, told.Sure, told.Why, told.Who}, told.Fix...), " | ")
		for _, vague := range []string{"the platform", "site admin", "the site's admin", "{"} {
			if strings.Contains(text, vague) {
				t.Errorf("%s: %q in %s", f.ID, vague, text)
			}
		}
		if n := strings.Count(told.What+told.Sure+told.Why, "probably"); n > 1 {
			t.Errorf("%s says “probably” %d times: %s", f.ID, n, text)
		}
		if f.Who == "site admin" && told.Who != "an admin of acme" {
			t.Errorf("%s: %q can do it", f.ID, told.Who)
		}
	}
}

// Words for the people who run a network come after the advice to ask them.
func TestTheCureOfANetworkBeginsInPlainWords(t *testing.T) {
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
	a.goes("verify")
	a.verifies([]oauth.Check{
		{ID: "jira", Title: "Jira answers", Outcome: oauth.Fail, Detail: "the name api.atlassian.com was not found", Failure: "network-dns"},
		{ID: "account", Title: "the account", Outcome: oauth.NotTried, Detail: "Jira did not answer"},
	})
	sc := a.Screen()
	if sc.Problem == nil || sc.Problem.What != "Jira answers: the name api.atlassian.com was not found" {
		t.Fatalf("%+v", sc.Problem)
	}
	if slices.ContainsFunc(sc.Findings, func(f Finding) bool { return f.Text == sc.Problem.What }) || sc.Findings[1].Text != "Jira answers" {
		t.Errorf("it is told again: %+v", sc.Findings)
	}
}
