//go:build unix

package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"threelo/oauth/sandbox/sandboxtest"
	"threelo/wizard/desktop/desktoptest"
)

// recipe is the only block of a language in docs/scripts.md.
func recipe(t *testing.T, language string) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/scripts.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(string(page), -1)
	if len(found) != 1 {
		t.Fatalf("%d blocks of %s", len(found), language)
	}
	return found[0][1]
}

// ciRun is the command of the documented CI job.
func ciRun(t *testing.T) string {
	t.Helper()
	var job struct {
		Jobs map[string]struct{ Steps []struct{ Run string } }
	}
	if err := yaml.Unmarshal([]byte(recipe(t, "yml")), &job); err != nil {
		t.Fatal(err)
	}
	return job.Jobs["jira-credentials"].Steps[0].Run
}

// cronRun is the command of the documented line, after its five fields of time.
func cronRun(t *testing.T) string {
	t.Helper()
	fields := regexp.MustCompile(`^(?:\S+\s+){5}(.*)\n$`).FindStringSubmatch(recipe(t, "cron"))
	if fields == nil || strings.Contains(fields[1], "%") { // cron reads % as the end of the line
		t.Fatal("this is not a line of a crontab")
	}
	return fields[1]
}

func TestTheRecipesForUnattendedChecksDoWhatTheySay(t *testing.T) {
	t.Parallel()
	desktoptest.Shell(t)
	box, app := sandboxtest.Start(t, "https://acme.targetprocess.test/callback", []string{"read:jira-work"})
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "jira"), 0o700); err != nil {
		t.Fatal(err)
	}
	recipes := map[string]string{"cron": cronRun(t), "CI": ciRun(t), "monitoring": recipe(t, "bash")}
	for _, at := range []struct {
		name, secret, scenario string
		codes                  map[string]int
		says                   map[string]string // "" for nothing at all
	}{
		{
			"accepted", app.Secret, "",
			map[string]int{"cron": 0, "CI": 0, "monitoring": 0},
			map[string]string{"cron": "", "CI": "accepted by Atlassian", "monitoring": "client ID and secret: accepted"},
		},
		{
			"refused", strings.Repeat("x", 64), "",
			map[string]int{"cron": 1, "CI": 1, "monitoring": 2},
			map[string]string{"cron": "threelo: Atlassian refuses", "CI": "Atlassian refuses", "monitoring": "client ID and secret: refused"},
		},
		{
			"a disruption", app.Secret, "network-reset",
			map[string]int{"cron": 3, "CI": 0, "monitoring": 3},
			map[string]string{"cron": "threelo: ", "CI": "::warning::Atlassian could not tell", "monitoring": "could not be checked"},
		},
	} {
		if err := box.Play(at.scenario); err != nil {
			t.Fatal(err)
		}
		for file, text := range map[string]string{"client-id": app.ClientID + "\n", "secret": at.secret + "\n"} {
			if err := os.WriteFile(filepath.Join(home, "jira", file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for name, script := range recipes {
			cmd := exec.CommandContext(t.Context(), "sh", "-c", script)
			cmd.Env = append(os.Environ(), "HOME="+home, authVariable+"="+box.URL(), apiVariable+"="+box.URL(),
				"CLIENT_ID="+app.ClientID, "SECRET_FILE="+filepath.Join(home, "jira", "secret"))
			if name == "CI" {
				cmd.Env = append(cmd.Env, secretVariable+"="+at.secret)
			}
			out, _ := cmd.CombinedOutput() // the exit code is what is tested
			want := at.says[name]
			if code := cmd.ProcessState.ExitCode(); code != at.codes[name] || !strings.Contains(string(out), want) || want == "" && len(out) > 0 {
				t.Errorf("%s, %s: exit %d, want %d\n%s", name, at.name, code, at.codes[name], out)
			}
		}
	}
}
