package command

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox/sandboxtest"
)

// largest is the platform of the shelf with the most scopes.
func largest(t *testing.T) string {
	t.Helper()
	return slices.MaxFunc(assets.PlatformIDs(), func(a, b string) int { return len(scopesIn(t, a)) - len(scopesIn(t, b)) })
}

func scopesIn(t *testing.T, id string) []string {
	t.Helper()
	p, err := assets.BuiltIn(id)
	if err != nil {
		t.Fatal(err)
	}
	return p.ScopeNames()
}

var aWord = regexp.MustCompile(`\S*[\pL\pN]\S*`)

// A rehearsal's report has every value, so that its sheets are as long as they get.
func TestASheetIsShortAndNamesEveryScope(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"targetprocess", "agilepoint", largest(t)} {
		saved := filepath.Join(t.TempDir(), "status.json")
		if code, _, messages := run(t, "", "--demo", "--auto", "--plain", "--platform", id, "--report", saved); code != exitReady {
			t.Fatal(messages)
		}
		for _, from := range []string{id, saved} {
			for _, sheet := range []string{"approval", "security"} {
				for _, to := range []string{"md", "txt"} {
					code, text, messages := run(t, "", "sheet", sheet, from, "--to", to)
					if code != exitReady || messages != "" {
						t.Fatalf("exit %d, %s", code, messages)
					}
					if n := len(aWord.FindAllString(text, -1)); n > 450 {
						t.Errorf("the %s sheet of %s has %d words:\n%s", sheet, id, n, text)
					}
					for _, scope := range scopesIn(t, id) {
						known, _ := assets.LookupScope(scope)
						if !strings.Contains(text, scope) || sheet == "security" && !strings.Contains(text, scope+": "+known.WorstCase()) {
							t.Errorf("the %s sheet of %s lacks %s", sheet, id, scope)
						}
					}
					if (from == saved) != strings.Contains(text, "DEMO") {
						t.Errorf("the %s sheet of %s is not marked as it must be:\n%s", sheet, from, text)
					}
				}
			}
		}
	}
}

func TestASecuritySheetSaysWhichScopesTheTestUsed(t *testing.T) {
	t.Parallel()
	saved := filepath.Join(t.TempDir(), "status.json")
	if code, _, messages := run(t, "", "--demo", "--auto", "--plain", "--platform", "targetprocess", "--report", saved); code != exitReady {
		t.Fatal(messages)
	}
	_, text, _ := run(t, "", "sheet", "security", saved)
	for _, line := range []string{"- ✓ read:jira-user: ", "- ○ write:jira-work: ", "- ✓ offline_access: ", "- Account: Iris Integration\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("the sheet lacks %q:\n%s", line, text)
		}
	}
	picture := filepath.Join(t.TempDir(), "status.png")
	if code, _, messages := run(t, "", "report", saved, "--to", "png", "--output", picture); code != exitReady {
		t.Fatal(messages)
	}
	if _, again, _ := run(t, "", "sheet", "security", picture); again != text {
		t.Errorf("from the picture that carries the report, another sheet:\n%s", again)
	}
	_, text, _ = run(t, "", "sheet", "security", "targetprocess")
	for _, line := range []string{"- read:jira-user: ", "The sign-in test was not made yet", "- Account: not known\n", "(client ID not known)"} {
		if !strings.Contains(text, line) {
			t.Errorf("without a report the sheet lacks %q:\n%s", line, text)
		}
	}
}

// The link is right even in Markdown that nothing renders, and leads only to the
// hosts that the report is about.
func TestAnApprovalSheetHasTheLinkThatTheSiteAdminOpens(t *testing.T) {
	t.Parallel()
	app, env := company(t, fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t)))
	saved := filepath.Join(t.TempDir(), "status.json")
	_, _ = script(t, env, strings.NewReader(""), func(string) {}, "--platform", "targetprocess", "--client-id", app.ClientID, "--callback", app.Callback,
		"--timeout", "100ms", "--report", saved)
	for _, to := range []string{"md", "txt"} {
		_, text, _ := runIn(t, env, "", "sheet", "approval", saved, "--to", to)
		if !strings.Contains(text, env[authVariable]+"/authorize?audience=api.atlassian.com&client_id="+app.ClientID+"&scope=offline_access%20") || !strings.Contains(text, "does not load (127.0.0.1)") {
			t.Errorf("the sheet has no link, or not the right one:\n%s", text)
		}
		if oauth.Leaks(text, oauth.NewSecret(app.Secret)) {
			t.Error("the sheet has the secret")
		}
	}
	if _, text, _ := run(t, "", "sheet", "approval", saved); strings.Contains(text, "/authorize?") {
		t.Errorf("a link to Atlassian for an app that is not there:\n%s", text)
	}
}

func TestASheetReplacesAFileOnlyWhenToldSo(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "approval.md")
	args := []string{"sheet", "approval", "targetprocess", "--output", file}
	if code, out, messages := run(t, "", args...); code != exitReady || out != "" {
		t.Fatalf("exit %d, %s%s", code, out, messages)
	}
	if code, _, messages := run(t, "", args...); code != exitUsage || !strings.Contains(messages, ": "+file+" already exists: choose another name, or add --overwrite") {
		t.Errorf("exit %d, %s", code, messages)
	}
	if code, _, messages := run(t, "", append(args, "--overwrite")...); code != exitReady {
		t.Errorf("exit %d, %s", code, messages)
	}
	for _, wrong := range [][]string{{"sheet"}, {"sheet", "policy"}, {"sheet", "approval"}, {"sheet", "security", "nothing"}, {"sheet", "security", "none.json"}, {"sheet", "security", "targetprocess", "--to", "png"}} {
		if code, out, _ := run(t, "", wrong...); code != exitUsage || out != "" {
			t.Errorf("threelo %s: exit %d, %s", strings.Join(wrong, " "), code, out)
		}
	}
}
