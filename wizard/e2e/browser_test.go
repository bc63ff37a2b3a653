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

// createsApp signs in and clicks an app together, from the address that the wizard opened.
func createsApp(b *browser, address, account, name string) console {
	b.t.Helper()
	b.open(address)
	b.ticks(account)
	b.clicks("Sign in")
	b.clicks("Create")
	b.fills("Name", name)
	b.ticks("Resource-level", "I agree to be bound")
	b.clicks("Create")
	b.sees(name, "none yet")
	return console{b, strings.TrimSuffix(b.at(), "/")}
}

// ticksScopes adds the API if need be, and ticks scopes on one of its tabs.
func (c console) ticksScopes(tab string, scopes ...string) {
	c.t.Helper()
	c.clicks("Permissions")
	if strings.Contains(c.text(), "Add Jira API") || !strings.Contains(c.text(), "Configure") {
		c.clicks("Add Jira API")
	}
	c.clicks("Configure Jira API")
	c.clicks(tab)
	c.clicks("Edit Scopes")
	c.ticks(scopes...)
	c.clicks("Save")
	c.sees(append([]string{"Your changes have been saved."}, scopes...)...)
}

// savesCallback saves the Callback URLs, one per line.
func (c console) savesCallback(callback string) {
	c.t.Helper()
	c.open(c.base + "/authorization")
	if strings.Contains(c.text(), "Configure") {
		c.clicks("Configure OAuth 2.0 (3LO)")
	} else {
		c.clicks("Add OAuth 2.0 (3LO)")
	}
	c.fills("Callback URLs", callback)
	c.clicks("Save changes")
	c.sees("Your changes have been saved.")
	if saved := c.copies("Callback URLs"); saved != callback {
		c.t.Fatalf("the console saved %q instead of %q", saved, callback)
	}
}

// links reads the ready-made links of the kinds.
func (c console) links(kinds ...string) string {
	c.t.Helper()
	c.open(c.base + "/authorization/auth-code-grant")
	var all []string
	for _, kind := range kinds {
		all = append(all, c.copies(kind+" Jira platform REST API authorization URL"))
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

// namesSite answers the questions up to the platform's first step.
func namesSite(d *desk) {
	d.t.Helper()
	d.sees("Which Jira site?")
	d.paste("https://acme.atlassian.net/jira/your-work")
	d.press(enter)
	d.sees("https://acme.atlassian.net")
	d.paste("Iris Integration")
	d.press(enter)
}

// TestTargetprocessWithTheServiceUsersOwnApp walks the document of Targetprocess
// with one account, and pastes back the address that the browser landed on.
func TestTargetprocessWithTheServiceUsersOwnApp(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, "--demo", "--platform", "targetprocess")
	const callback = "https://acme.targetprocess.test/jira/oauth/callback"

	d.sees("DEMO", "Before you start")
	d.goOn("New or existing app?")
	d.goOn("Which account will press Accept?")
	d.goOn("Which Jira site?")
	namesSite(d)
	d.sees("Open the Jira integration profile")
	d.goOn("Create the app in Atlassian's console")
	c := createsApp(b, d.opens(), "Iris Integration", "Targetprocess integration")
	d.goOn("Select 5 classic scopes")
	c.ticksScopes("Classic scopes", classic...)
	d.goOn("Select 8 granular scopes")
	c.ticksScopes("Granular scopes", granular...)
	d.goOn("Callback URLs")
	d.listens()
	d.pastes(callback+"\n", callback)
	c.savesCallback(d.bothLines(callback))
	d.goOn("Paste the ready-made links")
	d.paste(c.links("Classic", "Granular"))
	d.sees("13 of 13 scopes selected", "the Callback URL of")
	d.goOn("Client ID and secret")
	c.clicks("Settings")
	d.sees(c.copies("Client ID")) // known from the links
	d.paste(c.copies("Secret") + " ")
	d.press(enter)
	d.sees("Fill in the profile in Targetprocess")
	d.listens()
	d.goOn("Sign-in test")

	d.press(tab)
	b.accepts(d.opens(), "acme")
	b.sees("The sign-in test worked") // the answer comes back by itself
	d.sees("Checking the access to Jira", "✓ the account that signed in", "calls answered")
	d.listens()

	d.goOn("Press Authorize in Targetprocess")
	d.goOn("What did Targetprocess show?")
	d.goOn("Set up the webhook", "The real console looks different")
	d.goOn("DEMO", "READY", "15 of 15")
	d.press(enter)
	if code := d.leaves(); code != 0 {
		t.Errorf("exit %d", code)
	}
}

// TestAgilePointWithAnAppOfAnotherAccount walks the document of AgilePoint NX
// with two accounts, and threelo's own address catches the answer.
func TestAgilePointWithAnAppOfAnotherAccount(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, "--demo", "--platform", "agilepoint")
	const callback = "https://acme.agilepoint.test/redirect/oauth"

	d.sees("DEMO", "Before you start")
	d.goOn("New or existing app?")
	d.goOn("Which account will press Accept?")
	d.press(down)
	d.goOn("Which Jira site?")
	namesSite(d)
	d.sees("What will AgilePoint NX do in Jira?")
	d.press(enter) // to the project key
	d.paste("web")
	d.goOn("Open the access token screen in AgilePoint NX")
	d.goOn("Create the app in Atlassian's console")
	c := createsApp(b, d.opens(), "Otto Owner", "AgilePoint NX processes")
	d.goOn("Client ID and secret")
	c.clicks("Settings")
	d.paste(c.copies("Client ID"))
	d.press(enter)
	d.paste(c.copies("Secret"))
	d.goOn("Callback URLs")
	d.listens()
	d.pastes(callback, callback)
	c.savesCallback(d.bothLines(callback))
	d.goOn("Add the Jira API and select six scopes")
	c.ticksScopes("Classic scopes", append(classic, "manage:jira-data-provider")...)
	d.goOn("Paste the ready-made links")
	d.paste(c.links("Classic"))
	d.sees("6 of 6 scopes selected", "the Callback URL of")
	d.goOn("Turn on Sharing")
	c.shares()
	d.goOn("Check whether access can be renewed?")
	d.goOn("Sign-in test")

	d.press(tab)
	b.signsIn(c.base, "Iris Integration")
	b.accepts(d.opens(), "acme")
	b.sees("The sign-in test worked")
	d.sees("Checking the access to Jira", "✓ the account that signed in", "calls answered")
	d.listens()

	d.goOn("Complete the access token in AgilePoint NX")
	d.paste("Jira Software")
	d.goOn("What did AgilePoint NX show?")
	d.goOn("What comes next", "The real console looks different")
	d.goOn("DEMO", "READY")
	d.press(enter)
	if code := d.leaves(); code != 0 {
		t.Errorf("exit %d", code)
	}
}
