package oauth_test

import (
	"strings"
	"testing"

	"threelo/oauth"
)

// What a field does with a text.
const (
	refused    = "refused"    // it can't be right
	questioned = "questioned" // it can be right, and probably is not
	noted      = "noted"      // it is taken, and something was changed or is unusual
	taken      = "taken"
)

// TestAWrongPasteIsRefusedQuestionedOrNoted has what people paste by mistake into each
// field of a hosted product, and what they are told.
func TestAWrongPasteIsRefusedQuestionedOrNoted(t *testing.T) {
	known := oauth.Known{Cloud: oauth.Commercial, Hosted: true, Document: "fennel.com", Pattern: "https://{tenant}.fennel.dev/jira"}
	longSecret := strings.Repeat("aB3_", 16) // without a prefix
	for _, test := range []struct {
		field             oauth.Reader
		paste, does, says string
	}{
		{oauth.CallbackReader, "http://localhost", questioned, "leads to this computer"},
		{oauth.CallbackReader, "http://localhost:3000/callback", questioned, "leads to this computer"},
		{oauth.CallbackReader, "http://127.0.0.1:8976/callback", questioned, "leads to this computer"},
		{oauth.CallbackReader, "https://[::1]/callback", questioned, "leads to this computer"},
		{oauth.CallbackReader, "https://10.0.0.5/callback", questioned, "private network"},
		{oauth.CallbackReader, "https://192.168.1.20:8443/callback", questioned, "private network"},
		{oauth.CallbackReader, "https://[fd00::1]/callback", questioned, "private network"},
		{oauth.CallbackReader, "https://169.254.1.1/callback", questioned, "private network"},
		{oauth.CallbackReader, "https://acme.fennel.dev", questioned, "nothing after the host name"},
		{oauth.CallbackReader, "https://acme.fennel.dev/", questioned, "nothing after the host name"},
		{oauth.CallbackReader, "https://fennel.com/guide/jira", questioned, "documentation or console"},
		{oauth.CallbackReader, "https://docs.fennel.dev/oauth/callback", questioned, "documentation or console"},
		{oauth.CallbackReader, "https://console.fennel.dev/apps/7/oauth", questioned, "documentation or console"},
		{oauth.CallbackReader, "https://acme.fennel.dev/login", questioned, "ordinary page"},
		{oauth.CallbackReader, "https://acme.fennel.dev/RestUI/Board.aspx", questioned, "ordinary page"},
		{oauth.CallbackReader, "https://acme.fennel.dev/oauth/callback.", questioned, "does the “.” at the end"},
		{oauth.CallbackReader, "https://nonsense", refused, "no domain"},
		{oauth.CallbackReader, "https://nonsense/callback", refused, "no domain"},
		{oauth.CallbackReader, "https://0.0.0.0/callback", refused, "no domain"},
		{oauth.CallbackReader, "nonsense", refused, "begins with https://"},
		{oauth.CallbackReader, "acme.fennel.dev/callback", refused, "begins with https://"},
		{oauth.CallbackReader, "https://developer.atlassian.com/console/myapps", refused, "an address of Atlassian's"},
		{oauth.CallbackReader, someID, refused, "begins with https://"},
		{oauth.CallbackReader, someSecret, refused, "probably a secret"},
		{oauth.CallbackReader, "read:jira-work write:jira-work", refused, "a space inside"},
		{oauth.CallbackReader, "mailto:iris@acme.com", refused, "begins with https://"},
		{oauth.CallbackReader, "https://acme.fennel.dev/jira/oauth/callback", taken, ""},
		{oauth.CallbackReader, "  https://acme.fennel.dev/jira/oauth/callback\n", noted, "around it were removed"},

		{oauth.TenantReader, "acme", taken, ""},
		{oauth.TenantReader, "https://acme.fennel.dev/home", noted, "only your part"},
		{oauth.TenantReader, "docs", questioned, "documentation or console"},
		{oauth.TenantReader, "acme inc", refused, "space"},
		{oauth.TenantReader, someSecret, refused, "probably a secret"},

		{oauth.SiteReader, "localhost", refused, "your own network"},
		{oauth.SiteReader, "http://localhost:8080", refused, "your own network"},
		{oauth.SiteReader, "http://jira:8080/browse/AB-1", refused, "your own network"},
		{oauth.SiteReader, "https://jira", refused, "your own network"},
		{oauth.SiteReader, "https://jira.acme.com", refused, "Jira server of your own"},
		{oauth.SiteReader, "https://acme.fennel.dev/callback", refused, "does not end in .atlassian.net"},
		{oauth.SiteReader, "iris@acme.com", refused, "e-mail"},
		{oauth.SiteReader, "jira", questioned, "does not look like a site's name"},
		{oauth.SiteReader, "www.atlassian.net", questioned, "does not look like a site's name"},
		{oauth.SiteReader, "https", questioned, "does not look like a site's name"},
		{oauth.SiteReader, someID, questioned, "does not look like a site's name"},
		{oauth.SiteReader, someSecret, refused, "probably a secret"},
		{oauth.SiteReader, "acme", taken, ""},

		{oauth.ClientIDReader, "3f2504e0-4f89-41d3-9a0c-0305e82c3301", questioned, "the app's ID from the console's address"},
		{oauth.ClientIDReader, "ari:cloud:ecosystem::app/3f2504e0-4f89-41d3-9a0c-0305e82c3301", questioned, "the app's ID from the console's address"},
		{oauth.ClientIDReader, someID[:20], questioned, "all of the client ID"},
		{oauth.ClientIDReader, "Targetprocess", questioned, "all of the client ID"},
		{oauth.ClientIDReader, "iris@acme.com", refused, "it is an address"},
		{oauth.ClientIDReader, "acme.atlassian.net", refused, "it is an address"},
		{oauth.ClientIDReader, "https://acme.fennel.dev", refused, "it is an address"},
		{oauth.ClientIDReader, someSecret, refused, "probably a secret"},
		{oauth.ClientIDReader, longSecret, refused, "probably a secret"},
		{oauth.ClientIDReader, "••••••••", refused, "the dots that hide it"},

		{oauth.SecretReader, someID, questioned, "32 letters and digits"},
		{oauth.SecretReader, "ATATT3xFfGF0abcdefghijklmnopqrstuvwxyz", questioned, "personal API token"},
		{oauth.SecretReader, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijklmnopqrstuvwxyz012345", questioned, "an access token"},
		{oauth.SecretReader, "hunter2hunter2", questioned, "all of the secret"},
		{oauth.SecretReader, "https://acme.fennel.dev", refused, "it is an address"},
		{oauth.SecretReader, "••••••••••••", refused, "the dots that hide it"},
		{oauth.SecretReader, longSecret, taken, ""},

		{oauth.ProjectReader, "My project", refused, "PROJ in PROJ-7"},
		{oauth.ProjectReader, "PROJ-7", noted, "only the project's part"},

		{oauth.AccountReader, "https://acme.atlassian.net/people/7", refused, "not the name of an account"},
		{oauth.AccountReader, "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077", taken, ""},
		{oauth.AccountReader, "Iris Integration", taken, ""},
	} {
		got := test.field.Read(test.paste, known)
		does, said := taken, got.Doubt
		switch {
		case got.Problem != "":
			does, said = refused, got.Problem
		case got.Doubt != "":
			does = questioned
		case len(got.Notes) > 0:
			does, said = noted, strings.Join(got.Notes, "; ")
		}
		if does != test.does || !strings.Contains(said, test.says) {
			t.Errorf("%s, %q is %s, not %s: %s", test.field, test.paste, does, test.does, said)
		}
		if does == questioned && !strings.Contains(said, "? ") && !strings.HasSuffix(said, "?") {
			t.Errorf("%s, %q is not questioned: %s", test.field, test.paste, said)
		}
		if strings.Contains(said, "long-secret") || strings.Contains(said, longSecret) {
			t.Errorf("%s: a secret is shown: %s", test.field, said)
		}
	}
}
