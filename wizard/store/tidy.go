package store

import (
	"errors"
	"slices"
	"strings"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// Bounds of what a setup holds; an honest one stays far below.
const (
	maxName     = 128  // bytes of a name that a program made: an ID, a scope, a digest
	maxEvidence = 1000 // characters
	maxSubject  = 8000 // characters: 49 scopes and a callback
	maxPath     = 4096 // bytes of a platform file's path
)

var errPlatform = errors.New("it does not say for which platform it is, or that has characters that cannot be shown; begin a new setup")

// tidy copies a setup without the fields that would be of no use, or could do
// harm when they are shown or opened; left names those in words. Save writes what
// tidy returns and List returns it too, so what is saved comes back unchanged. The
// error says that nothing is left to continue with.
func tidy(s dialog.Setup) (tidied dialog.Setup, left []string, err error) {
	t := tidier{known: oauth.Known{Cloud: oauth.Commercial, Example: true}} // a rehearsal's callback is an example
	if s.Cloud == oauth.Government.Name {
		t.known.Cloud = oauth.Government
	}
	if s.Platform == "" || len(s.Platform) > maxPath || !oauth.Showable(s.Platform) {
		return dialog.Setup{}, nil, errPlatform
	}
	out := dialog.Setup{
		Version:            s.Version,
		ID:                 s.ID,
		Platform:           s.Platform,
		PlatformSum:        t.name("the platform's digest", s.PlatformSum),
		Cloud:              oneOf(&t, "the cloud", s.Cloud, oauth.Commercial.Name, oauth.Government.Name, "test"),
		Step:               dialog.StepID(t.name("the step", string(s.Step))),
		App:                oneOf(&t, "new or existing app", s.App, dialog.AppNew, dialog.AppExisting),
		Purpose:            oneOf(&t, "what for", s.Purpose, dialog.PurposeRepair, dialog.PurposeScopes, dialog.PurposeElsewhere),
		Accounts:           oneOf(&t, "who accepts", s.Accounts, dialog.AccountsOne, dialog.AccountsTwo, dialog.AccountsMine),
		Account:            t.read("the account", s.Account, oauth.AccountReader),
		Site:               t.exact("the site", s.Site, oauth.SiteReader),
		SiteID:             t.name("the site's id", s.SiteID),
		SiteWas:            t.name("the site's earlier id", s.SiteWas),
		AppName:            t.line("the app's name", s.AppName),
		Callback:           t.exact("the callback", s.Callback, oauth.CallbackReader),
		ClientID:           t.exact("the client id", s.ClientID, oauth.ClientIDReader),
		Scopes:             list("the scopes", s.Scopes, t.name),
		Ticked:             list("the ticked scopes", s.Ticked, t.name),
		Activities:         list("the activities", s.Activities, t.line),
		Project:            t.read("the project", s.Project, oauth.ProjectReader),
		Renew:              s.Renew,
		Way:                oneOf(&t, "the way of the sign-in test", s.Way, dialog.WaySkip),
		Lines:              oneOf(&t, "the lines of Callback URLs", s.Lines, dialog.LinesBoth, dialog.LinesOne),
		Local:              t.local("threelo's line", s.Local),
		LineUsed:           s.LineUsed,
		AccountConfirmed:   t.name("the confirmed account", s.AccountConfirmed),
		PlatformAuthorized: oneOf(&t, "what the platform showed", s.PlatformAuthorized, dialog.Authorized, dialog.Denied, dialog.ShowedError, dialog.Nothing, dialog.NotYet),
		Done:               list("the steps done", s.Done, t.name),
		Inputs:             entries(&t, "what was entered", s.Inputs, t.line),
		Proofs:             entries(&t, "proofs", s.Proofs, t.proof),
		ConfirmedAt:        s.ConfirmedAt,
	}
	if oauth.CloudID(out.Site) != "" { // it is not an address that could be opened
		out.Site, t.left = "", append(t.left, "the site")
	}
	return out, t.left, nil
}

// tidier reads fields and collects the names of those that it leaves out.
type tidier struct {
	known oauth.Known
	left  []string
}

// keep returns a fine text, and "" for any other.
func (t *tidier) keep(name, text string, fine bool) string {
	if fine || text == "" {
		return text
	}
	if !slices.Contains(t.left, name) {
		t.left = append(t.left, name)
	}
	return ""
}

func oneOf[T ~string](t *tidier, name string, value T, known ...T) T {
	return T(t.keep(name, string(value), slices.Contains(known, value)))
}

// name keeps what a program named: an ID, a scope or a digest.
func (t *tidier) name(name, text string) string {
	return t.keep(name, text, len(text) <= maxName && madeOf(text, "-_.:") && !oauth.HoldsSecret(text))
}

// madeOf reports whether a text holds ASCII letters, digits and signs alone.
func madeOf(text, signs string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(signs, r)
	})
}

// read keeps what a reader makes of a text.
func (t *tidier) read(name, text string, reader oauth.Reader) string {
	c := reader.Read(text, t.known)
	return t.keep(name, c.Text, c.Problem == "")
}

// exact keeps a text that a reader accepts as it is.
func (t *tidier) exact(name, text string, reader oauth.Reader) string {
	c := reader.Read(text, t.known)
	return t.keep(name, text, c.Problem == "" && c.Text == text)
}

func (t *tidier) line(name, text string) string { return t.read(name, text, oauth.LineReader) }

// local keeps threelo's own address, which is always on this computer.
func (t *tidier) local(name, text string) string {
	return t.keep(name, t.exact(name, text, oauth.CallbackReader), oauth.OnLoopback(text))
}

// list keeps the entries that one keeps, in their order.
func list[T ~string](name string, entries []T, one func(name, text string) string) []T {
	var out []T
	for _, text := range entries {
		if text := one(name, string(text)); text != "" {
			out = append(out, T(text))
		}
	}
	return out
}

// entries keeps the entries of a map that one keeps.
func entries[K ~string, V comparable](t *tidier, name string, all map[K]V, one func(name string, value V) V) map[K]V {
	var out map[K]V
	for key, value := range all {
		key = K(t.line(name, string(key)))
		if value = one(name, value); key == "" || value == *new(V) {
			continue
		}
		if out == nil {
			out = map[K]V{}
		}
		out[key] = value
	}
	return out
}

// proof keeps a proof with an outcome.
func (t *tidier) proof(name string, p dialog.Proof) dialog.Proof {
	if oneOf(t, name, p.Outcome, dialog.MarkProved, dialog.MarkFail, dialog.MarkAttested, dialog.MarkUnchecked) == "" {
		return dialog.Proof{}
	}
	p.Evidence = oauth.CleanText(p.Evidence, maxEvidence)
	p.Evidence = t.keep(name, p.Evidence, !oauth.HoldsSecret(p.Evidence))
	p.App = t.exact("the app of a proof", p.App, oauth.ClientIDReader)
	p.Of = oauth.CleanText(p.Of, maxSubject)
	p.Of = t.keep(name, p.Of, !oauth.HoldsSecret(p.Of))
	p.Failure = t.name(name, p.Failure)
	return p
}
