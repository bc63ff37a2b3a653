package wizard

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

// savedAs saves a run's report as s does, and returns the result.
func savedAs(t *testing.T, r *Run, kind string) dialog.Saved {
	t.Helper()
	r.saveReport(kind)
	for ev := range r.Events() {
		if saved, ok := ev.(dialog.Saved); ok {
			return saved
		}
	}
	return dialog.Saved{}
}

// begun is a run at a platform's first step, in its own folder.
func begun(t *testing.T, platform string) *Run {
	t.Helper()
	t.Chdir(t.TempDir())
	r := New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn}})
	t.Cleanup(r.Close)
	p, err := assets.BuiltIn(platform)
	if err != nil {
		t.Fatal(err)
	}
	r.Begin(p, platform)
	return r
}

func TestAReportIsSavedWithoutTheSecretThatWasPastedIntoAnotherField(t *testing.T) {
	const secret = "not-known-to-be-one-0123456789"
	r := begun(t, "targetprocess")
	r.Enter("client-secret", secret)
	r.Enter("callback", "https://acme.targetprocess.test/"+secret) // too much was copied
	saved := savedAs(t, r, "md")
	report, err := os.ReadFile("threelo-targetprocess.md")
	if saved.Error != "" || err != nil || strings.Contains(string(report), secret) || !strings.Contains(string(report), "acme.targetprocess.test/•••") {
		t.Errorf("%+v, %v: %s", saved, err, report)
	}
}

func TestAPictureIsSavedTwiceAndShowsWhatWasSoThen(t *testing.T) {
	r := begun(t, "targetprocess")
	const then, later = "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0", "Zz971mWc0hPz4vR8sYb2nDx9Kq71mWc0"
	r.Enter("client-id", then)
	r.saveReport("svg")
	r.saveReport("svg")
	r.Enter("client-id", later) // while they are drawn
	r.Close()
	for _, name := range []string{"threelo-targetprocess.svg", "threelo-targetprocess-2.svg"} {
		picture, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(picture), then) || strings.Contains(string(picture), later) {
			t.Errorf("%s: %v, %d bytes", name, err, len(picture))
		}
	}
}

func TestAnAnonymousReportTellsNobodyBeforeTheSignInEither(t *testing.T) {
	d := startDrill(t, mistake{platform: "targetprocess", two: true})
	d.walksTo("signin")
	d.config.Anonymous = true
	tells := func(when string) {
		t.Helper()
		for _, kind := range []string{"json", "md", "txt", "svg"} {
			data, err := d.Export(report.Supporter, report.Kind(kind))
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			for _, name := range []string{"Iris", "acme"} {
				if at := strings.Index(text, name); at >= 0 {
					t.Errorf("%s the %s report says …%s", when, kind, text[max(0, at-60):at+10])
				}
			}
		}
	}
	tells("before it")
	d.Enter("address", "Your site admin must authorize this app for the site before the app can access your account.")
	if f := report.Prepare(d.Report(), report.Supporter).Failure; f == nil || !strings.Contains(f.Cause+strings.Join(f.Fix, ""), "(left out)") {
		t.Errorf("the failure names no site, so this test shows nothing: %+v", f)
	}
	tells("when it failed")
}

func TestAFailedSignInNamesTheStepThatFixesIt(t *testing.T) {
	for text, want := range map[string]dialog.StepID{
		"Your site admin must authorize this app for the site before the app can access your account.": dialog.StepSignIn,
		"The app's callback URL is invalid": dialog.StepCallback,
	} {
		d := startDrill(t, mistake{platform: "targetprocess", two: true})
		d.walksTo("signin")
		d.Enter("address", text)
		r := d.Report()
		if r.Failure == nil || r.Failure.Step != want || r.Failure.StepTitle == "" {
			t.Errorf("%s: %+v", text, r.Failure)
		}
		if r.Headline == "" || len(r.Attention) == 0 || r.Attention[0] != r.Headline {
			t.Errorf("%s: the headline %q is not the first reason %q", text, r.Headline, r.Attention)
		}
	}
}

func TestTheSignInLinkIsSavedForItsOwnerAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	const link = "https://auth.atlassian.com/authorize?client_id=x&state=y"
	r := begun(t, "targetprocess")
	r.carryOut([]dialog.Effect{dialog.SaveLink{URL: link}})
	saved, _ := (<-r.Events()).(dialog.Saved)
	text, err := os.ReadFile(saved.What)
	if err != nil || string(text) != link+"\n" || !filepath.IsAbs(saved.What) {
		t.Fatalf("%+v: %q %v", saved, text, err)
	}
	if info, err := os.Stat(saved.What); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}
