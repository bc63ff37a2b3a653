package steps

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// proved walks a journey to its status, with everything proved.
func proved(t *testing.T, platform string) *admin {
	t.Helper()
	a := newAdmin(t, platform)
	a.goes(dialog.StepStatus)
	a.does(a.links13())
	for _, kind := range []dialog.StepID{dialog.StepCallback, dialog.StepLinks, dialog.StepClassic, dialog.StepCredentials, dialog.StepSignIn, dialog.StepVerify} {
		if got := a.markOf(kind); got != dialog.MarkProved {
			t.Fatalf("%s is %s", kind, got)
		}
	}
	return a
}

func TestAProofCountsOnlyWhileWhatItIsAboutIsUnchanged(t *testing.T) {
	about := []dialog.StepID{dialog.StepCreate, dialog.StepClassic, dialog.StepCallback, dialog.StepLinks, dialog.StepCredentials, dialog.StepSignIn, dialog.StepVerify}
	for name, test := range map[string]struct {
		platform         string
		change, takeBack dialog.Event
		stops            string // the steps whose proofs stop
	}{
		"client ID": {
			"targetprocess",
			dialog.Commit{Field: dialog.InputClientID, Text: "client2"},
			dialog.Commit{Field: dialog.InputClientID, Text: "client1"},
			"create scopes-classic callback links credentials signin verify",
		},
		"callback": {
			"targetprocess",
			dialog.Commit{Field: dialog.InputCallback, Text: productsCallback + "/2"},
			dialog.Commit{Field: dialog.InputCallback, Text: productsCallback},
			"callback links signin verify",
		},
		"scopes": {
			"generic",
			dialog.Choose{Option: "write:jira-work"},
			dialog.Choose{Option: "write:jira-work"},
			"scopes-classic links signin verify",
		},
		"secret": {
			"targetprocess",
			dialog.Commit{Field: dialog.InputSecret, Length: 65},
			nil,
			"credentials signin verify",
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := proved(t, test.platform)
			if name == "scopes" {
				a.does(dialog.Goto{Step: dialog.StepChooseScopes})
			}
			a.does(test.change)
			for _, kind := range about {
				if want := !strings.Contains(test.stops, string(kind)); (a.markOf(kind) == dialog.MarkProved) != want {
					t.Errorf("%s: still counts is not %v", kind, want)
				}
			}
			if strings.Contains(test.stops, "signin") && (a.tested().grant != nil || a.Report().Grant != nil || a.Report().Outcome == dialog.Ready) {
				t.Errorf("the sign-in test still counts: %s", a.Report().Outcome)
			}
			if test.takeBack == nil {
				return
			}
			a.does(test.takeBack)
			for _, kind := range about {
				if a.markOf(kind) != dialog.MarkProved {
					t.Errorf("%s is about the same again, and does not count", kind)
				}
			}
		})
	}
}

// A callback that was entered wrongly and is right now agrees with the links that
// were pasted before.
func TestACorrectedCallbackIsComparedWithTheLinksAgain(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	right := dialog.Links{Links: []oauth.ConsoleLink{{ClientID: "client1", Callback: productsCallback, Scopes: oauth.ConsoleScopes(a.wanted())}}}
	a.does(dialog.Commit{Field: dialog.InputCallback, Text: productsCallback + "/"}, right)
	if a.Screen().Problem == nil || a.markOf(dialog.StepLinks) != dialog.MarkFail {
		t.Fatalf("%s", a.markOf(dialog.StepLinks))
	}
	a.does(dialog.Commit{Field: dialog.InputCallback, Text: productsCallback})
	if sc := a.Screen(); sc.Problem != nil || a.markOf(dialog.StepLinks) != dialog.MarkProved || a.markOf(dialog.StepCallback) != dialog.MarkProved {
		t.Errorf("%+v; %s, %s", sc.Problem, a.markOf(dialog.StepLinks), a.markOf(dialog.StepCallback))
	}
}

