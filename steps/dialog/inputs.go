package dialog

import (
	"slices"

	"threelo/oauth"
)

// InputID names a field. A platform's own inputs are fields too, by the IDs in
// its file.
type InputID string

// The fields of every journey.
const (
	InputSite        InputID = "site"
	InputAccount     InputID = "account"
	InputProject     InputID = "project"
	InputCallback    InputID = "callback"
	InputTenant      InputID = "tenant"
	InputClientID    InputID = "client-id"
	InputSecret      InputID = "client-secret"
	InputLinks       InputID = "links"
	InputAddress     InputID = "address"
	InputError       InputID = "platform-error"
	InputScopeSearch InputID = "scope-search"
	InputScopes      InputID = "scopes" // a whole line of them
	InputProduct     InputID = "product-search"
)

// Input is a field as it is declared, once for all faces, for check's flags and
// for lint.
type Input struct {
	ID          InputID
	Label       string // the journey may put the product's own label in its place
	Help        string // one line below the label
	Placeholder string
	Reads       oauth.Reader // how its text is read; "" for one line
	Secret      bool         // what is entered must not be shown
	Optional    bool         // enter continues without it
	Lines       bool         // it takes several lines
	Pasted      bool         // it is only pasted into: it does not take the keyboard
	Step        StepID       // the kind of step that takes it
	Flag        string       // the flag of check that sets it, "" when none does
}

var inputs = []Input{
	{ID: InputSite, Step: StepSite, Reads: oauth.SiteReader, Label: "Jira site", Placeholder: "acme.atlassian.net", Flag: "site"},
	{ID: InputAccount, Reads: oauth.AccountReader, Label: "Name of the account that will press Accept", Help: "as Jira shows it; the sign-in test compares it", Optional: true, Flag: "account"},
	{ID: InputProject, Reads: oauth.ProjectReader, Label: "Project key", Help: "PROJ in PROJ-7; without it only “allowed in some project” is checked", Placeholder: "PROJ", Optional: true, Flag: "project"},
	{ID: InputCallback, Pasted: true, Step: StepCallback, Reads: oauth.CallbackReader, Label: "Callback URL", Placeholder: "https://…", Flag: "callback"},
	{ID: InputTenant, Step: StepCallback, Reads: oauth.TenantReader, Label: "Your part of the Callback URL"},
	{ID: InputClientID, Pasted: true, Step: StepCredentials, Reads: oauth.ClientIDReader, Label: "Client ID", Flag: "client-id"},
	{ID: InputSecret, Pasted: true, Step: StepCredentials, Reads: oauth.SecretReader, Label: "Secret", Secret: true, Flag: "secret-file"},
	{ID: InputLinks, Pasted: true, Step: StepLinks, Reads: oauth.LinksReader, Label: "Links", Optional: true, Lines: true},
	// Secret: the address holds a code, which must not stay on a screen or in its scrollback.
	{ID: InputAddress, Pasted: true, Step: StepSignIn, Reads: oauth.LandingReader, Label: "Address", Secret: true},
	{ID: InputError, Pasted: true, Step: StepOutcome, Reads: oauth.ErrorReader, Label: "What it said, or the window's address", Optional: true},
	{ID: InputScopes, Step: StepChooseScopes, Reads: oauth.ScopesReader, Label: "Scopes", Optional: true, Flag: "scopes"},
	{ID: InputScopeSearch, Label: "Search", Help: "part of a name, or of what a scope is for", Placeholder: "board"},
	{ID: InputProduct, Step: StepChoose, Label: "Search", Help: "part of a name, or what the product is for", Placeholder: "monitoring"},
}

// Inputs lists the fields of every journey.
func Inputs() []InputID {
	var ids []InputID
	for _, in := range inputs {
		ids = append(ids, in.ID)
	}
	return ids
}

// InputOf finds a field of every journey by its ID.
func InputOf(id InputID) (Input, bool) {
	i := slices.IndexFunc(inputs, func(in Input) bool { return in.ID == id })
	if i < 0 {
		return Input{}, false
	}
	return inputs[i], true
}
