package steps

import (
	"time"

	"threelo/oauth"
)

// credentials is what is known of client ID and secret in this run. The secret
// itself is not here.
type credentials struct {
	attempt  int
	length   int  // of the secret; 0 when unset
	without  bool // the company forbids pasting the secret here
	checking bool
	since    time.Time
	verdict  *oauth.Verdict
}

// credentialsKind takes client ID and secret, and proves them without a browser.
func credentialsKind() kind {
	return kind{
		show:   showCredentials,
		gate:   gateCredentials,
		handle: handleCredentials,
		done: func(j *Journey, s step) {
			switch {
			case j.creds.without:
				j.prove(s.id, Proof{Outcome: MarkUnchecked, Evidence: "the secret was not entered here"})
			case !j.callbackIsSaved():
				j.prove(s.id, Proof{Outcome: MarkUnchecked, Evidence: "threelo asks Atlassian once a callback is saved"})
			}
		},
		help: askSandbox,
	}
}

func showCredentials(j *Journey, s step, sc *Screen) {
	sc.Why = append(sc.Why, "threelo asks Atlassian whether this client ID and secret belong together. Nothing else is sent. The secret stays in memory: threelo never saves it.")
	sc.Fields = []Field{j.field(InputClientID, j.setup.ClientID), j.secretField()}
	if sc.Fields[0].Finding == nil && j.linksCount() {
		sc.Fields[0].Finding = &Finding{Mark: MarkNote, Text: "from the ready-made links"}
	}
	if j.creds.length > 0 && !j.callbackIsSaved() {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkUnchecked, Text: "threelo asks Atlassian once a callback is saved. Nothing is sent until then"})
	}
	if v := j.creds.verdict; v != nil {
		sc.Findings = append(sc.Findings, Finding{Mark: markOfOutcome[v.Outcome], Text: v.Reason, Detail: v.Evidence})
		if j.credentialsRefused() || v.Failure == "authorization-not-added" {
			sc.Problem = j.credentialsProblem(s, *v)
		}
	}
	if sc.Problem == nil && j.links.Any() && !j.linksCount() && j.setup.ClientID != "" {
		sc.Problem = j.problem(s, "another-app", "this client ID and the ready-made links belong to different apps", "the links that you pasted show the client ID "+j.links.ClientID(),
			[]string{"Open the right app in the console, and copy its client ID and secret from Settings › Authentication details.", "Then paste the links of the same app again."}, StepLinks)
	}
	if j.creds.checking {
		sc.Waiting = &Waiting{What: "asking Atlassian about them", Since: j.creds.since, Now: j.now}
	}
	if !j.creds.without {
		sc.Actions = append(sc.Actions, Action{ID: ActionWithoutSecret, Key: "n", Label: "continue without the secret"})
	}
}

// credentialsProblem puts a refusal into a person's words.
func (j *Journey) credentialsProblem(s step, v oauth.Verdict) *Problem {
	if t := j.failureProblem(s, v.Failure, v.Evidence); t != nil {
		return t
	}
	return j.problem(s, "", "Atlassian refuses this client ID and secret", v.Reason, []string{"Copy both again from Settings › Authentication details, of the same app."}, StepCredentials)
}

// callbackIsSaved reports whether the app has a callback, as far as known.
// Before that Atlassian refuses every client ID and secret ("grant type is not
// enabled"), which says nothing of them.
func (j *Journey) callbackIsSaved() bool {
	switch {
	case j.setup.Callback == "":
		return false
	case j.setup.App == AppExisting, j.links.Any(): // the console shows links only then
		return true
	}
	return j.went(StepCallback)
}

// credentialsRefused reports whether Atlassian's answer settles that client ID
// and secret are wrong.
func (j *Journey) credentialsRefused() bool {
	v := j.creds.verdict
	return v != nil && v.Outcome == oauth.Fail
}

func gateCredentials(j *Journey, _ step) stop {
	switch {
	case j.setup.ClientID == "":
		return missing("the client ID is missing: copy it from Settings › Authentication details")
	case j.entries[InputClientID].err != "":
		return missing("threelo doesn't accept this client ID: the line below its field says why")
	case j.creds.without:
	case j.creds.length == 0:
		return missing("the secret is missing. If your company forbids pasting it here, press n: threelo then skips the sign-in test")
	case j.creds.checking:
		return busy("one moment: waiting for Atlassian's answer")
	case j.credentialsRefused():
		return missing("Atlassian refuses this client ID and secret: paste them again, both of the same app")
	}
	return goOn
}

func handleCredentials(j *Journey, ev Event) ([]Effect, bool) {
	if a, ok := ev.(Act); ok && a.ID == ActionWithoutSecret {
		j.creds.without = true
		j.setup.Way = WaySkip
		j.touch()
		j.notice = "the secret stays with you: the sign-in in " + j.platform.Name + " will be the test"
		return nil, true
	}
	return nil, false
}

// checkCredentials asks Atlassian, when there is something to ask about and no
// good answer yet. Before a callback is saved Atlassian refuses every app, so
// nothing is sent until then.
func (j *Journey) checkCredentials() []Effect {
	if j.setup.ClientID == "" || j.creds.length == 0 || j.creds.checking || !j.callbackIsSaved() {
		return nil
	}
	if v := j.creds.verdict; v != nil && v.Outcome == oauth.Pass {
		return nil
	}
	j.attempt++
	j.creds.attempt = j.attempt
	j.creds.checking, j.creds.since, j.creds.verdict = true, j.now, nil
	return []Effect{CheckCredentials{Attempt: j.creds.attempt, App: j.app()}}
}

func (j *Journey) credentialsChecked(ev CredentialsChecked) []Effect {
	if ev.Attempt != j.creds.attempt {
		return nil
	}
	j.creds.checking = false
	j.creds.verdict = &ev.Verdict
	j.observe(ev.Verdict.Observations...)
	p := Proof{Outcome: markOfOutcome[ev.Verdict.Outcome], Evidence: ev.Verdict.Reason}
	if p.Outcome == MarkProved {
		p.Evidence = "accepted by Atlassian"
	}
	j.prove(StepCredentials, p)
	if !j.pending || j.at != StepCredentials || j.credentialsRefused() {
		return nil
	}
	j.pending = false
	j.notice = ""
	return j.advance("Atlassian has answered", j.next())
}
