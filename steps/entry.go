package steps

import (
	"strings"

	"threelo/oauth"
)

// entry is what a field's last text led to.
type entry struct {
	notes    []string
	err      string
	withheld bool // what was entered must not be shown
}

// setSite takes a site's address, or its cloud ID, by which it is then found
// among those that a sign-in reaches.
func (j *Journey) setSite(text string) {
	j.setup.Site, j.setup.SiteID = text, ""
	if id := oauth.CloudID(text); id != "" {
		j.setup.Site, j.setup.SiteID = "", id
	}
}

// commit takes a field's cleaned text.
func (j *Journey) commit(ev Commit) []Effect {
	j.entries[ev.Field] = entry{notes: ev.Notes, err: j.named(ev.Error), withheld: ev.Error != "" && ev.Text == ""}
	if ev.Error != "" {
		return nil // what held before still does
	}
	j.touch()
	switch ev.Field {
	case InputSite:
		j.setSite(ev.Text)
	case InputAccount:
		j.setup.Account = ev.Text
	case InputProject:
		j.setup.Project = ev.Text
	case InputCallback:
		j.setCallback(ev.Text)
	case InputTenant:
		j.setup.Inputs[InputTenant] = ev.Text
		j.setCallback(j.platform.Callback.With(ev.Text))
	case InputClientID:
		if ev.Text != j.setup.ClientID {
			j.setup.ClientID = ev.Text
			if j.links.Any() {
				j.judgeLinks() // they may be another app's now
			}
			return j.otherCredentials()
		}
	default:
		if _, ok := j.platform.Input(string(ev.Field)); ok {
			j.setup.Inputs[ev.Field] = ev.Text
		}
	}
	return nil
}

// forgetSignIn drops a sign-in made with something that has changed since.
func (j *Journey) forgetSignIn() {
	j.sign, j.check = signIn{}, verification{}
	delete(j.problems, StepSignIn)
	for _, id := range []StepID{StepSignIn, StepVerify} {
		delete(j.setup.Proofs, id)
	}
}

// forgetProofs drops proofs of what has changed since.
func (j *Journey) forgetProofs(ids ...StepID) {
	for _, id := range ids {
		delete(j.setup.Proofs, id)
		if id == StepLinks {
			j.links = linkProof{}
		}
	}
}

func (j *Journey) commitSecret(ev CommitSecret) []Effect {
	j.entries[ev.Field] = entry{notes: ev.Notes, err: ev.Error}
	if ev.Error != "" {
		return nil
	}
	j.creds.length, j.creds.without = ev.Length, false
	if j.setup.Way == WaySkip {
		j.setup.Way = ""
		j.replan()
	}
	return j.otherCredentials()
}

// otherCredentials forgets what was known of the client ID and secret before.
func (j *Journey) otherCredentials() []Effect {
	j.creds.verdict, j.creds.checking = nil, false
	j.forgetProofs(StepCredentials)
	j.forgetSignIn()
	return j.checkCredentials()
}

// entryFinding is the line about a field's last text, nil when there is none.
func (j *Journey) entryFinding(id InputID) *Finding {
	e, ok := j.entries[id]
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
