package wizard

import (
	"slices"

	"threelo/oauth"
	"threelo/steps"
)

// pasteable are the fields that a paste can find by itself, and what it is then.
var pasteable = map[oauth.Reader]struct {
	field steps.InputID
	what  string
}{
	oauth.SecretReader:   {steps.InputSecret, "the secret"},
	oauth.ClientIDReader: {steps.InputClientID, "the client ID"},
	oauth.LinksReader:    {steps.InputLinks, "a ready-made link"},
	oauth.LandingReader:  {steps.InputAddress, "the address of the last page"},
	oauth.ErrorReader:    {steps.InputAddress, "an error"},
	oauth.SiteReader:     {steps.InputSite, "the address of a site"},
	oauth.CallbackReader: {steps.InputCallback, "a Callback URL"},
	oauth.ScopesReader:   {steps.InputScopes, "a line of scopes"},
}

// Paste takes what was pasted while a field was marked, "" for none, and gives it
// to the field that it belongs to. The screen then says which one that is.
func (r *Run) Paste(field steps.InputID, text string) {
	is := oauth.Readers(text, r.config.Cloud)
	switch {
	case len(is) > 1 && r.Platform() != nil && (r.Setup().ClientID == "" || r.journey.At(steps.StepCredentials)):
		problem := r.enter(steps.InputClientID, text)
		if secret := r.enter(steps.InputSecret, text); problem == "" {
			problem = secret
		}
		r.Handle(steps.Pasted{Field: steps.InputSecret, What: "client ID and secret", Error: problem})
	case field != "" && r.fits(field, text, is):
		r.Enter(field, text)
	case len(is) == 0:
		r.Handle(steps.Pasted{Error: "threelo doesn't recognise what you pasted: mark the field that it is for, and paste it again"})
	default:
		r.place(is[0], text)
	}
}

// fits reports whether a paste stays in the field that was marked. A field that
// takes any text keeps what is not clearly for another one.
func (r *Run) fits(field steps.InputID, text string, is []oauth.Reader) bool {
	input, _ := steps.InputOf(field)
	if len(is) == 0 || slices.Contains(is, input.Reads) {
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
	oneScope := is[0] == oauth.ScopesReader && (field != steps.InputScopeSearch || len(oauth.SplitScopes(text)) == 1)
	return address || oneScope || is[0] == oauth.ErrorReader
}

// place gives a paste to the field that it is for.
func (r *Run) place(is oauth.Reader, text string) {
	to, known := pasteable[is]
	field, what := to.field, to.what
	if !known {
		return
	}
	p := r.Platform()
	if p == nil {
		r.Handle(steps.Pasted{Error: "you pasted " + what + ": choose the product first"})
		return
	}
	setup := r.Setup()
	refused := ""
	switch {
	case field == steps.InputAddress && (r.journey.At(steps.StepHandover) || r.journey.At(steps.StepStatus)):
		field = steps.InputError
	case field == steps.InputAddress && r.vault.take().number == 0:
		refused = ": it belongs to the sign-in test, which has not begun"
		if failure, _, ok := oauth.Explain(text); ok {
			refused = ": " + failure.Title
		}
	case field == steps.InputScopes && !p.ScopesAreFree:
		refused = ", and " + p.Name + "'s document says which scopes it needs"
	case field == steps.InputCallback && p.Callback.From == "fixed":
		refused = ", and that of " + p.Name + " is known already"
	case field == steps.InputCallback && setup.Callback != "" && !r.journey.At(steps.StepCallback),
		field == steps.InputSite && setup.Site != "" && !r.journey.At(steps.StepSite),
		field == steps.InputClientID && setup.ClientID != "" && !r.journey.At(steps.StepCredentials):
		refused = ", and threelo has one already: to change it, go back to its screen and paste it there"
	case field == steps.InputCallback && p.Callback.From == "pattern":
		field = steps.InputTenant
	}
	if refused != "" {
		r.Handle(steps.Pasted{Error: "you pasted " + what + refused})
		return
	}
	r.Handle(steps.Pasted{Field: field, What: what, Error: r.enter(field, text)})
}
