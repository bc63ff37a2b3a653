package oauth

import "testing"

// A ✓ beside a refused call would be read as if Jira had answered.
func TestARefusedCallIsNotShownAsProved(t *testing.T) {
	site := &Site{URL: "https://acme.atlassian.net"}
	for _, want := range []Outcome{Fail, Warn} {
		checks := []Check{
			{ID: "scope:read:jira-work", Outcome: Pass, Request: &Request{Path: "/rest/api/3/field", Status: 200}},
			{ID: "account", Outcome: want, Request: &Request{Path: "/rest/api/3/myself", Status: 401}},
		}
		got := Tested{Site: site, Checks: checks}.Summary()[1]
		if got.Outcome != want || got.Text != "Jira: 1 of 2 calls refused, or not answered" {
			t.Errorf("%q is %v, want %v", got.Text, got.Outcome, want)
		}
	}
}
