package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// tokenFor signs in with an app that has just these scopes, as an account, on a site.
func tokenFor(t *testing.T, s *Sandbox, who Account, site string, scopes ...string) string {
	t.Helper()
	app := ready(t, s, who, scopes...)
	target, err := s.Admin().Consent(authorizeURL(s, app), string(who), site)
	if err != nil {
		t.Fatal(err)
	}
	return exchange(t, s, app, parameter(t, target, "code")).field(t, "access_token")
}

func TestEachPathWantsItsScopes(t *testing.T) {
	s := start(t, Options{})
	for _, e := range endpoints() {
		path := strings.Replace(e.Path, "{id}", "1", 1)
		if strings.HasPrefix(e.Path, "/rest/api/3/project/{id}") {
			path = strings.Replace(e.Path, "{id}", "WEB", 1)
		}
		for _, enough := range [][]string{e.Classic, e.Granular} {
			if len(enough) == 0 {
				continue
			}
			if got := get(t, gatewayPath(s, "acme", path), tokenFor(t, s, ServiceUser, "acme", enough...)); strings.Contains(got.body, "scope does not match") {
				t.Errorf("%s with %v: %d %s", path, enough, got.status, got.body)
			}
			tooFew := append([]string{"write:jira-work"}, enough[1:]...)
			got := get(t, gatewayPath(s, "acme", path), tokenFor(t, s, ServiceUser, "acme", tooFew...))
			if got.status != http.StatusUnauthorized || strings.TrimSpace(got.body) != `{"code":401,"message":"Unauthorized; scope does not match"}` {
				t.Errorf("%s with %v: %d %s", path, tooFew, got.status, got.body)
			}
		}
	}
}

func TestEveryAnswerBelongsToAnEndpoint(t *testing.T) {
	for path := range jiraAnswers {
		if !slices.ContainsFunc(endpoints(), func(e endpoint) bool { return e.Path == path }) {
			t.Errorf("%s: no endpoint needs the answer", path)
		}
	}
}

func TestEndpointsNeedOnlyScopesOfTheConsole(t *testing.T) {
	for _, e := range endpoints() {
		for _, name := range append(append([]string{}, e.Classic...), e.Granular...) {
			if _, found := findScope(name); !found {
				t.Errorf("%s wants %s, which the picker does not have", e.Path, name)
			}
		}
		if granularOnly := strings.HasPrefix(e.Path, "/rest/agile/") || strings.HasPrefix(e.Path, "/wiki/"); granularOnly != (e.Classic == nil && e.Granular != nil) {
			t.Errorf("%s: only boards, sprints and Confluence have no classic scope", e.Path)
		}
	}
}

