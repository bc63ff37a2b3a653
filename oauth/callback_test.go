package oauth_test

import (
	"strings"
	"testing"

	"threelo/oauth"
)

func TestACallbackIsKeptByteForByte(t *testing.T) {
	for _, callback := range []string{
		"https://acme.tpondemand.com/api/jira/oauth2/callback",
		"https://acme.tpondemand.com/api/jira/oauth2/callback/",
		"https://ACME.tpondemand.com/Api/Callback",
		"https://nx.agilepoint.net:8443/AgilePoint/oauth?app=1&x=%2F",
		"https://acme.tpondemand.com",
		"http://127.0.0.1:8976/callback",
		"http://[::1]:8976/callback",
		"http://localhost:8976/callback",
		"https://münchen.de/callback",
	} {
		for around, paste := range map[string]string{
			"nothing": callback, "a line break": callback + "\r\n", "spaces": " " + callback + " ", "quotes": `"` + callback + `"`,
			"angle brackets": "<" + callback + ">", "a label": "Callback URL: " + callback, "another label": "redirect_uri = " + callback,
			"a label above": "Callback URL\n" + callback,
		} {
			if got := oauth.ReadCallback(paste, oauth.Known{}); got.Problem != "" || got.Text != callback {
				t.Errorf("%s with %s around: %q, problem %q", callback, around, got.Text, got.Problem)
			}
		}
	}
}

func TestACallbackBrokenOverLinesIsJoinedWithANote(t *testing.T) {
	got := oauth.ReadCallback("https://acme.tpondemand.com/api/\n   jira/oauth2/callback", oauth.Known{})
	if got.Text != "https://acme.tpondemand.com/api/jira/oauth2/callback" || !strings.Contains(strings.Join(got.Notes, ";"), "line break inside") {
		t.Errorf("%q, %q, %q", got.Text, got.Notes, got.Problem)
	}
}

func TestACallbackThatCannotBeRightIsRefusedWithAReason(t *testing.T) {
	for paste, says := range map[string]string{
		"":                                                    "nothing was pasted",
		"acme.tpondemand.com/callback":                        "begins with https://",
		"http://acme.tpondemand.com/cb":                       "anyone on the way",
		"http://127.0.0.1.evil.example/cb":                    "anyone on the way",
		"ftp://acme.tpondemand.com/cb":                        "begins with ftp://",
		"https://user:pw@acme.com/cb":                         "user name",
		"https://acme.com/cb#part":                            "from # on",
		"https://acme.com/cb#":                                "from # on",
		"https://example.com/callback":                        "is an example",
		"https://www.example.org/callback":                    "is an example",
		"https://your-domain.tp.com/cb":                       "is an example",
		"https://yourcompany.tp.com/cb":                       "is an example",
		"https://<your site>/callback":                        "part left to fill in",
		"https://{tenant}.acme.com/cb":                        "part left to fill in",
		"https://*.acme.com/cb":                               "part left to fill in",
		"https://acme.com/cb…":                                "shortened",
		"https://acme.com/cb two":                             "a space inside",
		"https://a.com/cb\nhttps://b.com/c":                   "more than one address",
		"https://":                                            "not a complete address",
		"https://acme.com:99999/cb":                           "port",
		"https://acme.com:/cb":                                "port",
		"https://acme.com:http/cb":                            "not a complete address",
		"https://acme.com/%zz":                                "not a complete address",
		"https://auth.atlassian.com/authorize?client_id=x":    "a ready-made link",
		"https://acme.atlassian.net/":                         "an address of Atlassian's",
		"Callback URL":                                        "a space inside",
		"\x00\x01":                                            "not text",
		`{"redirect_uris":["https://acme.com/cb"]}`:           "a whole answer",
		someSecret:                                            "probably a secret",
		"https://acme.com/cb?code=abc&state=1":                "that a sign-in ended on",
		"https://acme.com/cb?state=1&error=access_denied":     "that a sign-in ended on",
		"Location: https://acme.com/cb?code=abc&state=1":      "that a sign-in ended on",
		"https://acme.com/in?to=%2Fcb%3Fcode%3Da%26state%3Db": "that a sign-in ended on",
		"https://acme.com/cb?client_secret=" + someSecret:     "probably a secret",
	} {
		if got := oauth.ReadCallback(paste, oauth.Known{}); !strings.Contains(got.Problem, says) {
			t.Errorf("%q: problem %q does not say %q", paste, got.Problem, says)
		}
	}
}

