package sandbox

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// checkShape holds a body against one of testdata/shapes.json.
func checkShape(t *testing.T, compiler *jsonschema.Compiler, shape, body string) {
	t.Helper()
	schema, err := compiler.Compile("testdata/shapes.json#/$defs/" + shape)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v: %s", shape, err, body)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s: %v: %s", shape, err, body)
	}
}

func TestAnswersHaveThePublishedShapes(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	s, app := withPreset(t, Options{})
	tokens := signedInToken(t, s, app)
	access := tokens.field(t, "access_token")
	checkShape(t, compiler, "token", tokens.body)
	checkShape(t, compiler, "token", refresh(t, s, app, tokens.field(t, "refresh_token")).body)
	for _, refusal := range []*tokenError{wrongClient, wrongCode, wrongFields, wrongRedirect, wrongVerifier, wrongGrantType, unknownGrantType, unknownRefresh, idleRefresh} {
		recorder := record(t, reply{status: refusal.status, body: refusal})
		checkShape(t, compiler, "tokenError", recorder.Body.String())
	}
	checkShape(t, compiler, "resources", get(t, s.APIURL()+"/oauth/token/accessible-resources", access).body)
	checkShape(t, compiler, "gatewayError", get(t, gatewayPath(s, "acme", "/rest/api/3/webhook"), access).body)
	checkShape(t, compiler, "gatewayError", get(t, gatewayPath(s, "acme-test", "/rest/api/3/myself"), access).body)
	for path, shape := range map[string]string{
		"/rest/api/3/serverInfo":                           "serverInfo",
		"/rest/api/3/myself":                               "myself",
		"/rest/api/3/field/search":                         "fields",
		"/rest/api/3/instance/license":                     "license",
		"/rest/api/3/configuration/timetracking":           "timeTracking",
		"/rest/api/3/project/search":                       "projects",
		"/rest/api/3/project/WEB/email":                    "email",
		"/rest/api/3/project/OPS/email":                    "jiraError",
		"/rest/api/3/mypermissions?permissions=ADMINISTER": "permissions",
		"/rest/api/3/mypermissions?permissions=UNKNOWN":    "jiraError",
		"/rest/api/3/search":                               "jiraError",
		"/rest/agile/1.0/board":                            "boards",
		"/rest/agile/1.0/board/1":                          "board",
		"/rest/agile/1.0/board/1/configuration":            "boardConfiguration",
		"/rest/agile/1.0/board/1/sprint":                   "sprints",
		"/rest/agile/1.0/board/2/sprint":                   "jiraError",
		"/rest/agile/1.0/board/1/quickfilter":              "page",
	} {
		checkShape(t, compiler, shape, get(t, gatewayPath(s, "acme", path), access).body)
	}
}
