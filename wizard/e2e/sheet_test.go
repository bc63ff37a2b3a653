package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
)

// The site blocks user-installed apps. Its admin has nothing but the approval sheet,
// does what it says in a browser, and the next sign-in test passes.
func TestASiteAdminLetsTheAppInWithTheApprovalSheetAlone(t *testing.T) {
	t.Parallel()
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	box, err := sandbox.New(sandbox.Options{Preset: &sandbox.App{Name: p.AppName, Callback: theirCallback, Scopes: oauth.ConsoleScopes(p.ScopeNames()), Shared: true}})
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	app, _ := box.PresetApp()
	home := t.TempDir()
	threelo := func(in string, args ...string) (string, int) {
		cmd := exec.Command(os.Args[0], args...)
		cmd.Stdin = strings.NewReader(in)
		cmd.Env = []string{
			"THREELO_E2E=1", "HOME=" + home, "XDG_STATE_HOME=" + home, "THREELO_AUTH_URL=" + box.URL(), "THREELO_API_URL=" + box.URL(),
			"THREELO_CLIENT_SECRET=" + app.Secret, "GORACE=log_path=" + races(t),
		}
		out, _ := cmd.Output()
		return string(out), cmd.ProcessState.ExitCode()
	}

	// The account that will connect is stopped, and the admin of threelo saves a report.
	b := chromium(t)
	report := filepath.Join(home, "status.json")
	stopped := "Your site admin must authorize this app for the site \"acme-guarded.atlassian.net\" before the app can access your account."
	if _, code := threelo(stopped, "check", "--no-browser", "--platform", p.ID, "--client-id", app.ClientID, "--callback", theirCallback,
		"--site", "https://acme-guarded.atlassian.net", "--report", report); code == 0 {
		t.Fatal("the check passed")
	}
	sheet, code := threelo("", "sheet", "approval", report, "--to", "txt")
	if code != 0 {
		t.Fatal(code)
	}

	// From here on the site admin reads the sheet.
	link := ""
	for line := range strings.Lines(sheet) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, box.URL()) {
			link = line
		}
	}
	for _, step := range []string{"sign in to Atlassian as an admin of acme-guarded.atlassian.net", "open this link", "Under Use app on, choose acme-guarded.atlassian.net. Press Accept."} {
		if !strings.Contains(sheet, step) || link == "" {
			t.Fatalf("the sheet does not say %q, or has no link:\n%s", step, sheet)
		}
	}
	b.signsIn(link, "Iris Integration")
	b.accepts(link, "acme-guarded")
	b.sees("must authorize this app")
	b.signsIn(link, "Sam Siteadmin")
	b.accepts(link, "acme-guarded")
	b.signsIn(link, "Iris Integration")
	b.accepts(link, "acme-guarded")
	if !strings.Contains(b.at(), "code") || strings.Contains(b.text(), "must authorize this app") {
		t.Errorf("the site still stops the account, at %s:\n%s", b.at(), b.text())
	}
}
