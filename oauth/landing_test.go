package oauth_test

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"threelo/oauth"
)

const (
	someCode     = "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJjb2RlIn0.Qw-Er_Ty0123456789AbCdEfGhIj"
	someState    = "kZ3x_9-QpLmN0123456789abcdefghijklmnopqrstu"
	someCallback = "https://acme.tpondemand.com/api/jira/oauth2/callback"
	someLanding  = someCallback + "?state=" + someState + "&code=" + someCode
)

// broken breaks a text over lines of a width, as a terminal or a mail does.
func broken(text string, width int, lineEnd string) string {
	var out strings.Builder
	for len(text) > width {
		out.WriteString(text[:width] + lineEnd)
		text = text[width:]
	}
	return out.String() + text
}

func TestAnAdminPastesTheAddressAfterAccept(t *testing.T) {
	once := url.QueryEscape(someLanding)
	twice := url.QueryEscape(once)
	relative := url.QueryEscape("/api/jira/oauth2/callback?state=" + someState + "&code=" + someCode)
	for name, paste := range map[string]string{
		"as it is":                       someLanding,
		"the other order":                someCallback + "?code=" + someCode + "&state=" + someState,
		"a line break at the end":        someLanding + "\r\n",
		"words around it":                "it shows\n" + someLanding + "\nand then an error page",
		"words on the same line":         "The address is " + someLanding + ", thanks!",
		"in brackets":                    "(<" + someLanding + ">).",
		"in quotes":                      `"` + someLanding + `"`,
		"a word on the next line":        someLanding + "\nThanks",
		"broken at 80":                   broken(someLanding, 80, "\n"),
		"broken at 40":                   broken(someLanding, 40, "\n"),
		"broken at 40, Windows":          broken(someLanding, 40, "\r\n"),
		"broken at 60 and indented":      broken(someLanding, 60, "\n    "),
		"broken in a quoted mail":        "> " + broken(someLanding, 60, "\n> "),
		"broken in a frame":              "│ " + broken(someLanding, 60, " │\n│ ") + " │",
		"ampersands of HTML":             strings.ReplaceAll(someLanding, "&", "&amp;"),
		"ampersands of JSON":             `{"url":"` + strings.ReplaceAll(someLanding, "&", `\u0026`) + `"}`,
		"an invisible character inside":  someLanding[:30] + "\u200b" + someLanding[30:],
		"a fragment":                     someLanding + "#_=_",
		"in the fragment":                strings.Replace(someLanding, "?", "#", 1),
		"a single-page route":            strings.Replace(someLanding, "?", "#/done?", 1),
		"packed once":                    "https://acme.tpondemand.com/login?returnUrl=" + once,
		"packed twice":                   "https://acme.tpondemand.com/login?returnUrl=" + twice + "&lang=en",
		"packed in two layers":           "https://sso.acme.com/?next=" + url.QueryEscape("https://acme.tpondemand.com/login?returnUrl="+once),
		"packed without encoding":        "https://acme.tpondemand.com/login?returnUrl=" + someLanding,
		"packed as a path":               "https://acme.tpondemand.com/login?ReturnUrl=" + relative,
		"packed beside an error":         "https://acme.tpondemand.com/login?error=invalid_state&returnUrl=" + once,
		"after Atlassian's own page":     "https://auth.atlassian.com/authorize?client_id=x&redirect_uri=https%3A%2F%2Facme\n" + someLanding,
		"the same address twice":         someLanding + "\n" + someLanding,
		"more parameters":                strings.Replace(someLanding, "?", "?tenant=1&", 1) + "&session=2",
		"colored by a terminal":          "\x1b[4m" + someLanding + "\x1b[0m",
		"an upper-case scheme":           strings.Replace(someLanding, "https", "HTTPS", 1),
		"trailing shell continuation":    broken(someLanding, 50, "\\\n"),
		"between other addresses":        "https://www.google.com/search?q=oauth " + someLanding + " https://acme.com/",
		"six kilobytes of it":            someLanding + "&pad=" + strings.Repeat("x", 6000),
		"six kilobytes broken over rows": broken(someLanding+"&pad="+strings.Repeat("x", 6000), 120, "\n"),
	} {
		got, err := oauth.ReadLanding(paste)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Code.Reveal() != someCode || got.State != someState || !strings.EqualFold(got.Callback, someCallback) || got.Error != "" {
			t.Errorf("%s: code of %d characters, state %q, callback %q, error %q", name, got.Code.Len(), got.State, got.Callback, got.Error)
		}
	}
}

func TestOnlyTheQueryIsPasted(t *testing.T) {
	for _, paste := range []string{
		"?code=" + someCode + "&state=" + someState,
		"code=" + someCode + "&state=" + someState,
		"&state=" + someState + "&code=" + someCode,
		"acme.tpondemand.com/api/jira/oauth2/callback?code=" + someCode + "&state=" + someState + ".",
		broken("?code="+someCode+"&state="+someState, 40, "\n"),
	} {
		got, err := oauth.ReadLanding(paste)
		if err != nil || got.Code.Reveal() != someCode || got.State != someState {
			t.Errorf("%q: %+v, %v", paste, got, err)
		}
		if got.Callback != "" && !strings.HasPrefix(paste, "acme") {
			t.Errorf("%q: a callback %q from nowhere", paste, got.Callback)
		}
	}
}

