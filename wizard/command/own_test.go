package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus lists platform files, right and wrong ones.
func corpus(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../../steps/lint/testdata/corpus/*.yaml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(file)] = data
	}
	return all
}

// An author who hears nothing from lint can begin, and what lint reports first is what
// the others refuse a file with: also when PowerShell wrote it.
func TestLintTheWizardAndCheckAgreeOnEveryFile(t *testing.T) {
	t.Parallel()
	env := environment{secretVariable: strings.Repeat("x", 64)}
	for name, data := range corpus(t) {
		path := filepath.Join(t.TempDir(), name)
		windows := bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
		if err := os.WriteFile(path, append([]byte("\ufeff"), windows...), 0o600); err != nil {
			t.Fatal(err)
		}
		code, reports, _ := run(t, "", "lint", path)
		if right := strings.HasPrefix(name, "right-"); right != (code == exitReady) {
			t.Errorf("%s: exit %d\n%s", name, code, reports)
			continue
		} else if right {
			continue // they are rehearsed below
		}
		first, _, _ := strings.Cut(strings.TrimPrefix(reports, path+":"), "\n")
		line, rest, _ := strings.Cut(first, ":")
		_, what, _ := strings.Cut(rest, ": ")
		for _, args := range [][]string{
			{"--demo", "--auto", "--plain", "--platform", path},
			{"scopes", path},
			{"check", "--platform", path, "--client-id", "0123456789abcdef0123456789abcdef", "--callback", "https://product.dev/cb"},
		} {
			if code, _, talk := runIn(t, env, "", args...); code != exitUsage || !strings.Contains(talk, "line "+line+": "+what) {
				t.Errorf("%s, %s: exit %d, %s; lint says %s", name, args[0], code, talk, first)
			}
		}
	}
}

// A file can describe a product of Confluence and Jira Service Management, and one that
// reads the account alone and needs no site.
func TestProductsBesideJiraRehearseToTheirEnd(t *testing.T) {
	t.Parallel()
	for name, says := range map[string][]string{
		"right-confluence.yaml": {
			"READY", "Permissions, then Jira Service Management API and Confluence API", "Access type, if you are asked: Account-level",
			"all 3 lines: https://acme.eu.harbor.example/oauth/atlassian\nhttps://acme.eu.harbor-test.example/oauth/atlassian\n", "Your region is at the top",
			"has a shared app (https://help.harbor.example/shared, read 2026-11)", "Tenant ID: 5a4db0c5-0000-4000-8000-000000000001",
			"/wiki/api/v2/pages · 200", "/wiki/api/v2/spaces · 200", "/rest/servicedeskapi/servicedesk · 200",
		},
		"right-profile.yaml": {"READY", "GET /me · 200", "Access: 1 of 1 scope", "Any will do", "Site: none needed"},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, corpus(t)[name], 0o600); err != nil {
			t.Fatal(err)
		}
		saved := filepath.Join(t.TempDir(), "report.md") // it has the calls that worked too
		code, out, talk := run(t, "", "--demo", "--auto", "--plain", "--platform", path, "--report", saved)
		if page, err := os.ReadFile(saved); err == nil { //nolint:gosec // the test's own
			out += string(page)
		}
		for _, want := range says {
			if code != exitReady || !strings.Contains(out+talk, want) {
				t.Errorf("%s: exit %d, without %q\n%s\n%s", name, code, want, talk, out)
			}
		}
		if name == "right-profile.yaml" && strings.Contains(out, "/ex/jira/") {
			t.Errorf("Jira was called\n%s", out)
		}
	}
}
