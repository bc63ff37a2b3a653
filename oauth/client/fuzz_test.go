package client

import (
	"strings"
	"testing"
	"unicode"

	"threelo/oauth"
)

func FuzzTokenAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"access_token":"a","expires_in":3600,"scope":"read:jira-work offline_access","token_type":"Bearer","refresh_token":"r"}`,
		`{"access_token":"a","expires_in":"3600","scope":["x",1,null]}`,
		`{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}`,
		`{"access_token":"a\nb"}`, `{"expires_in":-1e999,"access_token":7}`, `[[[[`, "\ufeff{}", `null`, `{} {}`, "{\"scope\":\"\xff\u202e\x1b[31m\"}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, _, err := New(oauth.Commercial).decodeTokens(body)
		if err != nil {
			return
		}
		if !fitsHeader(got.Access.Reveal()) || !fitsHeader(got.Refresh.Reveal()) {
			t.Error("a token that no header can carry")
		}
		if got.Grant.ExpiresIn < 0 {
			t.Errorf("lives for %d seconds", got.Grant.ExpiresIn)
		}
		shown(t, got.Grant.TokenType, maxName)
		for _, scope := range got.Grant.Scopes {
			shown(t, scope, maxName)
		}
		if len(got.Grant.Scopes) > maxScopes {
			t.Errorf("%d scopes", len(got.Grant.Scopes))
		}
	})
}

func FuzzSites(f *testing.F) {
	for _, seed := range []string{
		`[{"id":"1","name":"Acme","url":"https://acme.atlassian.net","scopes":["a"],"avatarUrl":""},{"id":"1","scopes":["b"]}]`,
		`[]`, `{}`, `[{}]`, `[{"id":1}]`, `[{"id":"../x"}]`, `[[[[`, `null`, "[{\"id\":\"a\",\"name\":\"\x1b[2J\u202e\xff\"}]", `[{"id":"a","scopes":"x y"}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := New(oauth.Commercial).decodeSites(body)
		if err != nil {
			return
		}
		ids := map[string]bool{}
		for _, site := range list.sites {
			if ids[site.ID] || !isID(site.ID) {
				t.Errorf("%q comes twice, or is not a cloud ID", site.ID)
			}
			ids[site.ID] = true
			shown(t, site.Name, maxName)
			shown(t, site.URL, maxText)
			scopes := map[string]bool{}
			for _, scope := range site.Scopes {
				shown(t, scope, maxName)
				if scopes[scope] {
					t.Errorf("%q comes twice", scope)
				}
				scopes[scope] = true
			}
		}
	})
}

func FuzzRefusal(f *testing.F) {
	for _, seed := range []string{
		`{"error":"access_denied","error_description":"Unauthorized"}`,
		`{"code":401,"message":"Unauthorized; scope does not match"}`,
		`{"errorMessages":["a","b"],"errors":{"x":"y"}}`,
		`<html><title>502</title><script>x</script>Bad&nbsp;gateway</html>`, `{"error":{"message":"x"}}`, "\x1b]0;x\x07", `<script>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		e := New(oauth.Commercial).refused(oauth.AtAPI, answer{status: 400, body: body})
		shown(t, e.Seen.Error, maxName)
		shown(t, e.Seen.Text, maxText)
		if e.Error() == "" {
			t.Error("nothing to read")
		}
	})
}

// shown fails for a text of a server that is not fit to be shown.
func shown(t *testing.T, text string, limit int) {
	t.Helper()
	if len([]rune(text)) > limit {
		t.Errorf("%d characters, more than %d", len([]rune(text)), limit)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
		t.Errorf("not cleaned: %q", text)
	}
}
