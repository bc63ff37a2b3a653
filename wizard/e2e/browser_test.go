package e2e

import (
	"strings"
	"testing"
)

// console is the browser before the sandbox's console.
type console struct {
	*browser
	base string // of the app's pages
}

// createsApp signs in and clicks an app together, in the form that threelo
// leads to.
func createsApp(b *browser, address, account, name string) console {
	b.t.Helper()
	b.open(address)
	b.ticks(account)
	b.clicks("Sign in")
	b.fills("Name", name)
	b.ticks("Resource-level", "I agree to be bound")
	b.clicks("Create")
	b.sees(name, "none yet")
	return console{b, strings.TrimSuffix(b.at(), "/")}
}

// ticksScopes ticks scopes on a tab of the Jira API.
func (c console) ticksScopes(tab string, scopes ...string) {
	c.t.Helper()
	c.ticksScopesOf("Jira API", tab, scopes...)
}

// ticksScopesOf adds the API if need be, the only one of the app, and ticks scopes on
// one of its tabs.
func (c console) ticksScopesOf(api, tab string, scopes ...string) {
	c.t.Helper()
	c.open(c.base + "/permissions")
	if !strings.Contains(c.text(), "Configure") {
		c.clicks("Add " + api)
	}
	c.clicks("Configure " + api)
	c.clicks(tab)
	c.clicks("Edit Scopes")
	c.ticks(scopes...)
	c.clicks("Save")
	c.sees(append([]string{"Your changes have been saved."}, scopes...)...)
}

// savesCallback saves the callbacks, one per line, in the field with this label.
func (c console) savesCallback(label, callback string) {
	c.t.Helper()
	c.open(c.base + "/authorization")
	if strings.Contains(c.text(), "Configure") {
		c.clicks("Configure OAuth 2.0 (3LO)")
	} else {
		c.clicks("Add OAuth 2.0 (3LO)")
	}
	c.fills(label, callback)
	c.clicks("Save changes")
	c.sees("Your changes have been saved.")
	if saved := c.copies(label); saved != callback {
		c.t.Fatalf("the console saved %q instead of %q", saved, callback)
	}
}

// links reads the ready-made links of the kinds.
func (c console) links(kinds ...string) string {
	c.t.Helper()
	return c.linksOf("Jira platform REST API", kinds...)
}

func (c console) linksOf(api string, kinds ...string) string {
	c.t.Helper()
	c.open(c.base + "/authorization/auth-code-grant")
	var all []string
	for _, kind := range kinds {
		all = append(all, c.copies(kind+" "+api+" authorization URL"))
	}
	return strings.Join(all, "\r\n")
}

// shares turns on Sharing.
func (c console) shares() {
	c.t.Helper()
	c.open(c.base + "/distribution")
	c.clicks("Edit")
	c.ticks("Sharing")
	c.fills("Vendor name", "Acme")
	c.fills("Privacy policy", "https://acme.invalid/privacy")
	c.clicks("Save changes")
	c.sees("Sharing: anyone with the link")
}

// signsIn opens an address of the sandbox as an account.
func (b *browser) signsIn(address, account string) {
	b.t.Helper()
	b.open(host(b.t, address) + "/signin")
	b.ticks(account)
	b.clicks("Sign in")
}

// accepts opens the sign-in link, picks the site and presses Accept.
func (b *browser) accepts(link, site string) {
	b.t.Helper()
	b.open(link)
	b.sees("is requesting access to your Atlassian account")
	b.chooses("Use app on", site)
	b.clicks("Accept")
}

var (
	classic  = []string{"read:jira-work", "write:jira-work", "read:jira-user", "manage:jira-configuration", "manage:jira-project"}
	granular = []string{
		"read:board-scope:jira-software", "read:board-scope.admin:jira-software", "read:project:jira", "read:issue-details:jira",
		"write:sprint:jira-software", "read:sprint:jira-software", "write:board-scope:jira-software", "read:jql:jira",
	}
)

// TestTargetprocessWithTheServiceUsersOwnApp walks the document of Targetprocess
// with one account, and threelo's own address catches the answer.
func TestTargetprocessWithTheServiceUsersOwnApp(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", "targetprocess")
	errand{d: d, b: b, callback: theirCallback}.reachesSignInOfTargetprocess()

	b.accepts(d.opens(), "acme")
	b.sees("Atlassian answered") // the answer comes back by itself
	d.showsTests()
	d.finishes(afterTargetprocess, "every call answered")
}

// TestAgilePointWithAnAppOfAnotherAccount walks the document of AgilePoint NX
// with two accounts, and threelo's own address catches the answer.
func TestAgilePointWithAnAppOfAnotherAccount(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", "agilepoint")
	errand{d: d, b: b, callback: "https://acme.agilepoint.test/redirect/oauth"}.reachesSignInOfAgilePoint()

	b.accepts(d.opens(), "acme")
	b.sees("Atlassian answered")
	d.showsTests()
	d.finishes(afterAgilePoint)
}

// finishes goes on to the status, which says READY, and leaves.
func (d *desk) finishes(after []string, texts ...string) {
	d.t.Helper()
	d.walksToStatus(after)
	d.shows(append(texts, "DEMO", "READY")...)
	d.does("d", "The real console looks different")
	d.does(esc, "READY")
	d.types(enter)
	if code := d.exits(); code != 0 {
		d.t.Errorf("exit %d", code)
	}
}
