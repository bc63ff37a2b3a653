package steps

import (
	"strings"
	"testing"

	"threelo/steps/dialog"
)

// fact is something that a document tells an admin who follows it, in this
// project's words, and where it must be seen.
type fact struct {
	says string        // the document's fact
	on   dialog.StepID // the screen where it is
	at   place
	as   string // words that are there
}

// place is where on a screen a fact is.
type place string

const (
	shown  place = "the screen itself"
	behind place = "the key for details"
)

var targetprocessFacts = []fact{
	{"the connector for Jira Cloud supports this method now", "know", behind, "The Jira Cloud connector supports the OAuth 2.0 Authorization Code method"},
	{"the workflow API is out of reach with it", "know", shown, "workflow API is unavailable"},
	{"so custom entity states cannot be mapped with JS", "know", shown, "JS mappings of custom entity states"},
	{"the method is chosen in the integration profile", "callback", shown, "Choose OAuth 2.0 Authorization Code"},
	{"first an application is created with Atlassian", "create", shown, "Create the app"},
	{"1: the console's address", "create", shown, "https://developer.atlassian.com/console/myapps"},
	{"2: Create, a new OAuth 2.0 integration", "create", behind, "OAuth 2.0 integration"},
	{"3: the scopes are under Permissions", "scopes-classic", shown, "Permissions › Jira API"},
	{"4: 13 scopes, every one of them required", "scopes-classic", shown, "All 13 are required"},
	{"the same are pasted into the profile", "fields", shown, "Paste all 14 scopes"},
	{"the 14th, offline_access, is added in the profile", "scopes-classic", shown, "You add it in Targetprocess later"},
	{"the profile may not list more or others", "scopes-classic", shown, "In Targetprocess, the profile may list only these 13"},
	{"the profile may not list more or others, seen again where it is filled in", "fields", shown, "The profile may list no others"},
	{"offline_access is the one exception", "scopes-classic", shown, "only these 13 and offline_access"},
	{"offline_access gives a refresh token", "fields", shown, "offline_access, which renews the access"},
	{"without it renewing fails, and authentication with it", "fields", behind, "If it is missing, renewing the connection fails, and the authentication fails with it"},
	{"read:jira-work", "scopes-classic", shown, "View Jira issue data"},
	{"read:jira-work is for issues, search, attachments, worklogs", "scopes-classic", behind, "read projects and issues, search, read attachments and worklogs"},
	{"write:jira-work", "scopes-classic", shown, "Create and manage issues"},
	{"write:jira-work deletes issues and comments as the user", "scopes-classic", behind, "create, edit and delete issues, comment as the user, log work"},
	{"manage:jira-project", "scopes-classic", shown, "Manage project settings"},
	{"manage:jira-project is for mappings that create components", "scopes-classic", behind, "JS mappings of Components that create new components"},
	{"manage:jira-configuration", "scopes-classic", shown, "Manage Jira global settings"},
	{"manage:jira-configuration is for issue types, fields, relations", "scopes-classic", behind, "issue types, fields and relations"},
	{"read:jira-user", "scopes-classic", shown, "View user profiles"},
	{"without read:jira-user Jira refuses with 403", "scopes-classic", behind, "Without it Jira answers 403"},
	{"the eight others are for boards and sprints", "scopes-classic", behind, "For work with boards and sprints"},
	{"read:board-scope:jira-software", "scopes-classic", shown, "View boards, backlogs, and related items"},
	{"read:project:jira", "scopes-classic", shown, "View projects"},
	{"read:board-scope.admin:jira-software", "scopes-classic", shown, "View board configuration"},
	{"read:sprint:jira-software", "scopes-classic", shown, "View sprints"},
	{"write:sprint:jira-software", "scopes-classic", shown, "Update and delete sprints"},
	{"read:issue-details:jira", "scopes-classic", shown, "View issue details"},
	{"read:jql:jira", "scopes-classic", shown, "View JQL"},
	{"write:board-scope:jira-software", "scopes-classic", shown, "Move issues between boards and backlogs"},
	{"they are granular scopes", "scopes-classic", shown, "Granular scopes › Edit Scopes"},
	{"the line to paste, in its order", "fields", behind, "offline_access read:jira-work write:jira-work read:jira-user manage:jira-configuration manage:jira-project read:board-scope:jira-software read:board-scope.admin:jira-software read:project:jira read:issue-details:jira write:sprint:jira-software read:sprint:jira-software write:board-scope:jira-software read:jql:jira"},
	{"5: Authorization, then Add", "callback", behind, "Navigate to Authorization and click Add"},
	{"the Callback URL comes from the profile, which made it", "callback", behind, "auto generated in Targetprocess integration profile"},
	{"6: it must be saved before going on", "callback", shown, "Press Save changes"},
	{"Settings has Client ID and Secret", "credentials", shown, "Settings › Authentication details"},
	{"the profile needs both", "fields", shown, "Client ID"},
	{"an Integration Service User authorizes", "know", shown, "Integration Service User"},
	{"that user must be signed in to Jira", "handover", shown, "It must be signed in to Atlassian as the Integration Service User"},
	{"the document's own sentence on that", "handover", behind, "At this step you must be authorized to Jira with Integration Service User"},
	{"the user authorizes the app, and so passes a token", "know", behind, "This user authorizes the app and so passes the token"},
	{"8: Authorize", "handover", shown, "press Authorize"},
	{"a pop-up shows the way", "handover", shown, "In the pop-up"},
	{"Jira asks to allow or deny", "handover", behind, "the dialog to allow or deny access"},
	{"it may have been denied", "handover", shown, "Access was denied"},
	{"the pop-up ends on a status", "handover", shown, "authorization status"},
	{"then the webhook", "status", shown, "Set up the Jira webhook"},
	{"the webhook in the document's words", "status", behind, "Set up webhook in Jira"},
	{"then the rest of the profile", "status", shown, "finish the profile in Targetprocess"},
	{"no step 7", "handover", behind, "The document has no step 7"},
}

