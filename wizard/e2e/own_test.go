package e2e

import (
	"path/filepath"
	"testing"
)

// own is the path of a platform file that the tests of lint have too.
func own(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs("../../steps/lint/testdata/corpus/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAProductOfConfluenceAlone connects a product that reads no Jira: the scopes are
// those of the Confluence API, and its calls prove them.
func TestAProductOfConfluenceAlone(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", own(t, "right-wiki.yaml"))
	e := errand{d: d, b: b, callback: "https://acme.quill.test/oauth/atlassian"}
	e.begins(createScreen)
	c := createsApp(b, e.opens(), "Iris Integration", "Quill")
	d.goesOn("Select 3 scopes")
	d.shows("Permissions › Confluence API › Add", "Confluence API › Granular scopes")
	c.ticksScopesOf("Confluence API", "Classic scopes", "search:confluence")
	c.ticksScopesOf("Confluence API", "Granular scopes", "read:page:confluence", "read:space:confluence")
	d.goesOn(callbackScreen)
	e.savesCallbackURLs(c)
	d.pastes(c.linksOf("Confluence API", "Classic", "Granular"))
	d.shows("3 of 3 scopes selected", "the Callback URL of")
	d.goesOn(secretScreen)
	c.clicks("Settings")
	d.givesSecret(c.copies("Secret"))
	d.goesOn(signInScreen)
	b.accepts(d.opens(), "acme")
	b.sees("Atlassian answered")
	d.shows(signInScreen, "Access: acme.atlassian.net, 3 of 3 scopes", "Confluence: every call answered")
	d.listens()
	d.goesOn("Fill in Quill")
	d.shows("5a4db0c5-0000-4000-8000-000000000001") // the cloud ID that was proved
	d.finishes([]string{"Authorize in Quill", ready})
}

// TestAProductThatReadsTheAccountAlone needs no site: nothing asks for one, Jira is not
// called, and /me proves the scope.
func TestAProductThatReadsTheAccountAlone(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", own(t, "right-profile.yaml"))
	e := errand{d: d, b: b}
	d.shows("DEMO", firstScreen)
	if _, asks := d.within(0, "acme.atlassian.net"); asks {
		t.Error("a site is asked for")
	}
	d.goesOn(createScreen, "your clipboard")
	c := createsApp(b, e.opens(), "Iris Integration", "Lantern")
	d.goesOn(callbackScreen)
	c.savesCallback("Callback URLs", d.copiesNext())
	d.goesOn("Select 1 scope")
	d.shows("Permissions › User identity API › Add")
	c.ticksScopesOf("User identity API", "Classic scopes", "read:me")
	d.pastes(c.linksOf("User identity API", "Classic"))
	d.shows("1 of 1 scope selected")
	d.goesOn(secretScreen)
	c.clicks("Settings")
	d.givesSecret(c.copies("Secret"))
	d.goesOn(signInScreen)
	b.accepts(d.opens(), "acme")
	b.sees("Atlassian answered")
	d.shows(signInScreen, "Iris Integration", "Access: 1 of 1 scope", "Atlassian: every call answered")
	d.listens()
	d.finishes([]string{"Fill in Lantern", "Authorize in Lantern", ready})
}
