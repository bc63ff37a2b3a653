package steps

import (
	"slices"

	"threelo/assets/english"
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
)

// Input is a field as it is declared, once for all faces, for check's flags and
// for lint.
type Input struct {
	ID          InputID
	Label       string // the journey may put the product's own label in its place
	Help        string
	Placeholder string
	Reads       oauth.Reader // how its text is read; "" for one line
	Secret      bool         // what is entered must not be shown
	Optional    bool         // enter continues without it
	Lines       bool         // it takes several lines
	Flag        string       // the flag of check that sets it, "" when none does
}

var inputs = []Input{
	{ID: InputSite, Reads: oauth.SiteReader, Label: "Jira site", Help: "acme, acme.atlassian.net, or any address of it copied from the browser", Placeholder: "acme", Flag: "site"},
	{ID: InputAccount, Reads: oauth.AccountReader, Label: "Name of the account that will press Accept", Help: "as Jira shows it; the sign-in test compares it", Optional: true, Flag: "account"},
	{ID: InputProject, Reads: oauth.ProjectReader, Label: "Project key", Help: "PROJ in PROJ-7; without it only “allowed in some project” is checked", Placeholder: "PROJ", Optional: true, Flag: "project"},
	{ID: InputCallback, Reads: oauth.CallbackReader, Label: "Callback URL", Placeholder: "https://…", Flag: "callback"},
	{ID: InputTenant, Reads: oauth.TenantReader, Label: "Your part of the Callback URL"},
	{ID: InputClientID, Reads: oauth.ClientIDReader, Label: "Client ID", Flag: "client-id"},
	{ID: InputSecret, Reads: oauth.SecretReader, Label: "Secret", Secret: true, Flag: "secret-file"},
	{ID: InputLinks, Reads: oauth.LinksReader, Label: "The ready-made links", Optional: true, Lines: true},
	// Secret: the address holds a code, which must not stay on a screen or in its scrollback.
	{ID: InputAddress, Reads: oauth.LandingReader, Label: "The address that you landed on", Help: "or what Atlassian's page says, when it shows an error", Secret: true},
	{ID: InputError, Reads: oauth.ErrorReader, Label: "What it said, or the window's address", Optional: true},
	{ID: InputScopeSearch, Label: "Search", Help: "part of a name, or of what a scope is for", Placeholder: "board"},
}

// InputOf finds a field of every journey by its ID.
func InputOf(id InputID) (Input, bool) {
	i := slices.IndexFunc(inputs, func(in Input) bool { return in.ID == id })
	if i < 0 {
		return Input{}, false
	}
	return inputs[i], true
}

// field is an input on the screen, with the text that was entered.
func (j *Journey) field(id InputID, text string) Field {
	in, _ := InputOf(id)
	return j.fieldOf(in, text)
}

func (j *Journey) fieldOf(in Input, text string) Field {
	f := Field{ID: in.ID, Label: in.Label, Help: in.Help, Placeholder: in.Placeholder, Secret: in.Secret, Optional: in.Optional, Lines: in.Lines, Set: text != "", Withheld: j.entries[in.ID].withheld, Finding: j.entryFinding(in.ID)}
	if !in.Secret {
		f.Text = text
	}
	return f
}

// secretField is the field of the secret, of which the journey knows the length.
func (j *Journey) secretField() Field {
	f := j.field(InputSecret, "")
	if f.Set = j.creds.length > 0; f.Set {
		f.Summary = english.Count(j.creds.length, "character")
	}
	if j.creds.without {
		f.Optional = true
		f.Help = "left out: the sign-in test can't be made here"
	}
	return f
}
