package tui

import (
	"strings"
	"time"

	"threelo/assets"
	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

var stages = []string{"Start", "Create app", "Scopes", "Callback", "Client ID & secret", "Profile", "Sign-in test", "Verify", "Authorize", "Status"}

var where = []dialog.Value{
	{ID: "callback", Label: "Callback URL", Text: callbackURL, Shown: callbackURL, Copied: true},
	{ID: "scopes", Label: "scopes, 14 in the document's order", Text: allScopes, Shown: allScopes},
	{ID: "client-id", Label: "client ID", Text: "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0", Shown: "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0", Copied: true, OnClipboard: true},
	{ID: "client-secret", Label: "secret", Secret: true, Shown: "64 characters, not shown"},
	{ID: "site", Label: "site", Shown: "not known yet"},
}

const (
	callbackURL = "https://acme.tpondemand.example/integrations/jira/oauth/callback"
	allScopes   = "offline_access read:jira-work write:jira-work read:jira-user manage:jira-configuration manage:jira-project read:board-scope:jira-software read:board-scope.admin:jira-software read:project:jira read:issue-details:jira write:sprint:jira-software read:sprint:jira-software write:board-scope:jira-software read:jql:jira"
	longLink    = "https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=KqT71mWc0hPz4vR8sYb2nDx9&scope=offline_access%20read%3Ajira-work%20write%3Ajira-work&redirect_uri=https%3A%2F%2Facme.tpondemand.example%2Fcallback&state=0123456789abcdef&response_type=code&prompt=consent&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
)

// at fills in what every step of the example journey has.
func at(step dialog.StepID, stage, n int, s dialog.Screen) dialog.Screen {
	s.Step, s.Stage, s.Stages, s.N, s.Of = step, stage, stages, n, 16
	s.Platform, s.Site, s.Demo, s.Back = "Targetprocess", "acme", true, true
	return s
}

// fixture is a screen with a name for its golden file.
type fixture struct {
	name   string
	screen dialog.Screen
}

// fixtures are screens of every kind, in the order of a journey.
func fixtures() []fixture {
	return append(shortJourney(), []fixture{
		{"platform", choosePlatform()},
		{"accounts", chooseAccounts()},
		{"know-first", knowFirst()},
		{"catalog", catalog()},
		{"create", createApp()},
		{"scopes", tickScopes(false)},
		{"scopes-proved", tickScopes(true)},
		{"callback", callback(nil)},
		{"callback-refused", callback(&dialog.Finding{Mark: dialog.MarkFail, Text: `this is the console's own address, not a callback. Copy the callback from the profile, under "OAuth 2.0 callback"`})},
		{"credentials", credentials()},
		{"credentials-testing", credentialsTesting()},
		{"profile", profile()},
		{"waiting", waiting()},
		{"problem", problem()},
		{"verifying", verifying()},
		{"compare", compare()},
		{"shown", whatDidItShow()},
		{"names", strangeNames()},
		{"long-link", byHand()},
		{"empty", dialog.Screen{Step: "empty", Title: "Nothing to do here", Next: dialog.Onward{Label: "finish"}}},
		{"status", statusScreen(reporttest.Demo())},
		{"status-failed", statusScreen(reporttest.FailedAtToken())},
	}...)
}

func choosePlatform() dialog.Screen {
	return dialog.Screen{
		Step: "platform", Stages: []string{"Start"}, N: 1, Of: 1, Title: "Which product do you want to connect to Jira Cloud?",
		Why: []string{"threelo walks you through the product's own document, step by step, and tests each step where it can."},
		Choices: &dialog.Choices{Options: []dialog.Option{
			{ID: "targetprocess", Label: "Targetprocess", Help: "Jira integration profile, OAuth 2.0 Authorization Code"},
			{ID: "agilepoint", Label: "AgilePoint NX", Help: "access token for Jira activities"},
			{ID: "other", Label: "another product…", Help: "with a platform file of your own"},
		}},
		Next: dialog.Onward{Label: "choose and go on"},
	}
}

func chooseAccounts() dialog.Screen {
	return at("accounts", 0, 3, dialog.Screen{
		Title: "Which account will press Accept?",
		Why: []string{
			"The account that presses Accept is the one that Targetprocess acts as in Jira. Its permissions are what the integration can do.",
			"A company account that outlives a person's leaving is best. An app belongs to the account that created it; there are no co-owners.",
		},
		Choices: &dialog.Choices{Options: []dialog.Option{
			{ID: "one", Label: "The integration service user, who also creates the app", Help: "the simplest: one account, no Sharing", Chosen: true},
			{ID: "two", Label: "The integration service user, while another account owns the app", Help: "the app must be shared"},
			{ID: "mine", Label: "My own account"},
		}},
		Warnings: []dialog.Finding{{Mark: dialog.MarkNote, Text: "Atlassian's pages say that apps which tell customers to create 3LO apps of their own may lose access. This is addressed to those who make products."}},
		Next:     dialog.Onward{Label: "next: the site", Short: "next", Step: "the site"},
	})
}

func knowFirst() dialog.Screen {
	return at("know", 0, 2, dialog.Screen{
		Title: "Know this first", Source: "the document: its first lines",
		Why:      []string{"With this method Targetprocess cannot use Jira's workflow API."},
		Warnings: []dialog.Finding{{Mark: dialog.MarkWarn, Text: "There is no JavaScript mapping of custom entity states. If you need that, stop here: no step later can bring it back."}},
		Next:     dialog.Onward{Label: "go on, this is fine"},
	})
}

func createApp() dialog.Screen {
	return at("create", 1, 5, dialog.Screen{
		Title: "Create the app", Source: "the document: steps 1 and 2",
		Why: []string{"Sign in as the integration service user: the app belongs to the account that creates it."},
		Do: []dialog.Instruction{
			{Text: "Open the developer console", Link: "https://developer.atlassian.com/console/myapps"},
			{Text: "Press Create › OAuth 2.0 integration"},
			{Text: "Give it the name below, choose Resource-level, tick the terms, press Create"},
		},
		Values:   []dialog.Value{{ID: "app-name", Label: "a name for the app", Text: "Targetprocess sync", Shown: "Targetprocess sync"}},
		Findings: []dialog.Finding{{Mark: dialog.MarkUnchecked, Text: "nothing can be proved here yet; the next steps can"}},
		Actions: []dialog.Action{
			{ID: "copy", Key: "c", Label: "copy", Main: true},
			{ID: "show", Key: "v", Label: "show it, to select by hand"},
			{ID: "open", Key: "o", Label: "open the link", Main: true},
			{ID: "sandbox", Key: "x", Label: "sandbox does it", Main: true},
		},
		Next: dialog.Onward{Label: "next: tick 5 classic scopes", Short: "next", Step: "tick 5 classic scopes"},
	})
}

func tickScopes(proved bool) dialog.Screen {
	s := at("scopes-classic", 2, 6, dialog.Screen{
		Title: "Tick 5 classic scopes", Source: "the document: step 4",
		Why: []string{"The profile may list no scope the app lacks. One exception: offline_access. You will not find it here; it is added in Targetprocess."},
		Do: []dialog.Instruction{
			{Text: "Permissions › Jira API › Add, then Configure", Link: "https://developer.atlassian.com/console/myapps"},
			{Text: "Classic scopes › Edit Scopes › tick these › Save"},
		},
		After: 2,
		Scopes: []dialog.ScopeItem{
			{Listed: assets.Listed{Scope: assets.Scope{Scope: "read:jira-work", Title: "View Jira issue data", For: "read projects and issues, search, attachments, worklogs", Kind: "classic"}}, Attested: true},
			{Listed: assets.Listed{Scope: assets.Scope{Scope: "write:jira-work", Title: "Create and manage issues", For: "create, edit and delete issues, comment as the user, worklogs", Kind: "classic"}}, Attested: true},
			{Listed: assets.Listed{Scope: assets.Scope{Scope: "manage:jira-project", Title: "Manage project settings", For: "change project settings, versions, components", Kind: "classic"}}, Comment: "Scope is required for JS mappings for Components that creates new components automatically"},
			{Listed: assets.Listed{Scope: assets.Scope{Scope: "manage:jira-configuration", Title: "Manage Jira global settings", For: "read issue types, fields and relations", Kind: "classic"}}, Comment: "Required to get issue types, fields and relations"},
			{Listed: assets.Listed{Scope: assets.Scope{Scope: "read:board-scope.admin:jira-software", Title: "View board configuration", For: "see how a board is set up", Kind: "granular"}}},
		},
		Findings: []dialog.Finding{{Mark: dialog.MarkAttested, Text: "2 of 5"}, {Mark: dialog.MarkUnchecked, Text: "the console's own link shows it after the next step"}},
		Actions: []dialog.Action{
			{ID: "copy", Key: "c", Label: "copy", Main: true},
			{ID: "show", Key: "v", Label: "show it, to select by hand"},
			{ID: "open", Key: "o", Label: "open the link", Main: true},
			{ID: dialog.ActionMarkAll, Key: "a", Label: "tick all off"},
		},
		Next: dialog.Onward{Label: "next: tick 8 granular scopes", Short: "next", Step: "tick 8 granular scopes"},
	})
	if proved {
		for i := range s.Scopes {
			s.Scopes[i].Proof = dialog.MarkProved
		}
		s.Scopes[2].Proof = dialog.MarkFail
		s.Findings = []dialog.Finding{{Mark: dialog.MarkFail, Text: "the console's link lacks manage:jira-project", Detail: "the link of the Jira API lists 4 scopes"}}
	}
	return s
}

func callback(finding *dialog.Finding) dialog.Screen {
	s := at("callback", 3, 8, dialog.Screen{
		Title: "Put the callback into the console", Source: "the document: step 5",
		Why: []string{"Atlassian sends the answer to this address and to no other. It is compared letter by letter."},
		Do: []dialog.Instruction{
			{Text: "In the Targetprocess profile, copy the callback that was generated for you, and paste it here"},
			{Text: "In the console: Authorization › OAuth 2.0 (3LO) › Add › Callback URL › Save changes", Link: "https://developer.atlassian.com/console/myapps"},
		},
		Fields:  []dialog.Field{{Input: dialog.Input{ID: "callback", Label: "Callback URL", Help: "from the profile; never typed by hand", Placeholder: "https://…/oauth/callback"}}},
		Actions: []dialog.Action{{ID: dialog.ActionOpen, Key: "o", Label: "open the link", Main: true}},
		Next:    dialog.Onward{Label: "next: client ID and secret", Short: "next", Step: "client ID and secret"},
	})
	s.Fields[0].Finding = finding
	return s
}

func credentials() dialog.Screen {
	return at("credentials", 4, 9, dialog.Screen{
		Title: "Client ID and secret", Source: "the document: step 6",
		Why: []string{"The secret goes to Atlassian's sign-in server and nowhere else. It stays in memory until you leave, is not saved, and is in no report."},
		Do:  []dialog.Instruction{{Text: "Settings › Authentication details: copy each with its button, and paste it here"}},
		Fields: []dialog.Field{
			{Input: dialog.Input{ID: "client-id", Label: "Client ID"}, Text: "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0", Set: true, Finding: &dialog.Finding{Mark: dialog.MarkNote, Text: "a space at the end was removed"}},
			{Input: dialog.Input{ID: "client-secret", Label: "Secret", Secret: true}, Set: true, Summary: "64 characters"},
		},
		Findings: []dialog.Finding{{Mark: dialog.MarkProved, Text: "Atlassian accepts this client ID and secret", Detail: "POST /oauth/token: 400 invalid_request, authorization_code is invalid"}},
		Actions:  []dialog.Action{{ID: "without-secret", Key: "n", Label: "go on without pasting the secret"}},
		Next:     dialog.Onward{Label: "next: fill in the profile", Short: "next", Step: "fill in the profile"},
	})
}

func credentialsTesting() dialog.Screen {
	s := credentials()
	s.Step = "credentials-testing"
	s.Fields[1].Set, s.Fields[1].Summary = false, ""
	s.Findings = []dialog.Finding{{Mark: dialog.MarkBusy, Text: "looking at the callback"}}
	s.Waiting = &dialog.Waiting{What: "asking Atlassian whether it accepts them", Since: noon}
	s.Now = noon.Add(3 * time.Second)
	return s
}

func profile() dialog.Screen {
	return at("profile", 5, 11, dialog.Screen{
		Title: "Fill in the profile", Source: "the document: steps 4 and 6",
		Why:    []string{"Three values go into the integration profile, which you left open."},
		Do:     []dialog.Instruction{{Text: "Copy each with c and paste it into its field in Targetprocess. Do not save yet."}},
		Values: []dialog.Value{where[1], where[2], where[3]},
		Actions: []dialog.Action{
			{ID: "copy", Key: "c", Label: "copy", Main: true},
			{ID: "show", Key: "v", Label: "show it, to select by hand"},
		},
		Notice: "sent to your clipboard (OSC 52): the secret. It is taken off again in 0:42; c copies again",
		Next:   dialog.Onward{Label: "next: the sign-in test", Short: "next", Step: "the sign-in test"},
	})
}

func waiting() dialog.Screen {
	return at("signin", 6, 12, dialog.Screen{
		Title: "Sign-in test: choose acme and press Accept",
		Why:   []string{"Targetprocess asks the same again later. That is right: this is the rehearsal."},
		Do: []dialog.Instruction{
			{Text: "Copy the link into the window of the integration service user, and look at the account that Atlassian shows.", Link: "http://127.0.0.1:8976/go/k3v9xq2m", Value: "link"},
			{Text: "Pick acme and press Accept. You land on Targetprocess: it may show an error, a sign-in page or nothing."},
			{Text: "Is there code= in the address? Copy all of it at once (it works once) and paste it here."},
		},
		Fields:  []dialog.Field{{Input: dialog.Input{ID: "address", Label: "The address that you landed on", Placeholder: callbackURL + "?code=…"}}},
		Values:  []dialog.Value{{ID: "link", Label: "the sign-in link", Text: "http://127.0.0.1:8976/go/k3v9xq2m", Shown: "http://127.0.0.1:8976/go/k3v9xq2m"}},
		Waiting: &dialog.Waiting{What: "waiting for the address", Since: noon}, Now: noon.Add(42 * time.Second),
		Actions: []dialog.Action{
			{ID: "copy", Key: "c", Label: "copy", Main: true},
			{ID: "open", Key: "o", Label: "open the link", Main: true},
			{ID: "ways", Key: "t", Label: "another way", Main: true},
			{ID: "again", Key: "r", Label: "a new link"},
		},
		Next: dialog.Onward{Label: "accept the paste"},
	})
}

func problem() dialog.Screen {
	s := waiting()
	s.Step, s.Waiting = "signin-problem", nil
	s.Problem = &dialog.Problem{
		What: "Atlassian refuses the callback", Sure: "probably",
		Why: "the callback in the console differs from the one that is asked for, or was not saved",
		Fix: []string{"Open Authorization › OAuth 2.0 (3LO) › Configure", "Make the Callback URL identical, letter by letter", "Press Save changes, and come back"},
		Who: "you", Step: "callback", Failure: "callback-not-registered",
		Detail: "redirect_uri is not registered for client: " + callbackURL,
	}
	s.Actions = append([]dialog.Action{{ID: dialog.ActionFix, Key: "g", Label: "go to: put the callback into the console", Main: true}}, s.Actions...)
	return s
}

func verifying() dialog.Screen {
	return at("verify", 7, 13, dialog.Screen{
		Title: "Is the permission good for what Targetprocess does?",
		Why:   []string{"Nothing is written or changed in Jira."},
		Findings: []dialog.Finding{
			{Mark: dialog.MarkProved, Text: "the connection can renew itself"},
			{Mark: dialog.MarkProved, Text: "read:jira-work: fields", Detail: "GET /rest/api/3/field 200, 98 ms"},
			{Mark: dialog.MarkWarn, Text: "read:jql:jira: the account sees no project", Detail: "GET /rest/api/3/jql/match 200, 115 ms"},
			{Mark: dialog.MarkBusy, Text: "read:sprint:jira-software: sprints"},
			{Mark: dialog.MarkUnchecked, Text: "write:jira-work: no harmless call exists"},
		},
		Waiting: &dialog.Waiting{What: "asking Jira", Since: noon, Done: 4, Of: 9}, Now: noon.Add(2 * time.Second),
		Actions: []dialog.Action{{ID: "again", Key: "r", Label: "test again"}},
	})
}

func compare() dialog.Screen {
	return at("links", 3, 10, dialog.Screen{
		Title:    "What the console's own link shows",
		Findings: []dialog.Finding{{Mark: dialog.MarkFail, Text: "the callback differs: the console's ends with a slash"}},
		Next:     dialog.Onward{Label: "check again"},
	})
}

func whatDidItShow() dialog.Screen {
	return at("shown", 8, 15, dialog.Screen{
		Title: "What did Targetprocess show?",
		Choices: &dialog.Choices{Ask: "After you pressed Authorize there", Options: []dialog.Option{
			{ID: "authorized", Label: "It says that it is authorized"},
			{ID: "denied", Label: "It was denied"},
			{ID: "error", Label: "It showed an error", Help: "paste it below", Chosen: true},
			{ID: "not-done", Label: "Not done yet"},
		}},
		Fields: []dialog.Field{{Input: dialog.Input{ID: "shown", Label: "The error", Help: "its text or the page's address", Optional: true}}},
		Next:   dialog.Onward{Label: "next: status", Short: "next", Step: "status"},
	})
}

func strangeNames() dialog.Screen {
	s := createApp()
	s.Step, s.Platform, s.Site, s.TestHost = "names", "プラットフォーム 🏭 المنصة", "שלום-日本語", true
	s.Title = "Create the app “e\u0301t\u0435 👨‍👩‍👧‍👦 🇫🇷” for מערכת"
	s.Why = []string{"アプリは作成したアカウントに属します。共同所有者はいません。会社のアカウントを使ってください。", "zero\u200bwidth and \u202eturned\u202c text, a\ttab, a\x07bell"}
	s.Values = []dialog.Value{
		{ID: "a", Label: "名前", Text: strings.Repeat("長い名前", 60), Shown: strings.Repeat("長い名前", 60), Copied: true, OnClipboard: true},
		{ID: "b", Label: "emoji 👨‍👩‍👧‍👦", Text: "❤️🇫🇷", Shown: "❤️🇫🇷"},
	}
	return s
}

func byHand() dialog.Screen {
	s := createApp()
	s.Step, s.Title = "by-hand", "A link that is too long for one line"
	s.Do = []dialog.Instruction{
		{Text: "Open the console", Link: "https://developer.atlassian.com/console/myapps"},
		{Text: "Open the whole link", Link: longLink},
		{Text: "Open this", Link: "https://acme.atlassian.net"},
	}
	s.Values = nil
	return s
}

func statusScreen(r dialog.Report) dialog.Screen {
	r.Demo = true
	return at("status", 9, 16, dialog.Screen{
		Title: "Status", Report: &r,
		Actions: []dialog.Action{
			{ID: "save-report", Key: "s", Label: "save picture", Main: true},
			{ID: "copy-report", Key: "m", Label: "copy for a ticket", Main: true},
			{ID: "copy-text", Key: "c", Label: "copy as text", Main: true},
		},
		Next: dialog.Onward{Label: "finish"},
	})
}
