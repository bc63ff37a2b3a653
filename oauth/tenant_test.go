package oauth_test

import (
	"strings"
	"testing"

	"threelo/oauth"
)

func TestTheTenantsPartIsFoundInWhateverIsPasted(t *testing.T) {
	const cloud, own = "https://{tenant}.fennel.dev/oauth/jira", "https://{tenant}/oauth/jira"
	for _, test := range []struct{ pattern, paste, want string }{
		{cloud, "acme", "acme"},
		{cloud, " acme \n", "acme"},
		{cloud, "acme.fennel.dev", "acme"},
		{cloud, "https://acme.fennel.dev/home?tab=1", "acme"},
		{own, "fennel.acme.dev:9443", "fennel.acme.dev:9443"},
		{own, "https://fennel.acme.dev/", "fennel.acme.dev"},
		{own, "http://fennel.acme.dev", "fennel.acme.dev"},
		{own, "https://fennel.acme.dev/oauth/jira", "fennel.acme.dev"},
		{"https://fennel.dev/{tenant}/jira", "https://fennel.dev/acme/jira", "acme"},
	} {
		if got := oauth.TenantReader.Read(test.paste, oauth.Known{Pattern: test.pattern}); got.Problem != "" || got.Text != test.want {
			t.Errorf("%s, %q: %q, %s", test.pattern, test.paste, got.Text, got.Problem)
		}
	}
}

func TestATenantsPartThatMakesNoCallbackIsRefused(t *testing.T) {
	const cloud, own = "https://{tenant}.fennel.dev/oauth/jira", "https://{tenant}/oauth/jira"
	for _, test := range []struct{ pattern, paste, says string }{
		{cloud, "", "nothing was entered"},
		{cloud, "acme inc", "space"},
		{cloud, "elsewhere.dev/acme", "more than the part"},
		{cloud, "elsewhere.dev?acme", "more than the part"},
		{cloud, "elsewhere.dev#acme", "from # on"},
		{cloud, "me@acme", "user name"},
		{cloud, "your-company", "example"},
		{own, "acme.atlassian.net", "Atlassian's"},
		{own, "fennel.acme.dev:99999", "port"},
	} {
		if got := oauth.TenantReader.Read(test.paste, oauth.Known{Pattern: test.pattern}); !strings.Contains(got.Problem, test.says) {
			t.Errorf("%s, %q: %q, %s", test.pattern, test.paste, got.Text, got.Problem)
		}
	}
}

func FuzzReadTenant(f *testing.F) {
	f.Add("acme", "https://{tenant}.fennel.dev/oauth/jira")
	f.Add("https://acme.dev/x", "https://{tenant}/oauth/jira")
	f.Fuzz(func(t *testing.T, text, pattern string) {
		before, after, _ := strings.Cut(pattern, "{tenant}")
		c := oauth.TenantReader.Read(text, oauth.Known{Pattern: pattern})
		if c.Problem == "" && oauth.ReadCallback(before+c.Text+after, oauth.Known{}).Problem != "" {
			t.Errorf("%q in %q: %q makes no callback", text, pattern, c.Text)
		}
	})
}
