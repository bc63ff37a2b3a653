package dialog

// StepID names a step of the plan. A step's ID is its kind (the "do" of a
// platform's file), unless the file gives it an ID of its own.
type StepID string

// The steps that a journey can have. Those from Activities on are the kinds that
// a platform's file may name.
const (
	StepChoose       StepID = "choose"
	StepKnow         StepID = "know"
	StepApp          StepID = "app"
	StepAccount      StepID = "account"
	StepSite         StepID = "site"
	StepChooseScopes StepID = "choose-scopes"
	StepRenewal      StepID = "renewal"
	StepRepair       StepID = "repair" // only where a connection is repaired

	// These are questions in front of a screen: they are not in the plan. The
	// activities are another.
	StepPractice StepID = "practice" // which problem the sandbox simulates
	StepSaveAs   StepID = "save-as"  // which kind of file a report becomes
	StepPurpose  StepID = "purpose"  // what a person wants with an app that exists

	StepActivities  StepID = "activities"
	StepPlatform    StepID = "platform"
	StepCreate      StepID = "create"
	StepClassic     StepID = "scopes-classic"
	StepGranular    StepID = "scopes-granular"
	StepIdentity    StepID = "scopes-identity"
	StepCallback    StepID = "callback"
	StepLinks       StepID = "links"
	StepCredentials StepID = "credentials"
	StepSharing     StepID = "sharing"
	StepFields      StepID = "fields"
	StepSignIn      StepID = "signin"
	StepVerify      StepID = "verify"
	StepHandover    StepID = "handover"
	StepOutcome     StepID = "outcome"
	StepAfter       StepID = "after"
	StepStatus      StepID = "status"
)

// ValueID names something to copy. A platform's inputs and the scopes are values
// too, by their own names.
type ValueID string

// The values of every journey.
const (
	ValueAppName  ValueID = "app-name"
	ValueScopes   ValueID = "scopes"
	ValueClientID ValueID = "client-id"
	ValueSecret   ValueID = "client-secret"
	ValueCallback ValueID = "callback"
	ValueSite     ValueID = "site"
	ValueCloudID  ValueID = "cloud-id"       // the site's
	ValueLink     ValueID = "link"           // the sign-in link, short where it can be
	ValueLongLink ValueID = "long-link"      // the same, as Atlassian's address
	ValueLocal    ValueID = "local"          // threelo's line in Callback URLs
	ValueLines    ValueID = "callback-lines" // all lines for Callback URLs
	ValueConsole  ValueID = "console"        // where an app is created
	ValueMessage  ValueID = "message"        // the screen as a message to a colleague
)

// Values lists the values of every journey.
func Values() []ValueID {
	return []ValueID{ValueAppName, ValueScopes, ValueClientID, ValueSecret, ValueCallback, ValueSite, ValueCloudID, ValueLink, ValueLongLink, ValueLocal, ValueLines, ValueConsole, ValueMessage}
}

// ActionID names what an Act does.
type ActionID string

// The actions. Those of the first block work on every screen that lists them; the others
// belong to one step.
const (
	ActionCopy       ActionID = "copy"
	ActionShow       ActionID = "show"
	ActionOpen       ActionID = "open"
	ActionFix        ActionID = "fix" // go to the step that fixes the problem
	ActionSandbox    ActionID = "sandbox"
	ActionPractice   ActionID = "practice"
	ActionMarkAll    ActionID = "mark-all"
	ActionSaveReport ActionID = "save-report"
	ActionCopyReport ActionID = "copy-report"

	ActionCopyText      ActionID = "copy-text"
	ActionSaveAs        ActionID = "save-as"
	ActionSkip          ActionID = "skip" // the sign-in test
	ActionAgain         ActionID = "again"
	ActionCheckAgain    ActionID = "check-again"
	ActionConfirm       ActionID = "confirm" // the account is the right one
	ActionWithoutSecret ActionID = "without-secret"
	ActionSwap          ActionID = "swap" // client ID and secret
	ActionOnlyChosen    ActionID = "only-chosen"
	ActionLine          ActionID = "threelo-line"
	ActionSingleBox     ActionID = "single-box"
	ActionForget        ActionID = "forget"    // delete a saved setup; Arg is its answer
	ActionChange        ActionID = "change"    // a preset's answer; Arg is its ID
	ActionSaveLink      ActionID = "save-link" // as a file
	ActionMessage       ActionID = "message"   // copy the step as a message to a colleague
)

// OptionID names an answer of a question: one of the constants below, or a
// platform, an activity, a scope or a site by its own ID.
type OptionID string

// The answers that are the same in every journey.
const (
	OptionOthers OptionID = "other" // show all platforms
	OptionNone   OptionID = "none"  // practice nothing
	OptionYes    OptionID = "yes"
	OptionNo     OptionID = "no"

	// Whether the app exists already.
	AppNew      OptionID = "new"
	AppExisting OptionID = "existing"

	// What a person wants with an app that exists. The first three have only some of the
	// steps, and without a purpose the journey has all.
	PurposeRepair    OptionID = "repair"    // check a connection that worked
	PurposeScopes    OptionID = "scopes"    // add some
	PurposeElsewhere OptionID = "elsewhere" // another account, site or environment
	PurposeGoOn      OptionID = "go-on"     // changes nothing
	PurposeStartOver OptionID = "start-over"

	// Who creates the app, and who presses Accept.
	AccountsOne  OptionID = "one"  // the Integration Service User does both
	AccountsTwo  OptionID = "two"  // another account owns the app, which must be shared
	AccountsMine OptionID = "mine" // the admin's own account does both

	// Which lines go into the console's Callback URLs.
	LinesBoth OptionID = "both" // the product's, and threelo's own below it
	LinesOne  OptionID = "one"  // the product's alone

	// How the sign-in test gets its answer, where it is not the usual way: with threelo's
	// line, or by the pasted address of the product's page.
	WaySkip OptionID = "skip" // no test: the product's Authorize is the test
	WayOwn  OptionID = "own"  // the callback itself is on loopback: threelo listens there (check)

	// What the product showed when the admin pressed Authorize.
	Authorized  OptionID = "confirmed"
	Denied      OptionID = "denied"
	ShowedError OptionID = "error"
	Nothing     OptionID = "nothing" // no window appeared
	NotYet      OptionID = "not-done"
)

// Readiness is the outcome of a report.
type Readiness string

// The outcomes of a Report.
const (
	Ready      Readiness = "ready"
	Attention  Readiness = "attention"
	Failed     Readiness = "failed"
	Unfinished Readiness = "unfinished"
)

// Answer says whether a scope is there, as far as somebody knows.
type Answer string

// The answers in a report's rows of scopes.
const (
	Yes       Answer = "yes"
	No        Answer = "no"
	Attested  Answer = "said"       // the admin confirmed it
	Earlier   Answer = "earlier"    // the console's links showed it in an earlier run
	NotListed Answer = "not-listed" // the console has no such scope to select
	Unknown   Answer = "unknown"
)
