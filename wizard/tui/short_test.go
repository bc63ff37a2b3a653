package tui

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"threelo/steps/dialog"
)

// shortJourney are screens with answers that are given already, fields that are only
// pasted into, and details of their own.
func shortJourney() []fixture {
	return []fixture{{"start", start()}, {"both-lines", bothLines(dialog.Field{Input: dialog.Input{ID: "callback", Label: "Callback URL", Pasted: true}})}, {"pasted-secret", pastedSecret()}}
}

func start() dialog.Screen {
	return at("start", 0, 1, dialog.Screen{
		Title:    "Before you start",
		Warnings: []dialog.Finding{{Mark: dialog.MarkWarn, Text: "This method can't use JS mapping of custom entity states, because the workflow API is unavailable. If you need it, choose another method."}},
		Why: []string{
			"Open a new browser window, private or with its own profile: the integration window. Use only this one. In it, sign in to Atlassian as the Integration Service User, and to Targetprocess as yourself.",
			"Ask Targetprocess whether it has a shared app now.",
		},
		Fields: []dialog.Field{{Input: dialog.Input{ID: "site", Label: "Jira site", Placeholder: "acme.atlassian.net"}}},
		Presets: []dialog.Preset{
			{ID: "app", Label: "App", Answer: "a new one"},
			{ID: "account", Label: "Account", Answer: "the Integration Service User creates the app and presses Accept"},
		},
		Details: []dialog.Detail{
			{Title: "The limit", Text: "“Workflow api is unavailable with OAuth 2.0 Authorization Code”: a limit of Targetprocess's connector, not of Atlassian."},
			{Title: "Integration Service User", Text: "Use an account that only this integration uses.\nAn Atlassian “service account” probably can't press Accept."},
		},
		Next: dialog.Onward{Label: "next: create the app", Short: "next", Step: "create the app"},
	})
}

func bothLines(fields ...dialog.Field) dialog.Screen {
	return at("both-lines", 3, 4, dialog.Screen{
		Title: "Callback URLs", Source: "document: step 5",
		Do: []dialog.Instruction{
			{Text: "In Targetprocess, open the Jira integration profile. Copy the Callback URL it generated; paste it here."},
			{Text: "In the console: Authorization › OAuth 2.0 (3LO) › Add. Paste both lines into Callback URLs. Press Save changes.", Link: "https://developer.atlassian.com/console/myapps"},
		},
		Fields: fields,
		Values: []dialog.Value{{ID: "lines", Label: "both lines", Text: callbackURL + "\nhttp://127.0.0.1:18976/callback", Shown: "the Callback URL and http://127.0.0.1:18976/callback"}},
		Details: []dialog.Detail{
			{Title: "Exact match", Text: "Atlassian compares every character, including a final slash."},
		},
		Actions: []dialog.Action{
			{ID: dialog.ActionCopy, Key: "c", Label: "copy", Main: true},
			{ID: dialog.ActionShow, Key: "v", Label: "show it"},
			{ID: dialog.ActionOpen, Key: "o", Label: "open the link"},
			{ID: dialog.ActionMessage, Key: "m", Label: "message", Main: true},
		},
		Next: dialog.Onward{Label: "copy both lines"},
	})
}

func pastedSecret() dialog.Screen {
	return at("pasted-secret", 4, 5, dialog.Screen{
		Title: "Client ID and secret", Source: "document: step 6",
		Do: []dialog.Instruction{
			{Text: "Press the copy button beside Secret. Don't press the round arrow: it probably makes a new secret."},
			{Text: "Paste the secret here. threelo then asks Atlassian whether this client ID and secret belong together. Nothing else is sent."},
		},
		Fields: []dialog.Field{
			{Input: dialog.Input{ID: "client-id", Label: "Client ID", Pasted: true}},
			{Input: dialog.Input{ID: "client-secret", Label: "Secret", Pasted: true, Secret: true}},
		},
		Actions: []dialog.Action{{ID: dialog.ActionMessage, Key: "m", Label: "message", Main: true}},
		Next:    dialog.Onward{Label: "next: sign-in test", Short: "next", Step: "sign-in test"},
	})
}

func TestTheShortJourneyLooksAsBefore(t *testing.T) {
	for _, f := range shortJourney() {
		t.Run(f.name, func(t *testing.T) {
			m, _ := still(f.screen, 80, 24)
			golden.RequireEqual(t, text(m))
		})
	}
	t.Run("start-details", func(t *testing.T) {
		m, _ := still(start(), 80, 24)
		press(m, "tab", "d")
		golden.RequireEqual(t, text(m))
	})
}
