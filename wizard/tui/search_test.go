package tui

import (
	"testing"

	"threelo/steps/dialog"
)

func catalog() dialog.Screen {
	return dialog.Screen{
		Step: "choose-scopes", Title: "Which scopes?", Next: dialog.Onward{Label: "next: create the app", Short: "next", Step: "create the app"}, Back: true,
		Fields: []dialog.Field{{Input: dialog.Input{ID: "search", Label: "Search", Optional: true, Placeholder: "board"}}},
		Choices: &dialog.Choices{Ask: "Which scopes?", Many: true, Search: "search", Options: []dialog.Option{
			{ID: "read:jira-work", Group: "Classic scopes", Label: "read:jira-work", Help: "lets the product read issues", Chosen: true},
			{ID: "write:jira-work", Group: "Classic scopes", Label: "write:jira-work", Help: "lets the product change issues"},
			{ID: "read:jql:jira", Group: "Granular scopes", Label: "read:jql:jira", Help: "lets the product check JQL"},
		}},
	}
}

func TestSearchFiltersWhileTyping(t *testing.T) {
	m, j := still(catalog(), 80, 24)
	shows(t, m, "Search", "Classic scopes", "Granular scopes", "to the list")
	press(m, "j")
	press(m, "q")
	press(m, "left")
	press(m, "x")
	heard(t, j, `enter search "j"`, `enter search "jq"`, `enter search "jq"`, `enter search "jxq"`)
	shows(t, m, "┃ jxq")
	j.log = nil
	press(m, "enter")
	press(m, "down")
	press(m, "space")
	heard(t, j, `enter search "jxq"`, "choose write:jira-work")
	press(m, "enter")
	if j.log[len(j.log)-1] != "next" {
		t.Errorf("%q", j.log)
	}
}
