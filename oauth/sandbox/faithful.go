package sandbox

// How sure a fact about the real Atlassian is.
const (
	sure     = "certain"       // official text, or seen by two
	probable = "probable"      // seen once, well described
	guessed  = "a guess"       // follows from other facts
	absent   = "not imitated"  // the sandbox does nothing of the kind
	own      = "the sandbox's" // different on purpose
)

// faith is one line of the list: what the sandbox does, and how sure it is that
// Atlassian does the same.
type faith struct{ What, Sure string }

var faiths = []faith{
	{"what the console's pages look like", own},
	{"an app belongs to the account that created it, and to no other", sure},
	{"a resource-level app reaches the site picked at consent, an account-level one all sites of the account", sure},
	{"offline_access is in no list of the console", sure},
	{"an app has one callback", probable},
	{"a callback may start with http:// on this computer, also by the name localhost", probable},
	{"the ready-made links hold client ID, ticked scopes and callback, and no offline_access", sure},
	{"Sharing wants a vendor name, a privacy policy and a support contact", sure},
	{"the callback of a sign-in must be the saved one, character by character", sure},
	{"a wrong callback ends on an error page before anybody signs in", guessed},
	{"one scope that is not ticked refuses the whole request, and the page names it", sure},
	{"scopes joined by commas are refused", probable},
	{"an address of more than 8192 characters is refused with 414", guessed},
	{"the words of the error pages", probable},
	{"audience, response_type, prompt, scope and state must all be there", probable},
	{"an app that is not shared may be used by its owner alone", sure},
	{"an app that is not shared, or not reviewed, says so before one accepts", sure},
	{"a site may ask for a site admin's approval", sure},
	{"a site admin who accepts approves the app for everybody", probable},
	{"a site may block apps", probable},
	{"Cancel answers access_denied with the state", sure},
	{"the secret is needed also with S256, and a wrong one answers 401 access_denied", sure},
	{"a made-up code with the right ID and secret answers: authorization_code is invalid", probable},
	{"an app whose Authorization was never set up is refused by the token endpoint", probable},
	{"a field that is missing is refused: Incorrect request parameters", probable},
	{"a code works once", sure},
	{"a code works for 60 seconds", own},
	{"a wrong code_verifier or redirect_uri answers invalid_grant, in these words", guessed},
	{"the token endpoint takes JSON", sure},
	{"the token endpoint takes forms", probable},
	{"a refresh token comes only when offline_access was asked for", sure},
	{"each renewal gives a new refresh token; the old one works for ten more minutes", sure},
	{"a refresh token dies after 90 days without use", sure},
	{"a token answer lists the scopes without offline_access, sorted", own},
	{"an access token lives for an hour and says nothing about itself", sure},
	{"removing an app under Connected apps ends every token of it", sure},
	{"one id may be listed more than once among the accessible resources", sure},
	{"a new consent's scopes replace the old ones; sites add up", probable},
	{"each path of the gateway wants its scopes: the classic one, or all of the granular ones", sure},
	{"boards and sprints are reached by granular scopes alone", sure},
	{"a scope that is missing answers 401: scope does not match", sure},
	{"/me wants read:me of the User Identity API", sure},
	{"the old search answers 410: it has been removed", sure},
	{"Jira's answers have the published fields and types", sure},
	{"a site without consent answers 403: the app is not installed", probable},
	{"a board's configuration wants project administration, Jira's configuration administration", probable},
	{"each answer carries a trace id", probable},
	{"a site's cloud ID without a token is asked here at /_edge/tenant_info?site=NAME", own},
	{"passwords, two-step sign-in, single sign-on", absent},
	{"the sites' own addresses, and what they answer to a token", absent},
	{"the government cloud, except that its audience is taken", absent},
	{"a limit to the number of scopes", absent},
	{"writing to Jira: the gateway answers reading calls alone", absent},
	{"webhooks, Confluence, app reviews, the Marketplace", absent},
	{"what a password change does to refresh tokens", absent},
	{"rate limits, unless a scenario plays them", absent},
}

func faithfulness() markup {
	return join(
		para("The sandbox was built from Atlassian's documentation and from what people report. Nobody tried it out against Atlassian side by side. In the list stands how sure it is that the real one does the same; “the sandbox's” is a way of its own, on purpose."),
		el("table", nil,
			el("thead", nil, el("tr", nil, heading("What the sandbox does"), heading("How sure"))),
			el("tbody", nil, each(faiths, func(f faith) markup {
				return el("tr", nil, el("td", nil, words(f.What)), el("td", nil, words(f.Sure)))
			}))))
}
