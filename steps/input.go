package steps

import (
	"slices"
	"strings"

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
	Step        StepID       // the kind of step that takes it
	Flag        string       // the flag of check that sets it, "" when none does
}

var inputs = []Input{
	{ID: InputSite, Step: StepSite, Reads: oauth.SiteReader, Label: "Jira site", Placeholder: "acme.atlassian.net", Flag: "site"},
	{ID: InputAccount, Reads: oauth.AccountReader, Label: "Name of the account that will press Accept", Help: "as Jira shows it; the sign-in test compares it", Optional: true, Flag: "account"},
	{ID: InputProject, Reads: oauth.ProjectReader, Label: "Project key", Help: "PROJ in PROJ-7; without it only “allowed in some project” is checked", Placeholder: "PROJ", Optional: true, Flag: "project"},
	{ID: InputCallback, Step: StepCallback, Reads: oauth.CallbackReader, Label: "Callback URL", Placeholder: "https://…", Flag: "callback"},
	{ID: InputTenant, Step: StepCallback, Reads: oauth.TenantReader, Label: "Your part of the Callback URL"},
	{ID: InputClientID, Step: StepCredentials, Reads: oauth.ClientIDReader, Label: "Client ID", Flag: "client-id"},
	{ID: InputSecret, Step: StepCredentials, Reads: oauth.SecretReader, Label: "Secret", Secret: true, Flag: "secret-file"},
	{ID: InputLinks, Step: StepLinks, Reads: oauth.LinksReader, Label: "Links", Optional: true, Lines: true},
	// Secret: the address holds a code, which must not stay on a screen or in its scrollback.
	{ID: InputAddress, Step: StepSignIn, Reads: oauth.LandingReader, Label: "Address", Secret: true},
	{ID: InputError, Step: StepOutcome, Reads: oauth.ErrorReader, Label: "What it said, or the window's address", Optional: true},
	{ID: InputScopes, Step: StepChooseScopes, Reads: oauth.ScopesReader, Label: "Scopes", Optional: true, Flag: "scopes"},
	{ID: InputScopeSearch, Label: "Search", Help: "part of a name, or of what a scope is for", Placeholder: "board"},
}

// Inputs lists the fields of every journey.
func Inputs() []Input { return slices.Clone(inputs) }

// InputOf finds a field of every journey by its ID.
func InputOf(id InputID) (Input, bool) {
	i := slices.IndexFunc(inputs, func(in Input) bool { return in.ID == id })
	if i < 0 {
		return Input{}, false
	}
	return inputs[i], true
}

// pastedOnly are the fields that take no typing: their texts come from elsewhere.
var pastedOnly = []InputID{InputCallback, InputClientID, InputSecret, InputLinks, InputAddress, InputError}

// entry is what a field's last text led to.
type entry struct {
	notes    []string
	err      string
	withheld bool // what was entered must not be shown
}

// field is an input on the screen, with the text that was entered.
func (f *Facts) field(id InputID, text string) Field {
	in, _ := InputOf(id)
	return f.fieldOf(in, text)
}

func (f *Facts) fieldOf(in Input, text string) Field {
	out := Field{
		ID: in.ID, Label: in.Label, Help: in.Help, Placeholder: in.Placeholder, Secret: in.Secret, Optional: in.Optional, Lines: in.Lines,
		Pasted: slices.Contains(pastedOnly, in.ID), Set: text != "", Withheld: f.entries[in.ID].withheld, Finding: f.entryFinding(in.ID),
	}
	if !in.Secret {
		out.Text = text
	}
	return out
}

// entryFinding is the line about a field's last text, nil when there is none.
func (f *Facts) entryFinding(id InputID) *Finding {
	e, ok := f.entries[id]
	switch {
	case !ok:
		return nil
	case e.err != "":
		return &Finding{Mark: MarkFail, Text: e.err}
	case len(e.notes) > 0:
		return &Finding{Mark: MarkNote, Text: strings.Join(e.notes, "; ")}
	}
	return nil
}

// commit takes a field's cleaned text, on whatever screen it was entered.
func (f *Facts) commit(ev Commit) Reply {
	f.entries[ev.Field] = entry{notes: ev.Notes, err: f.named(ev.Error), withheld: ev.Error != "" && ev.Text == ""}
	if ev.Error != "" {
		return Reply{} // what held before still does
	}
	f.touched = true
	switch ev.Field {
	case InputSite:
		f.setSite(ev.Text)
	case InputAccount:
		f.setup.Account = ev.Text
	case InputProject:
		f.setup.Project = ev.Text
	case InputCallback:
		f.setup.Callback = ev.Text
		f.judgeLinks()
	case InputTenant:
		f.setup.Inputs[InputTenant] = ev.Text
		f.setup.Callback = f.platform.Callback.With(ev.Text)
		f.judgeLinks()
	case InputClientID:
		if ev.Text == f.setup.ClientID {
			return Reply{}
		}
		f.setup.ClientID = ev.Text
		f.judgeLinks() // they may be another app's now
		f.secret.verdict, f.secret.checking = nil, false
		return reply(f.askCredentials()...)
	case InputError:
		f.readError(ev.Text)
	case InputScopes:
		if !f.platform.ScopesAreFree {
			return refuse("the document of " + f.platform.Name + " says which scopes are needed: the pasted ones are not taken")
		}
		return f.takeScopes(oauth.SplitScopes(ev.Text))
	default:
		if _, ok := f.platform.Input(string(ev.Field)); ok {
			f.setup.Inputs[ev.Field] = ev.Text
		}
	}
	return Reply{}
}

// commitSecret notes that the secret was entered. Its text is not here.
func (f *Facts) commitSecret(ev CommitSecret) Reply {
	f.entries[ev.Field] = entry{notes: ev.Notes, err: ev.Error}
	if ev.Error != "" {
		return Reply{}
	}
	f.secret.entry++
	f.secret.length, f.secret.without, f.secret.verdict, f.secret.checking = ev.Length, false, nil, false
	if f.setup.Way == WaySkip {
		f.setup.Way = ""
	}
	return reply(f.askCredentials()...)
}

// pasted says where a paste went, unless taking it has said more.
func (j *Journey) pasted(ev Pasted) Reply {
	in, _ := InputOf(ev.Field)
	to := j.titleOf(j.stepOfKind(in.Step))
	switch {
	case ev.Error != "":
		return refuse(ev.Error)
	case j.notice != "" || to == "":
		return Reply{}
	case j.sameScreen(j.stepOfKind(in.Step), j.at):
		to = "its own field"
	default:
		to = "“" + to + "”"
	}
	return Reply{Say: "you pasted " + ev.What + ": it is now in " + to}
}

// setSite takes a site's address, or its cloud ID, by which it is then found
// among those that a sign-in reaches.
func (f *Facts) setSite(text string) {
	f.setup.Site, f.setup.SiteID = text, ""
	if id := oauth.CloudID(text); id != "" {
		f.setup.Site, f.setup.SiteID = "", id
	}
}
