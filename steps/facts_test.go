package steps

import (
	"strings"
	"testing"
)

// fact is something that a document tells an admin who follows it, in this
// project's words, and where it must be seen.
type fact struct {
	says string // the document's fact
	on   string // the step on whose screen it shows
	as   string // words that stand there
}

var targetprocessFacts = []fact{
	{"the connector for Jira Cloud supports this method now", "know", "OAuth 2.0 Authorization Code for Jira Cloud connector"},
	{"the workflow API is out of reach with it", "know", "workflow API is unavailable"},
	{"so custom entity states cannot be mapped with JS", "know", "JS mappings of custom entity states"},
	{"the method is chosen in the integration profile", "platform", "choose OAuth 2.0 Authorization Code"},
	{"first an application is created with Atlassian", "create", "Create the app in Atlassian's console"},
	{"1: the console's address", "create", "https://developer.atlassian.com/console/myapps"},
	{"2: Create, a new OAuth 2.0 integration", "create", "OAuth 2.0 integration"},
	{"3: the scopes are under Permissions", "scopes-classic", "Permissions › Jira API"},
	{"4: 13 scopes, every one of them required", "scopes-classic", "All 13 scopes on the two tabs are required"},
	{"the same are pasted into the profile", "fields", "paste it into the profile"},
	{"the 14th, offline_access, is added in the profile", "fields", "Paste all 14 scopes, with offline_access"},
	{"the profile may not list more or others", "scopes-classic", "The profile can't list a scope that the app doesn't have"},
	{"the profile may not list more or others, seen again where it is filled", "fields", "neither more nor other scopes"},
	{"offline_access is the one exception", "fields", "offline_access is the one exception"},
	{"offline_access gives a refresh token", "fields", "offline_access"},
	{"without it renewing fails, and authentication with it", "fields", "If it is missing, renewing the connection fails, and the authentication fails with it"},
	{"read:jira-work", "scopes-classic", "View Jira issue data"},
	{"read:jira-work is for issues, search, attachments, worklogs", "scopes-classic", "read projects and issues, search, read attachments and worklogs"},
	{"write:jira-work", "scopes-classic", "Create and manage issues"},
	{"write:jira-work deletes issues and comments as the user", "scopes-classic", "create, edit and delete issues, comment as the user, log work"},
	{"manage:jira-project", "scopes-classic", "Manage project settings"},
	{"manage:jira-project is for mappings that create components", "scopes-classic", "JS mappings of Components that create new components"},
	{"manage:jira-configuration", "scopes-classic", "Manage Jira global settings"},
	{"manage:jira-configuration is for issue types, fields, relations", "scopes-classic", "issue types, fields and relations"},
	{"read:jira-user", "scopes-classic", "View user profiles"},
	{"without read:jira-user Jira refuses with 403", "scopes-classic", "Without it Jira answers 403"},
	{"the eight others are for boards and sprints", "scopes-granular", "For work with boards and sprints"},
	{"read:board-scope:jira-software", "scopes-granular", "View boards, backlogs, and related items"},
	{"read:project:jira", "scopes-granular", "View projects"},
	{"read:board-scope.admin:jira-software", "scopes-granular", "View board configuration"},
	{"read:sprint:jira-software", "scopes-granular", "View sprints"},
	{"write:sprint:jira-software", "scopes-granular", "Update and delete sprints"},
	{"read:issue-details:jira", "scopes-granular", "View issue details"},
	{"read:jql:jira", "scopes-granular", "View JQL"},
	{"write:board-scope:jira-software", "scopes-granular", "Move issues between boards and backlogs"},
	{"they are granular scopes", "scopes-granular", "the tab Granular scopes"},
	{"the line to paste, in its order", "fields", "offline_access read:jira-work write:jira-work read:jira-user manage:jira-configuration manage:jira-project read:board-scope:jira-software read:board-scope.admin:jira-software read:project:jira read:issue-details:jira write:sprint:jira-software read:sprint:jira-software write:board-scope:jira-software read:jql:jira"},
	{"5: Authorization, then Add", "callback", "Navigate to Authorization and click Add"},
	{"the Callback URL comes from the profile, which made it", "callback", "auto generated in Targetprocess integration profile"},
	{"6: it must be saved before going on", "callback", "Press Save changes. Nothing takes effect until you do."},
	{"Settings has Client ID and Secret", "credentials", "open Settings and scroll to Authentication details"},
	{"the profile needs both", "fields", "Client ID, then the secret"},
	{"an Integration Service User authorizes", "account", "Integration Service User"},
	{"that user must be signed in to Jira", "handover", "signed in to Jira as the Integration Service User when you press Authorize"},
	{"the user authorizes the app, and so passes a token", "account", "Targetprocess will act in Jira as this account"},
	{"8: Authorize", "handover", "Click Authorize"},
	{"a pop-up shows the way", "handover", "In the pop-up"},
	{"Jira asks to allow or deny", "handover", "allow it"},
	{"it may have been denied", "outcome", "Access was denied"},
	{"the pop-up ends on a status", "handover", "authorization status"},
	{"then the webhook", "after", "Set up webhook in Jira"},
	{"then the rest of the profile", "after", "Finish the rest of the profile"},
}

