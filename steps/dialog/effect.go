package dialog

import "threelo/oauth"

// Effect is something that steps ask for and cannot do themselves. What comes
// of it returns as an Event. None holds a secret: the caller adds it.
type Effect any

// The effects.
type (
	// Copy puts a value on the clipboard; a secret's text is the caller's.
	Copy struct {
		Value  ValueID
		Text   string // "" for a secret
		Secret bool
	}
	// Open opens a link in the browser.
	Open struct{ URL string }
	// Swap puts what was entered for client ID and secret into the other field.
	Swap struct{}
	// CheckCredentials asks Atlassian about client ID and secret, without a browser.
	CheckCredentials struct {
		Attempt int
		App     oauth.App
	}
	// Bind holds the port of threelo's line; Callback is "" for a free port.
	Bind struct{ Callback string }
	// Unbind gives it up.
	Unbind struct{}
	// Begin starts a sign-in attempt: new state, verifier and short link.
	Begin struct {
		Attempt int
		App     oauth.App
		Listen  bool // with threelo's own address
	}
	// Exchange redeems the code that the caller holds for this attempt.
	Exchange struct {
		Attempt int
		App     oauth.App
	}
	// Verify proves the token against Jira: at the site, for the account and in the
	// project of the setup.
	Verify struct {
		Setup
		Attempt    int
		App        oauth.App
		Activities []oauth.Activity
	}
	// Cancel ends what older attempts still do.
	Cancel struct{}
	// Sandbox lets the sandbox's admin do a step of this kind.
	Sandbox struct {
		Setup
		Kind      StepID
		Scopes    []string // to tick: all that the console lists
		Callbacks []string // lines of Callback URLs
		Link      string   // the authorize URL to accept
	}
	// Restore lets the sandbox make the app of a saved rehearsal again: it forgets
	// everything when threelo ends.
	Restore Sandbox // its scopes are the selected ones
	// Play lets the sandbox play a mistake; "" ends it.
	Play struct{ Scenario string }
	// ForgetSetup deletes a saved setup.
	ForgetSetup struct{ ID string }
	// SaveSetup saves the setup.
	SaveSetup struct{ Setup Setup }
	// SaveReport saves the report in a file of the given kind.
	SaveReport struct{ Kind string }
	// SaveLink saves the sign-in link in a file.
	SaveLink struct{ URL string }
	// CopyReport copies the report as Markdown or text.
	CopyReport struct{ Kind string }
	// Leave ends the program.
	Leave struct{}
)
