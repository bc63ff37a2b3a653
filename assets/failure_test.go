package assets

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestEveryFailureIsComplete(t *testing.T) {
	steps := []string{"", "platform", "create", "scopes", "scopes-granular", "callback", "credentials", "sharing", "site", "account", "fields", "signin", "verify", "handover", "outcome"}
	who := []Who{WhoYou, WhoAppOwner, WhoSiteAdmin, WhoOrgAdmin, WhoJiraAdmin, WhoNetwork, WhoProductSupport, WhoMakers, WhoNobody}
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	rows, ids, named := map[int]string{}, map[FailureID]bool{}, namedFailures(t)
	for i, f := range Failures() {
		if !kebab.MatchString(f.ID) || ids[f.ID] || entries()[i].id != f.ID {
			t.Errorf("id %q is not kebab case, or occurs twice", f.ID)
		}
		ids[f.ID] = true
		if f.Row > 0 && rows[f.Row] != "" {
			t.Errorf("row %d occurs twice: %s and %s", f.Row, rows[f.Row], f.ID)
		}
		rows[f.Row] = f.ID
		if f.Title == "" || f.Cause == "" || len(f.Seen) == 0 || len(f.Fix) == 0 || f.Signs == "" && !slices.Contains(named, f.ID) {
			t.Errorf("%s: title, what is seen, cause, fix and signs are all needed", f.ID)
		}
		if !slices.Contains(steps, f.Step) {
			t.Errorf("%s: the kind of step %q is unknown", f.ID, f.Step)
		}
		if !slices.Contains(who, f.Who) || !slices.Contains([]string{"H", "M+", "M", "L"}, f.Sure) {
			t.Errorf("%s: who %q, sure %q", f.ID, f.Who, f.Sure)
		}
		own := f.OfOwnRequest()
		for _, text := range slices.Concat([]string{f.Title, f.Cause, own.Title, own.Cause}, f.Fix, own.Fix) {
			if strings.TrimSpace(text) != text || strings.ContainsAny(text, "\n{}[]") {
				t.Errorf("%s: %q is not one clean line", f.ID, text)
			}
			if strings.Contains(text, "probably") {
				t.Errorf("%s: %q says probably by itself; sure: M does that", f.ID, text)
			}
		}
		if !slices.Contains(steps, own.Step) {
			t.Errorf("%s: the kind of step %q is unknown", f.ID, own.Step)
		}
		for _, text := range []string{f.Title, f.Cause, own.Title, own.Cause} {
			if strings.HasSuffix(text, ".") {
				t.Errorf("%s: %q ends with a full stop", f.ID, text)
			}
		}
	}
	for row := 1; row <= 28; row++ {
		if rows[row] == "" {
			t.Errorf("row %d is missing", row)
		}
	}
	for _, id := range named {
		if !ids[id] {
			t.Errorf("failureid.go names %s, which is not in failures.yaml", id)
		}
	}
}

// namedFailures reads the constants of failureid.go.
func namedFailures(t *testing.T) []FailureID {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "failureid.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []FailureID
	ast.Inspect(file, func(n ast.Node) bool {
		if value, ok := n.(*ast.BasicLit); ok {
			all = append(all, strings.Trim(value.Value, `"`))
		}
		return true
	})
	if len(all) < 20 {
		t.Fatalf("only %d constants were read: %v", len(all), all)
	}
	return all
}

func TestEverySignSaysEnoughAndNamesWhatExists(t *testing.T) {
	ids := map[string]bool{}
	for _, f := range Failures() {
		ids[f.ID] = true
	}
	keys := []string{"level", "where", "status", "error", "beside", "if", "before", "who"}
	lines := 0
	for _, f := range Failures() {
		lines += strings.Count(f.Signs, "\n") - strings.Count(f.Signs, "with |")
	}
	if len(Signs()) != lines {
		t.Errorf("%d signs were read, and the file has %d", len(Signs()), lines)
	}
	for _, s := range Signs() {
		if s.Text == "" && s.Get("error")+s.Get("status")+s.Get("if") == "" {
			t.Errorf("%s has a sign that says next to nothing: %+v", s.Failure, s)
		}
		for _, c := range s.Conditions {
			if !slices.Contains(keys, c.Key) {
				t.Errorf("%s: the condition %q is unknown", s.Failure, c.Key)
			}
		}
		if !slices.Contains([]string{"", "page", "callback", "token", "api"}, s.Get("where")) || !slices.Contains([]string{"", "status", "text", "heading"}, s.Get("level")) {
			t.Errorf("%s: unknown place or level: %+v", s.Failure, s)
		}
		for _, status := range strings.Fields(s.Get("status")) {
			if n, err := strconv.Atoi(status); err != nil || n < 400 || n > 599 {
				t.Errorf("%s: %q is not a status of a refusal", s.Failure, status)
			}
		}
		for _, id := range append(strings.Fields(s.Get("before")), s.Failure) {
			if !ids[id] {
				t.Errorf("%s replaces %q, which is not a failure", s.Failure, id)
			}
		}
		if who := Who(s.Get("who")); who != "" && whoWords[who].screen == "" {
			t.Errorf("%s: %q is not one who can fix it", s.Failure, who)
		}
	}
}

func TestAFailureNamesTheAPIThatWasCalled(t *testing.T) {
	for api, want := range map[string]string{"": "Permissions › Jira API ›", "Confluence API": "Permissions › Confluence API ›"} {
		f, ok := LookupFailure("scope-not-granted", Slots{"api": api})
		if !ok || !strings.Contains(f.Fix[0], want) {
			t.Errorf("%q: %v", api, f.Fix)
		}
		if hint := strings.Contains(strings.Join(f.Fix, " "), "/wiki/api/v2"); hint != (api == "Confluence API") {
			t.Errorf("%q: the hint for Confluence: %v", api, hint)
		}
	}
	if _, ok := LookupFailure("no-such-failure", nil); ok {
		t.Error("a failure that does not exist was found")
	}
}

func TestAReportNamesTheReaderAsTheAdmin(t *testing.T) {
	if got := WhoYou.OnScreen("", ""); got != "you" {
		t.Errorf("on screen: %q", got)
	}
	for who, want := range map[Who]string{
		WhoYou: "the admin", WhoSiteAdmin: "an admin of acme.atlassian.net", WhoProductSupport: "the support of Targetprocess",
	} {
		if got := who.InReport("Targetprocess", "acme.atlassian.net"); got != want {
			t.Errorf("%s: %q, want %q", who, got, want)
		}
	}
	for who := range whoWords {
		if got := who.InReport("", ""); strings.Contains(got, "you") || strings.Contains(got, "{") {
			t.Errorf("%s in a report: %q", who, got)
		}
	}
}