var agilepointFacts = []fact{
	{"one of three account types", "know", "Jira Software Basic, Standard or Premium"},
	{"Add Assignee", "activities", "Add Assignee: Browse Projects, Assign issues"},
	{"Add Attachment", "activities", "Add Attachment: Browse Projects, Create attachments"},
	{"Add Comments", "activities", "Add Comments: Browse Projects, Add comments"},
	{"Create Issue", "activities", "Create Issue: Browse Projects, Create issues"},
	{"Create Project", "activities", "Create Project: Administer Jira"},
	{"Delete Issue", "activities", "Delete Issue: Browse Projects, Delete issues"},
	{"Get Issue Details", "activities", "Get Issue Details: Browse Projects"},
	{"Update Issue", "activities", "Update Issue: Browse Projects, Edit issues"},
	{"Update Issue Status", "activities", "Update Issue Status: Browse Projects, Transition issues"},
	{"more on permissions is in Jira Software's documentation", "know", "Jira Software's documentation (third-party)"},
	{"values go both ways", "know", "from Atlassian to AgilePoint NX and back"},
	{"both screens are open at the same time", "know", "Keep both screens open"},
	{"it depends on whether there is an app already", "know", "If you already have an app"},
	{"it is one example and may vary", "know", "the procedure may vary with your configuration and account"},
	{"third-party information is elsewhere", "know", "third-party information and examples"},
	{"1: open the configuration screen", "platform", "access token configuration screen for Jira Software"},
	{"do not fill in credentials yet", "platform", "Do not fill in the credentials yet"},
	{"keep it open, do not save", "platform", "do not save. Keep the screen open"},
	{"2: in another browser tab", "platform", "in another tab"},
	{"sign in to Jira", "create", "open the developer console"},
	{"User Menu, Create App", "create", "User Menu > Create App"},
	{"a name", "create", "Name: AgilePoint NX processes"},
	{"a name that fits the AgilePoint app or its use", "create", "a name associated with your AgilePoint NX app, or with the way you want to use"},
	{"agree to the developer terms", "create", "I agree to be bound by Atlassian's developer terms"},
	{"Create", "create", "then press Create"},
	{"3: My apps, open the app", "credentials", "My apps screen"},
	{"App details, Client ID, Copy", "credentials", "Client ID field, click Copy"},
	{"Consumer Key takes the Client ID", "credentials", "the Client ID into Consumer Key"},
	{"Secret, Copy", "credentials", "Secret field, click Copy"},
	{"Consumer Secret takes the Secret", "credentials", "the Secret into Consumer Secret"},
	{"4: copy the Callback URL from AgilePoint", "callback", "In AgilePoint NX, copy the Callback URL"},
	{"the document's value is an example, take the actual one", "callback", "Copy the actual Callback URL from AgilePoint NX"},
	{"App details, OAuth 2.0 (3LO) in the left pane", "callback", "OAuth 2.0 (3LO) in the left pane"},
	{"its screen has the Callback URL field", "callback", "OAuth 2.0 authorization code grants (3LO) for apps › Callback URL"},
	{"Save Changes", "callback", "Save Changes"},
	{"5: Add APIs", "scopes-classic", "Add APIs"},
	{"APIs and features, Jira platform REST API, Add", "scopes-classic", "APIs and features › Jira platform REST API › Add"},
	{"Configure", "scopes-classic", "then Configure"},
	{"scopes for the OAuth 2.0 authentication", "scopes-classic", "add these scopes for the OAuth 2.0 authentication"},
	{"View Jira issue data", "scopes-classic", "View Jira issue data"},
	{"Manage project settings", "scopes-classic", "Manage project settings"},
	{"Manage Jira global settings", "scopes-classic", "Manage Jira global settings"},
	{"View user profiles", "scopes-classic", "View user profiles"},
	{"Create and manage issues", "scopes-classic", "Create and manage issues"},
	{"the sixth", "scopes-classic", "Manage development and release information for third parties in Jira"},
	{"6: Token Name", "handover", "Enter the Token Name"},
	{"Jira Portal URL is the base URL of the site", "handover", "the actual base URL of your site, https://acme.atlassian.net"},
	{"the document's value is an example", "handover", "The address in the document is an example"},
	{"Get OAuth2 Access Token", "handover", "Click Get OAuth2 Access Token"},
	{"a new tab or window opens", "handover", "A new tab or window opens"},
	{"Authorize for", "handover", "In the Authorize for field, select your portal URL"},
	{"Accept", "handover", "press Accept"},
	{"the window closes by itself", "handover", "closes by itself"},
	{"the token's field is filled", "handover", "OAuth 2.0 Access Token is filled"},
	{"Done saves", "handover", "Click Done"},
	{"nothing else saves", "handover", "Only Done saves"},
}

