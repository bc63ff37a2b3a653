package wizard

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps"
	"threelo/steps/dialog"
)

// resumes continues a saved rehearsal in a program that was started again,
// which has its own sandbox.
func resumes(t *testing.T, platform string, setup dialog.Setup) *drill {
	t.Helper()
	d := startDrill(t, mistake{platform: platform})
	p, err := assets.BuiltIn(platform)
	if err != nil {
		t.Fatal(err)
	}
	d.Resume(p, setup)
	return d
}

// TestARehearsalGoesOnWithItsAppInANewSandbox leaves both journeys at every step
// up to the sign-in, and walks on in a new sandbox to the end.
func TestARehearsalGoesOnWithItsAppInANewSandbox(t *testing.T) {
	for platform, way := range map[string][]dialog.StepID{
		"targetprocess": {"know", "create", "scopes-classic", "callback", "credentials", "sharing", "signin"},
		"agilepoint":    {"know", "create", "credentials", "callback", "scopes-classic", "sharing", "signin"},
	} {
		for _, left := range way {
			t.Run(platform+" "+string(left), func(t *testing.T) {
				before := startDrill(t, mistake{platform: platform, two: true})
				before.walksTo(left)
				setup := before.Setup()
				made := before.admin().Apps()
				before.Close() // gives the port of threelo's line back

				d := resumes(t, platform, setup)
				apps, told := d.admin().Apps(), false
				for _, note := range d.Screen().Warnings {
					told = told || strings.Contains(note.Text, "made your app again") && strings.Contains(note.Text, "Otto Owner")
				}
				if len(apps) != len(made) || told != (len(made) > 0) {
					t.Fatalf("left with %d apps, went on with %d; told: %v", len(made), len(apps), told)
				}
				if len(made) > 0 {
					was, is := made[0], apps[0]
					if setup.ClientID != "" && is.ClientID != was.ClientID || is.Secret == was.Secret || is.Name != was.Name || is.Owner != was.Owner ||
						is.Callback != was.Callback || is.Shared != was.Shared || !slices.Equal(is.Scopes, was.Scopes) {
						t.Errorf("left with %+v, went on with %+v", was, is)
					}
				}
				if sc := d.walk("signin"); sc.Problem != nil && sc.Problem.Step == dialog.StepCredentials {
					d.Handle(dialog.Act{ID: dialog.ActionSandbox}) // the secret is entered again first
				}
				d.walksTo("verify")
				if now := d.admin().Apps(); len(now) != 1 {
					t.Errorf("there are %d apps", len(now))
				}
			})
		}
	}
}

func TestARehearsalGoesOnWithThreelosLineInTheConsole(t *testing.T) {
	before := startDrill(t, mistake{})
	before.walksTo("signin")
	setup := before.Setup()
	if app := resumes(t, "targetprocess", setup).admin().Apps()[0]; !strings.HasSuffix(app.Callback, setup.Local) {
		t.Errorf("the app's callbacks are %s", app.Callback)
	}
}

func TestWithTheRealAtlassianNothingIsMadeAgain(t *testing.T) {
	before := startDrill(t, mistake{})
	before.walksTo("signin")
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	j := steps.New(dialog.World{Cloud: oauth.Commercial})
	for _, effect := range j.Resume(p, before.Setup()) {
		if _, made := effect.(dialog.Restore); made {
			t.Error("an app is made")
		}
	}
	for _, note := range j.Screen().Warnings {
		if strings.Contains(note.Text, "made your app again") {
			t.Errorf("it says %q", note.Text)
		}
	}
}

// TestTheSandboxsAdminWorksOnTheAppThatTheTraineeMade presses x after the app
// was made in the browser: it is taken, and no second one is made.
func TestTheSandboxsAdminWorksOnTheAppThatTheTraineeMade(t *testing.T) {
	for _, from := range []dialog.StepID{"create", "scopes-classic", "callback", "credentials"} {
		t.Run(string(from), func(t *testing.T) {
			d := startDrill(t, mistake{})
			d.walksTo("create")
			made, err := d.admin().CreateApp(sandbox.App{Name: "Made in the browser"})
			if err != nil {
				t.Fatal(err)
			}
			for !d.At(from) {
				switch d.Screen().Step {
				case "scopes-classic":
					if err := d.admin().SelectScopes(made.ClientID, oauth.ConsoleScopes(d.Platform().ScopeNames())); err != nil {
						t.Fatal(err)
					}
				case "callback":
					until(t, d.Run, func(sc dialog.Screen) bool { return sc.Waiting == nil }) // threelo's port is held
					d.Enter("callback", "https://acme.targetprocess.test/jira/oauth/callback")
					lines, _ := d.Text(dialog.ValueLines)
					if err := d.admin().SetCallback(made.ClientID, lines); err != nil {
						t.Fatal(err)
					}
				}
				d.Handle(dialog.Next{})
			}
			d.Handle(dialog.Act{ID: "sandbox"})
			d.walksTo("verify")
			if apps := d.admin().Apps(); len(apps) != 1 || apps[0].Name != made.Name || d.Setup().ClientID != made.ClientID {
				t.Errorf("the apps are %+v; the setup's is %s", apps, d.Setup().ClientID)
			}
		})
	}
}
