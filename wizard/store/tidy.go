package store

import (
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"threelo/oauth"
	"threelo/oauth/lazyregexp"
	"threelo/steps"
)

// Bounds of what a setup holds; an honest one stays far below.
const (
	maxItems    = 200
	maxWord     = 64   // characters of a step's or an input's id
	maxEvidence = 1000 // characters
	maxPath     = 4096 // bytes of a platform file's path
	maxAddress  = 2000 // bytes
	maxSum      = 128  // bytes of a platform file's digest
	maxSiteID   = 64   // bytes
	maxScope    = 120  // bytes
)

// clientIDLength is the length in bytes of nearly every client ID.
const clientIDLength = 32

// tokenShape is how Atlassian's tokens and codes begin.
var tokenShape = lazyregexp.New(`eyJ[A-Za-z0-9_-]{10,}\.`)

// holdsSecret reports whether a secret, a token or a code is in a text. They have
// no field here, but a person may have pasted one into a wrong place.
func holdsSecret(text string) bool {
	return oauth.HoldsSecret(text) || strings.Contains(text, "eyJ") && tokenShape().MatchString(text)
}

var errPlatform = errors.New("it does not say for which platform it is, or that has characters that cannot be shown; begin a new setup")

// tidy copies a setup and leaves out of it what is no use or could do harm when
// it is shown or opened; left names those fields in words. It is what Save
// writes and what List returns, so what is saved comes back unchanged. The
// error says that nothing is left to go on with.
func tidy(s steps.Setup) (tidied steps.Setup, left []string, err error) {
	var t tidier
	if s.Platform == "" || len(s.Platform) > maxPath || !oauth.Showable(s.Platform) {
		return steps.Setup{}, nil, errPlatform
	}
	out := steps.Setup{
		Version:            s.Version,
		ID:                 s.ID,
		Platform:           s.Platform,
		PlatformSum:        t.made("the platform's digest", s.PlatformSum, maxSum, ":_-"),
		Cloud:              oneOf(&t, "the cloud", s.Cloud, oauth.Commercial.Name, oauth.Government.Name, "test"),
		Step:               steps.StepID(t.word("the step", string(s.Step))),
		App:                oneOf(&t, "new or existing app", s.App, steps.AppNew, steps.AppExisting),
		Accounts:           oneOf(&t, "who accepts", s.Accounts, steps.AccountsOne, steps.AccountsTwo, steps.AccountsMine),
		Account:            t.line("the account", s.Account),
		Site:               t.site("the site", s.Site, s.Cloud),
		SiteID:             t.made("the site's id", s.SiteID, maxSiteID, "-"),
		AppName:            t.line("the app's name", s.AppName),
		Callback:           t.address("the callback", s.Callback),
		ClientID:           t.clientID("the client id", s.ClientID),
		Scopes:             t.scopes("the scopes", s.Scopes),
		Ticked:             t.scopes("the ticked scopes", s.Ticked),
		Activities:         t.list("the activities", s.Activities, t.line),
		Project:            t.line("the project", s.Project),
		Renew:              s.Renew,
		Way:                oneOf(&t, "the way of the sign-in test", s.Way, steps.WayPaste, steps.WayLocal, steps.WaySkip),
		Local:              t.local("threelo's own address", s.Local),
		PlatformAuthorized: oneOf(&t, "what the platform showed", s.PlatformAuthorized, steps.Authorized, steps.Denied, steps.ShowedError, steps.NotYet),
		Done:               t.done(s.Done),
		Inputs:             t.inputs(s.Inputs),
		Proofs:             t.proofs(s.Proofs),
	}
	if s.ConfirmedAt != nil {
		at := *s.ConfirmedAt
		out.ConfirmedAt = &at
	}
	return out, t.left, nil
}

// tidier judges fields and remembers the names of those that it left out.
type tidier struct{ left []string }

// keep returns the text when it is fine, otherwise nothing.
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

// made keeps a text of at most that many ASCII letters, digits and signs.
func (t *tidier) made(name, text string, most int, signs string) string {
	return t.keep(name, text, len(text) <= most && madeOf(text, signs))
}

// madeOf reports whether a text holds ASCII letters, digits and signs alone.
func madeOf(text, signs string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(signs, r)
	})
}

// isScope reports whether a text is a scope-token of RFC 6749 section 3.3.
func isScope(text string) bool {
	return text != "" && len(text) <= maxScope &&
		!strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' })
}

