package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLintTellsAScriptWhetherAFileIsGood(t *testing.T) {
	t.Parallel()
	good, err := os.ReadFile("../../assets/platforms/n8n.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good = bytes.Replace(good, []byte("id: n8n\n"), []byte("id: mine\n"), 1)
	dir := t.TempDir()
	for _, test := range []struct {
		name, text string
		code       int
		says       string
	}{
		{"good.yaml", string(good), exitReady, "no problem found"},
		{"wrong.yaml", strings.Replace(string(good), "read:jira-work", "read:jira-worc", 1), exitUsage, "did you mean read:jira-work?"},
		{"empty.yaml", "", exitUsage, "empty.yaml:1:1:"},
		{"zero.yaml", "id: a\x00b", exitUsage, "U+0000"},
		{"deep.yaml", strings.Repeat("- ", 30_000), exitUsage, "deep.yaml:1:1:"},
		{"large.yaml", strings.Repeat("# ", 100_000), exitUsage, "too large"},
	} {
		path := filepath.Join(dir, test.name)
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, talk := run(t, "", "lint", path); code != test.code || !strings.Contains(out+talk, test.says) {
			t.Errorf("%s: exit %d\n%s%s", test.name, code, out, talk)
		}
	}
	if code, _, _ := run(t, "", "lint", filepath.Join(dir, "absent.yaml")); code != exitUsage {
		t.Errorf("absent: exit %d", code)
	}
}

// The file is read, the credentials are asked about, and the answer is no.
func TestAScriptChecksWithAFileOfItsOwn(t *testing.T) {
	t.Parallel()
	callback := "https://acme.app.n8n.dev/rest/oauth2-credential/callback"
	app, env := company(t, callback)
	env[secretVariable] = strings.Repeat("x", 64)
	path := filepath.Join(t.TempDir(), "mine.yaml")
	data, err := os.ReadFile("../../assets/platforms/n8n.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("id: n8n\n", "id: mine\n", "name: n8n\n", "name: Mine\n").Replace(string(data))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, talk := runIn(t, env, "", "check", "--platform", path, "--client-id", app.ClientID, "--callback", callback, "--no-browser")
	if code != exitFailed || !strings.Contains(out, "Mine") {
		t.Errorf("exit %d\n%s%s", code, out, talk)
	}
}
