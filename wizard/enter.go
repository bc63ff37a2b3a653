package wizard

import (
	"cmp"
	"crypto/subtle"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// Enter takes a field's raw text, as typed or pasted. What must stay secret stays
// here. A face hands every field's text to Enter or Paste, and never to the journey.
func (r *Run) Enter(field dialog.InputID, text string) { r.enter(field, text) }

// enter returns what is wrong with the text, "" when it was taken.
func (r *Run) enter(field dialog.InputID, text string) (problem string) {
	input := r.inputOf(field)
	switch input.Reads {
	case oauth.LinksReader:
		links, err := oauth.ReadLinks(text)
		if err != nil {
			r.Handle(dialog.Links{Error: err.Error()})
			return err.Error()
		}
		r.Handle(dialog.Links{Links: links})
		return ""
	case oauth.LandingReader:
		read := r.readLanding(text)
		r.Handle(read)
		if read.Failure != "" || read.Ours {
			return "" // the sign-in test has its result
		}
		return read.Error
	case oauth.ErrorReader:
		if oauth.Leaks(text, r.vault.secrets()...) {
			text = r.outside(text)
		}
		r.Handle(dialog.Commit{Field: field, Text: text})
		return ""
	}
	c := input.Reads.Read(text, r.known(field))
	switch isLinks := slices.Contains(oauth.Readers(text, r.config.Cloud), oauth.LinksReader); {
	case c.Problem != "" && isLinks && !input.Secret:
		r.Enter(dialog.InputLinks, text)
		c = oauth.Cleaned{Problem: "these are the console's ready-made links, and threelo has read them as such: this field still needs its own value"}
	case field == dialog.InputClientID:
		c = r.besideSecret(text, c)
	}
	commit := dialog.Commit{Field: field, Text: c.Text, Notes: c.Notes, Doubt: c.Doubt, Swap: c.Swap, Error: c.Problem}
	if input.Secret {
		commit.Text, commit.Length = "", len(c.Text)
		if c.Problem == "" {
			r.vault.setInput(field, oauth.NewSecret(c.Text))
		}
	}
	r.Handle(commit)
	if input.Secret {
		r.forgetElsewhere()
	}
	return c.Problem
}

// inputOf is a field as it is read: a platform's own inputs are one line each, and those
// that go into its Callback URL are read as a part of it.
func (r *Run) inputOf(field dialog.InputID) dialog.Input {
	input, journeys := dialog.InputOf(field)
	p := r.Platform()
	if journeys || p == nil {
		return input
	}
	own, _ := p.Input(string(field))
	input.Secret = own.Secret
	switch pattern := r.pattern(field); {
	case field == assets.CloudID:
		input.Reads = oauth.CloudIDReader
	case pattern == "{tenant}": // the whole address
		input.Reads = oauth.CallbackReader
	case pattern != "":
		input.Reads = oauth.TenantReader
	}
	return input
}

// pattern is the Callback URL that an input goes into, with {tenant} in its place.
func (r *Run) pattern(field dialog.InputID) string {
	p := r.Platform()
	if p == nil {
		return ""
	}
	for _, pattern := range append([]string{p.Callback.Pattern}, p.Callback.More...) {
		if slices.Contains(assets.Parts(pattern), string(field)) {
			return assets.Filled(pattern, func(part string) string {
				if part == string(field) {
					return "{tenant}"
				}
				return cmp.Or(r.Setup().Inputs[dialog.InputID(part)], p.SampleOf(part))
			})
		}
	}
	return ""
}

// forgetElsewhere empties the fields that a secret was entered into before anybody could
// know that it is one, so that neither the screen nor the disk keeps it.
func (r *Run) forgetElsewhere() {
	leaks := func(text string) bool { return oauth.Leaks(text, r.vault.secrets()...) }
	s := r.Setup()
	fields := map[dialog.InputID]string{dialog.InputSite: s.Site, dialog.InputAccount: s.Account, dialog.InputProject: s.Project}
	maps.Copy(fields, s.Inputs)
	maps.DeleteFunc(fields, func(_ dialog.InputID, text string) bool { return !leaks(text) })
	if leaks(s.Callback) {
		fields[dialog.InputCallback] = s.Callback
	}
	for _, field := range slices.Backward(slices.Sorted(maps.Keys(fields))) { // the callback after its parts
		r.Handle(dialog.Commit{Field: field})
	}
	if len(fields) > 0 || leaks(s.Platform) { // a file's path: the gate deletes what is saved
		r.save(r.Setup())
	}
	if len(fields) > 0 {
		r.Handle(dialog.Pasted{Error: "the secret was also entered elsewhere: threelo has emptied that field, so fill it in again"})
	}
}

// besideSecret compares what was read as the client ID with the secret. It keeps aside
// what is probably the secret, and takes back a secret that was the client ID.
func (r *Run) besideSecret(text string, c oauth.Cleaned) oauth.Cleaned {
	var aside oauth.Secret
	secret := r.vault.take().secret.Reveal()
	switch {
	case c.Swap:
		aside = oauth.NewSecret(oauth.ReadSecret(text, "").Text)
	case secret == "" || c.Text != secret:
	case oauth.ReadSecret(secret, "").Swap:
		r.vault.release()
		r.Handle(dialog.Commit{Field: dialog.InputSecret})
	default:
		c = oauth.Cleaned{Problem: "this is the secret again, so it is not shown: copy the Client ID under Settings › Authentication details"}
	}
	r.vault.set(func(h *held) { h.aside = aside }, aside)
	return c
}

// swap puts what was entered for client ID and secret into the other field. A secret
// that can't be a client ID stays hidden.
func (r *Run) swap() {
	was := r.vault.take()
	id, secret := r.Setup().ClientID, was.aside.Reveal()
	if secret == "" {
		secret = id
	}
	if was.secret.IsSet() && oauth.ReadSecret(was.secret.Reveal(), "").Swap {
		id = was.secret.Reveal()
	}
	r.Handle(dialog.Commit{Field: dialog.InputClientID, Text: r.Setup().ClientID}) // what was refused there is forgotten
	if id != "" {
		r.enter(dialog.InputClientID, id)
	}
	if secret != "" && secret != id {
		r.enter(dialog.InputSecret, secret)
	}
}

// known is what the reader of a field needs to know.
func (r *Run) known(field dialog.InputID) oauth.Known {
	known := oauth.Known{Cloud: r.config.Cloud, ClientID: r.Setup().ClientID, Pattern: r.pattern(field)}
	if p := r.Platform(); p != nil {
		known.Hosted, known.Example = !p.Callback.MayBeLocal, r.config.Sandbox != nil
		if u, err := url.Parse(p.Document.URL); err == nil {
			known.Document = u.Host
		}
	}
	return known
}

// readLanding reads a pasted landing address. It compares the state before it
// believes anything else.
func (r *Run) readLanding(text string) dialog.AddressRead {
	h := r.vault.take()
	read := dialog.AddressRead{Attempt: h.number}
	a, err := oauth.ReadLanding(text)
	if err != nil {
		return r.notALanding(read, text, err)
	}
	if a.Error != "" && a.Callback == r.config.Cloud.AuthURL+"/error" { // the sandbox's error page
		return r.refusal(read, oauth.AtPage, a.Error, a.Description)
	}
	switch {
	case a.State == "" && a.Error != "": // Atlassian's answers carry the state back
		read.Error = "this is the product's own answer (" + r.outside(a.Error) + "): it did not start this sign-in, and the code is no longer in the address. Start again with a new link, and copy the address sooner"
	case a.State == "":
		read.Error = "this address has no state, so threelo can't tell whether it belongs to this sign-in: copy the whole address, from https:// to the end"
	case equal(a.State, h.attempt.State):
		if read.Ours = true; a.Error != "" {
			return r.refusal(read, oauth.AtCallback, a.Error, a.Description)
		}
		r.vault.setCode(a.Code)
	case slices.ContainsFunc(h.older, func(s string) bool { return equal(a.State, s) }):
		read.Error = "this address belongs to an earlier attempt: open the link again, and copy the new address"
	default:
		read.Error = "this address belongs to another sign-in: open the link that is shown here, and copy the address where it ends"
	}
	return read
}

// notALanding explains a paste without a landing address, which may be an error
// page's address or text.
func (r *Run) notALanding(read dialog.AddressRead, text string, err error) dialog.AddressRead {
	read.Error = r.outside(err.Error())
	if wrong, ok := errors.AsType[*oauth.LandingError](err); ok && wrong.Seen != nil {
		f, known := oauth.RecognizeOwn(*wrong.Seen)
		read.Detail = r.outside(strings.TrimSpace(wrong.Seen.Error + " " + wrong.Seen.Text))
		if read.Failure, read.Who = f.ID, f.Who; !known {
			read.Error += ". threelo does not know this error: copy the report on the last screen for Atlassian's support"
		}
		return read
	}
	if f, seen, known := oauth.Explain(text); known {
		f = f.OfOwnRequest()
		read.Failure, read.Who, read.Error, read.Detail = f.ID, f.Who, f.Title, r.outside(seen.Text)
	}
	return read
}

// refusal says why Atlassian refused.
func (r *Run) refusal(read dialog.AddressRead, where oauth.Where, code, description string) dialog.AddressRead {
	code, description = r.outside(code), r.outside(description)
	f, known := oauth.RecognizeOwn(oauth.Seen{Where: where, Error: code, Text: description})
	if description != "" {
		code += ": " + description
	}
	read.Detail = code
	if known {
		read.Failure, read.Who, read.Error = f.ID, f.Who, f.Title
		return read
	}
	read.Error = "Atlassian refused (" + code + ")"
	return read
}

// outside is the door for texts that came from outside: see oauth.CleanText.
func (r *Run) outside(text string) string {
	const longest = 600 // characters
	return oauth.CleanText(text, longest, r.vault.secrets()...)
}

func equal(a, b string) bool {
	return b != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