func TestAnUnusualCallbackIsAcceptedWithANoteOrAQuestion(t *testing.T) {
	for paste, says := range map[string]string{
		"http://localhost:8976/callback": "two different addresses",
		"https://acme.com":               "nothing after the host name",
		"https://acme.com/":              "nothing after the host name",
		"https://acme.com/callback.":     "at the end belong",
	} {
		got := oauth.ReadCallback(paste, oauth.Known{})
		if got.Problem != "" || got.Text != paste || !strings.Contains(strings.Join(got.Notes, ";")+got.Doubt, says) {
			t.Errorf("%q: %q, notes %q, question %q, problem %q", paste, got.Text, got.Notes, got.Doubt, got.Problem)
		}
	}
}

func TestASiteIsRecognizedHoweverItIsWritten(t *testing.T) {
	for _, paste := range []string{
		"acme", "ACME", " acme \n", "acme.atlassian.net", "Acme.Atlassian.Net", "https://acme.atlassian.net", "https://acme.atlassian.net/",
		"http://acme.atlassian.net", "https://acme.atlassian.net/jira/software/projects/AB/boards/1?x=1#y", "acme.atlassian.net/browse/AB-1",
		"https://acme.atlassian.net:443/jira", "<https://acme.atlassian.net>", `"acme"`, "Jira Portal URL: https://acme.atlassian.net", "acme.atlassian.net.",
		"\u200bacme",
	} {
		if got := oauth.ReadSite(paste, oauth.Commercial); got.Problem != "" || got.Text != "https://acme.atlassian.net" {
			t.Errorf("%q: %q, problem %q", paste, got.Text, got.Problem)
		}
	}
	for _, paste := range []string{"acme.jira.com", "https://Acme.jira.com/browse/AB-1"} {
		if got := oauth.ReadSite(paste, oauth.Commercial); got.Problem != "" || got.Text != "https://acme.jira.com" {
			t.Errorf("%q: %q, problem %q", paste, got.Text, got.Problem)
		}
	}
	for _, paste := range []string{"acme", "https://acme.atlassian-us-gov-mod.net/jira"} {
		if got := oauth.ReadSite(paste, oauth.Government); got.Problem != "" || got.Text != "https://acme.atlassian-us-gov-mod.net" {
			t.Errorf("%q: %q, problem %q", paste, got.Text, got.Problem)
		}
	}
}

func TestWhatIsNotAJiraCloudSiteIsRefusedWithAReason(t *testing.T) {
	for paste, says := range map[string]string{
		"":                                  "nothing was entered",
		"our jira":                          "a space inside",
		"your-domain":                       "placeholder",
		"https://your-domain.atlassian.net": "placeholder",
		"yoursite.atlassian.net":            "placeholder",
		"example.atlassian.net":             "placeholder",
		"example":                           "placeholder",
		"mysite":                            "placeholder",
		"https://jira.acme.com/secure":      "Tokens don't work under it",
		"https://jira.com/":                 "Atlassian's own",
		"http://10.0.0.5:8080":              "numeric",
		"http://[::1]:8080":                 "numeric",
		"https://admin.atlassian.com/o/1":   "Atlassian's own",
		"https://admin.atlassian.com/o/3f2504e0-4f89-41d3-9a0c-0305e82c3301/overview": "Atlassian's own",
		"api.atlassian.com":                  "Atlassian's own",
		"https://atlassian.net/":             "is missing",
		"acme.atlassian-us-gov-mod.net":      "--cloud gov",
		"https://acme.atlassian-us-gov.net/": "does not know the sign-in addresses",
		"me@acme.com":                        "e-mail",
		"acme_inc":                           "letters, digits and hyphens",
		"a.b.atlassian.net":                  "letters, digits and hyphens",
		"-acme":                              "letters, digits and hyphens",
		"https://{site}.atlassian.net":       "letters, digits and hyphens",
	} {
		if got := oauth.ReadSite(paste, oauth.Commercial); !strings.Contains(got.Problem, says) {
			t.Errorf("%q: problem %q does not say %q", paste, got.Problem, says)
		}
	}
	for paste, says := range map[string]string{
		"acme.atlassian.net":        "without --cloud gov",
		"acme.atlassian-us-gov.net": "does not know the sign-in addresses",
		"acme.jira.com":             "Atlassian's own",
		"jira.acme.gov":             "does not end in .atlassian-us-gov-mod.net",
	} {
		if got := oauth.ReadSite(paste, oauth.Government); !strings.Contains(got.Problem, says) {
			t.Errorf("government, %q: problem %q does not say %q", paste, got.Problem, says)
		}
	}
}

