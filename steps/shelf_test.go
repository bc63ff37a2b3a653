package steps

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
)

// begins walks a platform that only a test has, changed from a built-in one.
func begins(t *testing.T, id string, change func(*assets.Platform)) *admin {
	t.Helper()
	p, err := assets.BuiltIn(id)
	if err != nil {
		t.Fatal(err)
	}
	change(p)
	a := newAdmin(t, "")
	a.effects = a.Begin(p, id)
	return a
}

func TestSharingStandsInEveryJourneyOfAPlatformThatNeedsIt(t *testing.T) {
	a := begins(t, "generic", func(p *assets.Platform) { p.NeedsSharing = true })
	a.goes("account")
	for _, accounts := range []string{AccountsOne, AccountsMine, AccountsTwo} {
		a.does(Choose{Choices: "account", Option: accounts})
		if _, ok := a.find("sharing"); !ok {
			t.Errorf("%s: no step for Sharing", accounts)
		}
	}
	a.does(Choose{Choices: "account", Option: AccountsOne})
	a.goes("sharing")
	if why := strings.Join(a.Screen().Why, " "); strings.Contains(why, "another account") || !strings.Contains(why, "in every case") {
		t.Error(why)
	}
}

func TestTheTenantsPartBecomesTheCallback(t *testing.T) {
	a := begins(t, "generic", func(p *assets.Platform) {
		p.Callback = assets.Callback{From: "pattern", Pattern: "https://{tenant}.fennel.dev/jira", Ask: "Your workspace", Sample: "acme"}
	})
	a.goes("callback")
	a.does(Commit{Field: "tenant", Text: "a b", Error: "there is a space inside"})
	if f := a.Screen().Fields[0]; f.Finding == nil || f.Finding.Mark != MarkFail || a.Setup().Callback != "" {
		t.Errorf("%+v, callback %q", f, a.Setup().Callback)
	}
	a.does(Commit{Field: "tenant", Text: "bravo"})
	if got := a.Setup().Callback; got != "https://bravo.fennel.dev/jira" {
		t.Error(got)
	}
}

func TestWhatGoesWhereNamesScopesOnlyWhereTheyAreCarried(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*assets.Platform)
		want   bool
	}{
		{"carried by a step", func(*assets.Platform) {}, true},
		{"neither carried nor named", func(p *assets.Platform) {
			for i := range p.Steps {
				p.Steps[i].Carry = nil
			}
		}, false},
		{"named by the product", func(p *assets.Platform) {
			for i := range p.Steps {
				p.Steps[i].Carry = nil
			}
			p.Labels.Scopes = "Scope"
		}, true},
	} {
		a := begins(t, "generic", test.change)
		got := false
		for _, v := range a.Screen().Where {
			got = got || v.ID == "scopes"
		}
		if got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestAFixedCallbackComesFromTheDocument(t *testing.T) {
	a := begins(t, "generic", func(p *assets.Platform) {
		p.Callback = assets.Callback{From: "fixed", Pattern: "https://fennel.dev/jira", Sample: "https://fennel.dev/jira"}
	})
	a.goes("callback")
	for _, v := range a.Screen().Where {
		if v.ID == "callback" && v.From != "the document" {
			t.Errorf("%+v", v)
		}
	}
}

// A failed check knows the kind of the step that cures it; a report names the
// step that this journey has.
func TestAReportNamesAStepThatIsThere(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes("verify")
	a.verifies([]oauth.Check{{ID: "granted", Title: "permissions", Outcome: oauth.Fail, Step: "scopes"}, {ID: "site", Title: "site", Outcome: oauth.Warn, Step: "nowhere"}})
	checks := a.Journey.Report().Checks
	if len(checks) != 2 || checks[0].Step != "scopes-classic" || checks[1].Step != "" {
		t.Errorf("%+v", checks)
	}
}