func TestJiraAnswersWhatTheAccountMayDo(t *testing.T) {
	s, app := withPreset(t, Options{})
	token := signedInToken(t, s, app).field(t, "access_token")
	owner := tokenFor(t, s, Owner, "acme", thirteen...)
	empty := tokenFor(t, s, ServiceUser, "acme-empty", thirteen...)
	test := tokenFor(t, s, ServiceUser, "acme-test", thirteen...)
	none := tokenFor(t, s, Owner, "acme-test", thirteen...)
	for _, try := range []struct {
		what, token, site, path string
		status                  int
		says                    string
	}{
		{"who am I", token, "acme", "/rest/api/3/myself", 200, `"displayName":"Iris Integration"`},
		{"which site", token, "acme", "/rest/api/3/serverInfo", 200, `"baseUrl":"https://acme.atlassian.net"`},
		{"sprints of a scrum board", token, "acme", "/rest/agile/1.0/board/1/sprint", 200, `"values":[{`},
		{"sprints of a kanban board", token, "acme", "/rest/agile/1.0/board/2/sprint", 400, "The board does not support sprints"},
		{"a board that is not there", token, "acme", "/rest/agile/1.0/board/99", 404, "either does not exist"},
		{"a board without a number", token, "acme", "/rest/agile/1.0/board/x", 400, "must be a number"},
		{"boards of one type", token, "acme", "/rest/agile/1.0/board?type=kanban", 200, `"total":1`},
		{"one board of two", token, "acme", "/rest/agile/1.0/board?maxResults=1", 200, `"isLast":false`},
		{"the second page", token, "acme", "/rest/agile/1.0/board?startAt=1", 200, `"isLast":true`},
		{"beyond the last page", token, "acme", "/rest/agile/1.0/board?startAt=7", 200, `"values":[]`},
		{"configuration of a board", token, "acme", "/rest/agile/1.0/board/1/configuration", 200, "columnConfig"},
		{"configuration without rights", owner, "acme", "/rest/agile/1.0/board/1/configuration", 403, "You do not have permission"},
		{"time tracking", token, "acme", "/rest/api/3/configuration/timetracking", 200, "JIRA"},
		{"time tracking without rights", owner, "acme", "/rest/api/3/configuration/timetracking", 403, "You do not have permission"},
		{"a project's e-mail", token, "acme", "/rest/api/3/project/WEB/email", 200, "web@acme.invalid"},
		{"a project without e-mail", token, "acme", "/rest/api/3/project/10001/email", 404, "No email address"},
		{"no such project", token, "acme", "/rest/api/3/project/NONE", 404, "No project could be found"},
		{"permissions", token, "acme", "/rest/api/3/mypermissions?permissions=DELETE_ISSUES", 200, `"havePermission":true`},
		{"permissions in a project", owner, "acme", "/rest/api/3/mypermissions?permissions=DELETE_ISSUES&projectKey=WEB", 200, `"havePermission":false`},
		{"an unknown permission", token, "acme", "/rest/api/3/mypermissions?permissions=FLY", 400, "Unknown permission"},
		{"no permission named", token, "acme", "/rest/api/3/mypermissions", 400, "is required"},
		{"permissions in no project", token, "acme", "/rest/api/3/mypermissions?permissions=DELETE_ISSUES&projectKey=NONE", 404, "No project"},
		{"the old search", token, "acme", "/rest/api/3/search?jql=x", 410, "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API"},
		{"no boards", empty, "acme-empty", "/rest/agile/1.0/board", 200, `"total":0`},
		{"no projects", empty, "acme-empty", "/rest/api/3/project/search", 200, `"values":[]`},
		{"no boards to be seen", none, "acme-test", "/rest/agile/1.0/board", 200, `"total":0`},
		{"a board not to be seen", none, "acme-test", "/rest/agile/1.0/board/11", 404, "permission to view it"},
		{"a site without consent", token, "acme-test", "/rest/api/3/myself", 403, `{"code":403,"message":"The app is not installed on this instance"}`},
		{"no content blocked", token, "acme", "/rest/api/3/data-policy", 200, `{"anyContentBlocked":false}`},
		{"only little rights", test, "acme-test", "/rest/api/3/mypermissions?permissions=DELETE_ISSUES", 200, `"havePermission":false`},
		{"no such call", token, "acme", "/rest/api/3/nothing", 404, "Not Found"},
		{"a token that is none", "made-up", "acme", "/rest/api/3/myself", 401, `{"code":401,"message":"Unauthorized"}`},
	} {
		got := get(t, gatewayPath(s, try.site, try.path), try.token)
		if got.status != try.status || !strings.Contains(got.body, try.says) {
			t.Errorf("%s: %d %s", try.what, got.status, got.body)
		}
		if got.header.Get("Atl-TraceId") == "" {
			t.Errorf("%s: no trace id", try.what)
		}
	}
}

func TestTimeTrackingMayBeOff(t *testing.T) {
	s := start(t, Options{})
	token := tokenFor(t, s, SiteAdmin, "acme-test", "manage:jira-configuration")
	if got := get(t, gatewayPath(s, "acme-test", "/rest/api/3/configuration/timetracking"), token); got.status != http.StatusNoContent || got.body != "" {
		t.Errorf("answered %d %q", got.status, got.body)
	}
}

func TestAWrongCloudIDIsNotInstalled(t *testing.T) {
	s, app := withPreset(t, Options{})
	token := signedInToken(t, s, app).field(t, "access_token")
	for _, id := range []string{"acme", "00000000-0000-0000-0000-000000000000"} {
		if got := get(t, s.URL()+"/ex/jira/"+id+"/rest/api/3/myself", token); got.status != http.StatusForbidden {
			t.Errorf("%s: %d %s", id, got.status, got.body)
		}
	}
}

func TestNothingIsWrittenThroughTheGateway(t *testing.T) {
	s, app := withPreset(t, Options{})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, gatewayPath(s, "acme", "/rest/api/3/project/WEB"), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+signedInToken(t, s, app).field(t, "access_token"))
	if got := ask(t, request); got.status != http.StatusMethodNotAllowed {
		t.Errorf("answered %d", got.status)
	}
}

func TestAnAccessTokenLivesForAnHour(t *testing.T) {
	at := &clock{time.Unix(1_800_000_000, 0)}
	s, app := withPreset(t, Options{})
	s.now = at.now
	token := signedInToken(t, s, app).field(t, "access_token")
	at.pass(time.Hour + time.Second)
	for _, address := range []string{gatewayPath(s, "acme", "/rest/api/3/myself"), s.URL() + "/oauth/token/accessible-resources", s.URL() + "/me"} {
		if got := get(t, address, token); got.status != http.StatusUnauthorized {
			t.Errorf("%s: %d", address, got.status)
		}
	}
}

