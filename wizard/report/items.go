package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// Item is one line of the status.
type Item struct {
	Mark    dialog.Mark
	Label   string   // a word or a scope
	Text    string   // what is known of it
	Aloud   string   // what is read aloud of the details: a call that was refused, or when an earlier step found it
	Details []string // what else is known of it, a sentence each
}

// The IDs of the checks that say something about a fact.
const (
	renewalCheck = "renewal"
	accountCheck = "account"
)

// factApp is the place of the app among the facts.
const factApp = 1

// facts answer what was set up, by whom and where.
func (p *Prepared) facts() []Item {
	product := cmp.Or(p.Platform, "the product")
	out := []Item{
		p.authorized(), p.app(), p.callback(), p.account(), p.site(), p.renewal(),
		{Label: "Token", Mark: dialog.MarkUnchecked, Text: "only " + product + " can test its own"},
	}
	if p.reader == Supporter { // the admin knows it
		name := p.orLeftOut(p.App.Name, "name not known")
		if p.App.Name != "" {
			name = "“" + name + "”, as suggested"
		}
		out = append(out, Item{Label: "App", Mark: dialog.MarkUnchecked, Text: join(name, cmp.Or(p.App.Owner, "owner not known"))})
	}
	return out
}

func (p *Prepared) authorized() Item {
	product, confirmed := cmp.Or(p.Platform, "the product"), p.words(dialog.MarkAttested)
	it := Item{Label: "Authorize", Mark: dialog.MarkUnchecked, Text: "not done yet in " + product}
	switch p.PlatformAuthorized {
	case dialog.Authorized:
		if p.ConfirmedAt != nil {
			confirmed += ", " + minute(*p.ConfirmedAt)
		}
		it.Mark, it.Text = dialog.MarkAttested, "done in "+product+" ("+confirmed+")"
	case dialog.Denied:
		it.Mark, it.Text = dialog.MarkWarn, "denied in "+product+" ("+confirmed+")"
	case dialog.ShowedError:
		it.Mark, it.Text = dialog.MarkWarn, product+" showed an error ("+confirmed+")"
	}
	return it
}

func (p *Prepared) app() Item {
	it := Item{Label: "Client ID", Mark: dialog.MarkUnchecked, Text: p.orLeftOut(p.App.ClientID, "not known yet")}
	if p.App.ClientID == "" && !p.Anonymous {
		return it
	}
	secret := "secret " + string(cmp.Or(p.App.Secret, dialog.SecretUnset))
	found := p.found(Item{Mark: it.Mark}, dialog.StepCredentials)
	parts := []string{it.Text, secret, found.Text}
	if len(found.Text) < 30 { // accepted or refused: a small window cuts what is last
		parts = []string{it.Text, found.Text, secret}
	}
	it.Mark, it.Text = found.Mark, join(parts...)
	if proof := p.proof(dialog.StepSharing); proof != nil { // it belongs to the app, not to an account
		it.Text = join(it.Text, "Sharing: "+cmp.Or(proof.Evidence, p.words(proof.Outcome)))
	}
	if p.Grant != nil && it.Mark != dialog.MarkFail {
		it.Mark = dialog.MarkProved
		it.Details = []string{"Atlassian accepted client ID and secret in the sign-in test"}
	}
	return it
}

func (p *Prepared) callback() Item {
	it := Item{Label: "Callback", Mark: dialog.MarkUnchecked, Text: p.orLeftOut(p.App.Callback, "not known yet")}
	if p.App.Callback == "" && !p.Anonymous {
		return it
	}
	return p.found(it, dialog.StepCallback)
}

func (p *Prepared) account() Item {
	it := Item{Label: "Account", Mark: dialog.MarkUnchecked, Text: join("not seen yet", p.Account)}
	if p.User == nil {
		return it
	}
	it.Mark = dialog.MarkProved
	if c := p.check(accountCheck); c != nil && c.Outcome == oauth.Warn {
		it.Mark = dialog.MarkWarn
	}
	name := p.User.DisplayName
	if strings.ContainsFunc(name, notDrawn) && p.User.AccountID != "" {
		name += " (account ID " + p.User.AccountID + ")"
	}
	it.Text = join(cmp.Or(name, p.orLeftOut(p.User.AccountID, "")), p.Account)
	it.Details = []string{
		"account ID: " + cmp.Or(p.User.AccountID, "not given"),
		"kind of account: " + cmp.Or(p.User.AccountType, "not given"),
	}
	return it
}

// notDrawn reports whether a picture can't show a letter as its readers write it: the
// font lacks the script, or the letters must be joined or set from right to left.
func notDrawn(letter rune) bool {
	return !unicode.In(letter, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian, unicode.Common, unicode.Inherited)
}

func (p *Prepared) site() Item {
	it := Item{Label: "Site", Mark: dialog.MarkUnchecked, Text: "not seen yet"} // also one without an ID: it was only named
	switch {
	case p.Site == nil && p.Grant != nil && p.check("site") == nil:
		it.Mark, it.Text = dialog.MarkNote, "none needed"
		return it
	case p.Site == nil:
		return it
	}
	if p.Site.ID != "" || p.Anonymous && p.Sites > 0 {
		it.Mark = dialog.MarkProved
	}
	it.Text = p.orLeftOut(join(p.Site.Name, p.Site.URL), "")
	if p.Sites > 1 {
		it.Text = join(it.Text, fmt.Sprintf("1 of %d sites", p.Sites))
	}
	it.Details = []string{"cloud ID: " + cmp.Or(p.Site.ID, "not given")}
	return it
}

