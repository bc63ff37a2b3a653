package steps

import (
	"fmt"
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
		leave:  func(j *Journey) []Effect { j.pending = false; return nil },
		help:   func(j *Journey, s step) []Effect { return []Effect{j.sandbox(s)} },
	}
}

func showCredentials(j *Journey, s step, sc *Screen) {
	sc.Why = append(sc.Why, "The secret goes to Atlassian's sign-in server and nowhere else. It stays in memory until you leave, is not saved, and is in no report.")
	secret := Field{ID: "client-secret", Label: "Secret", Secret: true, Set: j.creds.length > 0, Finding: j.entryFinding("client-secret")}
	if j.creds.length > 0 {
		secret.Summary = fmt.Sprintf("%d characters", j.creds.length)
	}
	if j.creds.without {
		secret.Optional = true
		secret.Help = "left out: the sign-in test cannot be made here"
	}
	sc.Fields = []Field{
		{ID: "client-id", Label: "Client ID", Text: j.setup.ClientID, Set: j.setup.ClientID != "", Finding: j.entryFinding("client-id")},
		secret,
	}
	if sc.Fields[0].Finding == nil && j.linksCount() {
		sc.Fields[0].Finding = &Finding{Mark: MarkNote, Text: "taken from the console's links: only the secret is left to paste"}
	}
	if v := j.creds.verdict; v != nil {
		sc.Findings = append(sc.Findings, j.credentialsFinding(*v))
		if j.credentialsRefused() || v.Failure == "authorization-not-added" && j.callbackIsSaved() {
			sc.Trouble = j.credentialsTrouble(s, *v)
		}
	}
	if sc.Trouble == nil && j.links.read && !j.linksCount() && j.setup.ClientID != "" {
		sc.Trouble = j.trouble(s, "another-app", "this client ID and the console's links are of different apps", "the links that were pasted carry the client ID "+j.links.clientID,
			[]string{"Open the right app in the console, and copy its client ID and secret from Settings › Authentication details.", "Then paste the links of the same app again."}, "links")
	}
	if j.creds.checking {
		sc.Waiting = &Waiting{What: "asking Atlassian whether it accepts them", Since: j.creds.since, Now: j.now}
	}
	if !j.creds.without {
		sc.Actions = append(sc.Actions, Action{ID: "without-secret", Key: "n", Label: "go on without pasting the secret"})
	}
}

// credentialsTrouble puts a refusal into a person's words.
func (j *Journey) credentialsTrouble(s step, v oauth.Verdict) *Trouble {
	if t := j.failureTrouble(s, v.Failure, v.Evidence); t != nil {
		return t
	}
	return j.trouble(s, "", "Atlassian refuses this client ID and secret", v.Reason, []string{"Copy both again from Settings › Authentication details, of the same app."}, "credentials")
}

// callbackIsSaved: before a callback is saved in the console, any answer to the
// credential check but success means "not yet known".
func (j *Journey) callbackIsSaved() bool {
	switch {
	case j.setup.Callback == "":
		return false
	case j.setup.App == AppExisting, j.links.read: // the console shows links only then
		return true
	}
	return j.went("callback")
}

// credentialsRefused reports whether Atlassian's answer settles that client ID
// and secret are wrong.
func (j *Journey) credentialsRefused() bool {
	v := j.creds.verdict
	return v != nil && v.Outcome == oauth.Refuted && j.callbackIsSaved()
}

func (j *Journey) credentialsFinding(v oauth.Verdict) Finding {
	switch {
	case v.Outcome == oauth.Proved:
		return Finding{Mark: MarkProved, Text: "Atlassian accepts this client ID and secret", Detail: v.Evidence}
	case v.Outcome == oauth.Refuted && j.callbackIsSaved():
		return Finding{Mark: MarkFail, Text: v.Reason, Detail: v.Evidence}
	case !j.callbackIsSaved() && !isNetwork(v.Failure):
		return Finding{Mark: MarkUnchecked, Text: "Atlassian may refuse until the callback is saved; it is asked again then", Detail: v.Evidence}
	}
	return Finding{Mark: MarkUnchecked, Text: "not checked: " + v.Reason, Detail: v.Evidence}
}

func gateCredentials(j *Journey, s step) string {
	switch {
	case j.setup.ClientID == "":
		return "the client ID is missing: copy it from Settings › Authentication details"
	case j.entries["client-id"].err != "":
		return "the client ID was not taken: below its field stands why"
	case j.creds.without:
		j.prove(s.id, Proof{Outcome: ProofNotChecked, Evidence: "gone on without the secret"})
	case j.creds.length == 0:
		return "the secret is missing. If your company forbids pasting it here, go on without it: then there is no sign-in test"
	case j.creds.checking:
		j.pending = true
		return oneMoment + "Atlassian is asked; this goes on by itself"
	case j.credentialsRefused():
		return "Atlassian refuses this client ID and secret: paste them again, both of the same app"
	}
	return ""
}

func handleCredentials(j *Journey, ev Event) ([]Effect, bool) {
	if a, ok := ev.(Act); ok && a.ID == "without-secret" {
		j.creds.without = true
		j.setup.Way = WaySkip
		j.touch()
		j.notice = "the secret stays with you: the sign-in in " + j.platform.Name + " will be the test"
		return nil, true
	}
	return nil, false
}

// checkCredentials asks Atlassian, when there is something to ask about and no
// good answer yet.
func (j *Journey) checkCredentials() []Effect {
	if j.setup.ClientID == "" || j.creds.length == 0 || j.creds.checking {
		return nil
	}
	if v := j.creds.verdict; v != nil && v.Outcome == oauth.Proved {
		return nil
	}
	return j.askCredentials()
}

func (j *Journey) askCredentials() []Effect {
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
	switch ev.Verdict.Outcome {
	case oauth.Proved:
		j.prove("credentials", Proof{Outcome: ProofProved, Evidence: "accepted by Atlassian"})
	case oauth.Refuted:
		p := Proof{Outcome: ProofNotChecked, Evidence: "refused before a callback was saved: not yet known"}
		if j.callbackIsSaved() {
			p = Proof{Outcome: ProofRefuted, Evidence: ev.Verdict.Reason}
		}
		j.prove("credentials", p)
	default:
		j.prove("credentials", Proof{Outcome: ProofNotChecked, Evidence: ev.Verdict.Reason})
	}
	if !j.pending {
		return nil
	}
	j.pending = false
	if j.credentialsRefused() {
		return nil
	}
	j.notice = ""
	return j.advance("Atlassian has answered", j.next())
}