func TestTheUserIdentityAPIReturnsTheProfile(t *testing.T) {
	s := start(t, Options{})
	if got := get(t, s.URL()+"/me", tokenFor(t, s, ServiceUser, "acme", "read:me")); got.field(t, "name") != "Iris Integration" {
		t.Errorf("answered %d %s", got.status, got.body)
	}
	if got := get(t, s.URL()+"/me", tokenFor(t, s, ServiceUser, "acme", "read:jira-work")); got.status != http.StatusUnauthorized {
		t.Errorf("without the scope: %d", got.status)
	}
}

// What Atlassian's specification says of some paths: the classic scopes, and the
// granular ones.
var publishedScopes = map[string][2]string{
	"/rest/api/3/jql/function/computation": {"", ""}, // its granular scope is optional
	"/rest/api/3/mypreferences/locale":     {"manage:jira-configuration", "read:user-configuration:jira"},
	"/rest/api/3/permissions":              {"manage:jira-configuration", "read:permission:jira"},
	"/rest/api/3/resolution/search":        {"read:jira-work", "read:resolution:jira"},
	"/rest/api/3/screens/tabs":             {"manage:jira-project", "read:screen-tab:jira"},
	"/rest/api/3/field": {
		"read:jira-work", "read:avatar:jira read:field-configuration:jira read:field:jira read:project-category:jira read:project:jira",
	},
	"/rest/api/3/search": {
		"read:jira-work", "read:audit-log:jira read:avatar:jira read:field-configuration:jira read:issue-details:jira read:issue-meta:jira",
	},
	"/rest/api/3/project/search": {"read:jira-work", publishedProjectScopes},
	"/rest/api/3/project/{id}":   {"read:jira-work", publishedProjectScopes},
}

const publishedProjectScopes = "read:application-role:jira read:avatar:jira read:group:jira read:issue-type-hierarchy:jira read:issue-type:jira" +
	" read:project-category:jira read:project-version:jira read:project.component:jira read:project.property:jira read:project:jira read:user:jira"

func TestPathsNeedTheScopesOfThePublishedSpecification(t *testing.T) {
	for path, want := range publishedScopes {
		e := find(endpoints(), func(e endpoint) bool { return e.Path == path })
		got := [2]string{strings.Join(e.Classic, " "), strings.Join(slices.Sorted(slices.Values(e.Granular)), " ")}
		if e.Path == "" || got != want {
			t.Errorf("%s needs %q, want %q", path, got, want)
		}
	}
}

func TestProjectsAndBoardsAreFiltered(t *testing.T) {
	s := start(t, Options{})
	token := tokenFor(t, s, ServiceUser, "acme", "read:jira-work", "read:board-scope:jira-software", "read:project:jira")
	projects, boards := "/rest/api/3/project/search", "/rest/agile/1.0/board"
	for path, total := range map[string]int{
		projects: 2, projects + "?keys=WEB": 1, projects + "?keys=WEB&keys=OPS": 2, projects + "?keys=NOPE": 0, projects + "?keys=NOPE&maxResults=1": 0,
		boards: 2, boards + "?type=scrum": 1, boards + "?name=nope": 0, boards + "?name=BOARD": 2,
	} {
		var got struct{ Total int }
		body := get(t, gatewayPath(s, "acme", path), token).body
		if err := json.Unmarshal([]byte(body), &got); err != nil || got.Total != total || strings.Contains(body, `"key":"OPS"`) && strings.HasSuffix(path, "keys=WEB") {
			t.Errorf("%s: want %d, got %s", path, total, body)
		}
	}
}

func TestOlderVersionsOfTheAPIAnswerTheSame(t *testing.T) {
	s := start(t, Options{})
	token := tokenFor(t, s, ServiceUser, "acme", "read:jira-work")
	for _, path := range []string{"project/WEB", "field/search", "data-policy", "myself", "nope"} {
		want := get(t, gatewayPath(s, "acme", "/rest/api/3/"+path), token)
		for _, version := range []string{"2", "latest"} {
			if got := get(t, gatewayPath(s, "acme", "/rest/api/"+version+"/"+path), token); got.status != want.status || got.body != want.body {
				t.Errorf("version %s, %s: answered %d %s, want %d %s", version, path, got.status, got.body, want.status, want.body)
			}
		}
	}
}