func TestNothingThatWasNotCheckedReplacesAProof(t *testing.T) {
	a := proved(t, "targetprocess")
	before := a.Setup().Proofs
	for a.Screen().N > 1 {
		a.does(dialog.Back{})
	}
	for range 40 {
		if a.Screen().Step == dialog.StepHandover {
			break
		}
		a.does(dialog.Next{})
	}
	for id, p := range a.Setup().Proofs {
		if p.Outcome != before[id].Outcome {
			t.Errorf("%s was %s and is %s", id, before[id].Outcome, p.Outcome)
		}
	}
}

func TestProofsOfAnEarlierRunCountForTheAppTheyWereAbout(t *testing.T) {
	saved := proved(t, "targetprocess").Setup()
	for id, p := range saved.Proofs { // as a report has them
		p.App, p.Of = "", ""
		saved.Proofs[id] = p
	}
	a := continues(t, saved)
	if p, ok := a.reported(dialog.StepCallback); !ok || !strings.Contains(p.Evidence, "found earlier: ") {
		t.Errorf("%+v", p)
	}
	a.does(dialog.Commit{Field: dialog.InputClientID, Text: "client2"})
	for _, id := range []dialog.StepID{dialog.StepCallback, dialog.StepClassic, dialog.StepCredentials} {
		if p, ok := a.reported(id); ok && p.Outcome == dialog.MarkProved {
			t.Errorf("of another app, and still %+v", p)
		}
	}
}

// A setup opens on the screen that has the step where it was left.
func TestASetupSavedAtEachOfTheFormerStepsOpensOnItsScreen(t *testing.T) {
	opensOn := map[string]dialog.StepID{
		"agilepoint-activities":         dialog.StepKnow,
		"agilepoint-callback":           dialog.StepCallback,
		"agilepoint-credentials":        dialog.StepCredentials,
		"agilepoint-signin":             dialog.StepSignIn,
		"agilepoint-status":             dialog.StepStatus,
		"targetprocess-scopes-granular": dialog.StepClassic,
		"targetprocess-links":           dialog.StepCallback,
		"targetprocess-credentials":     dialog.StepCredentials,
		"targetprocess-fields":          dialog.StepFields,
		"targetprocess-verify":          dialog.StepSignIn,
		"targetprocess-outcome":         dialog.StepHandover,
		"targetprocess-status":          dialog.StepStatus,
	}
	files, err := filepath.Glob("../wizard/testdata/saved/*.json")
	if err != nil || len(files) != len(opensOn) {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s dialog.Setup
		if err := json.Unmarshal(text, &s); err != nil {
			t.Fatal(err)
		}
		a := continues(t, s)
		if a.Screen().Step == dialog.StepPurpose {
			a.does(dialog.Choose{Option: dialog.PurposeGoOn})
		}
		if got := a.Screen().Step; got != opensOn[name] {
			t.Errorf("%s was left at %s and opens on %s", name, s.Step, got)
		}
		if now := a.Setup(); now.Site != s.Site || now.ClientID != s.ClientID || now.Callback != s.Callback || now.Accounts != s.Accounts || len(now.Ticked) != len(s.Ticked) {
			t.Errorf("%s: %+v", name, now)
		}
		a.goes(dialog.StepStatus)
	}
	// Former steps that none of the files was left at.
	for _, platform := range []string{"targetprocess", "agilepoint"} {
		for _, step := range []dialog.StepID{dialog.StepKnow, dialog.StepApp, dialog.StepAccount, dialog.StepSite, dialog.StepRenewal, dialog.StepPlatform, dialog.StepCreate, dialog.StepClassic, dialog.StepCallback, dialog.StepLinks, dialog.StepSharing, dialog.StepSignIn, dialog.StepVerify, dialog.StepHandover, dialog.StepOutcome, dialog.StepAfter, dialog.StepStatus, "gone"} {
			a := continues(t, dialog.Setup{ID: "a", Platform: platform, Step: step, Accounts: dialog.AccountsTwo, Site: "https://acme.atlassian.net", Renew: true})
			if want := a.find(step); want >= 0 && a.plan[want].id != a.Screen().Step || want < 0 && a.Screen().N != 1 {
				t.Errorf("%s, %s: opens on %s", platform, step, a.Screen().Step)
			}
		}
	}
}