func TestTheAddressCarriesARefusal(t *testing.T) {
	for name, paste := range map[string]string{
		"plain":       someCallback + "?error=access_denied&error_description=User%20did%20not%20authorize%20the%20request&state=" + someState,
		"with pluses": someCallback + "?error=access_denied&error_description=User+did+not+authorize+the+request&state=" + someState,
		"with spaces": someCallback + "?error=access_denied&error_description=User did not authorize the request&state=" + someState,
		"packed":      "https://acme.tpondemand.com/login?to=" + url.QueryEscape(someCallback+"?error=access_denied&error_description=User+did+not+authorize+the+request&state="+someState),
	} {
		got, err := oauth.ReadLanding(paste)
		if err != nil || got.Code.IsSet() || got.Error != "access_denied" || got.Description != "User did not authorize the request" || got.State != someState || !strings.EqualFold(got.Callback, someCallback) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestTheWrongAddressIsExplained(t *testing.T) {
	authorize := "https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=" + someID + "&scope=read%3Ajira-work&redirect_uri=" + url.QueryEscape(someCallback) + "&state=x&response_type=code&prompt=consent"
	for name, c := range map[string]struct{ paste, says string }{
		"nothing":                  {"", "nothing was pasted"},
		"white space":              {" \n\t", "nothing was pasted"},
		"the question itself":      {authorize, "before Accept"},
		"the question, rehearsed":  {strings.Replace(authorize, "https://auth.atlassian.com", "http://127.0.0.1:4321", 1), "before Accept"},
		"Atlassian's sign-in":      {"https://id.atlassian.com/login?continue=" + url.QueryEscape(authorize), "one of Atlassian's pages"},
		"a sign-in with Google":    {"https://id.atlassian.com/login/callback?state=abc&code=4%2F0AX4XfWh", "one of Atlassian's pages"},
		"the Jira site":            {"https://acme.atlassian.net/jira/your-work", "one of Atlassian's pages"},
		"the government's page":    {"https://auth.atlassian-us-gov-mod.com/authorize?client_id=1", "Accept"},
		"the platform, code gone":  {"https://acme.tpondemand.com/restui/board.aspx#page=setup", "no code="},
		"the sign-in's own link":   {"http://127.0.0.1:43719/go/xkz6fbku", "open it in the browser"},
		"a secret":                 {someSecret, "probably a secret"},
		"another site":             {"https://www.google.com/search?q=atlassian", "www.google.com has no code="},
		"an empty code":            {someCallback + "?code=&state=" + someState, "code in this address is empty"},
		"the code alone":           {someCode, "only a part of the address"},
		"words":                    {"it did not work", "no address was found"},
		"two codes":                {someLanding + "\n" + someCallback + "?code=another&state=" + someState, "two addresses with different codes"},
		"a picture":                {"\x89PNG\x00", "not text"},
		"a megabyte":               {strings.Repeat(someLanding+" ", 1<<20/len(someLanding)), "KB long"},
		"an address with nonsense": {"https://%zz:99999999/?%", "no code="},
	} {
		_, err := oauth.ReadLanding(c.paste)
		var told *oauth.LandingError
		if !errors.As(err, &told) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v does not say %q", name, err, c.says)
		} else if strings.Contains(err.Error(), someCode[:20]) {
			t.Errorf("%s: the error repeats the code: %v", name, err)
		}
	}
}

func TestAtlassiansErrorPageIsReadSoThatItCanBeRecognized(t *testing.T) {
	_, err := oauth.ReadLanding("https://id.atlassian.com/error?error=unauthorized_client&error_description=redirect_uri%20is%20not%20registered%20for%20client%3A%20" + someID + "&client_id=x")
	var told *oauth.LandingError
	if !errors.As(err, &told) || told.Seen == nil || !strings.Contains(told.Text, "Atlassian's error page") {
		t.Fatalf("%#v", err)
	}
	if f, ok := oauth.Recognize(*told.Seen); !ok || f.Row != 1 {
		t.Errorf("recognized as %q, %v", f.ID, ok)
	}
}

func FuzzReadLanding(f *testing.F) {
	for _, seed := range []string{
		someLanding, broken(someLanding, 40, "\n"), "?code=a&state=b", "https://x/?returnUrl=" + url.QueryEscape(url.QueryEscape(someLanding)),
		"https://id.atlassian.com/error?error=x", "https://[::1", "https://a?code=%&state=%4", "http://\u202ex?code=1", "code=", "https://a#code=1#code=2",
		"https://a/?x=https://b/?x=https://c/?x=https://d/?x=https://e/?x=https://f/?code=1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, paste string) {
		got, err := oauth.ReadLanding(paste)
		var told *oauth.LandingError
		switch {
		case err != nil && (!errors.As(err, &told) || told.Text == ""):
			t.Errorf("%q: an error without words: %v", paste, err)
		case err == nil && !got.Code.IsSet() && got.Error == "":
			t.Errorf("%q: neither code nor error nor a reason: %+v", paste, got)
		case err != nil && strings.ContainsAny(err.Error(), "\n\x1b\u202e"):
			t.Errorf("%q: the reason stirs the terminal: %q", paste, err)
		}
		if text := fmt.Sprintf("%+v", got); got.Code.Len() > 20 && !strings.Contains(got.State+got.Callback+got.Error+got.Description, got.Code.Reveal()) && strings.Contains(text, got.Code.Reveal()) {
			t.Errorf("the code is printed: %s", text)
		}
	})
}