var agilepointFacts = []fact{
	{"one of three account types", "know", shown, "Jira Software Basic, Standard or Premium"},
	{"every activity needs Browse Projects", "know", behind, "Every activity needs Browse Projects"},
	{"Add Assignee", "know", behind, "Add Assignee, Assign issues"},
	{"Add Attachment", "know", behind, "Add Attachment, Create attachments"},
	{"Add Comments", "know", behind, "Add Comments, Add comments"},
	{"Create Issue", "know", behind, "Create Issue, Create issues"},
	{"Create Project", "know", behind, "Create Project needs Administer Jira"},
	{"Delete Issue", "know", behind, "Delete Issue, Delete issues"},
	{"Get Issue Details", "know", behind, "Get Issue Details needs Browse Projects alone"},
	{"Update Issue", "know", behind, "Update Issue, Edit issues"},
	{"Update Issue Status", "know", behind, "Update Issue Status, Transition issues"},
	{"more on permissions is in Jira Software's documentation", "know", behind, "Jira Software's documentation (third-party)"},
	{"values go both ways", "know", shown, "You copy both ways"},
	{"both screens are open at the same time", "know", shown, "two tabs: AgilePoint NX and the console"},
	{"it depends on whether there is an app already", "know", behind, "depends on whether you already have a connection, usually called an app"},
	{"it is one example and may vary", "know", behind, "the procedure may vary with your configuration and account"},
	{"third-party information is elsewhere", "know", behind, "third-party information and examples"},
	{"1: open the configuration screen", "create", shown, "access token configuration screen for Jira Software"},
	{"do not fill in credentials yet", "create", shown, "Don't fill it in"},
	{"keep it open, do not save", "create", shown, "Don't save it. Keep it open"},
	{"2: in another browser tab", "create", behind, "In a new web browser tab"},
	{"User Menu, Create App", "create", behind, "User Menu > Create App"},
	{"a name", "create", shown, "AgilePoint NX processes"},
	{"a name that fits the AgilePoint app or its use", "create", behind, "a name associated with your AgilePoint NX app, or with the way you want to use"},
	{"agree to the developer terms", "create", shown, "Agree to Atlassian's developer terms"},
	{"agree to the developer terms, in their words", "create", behind, "I agree to be bound by Atlassian's developer terms"},
	{"Create", "create", shown, "Press Create"},
	{"3: My apps, open the app", "credentials", behind, "My apps screen"},
	{"App details, Client ID, Copy", "credentials", behind, "Client ID field, click Copy"},
	{"Consumer Key takes the Client ID", "credentials", shown, "Paste it into AgilePoint's Consumer Key"},
	{"Secret, Copy", "credentials", behind, "in the Secret field, click Copy"},
	{"Consumer Secret takes the Secret", "credentials", shown, "Paste it into AgilePoint's Consumer Secret"},
	{"4: copy the Callback URL from AgilePoint", "callback", shown, "In AgilePoint NX, copy the Callback URL"},
	{"the document's value is an example, take the actual one", "callback", behind, "Copy the actual Callback URL from AgilePoint NX"},
	{"App details, OAuth 2.0 (3LO) in the left pane", "callback", behind, "in the left pane, click OAuth 2.0 (3LO)"},
	{"its screen has the Callback URL field", "callback", behind, "OAuth 2.0 authorization code grants (3LO) for apps screen, in the Callback URL field"},
	{"Save Changes", "callback", behind, "Save Changes"},
	{"5: Add APIs", "scopes-classic", behind, "Add APIs"},
	{"APIs and features, Jira platform REST API, Add", "scopes-classic", behind, "On the APIs and features screen, in the Jira platform REST API, click Add"},
	{"Configure", "scopes-classic", shown, "then Configure"},
	{"scopes for the OAuth 2.0 authentication", "scopes-classic", behind, "for the OAuth 2.0 authentication"},
	{"View Jira issue data", "scopes-classic", shown, "View Jira issue data"},
	{"Manage project settings", "scopes-classic", shown, "Manage project settings"},
	{"Manage Jira global settings", "scopes-classic", shown, "Manage Jira global settings"},
	{"View user profiles", "scopes-classic", shown, "View user profiles"},
	{"Create and manage issues", "scopes-classic", shown, "Create and manage issues"},
	{"the sixth", "scopes-classic", shown, "Manage development and release information for third parties in Jira"},
	{"6: Token Name", "handover", shown, "Enter a Token Name"},
	{"Jira Portal URL is the base URL of the site", "handover", shown, "Paste the Jira Portal URL, your site's base URL"},
	{"it is on the screen", "handover", shown, "https://acme.atlassian.net"},
	{"the document's value is an example", "handover", behind, "The address in the document is an example"},
	{"Get OAuth2 Access Token", "handover", shown, "Press Get OAuth2 Access Token"},
	{"a new tab or window opens", "handover", shown, "A new tab or window opens"},
	{"Authorize for", "handover", behind, "in the Authorize for field, select your portal URL"},
	{"Accept", "handover", shown, "press Accept"},
	{"the window closes by itself", "handover", shown, "The tab or window closes"},
	{"the token's field is filled in", "handover", shown, "OAuth 2.0 Access Token is filled in"},
	{"Done saves, and nothing else does", "handover", shown, "Press Done: only Done saves"},
}

