package oauth_test

import (
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
)

const (
	classicLink  = "https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=" + someID + "&scope=read%3Ajira-work%20write%3Ajira-work%20read%3Ajira-user&redirect_uri=https%3A%2F%2Facme.tpondemand.com%2Fapi%2Fjira%2Foauth2%2Fcallback&state=${YOUR_USER_BOUND_VALUE}&response_type=code&prompt=consent"
	granularLink = "https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=" + someID + "&scope=read%3Aproject%3Ajira%20read%3Asprint%3Ajira-software&redirect_uri=https%3A%2F%2Facme.tpondemand.com%2Fapi%2Fjira%2Foauth2%2Fcallback&state=${YOUR_USER_BOUND_VALUE}&response_type=code&prompt=consent"
)

var (
	classicScopes  = []string{"read:jira-work", "write:jira-work", "read:jira-user"}
	granularScopes = []string{"read:project:jira", "read:sprint:jira-software"}
)

func TestAnAdminPastesTheConsolesLinks(t *testing.T) {
	both := [][]string{classicScopes, granularScopes}
	for name, c := range map[string]struct {
		paste  string
		scopes [][]string
	}{
		"one":                     {classicLink, both[:1]},
		"two":                     {classicLink + "\n" + granularLink, both},
		"two on one line":         {classicLink + " " + granularLink, both},
		"two with headings":       {"Classic Jira platform REST API authorization URL\n" + classicLink + "\nGranular Jira API authorization URL\n\n" + granularLink + "\nSave changes", both},
		"the other order":         {granularLink + "\n" + classicLink, [][]string{granularScopes, classicScopes}},
		"one of them twice":       {classicLink + "\n" + granularLink + "\n" + classicLink, both},
		"broken by a terminal":    {broken(classicLink, 80, "\n") + "\n" + broken(granularLink, 80, "\n"), both},
		"broken at 40":            {broken(classicLink, 40, "\r\n") + "\r\n\r\n" + broken(granularLink, 40, "\r\n"), both},
		"broken in a quoted mail": {"> " + broken(classicLink, 72, "\n> ") + "\n> " + broken(granularLink, 72, "\n> "), both},
		"ampersands of HTML":      {strings.ReplaceAll(classicLink, "&", "&amp;"), both[:1]},
		"pluses between scopes":   {strings.ReplaceAll(classicLink, "%20", "+"), both[:1]},
		"bare spaces and colons":  {strings.ReplaceAll(strings.ReplaceAll(classicLink, "%20", " "), "%3A", ":"), both[:1]},
		"a scope twice":           {strings.Replace(classicLink, "scope=", "scope=read%3Ajira-user%20read%3Ajira-user%20", 1), [][]string{{"read:jira-user", "read:jira-work", "write:jira-work"}}},
		"with offline_access":     {strings.Replace(classicLink, "scope=", "scope=offline_access%20", 1), both[:1]},
		"of the government cloud": {strings.ReplaceAll(classicLink, "atlassian.com", "atlassian-us-gov-mod.com"), both[:1]},
		"of a rehearsal":          {strings.Replace(classicLink, "https://auth.atlassian.com", "http://127.0.0.1:4321", 1), both[:1]},
		"as a Markdown link":      {"[link](" + classicLink + ")", both[:1]},
		"without any scope":       {strings.Replace(classicLink, "read%3Ajira-work%20write%3Ajira-work%20read%3Ajira-user", "", 1), [][]string{nil}},
	} {
		links, err := oauth.ReadLinks(c.paste)
		if err != nil || len(links) != len(c.scopes) {
			t.Errorf("%s: %d links, %v", name, len(links), err)
			continue
		}
		for i, link := range links {
			if link.ClientID != someID || link.Callback != someCallback || !slices.Equal(link.Scopes, c.scopes[i]) {
				t.Errorf("%s: link %d is %+v", name, i+1, link)
			}
		}
	}
}

func TestWhatIsNoConsoleLinkIsExplained(t *testing.T) {
	for name, c := range map[string]struct{ paste, says string }{
		"nothing":          {"", "no ready-made link found"},
		"words":            {"I see no links there", "no ready-made link found"},
		"the console":      {"https://developer.atlassian.com/console/myapps/3f2504e0/authorization", "not a ready-made link"},
		"another vendor's": {"https://github.com/login/oauth/authorize?client_id=abc&scope=repo", "not a ready-made link"},
		"Google's":         {"https://accounts.google.com/o/oauth2/v2/auth?client_id=abc&scope=x", "not a ready-made link"},
		"a cut one":        {"https://auth.atlassian.com/authorize?audience=api.atlassian.com&cli", "cut off"},
		"two apps":         {classicLink + "\n" + strings.Replace(granularLink, someID, "ZZZZZZZZZZ0123456789abcdefghij12", 1), "different apps"},
		"a megabyte":       {strings.Repeat(classicLink, 1<<20/len(classicLink)), "KB long"},
		"a picture":        {"\x00", "not text"},
	} {
		if _, err := oauth.ReadLinks(c.paste); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v does not say %q", name, err, c.says)
		}
	}
}

func TestWantedAndTickedScopesAreCompared(t *testing.T) {
	links, err := oauth.ReadLinks(granularLink + "\n" + classicLink)
	if err != nil {
		t.Fatal(err)
	}
	all, _ := oauth.ConsoleLinks{}.Add(links...)
	got := all.Compare([]string{"offline_access", "read:jira-user", "manage:jira-webhook", "read:jira-work", "read:sprint:jira-software"})
	if !slices.Equal(got.Right, []string{"read:jira-user", "read:jira-work", "read:sprint:jira-software"}) ||
		!slices.Equal(got.Missing, []string{"manage:jira-webhook"}) ||
		!slices.Equal(got.Extra, []string{"read:project:jira", "write:jira-work"}) {
		t.Errorf("%+v", got)
	}
}

func FuzzReadLinks(f *testing.F) {
	for _, seed := range []string{classicLink, classicLink + "\n" + granularLink, broken(classicLink, 40, "\n"), "https://auth.atlassian.com/authorize?client_id=", "https://[/authorize?client_id=1", "http://127.0.0.1/authorize?client_id=a&scope=%zz+%20+"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, paste string) {
		links, err := oauth.ReadLinks(paste)
		if err == nil && len(links) == 0 || err != nil && err.Error() == "" {
			t.Errorf("%q: neither links nor a reason", paste)
		}
		for _, link := range links {
			if link.ClientID == "" || slices.Contains(link.Scopes, oauth.OfflineAccess) {
				t.Errorf("%q: %+v", paste, link)
			}
		}
		all, _ := oauth.ConsoleLinks{}.Add(links...)
		all.Compare(classicScopes)
	})
}