func TestASetupWithTheProductsLineAloneStaysAsItIs(t *testing.T) {
	a := continues(t, dialog.Setup{ID: "a", Platform: "targetprocess", Lines: dialog.LinesOne, Step: dialog.StepCredentials, Callback: productsCallback, Done: []dialog.StepID{dialog.StepCreate, dialog.StepCallback}})
	if s := a.Setup(); s.Lines != dialog.LinesOne || a.Screen().Step != dialog.StepCredentials {
		t.Errorf("%s at %s", s.Lines, a.Screen().Step)
	}
}

// The order in which scopes were chosen is nothing that a proof is about.
func TestTheSameScopesInAnotherOrderKeepTheirProofs(t *testing.T) {
	a := proved(t, "generic")
	a.does(dialog.Goto{Step: dialog.StepChooseScopes}, dialog.Choose{Option: "read:jira-work"}, dialog.Choose{Option: "read:jira-work"})
	if got := strings.Join(a.wanted(), " "); got != "read:jira-user read:jira-work" {
		t.Fatal(got)
	}
	for _, kind := range []dialog.StepID{dialog.StepClassic, dialog.StepLinks, dialog.StepSignIn, dialog.StepVerify} {
		if got := a.markOf(kind); got != dialog.MarkProved {
			t.Errorf("%s is %s", kind, got)
		}
	}
}

// The access that Atlassian gave stays; what was checked with it was another site's.
func TestWhatWasFoundForAnotherSiteDoesNotCount(t *testing.T) {
	a := proved(t, "targetprocess")
	a.does(dialog.Commit{Field: dialog.InputSite, Text: "https://other.atlassian.net"})
	if r := a.Report(); r.Outcome == dialog.Ready || len(r.Checks) > 0 || r.PlatformAuthorized == dialog.Authorized || !strings.Contains(strings.Join(r.Next, " "), "ake the sign-in test") {
		t.Errorf("%s: %d checks, %s, next %v", r.Outcome, len(r.Checks), r.PlatformAuthorized, r.Next)
	}
	for _, kind := range []dialog.StepID{dialog.StepSignIn, dialog.StepVerify, dialog.StepHandover} {
		if got := a.markOf(kind); got != dialog.MarkUnchecked {
			t.Errorf("%s is still %s", kind, got)
		}
	}
	if !a.offers(dialog.ActionFix) {
		t.Fatal("no key leads from the status to the sign-in test")
	}
	a.does(dialog.Act{ID: dialog.ActionFix})
	if e, _ := last[dialog.Verify](a); a.Screen().Step != dialog.StepSignIn || e.Site != "https://other.atlassian.net" {
		t.Errorf("at %s, and %s is checked", a.Screen().Step, e.Site)
	}
	a.verifies(nil)
	if a.markOf(dialog.StepSignIn) != dialog.MarkProved || a.markOf(dialog.StepVerify) != dialog.MarkProved {
		t.Errorf("the new site is not confirmed: %s, %s", a.markOf(dialog.StepSignIn), a.markOf(dialog.StepVerify))
	}
}

func TestWhatWasFoundForAnotherAccountOrProjectIsCheckedAgain(t *testing.T) {
	for id, p := range proved(t, "agilepoint").Setup().Proofs {
		if p.Of != oauth.CleanText(p.Of, 0) { // as it comes back from a saved setup
			t.Errorf("%s is about %q, which is another after a restart", id, p.Of)
		}
	}
	for _, change := range []dialog.Commit{{Field: dialog.InputAccount, Text: "Ada"}, {Field: dialog.InputProject, Text: "OPS"}} {
		a := proved(t, "agilepoint")
		n := count[dialog.Verify](a)
		if a.does(change); a.markOf(dialog.StepVerify) != dialog.MarkUnchecked || a.Report().Account != "" {
			t.Errorf("%s: %s, the account is %q", change.Field, a.markOf(dialog.StepVerify), a.Report().Account)
		}
		if a.does(dialog.Goto{Step: dialog.StepSignIn}); count[dialog.Verify](a) != n+1 {
			t.Errorf("%s: nothing is checked again", change.Field)
		}
	}
}