// Every fact of the two documents that an admin needs is on the screen where it is
// needed, or behind its key for details.
func TestEveryFactOfADocumentIsOnAScreenOrBehindItsDetails(t *testing.T) {
	for platform, facts := range map[string][]fact{"targetprocess": targetprocessFacts, "agilepoint": agilepointFacts} {
		t.Run(platform, func(t *testing.T) {
			a := newAdmin(t, platform)
			texts := map[dialog.StepID]map[place]string{}
			for {
				sc := a.Screen()
				details := ""
				for _, d := range sc.Details {
					details += d.Title + "\n" + d.Text + "\n"
				}
				texts[sc.Step] = map[place]string{shown: textOf(sc), behind: details}
				if sc.Step == dialog.StepStatus {
					texts[sc.Step][shown] += strings.Join(append(sc.Report.Next, sc.Report.Notes...), "\n")
					break
				}
				a.goes(a.plan[sc.N].id)
			}
			for _, f := range facts {
				if text := texts[f.on][f.at]; !strings.Contains(text, f.as) {
					t.Errorf("%s: “%s” is not on %q (%s) as “%s”; there:\n%s", platform, f.says, f.on, f.at, f.as, text)
				}
			}
		})
	}
}

// textOf is all that a screen shows, one thing in a line, without what is behind the key for details.
func textOf(sc dialog.Screen) string {
	lines := append([]string{sc.Title, sc.Source, sc.Next.Label, sc.Notice}, sc.Why...)
	for _, w := range sc.Warnings {
		lines = append(lines, w.Text)
	}
	for _, d := range sc.Do {
		lines = append(lines, d.Text)
		if d.Link != "" {
			lines = append(lines, d.Link)
		}
	}
	for _, p := range sc.Presets {
		lines = append(lines, p.Label+": "+p.Answer)
	}
	if sc.Choices != nil {
		for _, o := range sc.Choices.Options {
			lines = append(lines, o.Label+": "+o.Help)
		}
	}
	for _, s := range sc.Scopes {
		lines = append(lines, s.Scope.Scope, s.Title, s.For, s.Comment)
	}
	for _, f := range sc.Fields {
		lines = append(lines, f.Label, f.Help)
	}
	for _, v := range sc.Values {
		lines = append(lines, v.Label, v.Shown)
	}
	for _, f := range sc.Findings {
		lines = append(lines, f.Text)
	}
	return strings.Join(lines, "\n") + "\n"
}
