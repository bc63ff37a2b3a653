package sandbox

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// shapes are those of testdata/shapes.json, and which of them were held against
// an answer.
type shapes struct {
	compiler *jsonschema.Compiler
	used     map[string]bool
}

func newShapes() shapes {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	return shapes{compiler, map[string]bool{}}
}

// differs reports how a body differs from a shape, nil when it matches.
func (s shapes) differs(t *testing.T, shape, body string) error {
	t.Helper()
	s.used[shape] = true
	schema, err := s.compiler.Compile("testdata/shapes.json#/$defs/" + shape)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// holds fails the test when a body does not match the shape.
func (s shapes) holds(t *testing.T, shape, body string) {
	t.Helper()
	if err := s.differs(t, shape, body); err != nil {
		t.Errorf("%s: %v: %s", shape, err, body)
	}
}

// everyScope is what a token needs for every path of the gateway.
func everyScope() []string {
	var all []string
	for _, e := range endpoints() {
		wants := e.Classic
		if wants == nil {
			wants = e.Granular
		}
		for _, name := range wants {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// answers are the paths to ask, below their endpoint, and the shape of each answer.
var answers = map[string]map[string]string{
	"/rest/api/3/serverInfo":                 {"": "serverInfo"},
	"/rest/api/3/myself":                     {"": "myself"},
	"/rest/api/3/field/search":               {"": "fields", "?maxResults=1": "fields"},
	"/rest/api/3/field":                      {"": "fieldList"},
	"/rest/api/3/instance/license":           {"": "license"},
	"/rest/api/3/configuration/timetracking": {"": "timeTracking"},
	"/rest/api/3/project/search":             {"": "projects"},
	"/rest/api/3/project/type":               {"": "list"},
	"/rest/api/3/project/{id}":               {"WEB": "project", "10001": "project", "NONE": "jiraError"},
	"/rest/api/3/project/{id}/email":         {"WEB": "email", "OPS": "jiraError", "NONE": "jiraError"},
	"/rest/api/3/webhook":                    {"": "page"},
	"/rest/api/3/mypermissions": {
		"?permissions=ADMINISTER,BROWSE_PROJECTS": "permissions", "?permissions=UNKNOWN": "jiraError", "": "jiraError", "?permissions=ADMINISTER&projectKey=NONE": "jiraError",
	},
	"/rest/api/3/data-policy":                  {"": "dataPolicy"},
	"/rest/api/3/issuetype":                    {"": "list"},
	"/rest/api/3/search":                       {"": "jiraError"},
	"/rest/api/3/jql/autocompletedata":         {"": "jqlWords"},
	"/rest/api/3/jql/function/computation":     {"": "page"},
	"/rest/api/3/applicationrole":              {"": "list"},
	"/rest/api/3/auditing/record":              {"?limit=1": "auditRecords"},
	"/rest/servicedeskapi/servicedesk":         {"?limit=1": "serviceDesks"},
	"/rest/servicedeskapi/request":             {"?limit=1": "serviceDesks"},
	"/wiki/api/v2/spaces":                      {"?limit=1": "wikiPage"},
	"/wiki/api/v2/pages":                       {"?limit=1": "wikiPage"},
	"/wiki/api/v2/attachments":                 {"?limit=1": "wikiPage"},
	"/wiki/api/v2/footer-comments":             {"?limit=1": "wikiPage"},
	"/wiki/api/v2/labels":                      {"?limit=1": "wikiPage"},
	"/wiki/api/v2/tasks":                       {"?limit=1": "wikiPage"},
	"/wiki/api/v2/space-permissions":           {"?limit=1": "wikiPage"},
	"/wiki/api/v2/data-policies/metadata":      {"": "dataPolicy"},
	"/rest/api/3/dashboard/gadgets":            {"": "gadgets"},
	"/rest/api/3/fieldconfigurationscheme":     {"": "page"},
	"/rest/api/3/fieldconfiguration":           {"": "page"},
	"/rest/api/3/filter/defaultShareScope":     {"": "shareScope"},
	"/rest/api/3/groups/picker":                {"": "groups"},
	"/rest/api/3/attachment/meta":              {"": "attachmentMeta"},
	"/rest/api/3/events":                       {"": "list"},
	"/rest/api/3/issueLinkType":                {"": "linkTypes"},
	"/rest/api/3/issuetypescheme":              {"": "page"},
	"/rest/api/3/issuetypescreenscheme":        {"": "page"},
	"/rest/api/3/label":                        {"": "page"},
	"/rest/api/3/permissions":                  {"": "allPermissions"},
	"/rest/api/3/projectCategory":              {"": "list"},
	"/rest/api/3/resolution/search":            {"": "page"},
	"/rest/api/3/screens/tabs":                 {"": "page"},
	"/rest/api/3/status":                       {"": "list"},
	"/rest/api/3/mypreferences/locale":         {"": "locale"},
	"/rest/api/3/user/properties":              {"": "propertyKeys"},
	"/rest/api/3/user/bulk/migration":          {"": "jiraError"},
	"/rest/api/3/workflows/defaultEditor":      {"": "defaultEditor"},
	"/rest/agile/1.0/board":                    {"": "boards", "?maxResults=1": "boards"},
	"/rest/agile/1.0/board/{id}":               {"1": "board", "99": "jiraError", "x": "jiraError"},
	"/rest/agile/1.0/board/{id}/configuration": {"1": "boardConfiguration"},
	"/rest/agile/1.0/board/{id}/sprint":        {"1": "sprints", "2": "jiraError"},
	"/rest/agile/1.0/board/{id}/quickfilter":   {"1": "page"},
	"/rest/agile/1.0/board/{id}/epic":          {"1": "page"},
}

// TestAnswersHaveThePublishedShapes asks everything that the sandbox can be asked
// by a program, each endpoint at least once.
func TestAnswersHaveThePublishedShapes(t *testing.T) {
	all := newShapes()
	s := start(t, Options{})
	app := ready(t, s, ServiceUser, append(everyScope(), "read:me")...)
	tokens := signedInToken(t, s, app)
	access := tokens.field(t, "access_token")
	all.holds(t, "token", tokens.body)
	all.holds(t, "token", refresh(t, s, app, tokens.field(t, "refresh_token")).body)
	for name, fixed := range replies() {
		body := record(t, fixed).Body.String()
		switch {
		case strings.Contains(body, `"error":`):
			all.holds(t, "tokenError", body)
		case strings.Contains(body, `"code":`):
			all.holds(t, "gatewayError", body)
		case strings.Contains(body, `"errorMessages":`):
			all.holds(t, "jiraError", body)
		case name != "sent-to-site" && name != "unavailable":
			t.Errorf("%s has an unknown shape: %s", name, body)
		}
	}
	all.holds(t, "resources", get(t, s.URL()+"/oauth/token/accessible-resources", access).body)
	all.holds(t, "me", get(t, s.URL()+"/me", access).body)
	for _, e := range endpoints() {
		asked := answers[e.Path]
		if asked == nil {
			t.Errorf("the table answers says nothing of the shape of %s", e.Path)
		}
		for what, shape := range asked {
			path := e.Path + what
			if strings.Contains(e.Path, "{id}") {
				path = strings.Replace(e.Path, "{id}", what, 1)
			}
			got := get(t, gatewayPath(s, "acme", path), access)
			if all.holds(t, shape, got.body); (got.status == http.StatusOK) == (shape == "jiraError") {
				t.Errorf("%s answered %d %s", path, got.status, got.body)
			}
		}
	}
	for shape := range definitions(t) {
		if !all.used[shape] {
			t.Errorf("no answer has the shape %s", shape)
		}
	}
}

// TestAnAnswerOfAnotherShapeIsFound: a shape that lets everything through would prove nothing.
func TestAnAnswerOfAnotherShapeIsFound(t *testing.T) {
	all := newShapes()
	for shape := range definitions(t) {
		for _, body := range []string{`null`, `"text"`, `{"unknown":1}`, `[1]`} {
			if shape == "list" && body == `[1]` {
				body = `{}`
			}
			if all.differs(t, shape, body) == nil {
				t.Errorf("%s takes %s", shape, body)
			}
		}
	}
}

// definitions are all shapes of the file.
func definitions(t *testing.T) map[string]json.RawMessage {
	t.Helper()
	data, err := os.ReadFile("testdata/shapes.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Defs map[string]json.RawMessage `json:"$defs"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	return file.Defs
}
