package wizard

import (
	"crypto/subtle"
	"errors"
	"slices"

	"threelo/oauth"
	"threelo/steps"
)

// Enter takes a field's raw text, as typed or pasted. What must stay secret stays
// here. A face hands every field's text to Enter, and never to the journey.
func (r *Run) Enter(field steps.InputID, text string) {
	input, _ := steps.InputOf(field) // a platform's own inputs are one line each
	switch input.Reads {
	case oauth.LinksReader:
		links, err := oauth.ReadLinks(text)
		if err != nil {
			r.Handle(steps.Links{Error: err.Error()})
			return
		}
		r.Handle(steps.Links{Links: links})
	case oauth.LandingReader:
		r.Handle(r.readLanding(text))
	case oauth.ErrorReader:
		r.Handle(steps.Commit{Field: field, Text: text})
	case oauth.SecretReader:
		c := input.Reads.Read(text, r.known())
		if c.Problem == "" {
			r.vault.setSecret(oauth.NewSecret(c.Text))
		}
		r.Handle(steps.CommitSecret{Field: field, Length: len(c.Text), Notes: c.Notes, Error: c.Problem})
	default:
		c := input.Reads.Read(text, r.known())
		r.Handle(steps.Commit{Field: field, Text: c.Text, Notes: c.Notes, Error: c.Problem})
	}
}

// known is what the readers of fields need to know.
func (r *Run) known() oauth.Known {
	known := oauth.Known{Cloud: r.config.Cloud, ClientID: r.journey.Setup().ClientID}
	if p := r.journey.Platform(); p != nil {
		known.Pattern, known.Hosted = p.Callback.Pattern, !p.Callback.MayBeLocal
	}
	return known
}

// readLanding judges a pasted address: state before anything else.
func (r *Run) readLanding(text string) steps.AddressRead {
	h := r.vault.take()
	read := steps.AddressRead{Attempt: h.number}
	a, err := oauth.ReadLanding(text)
	if err != nil {
		read.Error = err.Error()
		var wrong *oauth.LandingError
		if errors.As(err, &wrong) && wrong.Seen != nil {
			f, ok := oauth.Recognise(*wrong.Seen)
			if !ok {
				read.Error += ". threelo does not know it: copy the report on the last screen for Atlassian's support"
			}
			read.Failure = f.ID
			return read
		}
		if f, _, ok := oauth.Explain(text); ok { // what a page of Atlassian's says, in place of an address
			read.Failure, read.Error = f.ID, f.Title
		}
		return read
	}
	if a.Error != "" && a.Callback == r.config.Cloud.AuthURL+"/error" { // the sandbox's error page
		return refusal(read, oauth.AtPage, a.Error, a.Description)
	}
	switch {
	case a.State == "" && a.Error != "": // Atlassian's answers carry the state back
		read.State = steps.StateAbsent
		read.Error = "this is the product's own answer (" + oauth.CleanText(a.Error, 0) + "): it did not start this sign-in, and the code has left the address. Take another way: tab, then t"
	case a.State == "":
		read.State = steps.StateAbsent
		read.Error = "this address has no state in it, so it cannot be told whether it belongs to this sign-in: copy the whole address, from https:// to the end"
	case equal(a.State, h.attempt.State):
		read.State = steps.StateOurs
	case slices.ContainsFunc(h.older, func(s string) bool { return equal(a.State, s) }):
		read.State = steps.StateOlder
		read.Error = "this address belongs to an earlier try: open the link again, and copy the new address"
	default:
		read.State = steps.StateForeign
		read.Error = "this address belongs to another sign-in, not to this one: open the link that is shown here, and copy the address that you land on"
	}
	if read.Error != "" {
		return read
	}
	if a.Error != "" {
		return refusal(read, oauth.AtCallback, a.Error, a.Description)
	}
	r.vault.setCode(a.Code)
	read.HasCode = true
	return read
}

// refusal words an answer that says no.
func refusal(read steps.AddressRead, where oauth.Where, code, description string) steps.AddressRead {
	seen := oauth.Seen{Where: where, Error: code, Text: description}
	if f, ok := oauth.Recognise(seen); ok {
		read.Failure, read.Error = f.ID, f.Title
		return read
	}
	said := code
	if description != "" {
		said += ": " + description
	}
	read.Error = "Atlassian answered no (" + oauth.CleanText(said, 0) + "): take a new link and try again"
	return read
}

func equal(a, b string) bool {
	return b != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// received is what the receiver brought; its code goes into the vault before
// the journey hears of it.
type received struct {
	steps.AddressRead
	code oauth.Secret
}

func (r *Run) judge(got received) steps.Event {
	if got.code.IsSet() {
		r.vault.setCode(got.code)
	}
	return got.AddressRead
}