func (t *tidier) line(name, text string) string {
	c := oauth.ReadLine(text)
	if c.Text == "" && c.Problem == "" {
		return "" // it was only white space
	}
	return t.keep(name, c.Text, c.Problem == "" && !holdsSecret(c.Text))
}

func (t *tidier) word(name, text string) string {
	fine := oauth.ReadLine(text).Text == text && utf8.RuneCountInString(text) <= maxWord && !holdsSecret(text)
	return t.keep(name, text, fine)
}

func (t *tidier) clientID(name, text string) string {
	c := oauth.ReadClientID(text)
	// An ID of the usual length may begin like a secret by chance.
	fine := c.Problem == "" && c.Text == text && (len(text) == clientIDLength || !holdsSecret(text))
	return t.keep(name, text, fine)
}

func (t *tidier) site(name, text, cloud string) string {
	where := oauth.Commercial
	if cloud == oauth.Government.Name {
		where = oauth.Government
	}
	c := oauth.ReadSite(text, where)
	return t.keep(name, text, c.Problem == "" && c.Text == text)
}

// address keeps a callback. oauth.ReadCallback is for what people paste and
// refuses the example hosts of a document, which are what a rehearsal uses.
func (t *tidier) address(name, text string) string {
	u, err := url.Parse(text)
	fine := err == nil && len(text) <= maxAddress && oauth.ReadLine(text).Text == text &&
		!strings.ContainsFunc(text, func(r rune) bool { return r == ' ' || r == '#' || r > unicode.MaxASCII }) &&
		u.Hostname() != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http" && oauth.IsLoopback(u.Hostname())) &&
		!holdsSecret(text)
	return t.keep(name, text, fine)
}

// local keeps threelo's own address, which is never another computer's.
func (t *tidier) local(name, text string) string {
	u, err := url.Parse(text)
	if err != nil || !oauth.IsLoopback(u.Hostname()) {
		return t.keep(name, text, false)
	}
	return t.address(name, text)
}

// list keeps the entries that one keeps, in their order.
func (t *tidier) list(name string, entries []string, one func(name, text string) string) []string {
	var out []string
	for i, text := range entries {
		if i == maxItems {
			t.keep(name, text, false)
			break
		}
		if text = one(name, text); text != "" {
			out = append(out, text)
		}
	}
	return out
}

func (t *tidier) scopes(name string, scopes []string) []string {
	return t.list(name, scopes, func(name, scope string) string {
		return t.keep(name, scope, isScope(scope) && !holdsSecret(scope))
	})
}

func (t *tidier) done(ids []steps.StepID) []steps.StepID {
	var words []string
	for _, id := range ids {
		words = append(words, string(id))
	}
	var out []steps.StepID
	for _, id := range t.list("the steps done", words, t.word) {
		out = append(out, steps.StepID(id))
	}
	return out
}

func (t *tidier) inputs(inputs map[steps.InputID]string) map[steps.InputID]string {
	const name = "what was entered"
	var out map[steps.InputID]string
	for _, id := range slices.Sorted(maps.Keys(inputs)) {
		text := t.line(name, inputs[id])
		if id = steps.InputID(t.word(name, string(id))); id == "" || text == "" {
			continue
		}
		if len(out) == maxItems {
			t.keep(name, text, false)
			break
		}
		if out == nil {
			out = map[steps.InputID]string{}
		}
		out[id] = text
	}
	return out
}

func (t *tidier) proofs(proofs map[steps.StepID]steps.Proof) map[steps.StepID]steps.Proof {
	const name = "proofs"
	var out map[steps.StepID]steps.Proof
	for _, id := range slices.Sorted(maps.Keys(proofs)) {
		p := proofs[id]
		p.Outcome = oneOf(t, name, p.Outcome, steps.MarkProved, steps.MarkFail, steps.MarkAttested, steps.MarkUnchecked)
		if id = steps.StepID(t.word(name, string(id))); id == "" || p.Outcome == "" {
			continue
		}
		if len(out) == maxItems {
			t.keep(name, string(id), false)
			break
		}
		p.Evidence = oauth.CleanText(p.Evidence, maxEvidence)
		p.Evidence = t.keep(name, p.Evidence, !holdsSecret(p.Evidence))
		if out == nil {
			out = map[steps.StepID]steps.Proof{}
		}
		out[id] = p
	}
	return out
}
