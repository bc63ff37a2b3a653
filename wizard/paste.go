package wizard

import (
	"slices"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// pasteable are the fields that a paste can find by itself, and what it is then.
var pasteable = map[oauth.Reader]struct {
	field dialog.InputID
	what  string
}{
	oauth.SecretReader:   {dialog.InputSecret, "the secret"},
	oauth.ClientIDReader: {dialog.InputClientID, "the client ID"},
	oauth.LinksReader:    {dialog.InputLinks, "a ready-made link"},
	oauth.LandingReader:  {dialog.InputAddress, "the address of the last page"},
	oauth.ErrorReader:    {dialog.InputAddress, "an error"},
	oauth.SiteReader:     {dialog.InputSite, "the address of a site"},
	oauth.CallbackReader: {dialog.InputCallback, "a Callback URL"},
	oauth.ScopesReader:   {dialog.InputScopes, "a line of scopes"},
}

// Paste takes what was pasted while a field was marked, "" for none, and gives it
// to the field that it belongs to. The screen then says which one that is.
func (r *Run) Paste(field dialog.InputID, text string) {
	is := oauth.Readers(text, r.config.Cloud)
	switch {
	case len(is) > 1 && r.Platform() != nil && (r.Setup().ClientID == "" || r.At(dialog.StepCredentials)):
		problem := r.enter(dialog.InputClientID, text)
		if secret := r.enter(dialog.InputSecret, text); problem == "" {
			problem = secret
		}
		r.Handle(dialog.Pasted{Field: dialog.InputSecret, What: "client ID and secret", Error: problem})
	case field == dialog.InputSecret && len(is) > 0 && is[0] == oauth.ClientIDReader && r.Setup().ClientID != "",
		field == dialog.InputClientID && len(is) > 0 && is[0] == oauth.SecretReader && r.vault.take().secret.IsSet(),
		field != "" && r.fits(field, text, is):
		r.Enter(field, text)
	case len(is) == 0:
		r.Handle(dialog.Pasted{Error: "threelo doesn't recognize what you pasted: go to the field that it is for, and paste it again"})
	default:
		r.place(is[0], text)
	}
}

// fits reports whether a paste stays in the field that was marked. A field that
// takes any text keeps what is not clearly for another one.
func (r *Run) fits(field dialog.InputID, text string, is []oauth.Reader) bool {
	input := r.inputOf(field)
	if _, journeys := dialog.InputOf(field); input.Secret && !journeys || len(is) == 0 || slices.Contains(is, input.Reads) {
		return true
	}
	address := is[0] == oauth.SiteReader || is[0] == oauth.CallbackReader
	switch input.Reads {
	case oauth.LandingReader, oauth.ErrorReader: // pages show both
		return is[0] == oauth.LandingReader || is[0] == oauth.ErrorReader
	case oauth.SiteReader, oauth.CallbackReader, oauth.TenantReader: // they know what is wrong with each other's
		return address
	case oauth.LinksReader: // an address there does not replace the Callback URL
		return address && r.Setup().Callback != ""
	case oauth.SecretReader, oauth.ClientIDReader, oauth.ScopesReader:
		return false
	}
	oneScope := is[0] == oauth.ScopesReader && (field != dialog.InputScopeSearch || len(oauth.SplitScopes(text)) == 1)
	return address || oneScope || is[0] == oauth.ErrorReader
}

// place gives a paste to the field that it is for.
func (r *Run) place(is oauth.Reader, text string) {
	field, what := pasteable[is].field, pasteable[is].what
	p := r.Platform()
	if p == nil {
		r.Handle(dialog.Pasted{Error: "you pasted " + what + ": choose the product first"})
		return
	}
	setup := r.Setup()
	refused := ""
	switch {
	case field == dialog.InputAddress && (r.At(dialog.StepHandover) || r.At(dialog.StepStatus)):
		field = dialog.InputError
	case field == dialog.InputAddress && r.vault.take().number == 0:
		refused = ": it belongs to the sign-in test, which has not begun"
		if failure, _, ok := oauth.Explain(text); ok {
			refused = ": " + failure.Title
		}
	case field == dialog.InputScopes && !p.ScopesAreFree:
		refused = ", and " + p.Name + "'s document says which scopes it needs"
	case field == dialog.InputCallback && p.Callback.From == "fixed":
		refused = ", and that of " + p.Name + " is known already"
	case field == dialog.InputCallback && setup.Callback != "" && !r.At(dialog.StepCallback),
		field == dialog.InputSite && setup.Site != "" && !r.At(dialog.StepSite),
		field == dialog.InputClientID && setup.ClientID != "" && !r.At(dialog.StepCredentials):
		refused = ", and threelo has one already: to change it, press esc until its field is there, and paste it there"
	case field == dialog.InputCallback && p.Callback.Ask != "":
		field = dialog.InputTenant
	case field == dialog.InputCallback && p.Callback.From == "pattern":
		refused = ": paste it into the field that asks for a part of it"
	}
	if refused != "" {
		r.Handle(dialog.Pasted{Error: "you pasted " + what + refused})
		return
	}
	r.Handle(dialog.Pasted{Field: field, What: what, Error: r.enter(field, text)})
}
