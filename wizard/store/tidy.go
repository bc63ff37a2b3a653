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
		Cloud:              t.oneOf("the cloud", s.Cloud, oauth.Commercial.Name, oauth.Government.Name, "test"),
		Step:               t.word("the step", s.Step),
		App:                t.oneOf("new or existing app", s.App, steps.AppNew, steps.AppExisting),
		Accounts:           t.oneOf("who accepts", s.Accounts, steps.AccountsOne, steps.AccountsTwo, steps.AccountsMine),
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
		Way:                t.oneOf("the way of the sign-in test", s.Way, steps.WayPaste, steps.WayLocal, steps.WaySkip),
		Local:              t.local("threelo's own address", s.Local),
		PlatformAuthorized: t.oneOf("what the platform showed", s.PlatformAuthorized, steps.OutcomeDone, steps.OutcomeDenied, steps.OutcomeError, steps.OutcomeNotYet),
		Done:               t.list("the steps done", s.Done, t.word),
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

func (t *tidier) oneOf(name, text string, known ...string) string {
	return t.keep(name, text, slices.Contains(known, text))
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
	c := oauth.CleanLine(text)
	if c.Text == "" && c.Problem == "" {
		return "" // it was only white space
	}
	return t.keep(name, c.Text, c.Problem == "" && !holdsSecret(c.Text))
}

func (t *tidier) word(name, text string) string {
	fine := oauth.CleanLine(text).Text == text && utf8.RuneCountInString(text) <= maxWord && !holdsSecret(text)
	return t.keep(name, text, fine)
}

func (t *tidier) clientID(name, text string) string {
	c := oauth.CleanClientID(text)
	// An ID of the usual length may begin like a secret by chance.
	fine := c.Problem == "" && c.Text == text && (len(text) == clientIDLength || !holdsSecret(text))
	return t.keep(name, text, fine)
}

func (t *tidier) site(name, text, cloud string) string {
	where := oauth.Commercial
	if cloud == oauth.Government.Name {
		where = oauth.Government
	}
	c := oauth.CleanSite(text, where)
	return t.keep(name, text, c.Problem == "" && c.Text == text)
}

// address keeps a callback. oauth.CleanCallback is for what people paste and
// refuses the example hosts of a document, which are what a rehearsal uses.
func (t *tidier) address(name, text string) string {
	u, err := url.Parse(text)
	fine := err == nil && len(text) <= maxAddress && oauth.CleanLine(text).Text == text &&
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

func (t *tidier) inputs(inputs map[string]string) map[string]string {
	const name = "what was entered"
	var out map[string]string
	for _, id := range slices.Sorted(maps.Keys(inputs)) {
		text := t.line(name, inputs[id])
		if id = t.word(name, id); id == "" || text == "" {
			continue
		}
		if len(out) == maxItems {
			t.keep(name, text, false)
			break
		}
		if out == nil {
			out = map[string]string{}
		}
		out[id] = text
	}
	return out
}

func (t *tidier) proofs(proofs map[string]steps.Proof) map[string]steps.Proof {
	const name = "proofs"
	var out map[string]steps.Proof
	for _, id := range slices.Sorted(maps.Keys(proofs)) {
		p := proofs[id]
		p.Outcome = t.oneOf(name, p.Outcome, steps.ProofProved, steps.ProofRefuted, steps.ProofSaid, steps.ProofNotChecked)
		if id = t.word(name, id); id == "" || p.Outcome == "" {
			continue
		}
		if len(out) == maxItems {
			t.keep(name, id, false)
			break
		}
		p.Evidence = oauth.CleanText(p.Evidence, maxEvidence)
		p.Evidence = t.keep(name, p.Evidence, !holdsSecret(p.Evidence))
		if out == nil {
			out = map[string]steps.Proof{}
		}
		out[id] = p
	}
	return out
}