// Every fact of the two documents that an admin needs is on the screen where it
// is needed.
func TestEveryFactOfADocumentIsOnAScreen(t *testing.T) {
	for platform, facts := range map[string][]fact{"targetprocess": targetprocessFacts, "agilepoint": agilepointFacts} {
		t.Run(platform, func(t *testing.T) {
			a := newAdmin(t, platform)
			shown := map[StepID]string{}
			for range 40 {
				sc := a.Screen()
				shown[sc.Step] += textOf(sc)
				i, _ := a.find(sc.Step)
				if i+1 == len(a.plan) {
					break
				}
				a.goes(a.plan[i+1].id)
			}
			for _, f := range facts {
				if text, ok := shown[StepID(f.on)]; !ok || !strings.Contains(text, f.as) {
					t.Errorf("%s: “%s” is not on %q as “%s”; there:\n%s", platform, f.says, f.on, f.as, text)
				}
			}
		})
	}
}

// textOf is all that a screen shows, one thing in a line, details included.
func textOf(sc Screen) string {
	lines := append([]string{sc.Title, sc.Source, sc.Next.Label}, sc.Why...)
	for _, w := range sc.Warnings {
		lines = append(lines, w.Text)
	}
	for _, d := range sc.Do {
		lines = append(lines, d.Text, d.Document)
		if d.Link != nil {
			lines = append(lines, d.Link.Label, d.Link.URL)
		}
	}
	if sc.Choices != nil {
		for _, o := range sc.Choices.Options {
			lines = append(lines, o.Label+": "+o.Help)
		}
	}
	for _, s := range sc.Scopes {
		lines = append(lines, s.Scope, s.Title, s.For, s.Comment)
	}
	for _, f := range sc.Fields {
		lines = append(lines, f.Label, f.Help)
	}
	for _, v := range sc.Values {
		lines = append(lines, v.Label, v.Shown, v.From, v.To)
	}
	for _, f := range sc.Findings {
		lines = append(lines, f.Text, f.Detail)
	}
	return strings.Join(lines, "\n") + "\n"
}