func TestAHostedProductIsNotOnTheAdminsComputer(t *testing.T) {
	hosted := oauth.Known{Hosted: true}
	for _, paste := range []string{"http://localhost:8976/callback", "https://localhost/callback", "http://127.0.0.2/cb", "http://[::1]:1/cb"} {
		if got := oauth.CallbackReader.Read(paste, hosted); got.Problem != "" || !strings.Contains(got.Doubt, "It leads to this computer") {
			t.Errorf("%q: problem %q, question %q", paste, got.Problem, got.Doubt)
		}
		if got := oauth.CallbackReader.Read(paste, oauth.Known{}); got.Problem+got.Doubt != "" {
			t.Errorf("of a product on this computer, %q: problem %q, question %q", paste, got.Problem, got.Doubt)
		}
	}
	if got := oauth.CallbackReader.Read("https://acme.example/cb", hosted); !strings.Contains(got.Problem, "is an example") {
		t.Errorf("problem %q", got.Problem)
	}
	if got := oauth.CallbackReader.Read("https://acme.example/cb", oauth.Known{Hosted: true, Example: true}); got.Problem != "" {
		t.Errorf("in a rehearsal: problem %q", got.Problem)
	}
}

func TestASiteMayBeNamedByItsCloudID(t *testing.T) {
	const id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
	for _, paste := range []string{
		id, strings.ToUpper(id), "https://admin.atlassian.com/s/" + id + "/apps", "https://admin.atlassian.com/s/" + id,
		"https://admin.atlassian.com/o/12345678-4f89-41d3-9a0c-0305e82c3301/products/jira-software/" + id + "?x=1",
		"ari:cloud:jira::site/" + id, `{"cloudId":"` + id + `"}`,
	} {
		if got := oauth.ReadSite(paste, oauth.Commercial); got.Problem != "" || got.Text != id {
			t.Errorf("%q: %q, problem %q", paste, got.Text, got.Problem)
		}
	}
}

func FuzzReadPlaces(f *testing.F) {
	for _, seed := range []string{"acme", "https://acme.atlassian.net", "http://[::1", "https://a@b", "Callback URL: https://a.com/b\nc", "https://%41.com", "<<<<"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, paste string) {
		got := oauth.ReadCallback(paste, oauth.Known{})
		if got.Problem == "" && (!strings.HasPrefix(strings.ToLower(got.Text), "http") || strings.ContainsAny(got.Text, " \n#")) {
			t.Errorf("%q was taken as the callback %q", paste, got.Text)
		}
		if key := oauth.ReadProject(paste); key.Problem == "" && strings.Trim(key.Text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
			t.Errorf("%q was taken as the project %q", paste, key.Text)
		}
		site := oauth.ReadSite(paste, oauth.Commercial)
		if site.Problem == "" && site.Text != oauth.CloudID(site.Text) && (!strings.HasPrefix(site.Text, "https://") || !strings.HasSuffix(site.Text, ".atlassian.net") && !strings.HasSuffix(site.Text, ".jira.com")) {
			t.Errorf("%q was taken as the site %q", paste, site.Text)
		}
	})
}