func (p *Prepared) renewal() Item {
	it := Item{Label: "Renewal", Mark: dialog.MarkUnchecked, Text: "not tested"}
	if p.Grant == nil {
		return it
	}
	switch {
	case p.Grant.Refreshed:
		it.Mark, it.Text = dialog.MarkProved, "renewed once; ends after 90 days unused"
	case p.Grant.RefreshToken:
		it.Text = "Atlassian sent a refresh token; renewal was not tried"
	case !slices.Contains(p.App.ScopesRequested, oauth.OfflineAccess):
		it.Mark, it.Text = dialog.MarkNote, "not requested; without it, access ends after an hour"
	default:
		it.Mark, it.Text = dialog.MarkWarn, "Atlassian sent no refresh token; access ends with the first token"
	}
	it.Details = []string{
		"a token is valid for " + english.Count(p.Grant.ExpiresIn, "second"),
		"scopes granted: " + strings.Join(p.Grant.ScopesGranted, " "),
		"the tokens of the test were kept in memory only",
	}
	if c := p.check(renewalCheck); c != nil {
		it.Details = append(it.Details, checkDetails(*c)...)
		if c.Outcome == oauth.Fail || c.Outcome == oauth.Warn {
			it.Mark, _ = outcome(c.Outcome)
			it.Text = cmp.Or(c.Detail, it.Text)
		}
	}
	return it
}

// orLeftOut returns a name, or why it is missing.
func (p *Prepared) orLeftOut(name, otherwise string) string {
	if name == "" && p.Anonymous {
		return "left out"
	}
	return cmp.Or(name, otherwise)
}

// found adds what a step found when it tested itself.
func (p *Prepared) found(it Item, step dialog.StepID) Item {
	proof := p.proof(step)
	if proof == nil {
		return it
	}
	it.Mark = p.decided(proof.Outcome)
	it.Text = join(it.Text, proof.Evidence)
	return it
}

// decided is a mark, milder where the run decides nothing.
func (p *Prepared) decided(m dialog.Mark) dialog.Mark {
	if m == dialog.MarkFail && p.Outcome == dialog.Unfinished {
		return dialog.MarkWarn
	}
	return m
}

// proof is what a step found, nil when it found nothing.
func (p *Prepared) proof(step dialog.StepID) *dialog.ReportProof {
	return first(p.Proofs, func(proof dialog.ReportProof) bool { return proof.Step == step })
}

// first is the first of a list that is wanted, nil when there is none.
func first[T any](list []T, wanted func(T) bool) *T {
	if i := slices.IndexFunc(list, wanted); i >= 0 {
		return &list[i]
	}
	return nil
}

// proofItems lists what each step found when it tested itself.
func (p *Prepared) proofItems() []Item {
	return each(p.Proofs, func(proof dialog.ReportProof) Item {
		it := Item{Mark: p.decided(proof.Outcome), Label: cmp.Or(proof.StepTitle, string(proof.Step)), Text: proof.Evidence}
		if !proof.At.IsZero() {
			it.Details = []string{"at " + stamp(proof.At)}
			if p.GeneratedAt.Sub(proof.At) > time.Hour {
				it.Aloud = it.Details[0]
			}
		}
		return it
	})
}

// activityItems lists what the product does in Jira, and whether the account may.
func (p *Prepared) activityItems() []Item {
	return each(p.Activities, func(a dialog.ReportActivity) Item {
		return Item{Label: a.Name, Text: a.Verdict, Details: []string{"needs: " + strings.Join(a.Permissions, ", ")}}
	})
}

// checkItems lists the checks that are not shown with a scope.
func (p *Prepared) checkItems() []Item {
	var out []Item
	for _, c := range p.Checks {
		if !slices.ContainsFunc(p.Scopes, func(s dialog.ReportScope) bool { return s.Scope == scopeOf(c) }) {
			it := p.checkItem(c)
			it.Label = cmp.Or(c.Title, c.ID)
			out = append(out, it)
		}
	}
	return out
}

func (p *Prepared) checkItem(c dialog.ReportCheck) Item {
	mark, words := outcome(c.Outcome)
	return Item{Mark: p.decided(mark), Text: cmp.Or(c.Detail, words), Aloud: refusedCall(c), Details: checkDetails(c)}
}

// refusedCall is a call that was refused, where no problem tells it.
func refusedCall(c dialog.ReportCheck) string {
	if c.Request == nil || c.Outcome == oauth.Fail || c.Outcome == oauth.Warn || c.Request.Status > 0 && c.Request.Status < 400 {
		return ""
	}
	return call(c)
}

func checkDetails(c dialog.ReportCheck) []string {
	_, words := outcome(c.Outcome)
	out := []string{c.Title + ": " + words, c.Detail, c.Fix}
	if call := call(c); call != "" {
		out = append(out, call, fmt.Sprintf("took %d ms", c.DurationMs))
	}
	return withoutEmpty(out)
}

func (p *Prepared) check(id string) *dialog.ReportCheck {
	return first(p.Checks, func(c dialog.ReportCheck) bool { return c.ID == id })
}
