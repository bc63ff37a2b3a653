package wizard

import (
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// TestARehearsalTakesTheSiteThatTheTraineeEnters enters sites that the sample
// company lacks. The sign-in test reaches them, also when the saved rehearsal goes
// on in a new sandbox.
func TestARehearsalTakesTheSiteThatTheTraineeEnters(t *testing.T) {
	for name, entered := range map[string]struct{ text, host string }{
		"a name":           {"northwind", "northwind.atlassian.net"},
		"an address":       {"https://shop.jira.com/browse/A-1", "shop.jira.com"},
		"a cloud ID":       {"c0ffee00-1111-4222-8333-444455556666", "site-c0ffee00.atlassian.net"},
		"the company's ID": {"5a4db0c5-0000-4000-8000-000000000001", "acme.atlassian.net"},
	} {
		t.Run(name, func(t *testing.T) {
			first := startDrill(t, mistake{})
			first.Enter(dialog.InputSite, entered.text)
			first.link()
			setup := first.Setup()
			first.reachesItsSite(entered.host)
			first.Close()

			again := resumes(t, "targetprocess", setup)
			again.walk(dialog.StepSignIn)
			again.Handle(dialog.Act{ID: dialog.ActionSandbox}) // the new secret is entered first
			again.reachesItsSite(entered.host)
		})
	}
}

// reachesItsSite wants the site first on the consent page, and nothing wrong in
// the sign-in test.
func (d *drill) reachesItsSite(host string) {
	d.Helper()
	_, page := d.signsInFor(d.link())
	_, choices, _ := strings.Cut(page, "Choose a site</option>")
	if offered, _, _ := strings.Cut(choices, "</option>"); !strings.Contains(offered, ">"+host+" – ") {
		d.Errorf("the consent page offers %s first", offered)
	}
	d.walksTo(dialog.StepVerify)
	if r := d.Report(); r.Sites != 1 || r.Site == nil || r.Site.URL != "https://"+host {
		d.Errorf("the test reached %d sites, and %+v", r.Sites, r.Site)
	}
	for _, c := range d.Report().Checks {
		if c.Outcome == oauth.Fail {
			d.Errorf("%s: %s", c.Title, c.Detail)
		}
	}
}

// A rehearsal that starts again makes an app of its own.
func TestStartingAgainMakesAnotherApp(t *testing.T) {
	d := startDrill(t, mistake{})
	d.walksTo(dialog.StepSignIn)
	first := d.Setup().ClientID
	anew := dialog.Sandbox{Kind: dialog.StepCreate, Setup: dialog.Setup{AppName: "Another"}}
	for _, want := range []string{"created the app “Another”", "“Another” exists already"} {
		if text, err := d.doHelp(anew); err != nil || !strings.Contains(text, want) {
			t.Errorf("%s, %v; want %s", text, err, want)
		}
	}
	if apps := d.box.Admin().Apps(); len(apps) != 2 || apps[1].ClientID == first {
		t.Errorf("the sandbox has %d apps", len(apps))
	}
	if text, err := d.doHelp(dialog.Sandbox{Setup: d.Setup(), Kind: dialog.StepCreate}); err != nil || !strings.Contains(text, "exists already") {
		t.Errorf("with the app's ID: %s, %v", text, err)
	}
}
