package oauth_test

import (
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
)

func TestAPasteIsRecognizedWhereverItIsPasted(t *testing.T) {
	for _, c := range []struct {
		name, paste string
		want        []oauth.Reader
	}{
		{"a secret", someSecret, []oauth.Reader{oauth.SecretReader}},
		{"a secret with its label", "Secret: " + someSecret, []oauth.Reader{oauth.SecretReader}},
		{"ID and secret", "Client ID: " + someID + "\nSecret: " + someSecret, []oauth.Reader{oauth.SecretReader, oauth.ClientIDReader}},
		{"a client ID", someID, []oauth.Reader{oauth.ClientIDReader}},
		{"a client ID with its label", "Client ID\n" + someID, []oauth.Reader{oauth.ClientIDReader}},
		{"the links", classicLink + "\n" + granularLink, []oauth.Reader{oauth.LinksReader}},
		{"a landing address", someLanding, []oauth.Reader{oauth.LandingReader}},
		{"a refusal without a state", someCallback + "?error=access_denied", []oauth.Reader{oauth.LandingReader}},
		{"a refusal at the callback", someCallback + "?error=access_denied&state=" + someState, []oauth.Reader{oauth.LandingReader}},
		{"a callback", someCallback, []oauth.Reader{oauth.CallbackReader}},
		{"a site", "acme.atlassian.net", []oauth.Reader{oauth.SiteReader}},
		{"a page of a site", "https://acme.atlassian.net/browse/AB-1", []oauth.Reader{oauth.SiteReader}},
		{"an older site", "https://acme.jira.com", []oauth.Reader{oauth.SiteReader}},
		{"a cloud ID", "https://admin.atlassian.com/s/3f2504e0-4f89-41d3-9a0c-0305e82c3301/apps", []oauth.Reader{oauth.SiteReader}},
		{"scopes", "read:jira-work write:jira-work\noffline_access", []oauth.Reader{oauth.ScopesReader}},
		{"an error", "Unauthorized; scope does not match", []oauth.Reader{oauth.ErrorReader}},
		{"an error that lists scopes", "add the following scopes to the app: offline_access,read:jira-work,write:jira-work", []oauth.Reader{oauth.ErrorReader}},
		{"a name", "Iris Integration", nil},
		{"a word", "acme", nil},
		{"a long word", "internationalizationstrategistsx", nil},
		{"nothing", " \n", nil},
		{"a picture", "\x89PNG\x00", nil},
		{"a megabyte", strings.Repeat("read:jira-work ", 70_000), nil},
	} {
		if got := oauth.Readers(c.paste, oauth.Commercial); !slices.Equal(got, c.want) {
			t.Errorf("%s is read as %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEveryReaderRefusesASecretButItsOwn(t *testing.T) {
	known := oauth.Known{Cloud: oauth.Commercial, Pattern: "https://{tenant}.fennel.dev/oauth"}
	for _, reader := range []oauth.Reader{
		oauth.LineReader, oauth.ClientIDReader, oauth.CallbackReader, oauth.TenantReader, oauth.SiteReader, oauth.AccountReader,
		oauth.ProjectReader, oauth.ScopesReader, oauth.LinksReader, oauth.LandingReader,
	} {
		got := reader.Read("my secret "+someSecret, known)
		if got.Problem == "" || strings.Contains(got.Text+got.Problem+strings.Join(got.Notes, ""), someSecret) {
			t.Errorf("%s: %q, problem %q, notes %q", reader, got.Text, got.Problem, got.Notes)
		}
	}
	if got := oauth.SecretReader.Read("Secret: "+someSecret, known); got.Text != someSecret || got.Problem != "" {
		t.Errorf("the secret's own reader: problem %q", got.Problem)
	}
}

func TestScopesAreReadAsDocumentsWriteThem(t *testing.T) {
	for paste, want := range map[string]string{
		"":                                "",
		"read:jira-work":                  "read:jira-work",
		"read:jira-work, write:jira-work": "read:jira-work write:jira-work",
		"read:jira-work\nread:jira-user\noffline_access":       "read:jira-work read:jira-user offline_access",
		`"read:jira-work read:jira-work"`:                      "read:jira-work",
		"read%3Ajira-work%20read%3Ajira-user%20offline_access": "read:jira-work read:jira-user offline_access",
		"read:jira-work+offline-access":                        "read:jira-work offline_access",
	} {
		if got := oauth.ReadScopes(paste); got.Problem != "" || got.Text != want {
			t.Errorf("%q: %q, problem %q", paste, got.Text, got.Problem)
		}
	}
	var many []string
	for i := range oauth.MaxScopes {
		many = append(many, "read:thing-"+strings.Repeat("x", i+1))
	}
	if got := oauth.ReadScopes(strings.Join(append(many, oauth.OfflineAccess), " ")); got.Problem != "" {
		t.Error(got.Problem)
	}
	if got := oauth.ReadScopes(strings.Join(append(many, "one:more"), " ")); len(got.Notes) != 1 || !strings.Contains(got.Notes[0], "50 scopes") {
		t.Errorf("%q, problem %q", got.Notes, got.Problem)
	}
	for paste, says := range map[string]string{
		"read:jïra-work": "is not the name of a scope",
		someCallback + "?code=abc&state=1 read:jira-work": "that a sign-in ended on",
	} {
		if got := oauth.ReadScopes(paste); !strings.Contains(got.Problem, says) {
			t.Errorf("%q: problem %q", paste, got.Problem)
		}
	}
}
