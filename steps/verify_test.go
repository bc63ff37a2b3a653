package steps

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

func TestSeveralSitesAreNeverChosenSilently(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	a.signsIn()
	e, _ := last[dialog.Verify](a)
	a.does(dialog.Verified{Attempt: e.Attempt, Sites: []oauth.Site{{ID: "1", URL: "https://a.atlassian.net"}, {ID: "2", URL: "https://b.atlassian.net"}}}, dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepSignIn || sc.Choices == nil || len(sc.Choices.Options) != 2 {
		t.Fatalf("at %s without a question", sc.Step)
	}
	a.does(dialog.Choose{Option: "2"})
	if e, _ := last[dialog.Verify](a); e.SiteID != "2" {
		t.Errorf("tested site %q", e.SiteID)
	}
}

func TestTheAccountThatAcceptedIsAskedFor(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.does(dialog.Commit{Field: dialog.InputAccount, Text: "Ada"})
	a.goes(dialog.StepSignIn)
	a.signsIn()
	a.verifies([]oauth.Check{{ID: "account", Title: "the account", Outcome: oauth.Warn, Detail: "Iris, not Ada"}})
	a.does(a.links13())
	if !a.warns("Iris (iris@acme.test) pressed Accept, and you expected Ada. Is this the Integration Service User?") {
		t.Errorf("%+v", a.Screen().Warnings)
	}
	a.does(dialog.Next{})
	if r := a.Report(); r.Outcome != dialog.Attention {
		t.Errorf("enter alone confirmed another account: %s", r.Outcome)
	}
	a.does(dialog.Goto{Step: dialog.StepVerify}, dialog.Act{ID: dialog.ActionConfirm})
	if r := a.Report(); r.Outcome != dialog.Ready || r.Account != "as expected" {
		t.Errorf("%s, %s, %v", r.Outcome, r.Account, a.Report().Attention)
	}
}

func TestAFailedCheckLeadsToItsFix(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepSignIn)
	a.signsIn()
	a.verifies([]oauth.Check{{ID: "granted", Title: "permissions", Outcome: oauth.Fail, Detail: "read:jql:jira is missing", Fix: "select it", Step: "scopes"}})
	if sc := a.Screen(); sc.Problem == nil || sc.Problem.Step != dialog.StepClassic || !a.offers(dialog.ActionFix) {
		t.Fatalf("problem %+v", sc.Problem)
	}
	if r := a.Report(); r.Outcome != dialog.Failed || a.markOf(dialog.StepVerify) != dialog.MarkFail {
		t.Error(r.Outcome)
	}
	a.does(dialog.Act{ID: dialog.ActionFix}, dialog.Next{})
	if a.Screen().Step != dialog.StepSignIn {
		t.Errorf("enter leads to %s, not back to where it failed", a.Screen().Step)
	}
}

func TestAWrongSiteIsChangedWithOneKey(t *testing.T) {
	a := newAdmin(t, "agilepoint")
	a.goes(dialog.StepSignIn)
	a.signsIn()
	a.verifies([]oauth.Check{
		{ID: "site", Title: "the Jira site", Outcome: oauth.Fail, Failure: assets.SiteNotReached, Detail: "reached north.atlassian.net, expected acme.atlassian.net"},
		{ID: "a", Title: "one", Outcome: oauth.NotTried, Detail: "no site was checked"},
		{ID: "b", Title: "two", Outcome: oauth.NotTried, Detail: "no site was checked"},
	})
	sc := a.Screen()
	told := sc.Problem.What + "\n" + sc.Problem.Detail
	for _, d := range sc.Details {
		told += "\n" + d.Title + ": " + d.Text
	}
	if n := strings.Count(told, "reached north"); n != 2 { // as the problem, and as the check
		t.Errorf("told %d times:\n%s", n, told)
	}
	if !strings.Contains(told, "not checked: one; two: no site was checked") {
		t.Errorf("one reason is told twice:\n%s", told)
	}
	a.does(dialog.Act{ID: dialog.ActionFix})
	if a.Screen().Step != dialog.StepKnow {
		t.Fatalf("the key leads to %s", a.Screen().Step)
	}
	a.does(dialog.Commit{Field: dialog.InputSite, Text: "https://north.atlassian.net"}, dialog.Next{})
	sc = a.Screen()
	if e, _ := last[dialog.Verify](a); sc.Step != dialog.StepSignIn || sc.Problem != nil || sc.Waiting == nil || e.Site != "https://north.atlassian.net" {
		t.Errorf("at %s: %+v, %s is checked", sc.Step, sc.Problem, e.Site)
	}
}
