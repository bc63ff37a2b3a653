package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"threelo/oauth/sandbox"
)

// TestEveryFormOfTheSandboxIsForEverybodyAlsoWhenItIsSent fills in every form,
// wrongly where that is possible, and looks at what comes.
func TestEveryFormOfTheSandboxIsForEverybodyAlsoWhenItIsSent(t *testing.T) {
	i := inspect(t)
	box, _, ask := presetBox(t)
	everywhere, err := box.Admin().CreateApp(sandbox.App{
		Name: "Everywhere", Owner: sandbox.ServiceUser, Access: sandbox.AccountLevel, Callback: theirCallback, Scopes: classic, Shared: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	at := func(path string) { i.open(box.URL() + path) }
	i.signsIn(box.URL(), "Iris Integration")

	at("/console/create-3lo-app/")
	i.fills("Name", " ")
	i.ticks("Resource-level", "I agree to be bound")
	i.clicks("Create")
	i.sees("An app needs a name")
	i.judges("create-refused")
	i.fills("Name", "A new app")
	i.ticks("Resource-level", "I agree to be bound")
	i.clicks("Create")
	i.judges("app-new")
	own := strings.TrimSuffix(strings.TrimPrefix(i.at(), box.URL()), "/")
	at(own + "/permissions")
	i.judges("permissions-new")
	i.clicks("Add Jira API")
	i.clicks("Configure Jira API")
	i.judges("scopes-none")
	i.clicks("Edit Scopes")
	i.ticks("read:jira-work")
	i.clicks("Save")
	i.judges("scopes-saved")
	at(own + "/authorization")
	i.judges("authorization-new")
	i.clicks("Add OAuth 2.0 (3LO)")
	i.fills("Callback URLs", "http://product.invalid/callback")
	i.clicks("Save changes")
	i.sees("A callback URL starts with https://")
	i.judges("authorization-refused")
	i.fills("Callback URLs", theirCallback+"\n"+"http://127.0.0.1:23456/callback")
	i.clicks("Save changes")
	i.sees("Your changes have been saved.")
	i.judges("authorization-saved")
	at(own + "/distribution?edit")
	i.ticks("Sharing")
	i.clicks("Save changes")
	i.sees("Sharing needs a vendor name")
	i.judges("distribution-refused")

	i.open(ask(classic...))
	i.chooses("Use app on", "acme-guarded")
	i.clicks("Accept")
	i.sees("Your admin must authorize this app")
	i.judges("refused-guarded")
	i.open(asks(box, everywhere, classic...))
	i.sees("This app can use every site of your account")
	i.judges("consent-everywhere")
	i.clicks("Accept")
}

// TestAScopeStaysSelectedWhileYouSearchForAnother selects two scopes, each after
// a search, and saves them together.
func TestAScopeStaysSelectedWhileYouSearchForAnother(t *testing.T) {
	b := chromium(t)
	box, app, _ := presetBox(t)
	if err := box.Admin().SelectScopes(app.ClientID, nil); err != nil {
		t.Fatal(err)
	}
	b.signsIn(box.URL(), "Iris Integration")
	b.open(box.URL() + "/console/" + app.ID + "/permissions/jira?edit&kind=granular")
	searching := func(search string, rows int64) {
		t.Helper()
		b.fills("Search scopes", search)
		if got := finds(b, chromedp.Evaluate[int64](`[...document.querySelectorAll("tr.scope")].filter(row => row.offsetHeight).length`)); got != rows {
			t.Errorf("%q: %d rows are shown instead of %d", search, got, rows)
		}
	}
	searching("update and delete sprints", 1)
	b.ticks("write:sprint:jira-software")
	searching("read:jql", 1)
	b.ticks("read:jql:jira")
	searching("no such scope", 0)
	b.sees("No scope found here. Try another word, or the other tab.")
	b.fills("Search scopes", "jira")
	b.ticks("Hide unselected scopes")
	searching("jira", 2)
	b.clicks("Save")
	b.sees("Your changes have been saved.")
	if saved, err := box.Admin().App(app.ClientID); err != nil || !slices.Equal(saved.Scopes, []string{"read:jql:jira", "write:sprint:jira-software"}) {
		t.Errorf("saved %q, %v", saved.Scopes, err)
	}
}
