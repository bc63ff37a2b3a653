package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/assets/english"
	"threelo/oauth"
)

// callbackKind carries the platform's callback to the console.
func callbackKind() kind {
	return kind{
		attested: true,
		show: func(j *Journey, _ step, sc *Screen) {
			cb := j.platform.Callback
			switch cb.From {
			case "platform":
				f := j.field(InputCallback, j.setup.Callback)
				f.Label = cmp.Or(j.platform.Labels.Callback, f.Label) + ", copied from " + j.platform.Name
				sc.Fields = []Field{f}
			case "pattern":
				f := j.field(InputTenant, j.setup.Inputs[InputTenant])
				f.Label, f.Help, f.Placeholder, f.Set = cb.Ask, "goes into "+cb.Pattern, cb.Sample, j.setup.Callback != ""
				sc.Fields = []Field{f}
			}
			if v, ok := j.value(ValueCallback); ok {
				sc.Values = append(sc.Values, v)
			}
		},
		gate: func(j *Journey, _ step) stop {
			if j.setup.Callback == "" {
				return missing("the Callback URL is missing: copy it from " + j.platform.Name)
			}
			return goOn
		},
		enter: func(j *Journey) []Effect {
			if j.platform.Callback.From == "fixed" && j.setup.Callback == "" {
				j.setup.Callback = j.platform.Callback.Pattern
				j.touch()
			}
			return nil
		},
		help: func(j *Journey, s step) []Effect {
			if j.setup.Callback == "" {
				j.setup.Callback = j.sampleCallback()
				j.touch()
			}
			return []Effect{j.sandbox(s)}
		},
	}
}

// sampleCallback is what a rehearsal uses.
func (j *Journey) sampleCallback() string {
	cb := j.platform.Callback
	if cb.From == "pattern" {
		j.setup.Inputs[InputTenant] = cb.Sample
		return cb.With(cb.Sample)
	}
	return cmp.Or(cb.Sample, cb.Pattern)
}

// setCallback takes the platform's callback. What was proved of another one
// is proved no longer.
func (j *Journey) setCallback(callback string) {
	if callback == j.setup.Callback {
		return
	}
	j.setup.Callback = callback
	j.forgetProofs(StepCallback, "links")
	j.forgetSignIn()
}

// app is what the next sign-in uses.
func (j *Journey) app() oauth.App {
	callback := j.setup.Callback
	if j.setup.Way == WayLocal && j.setup.Local != "" {
		callback = j.setup.Local
	}
	return oauth.App{ClientID: j.setup.ClientID, Callback: callback, Scopes: j.asked()}
}

// linkProof is what the console's ready-made links showed in this run.
type linkProof struct {
	read     bool
	ticked   []string
	missing  []string
	extra    []string
	clientID string
	callback string
}

// linksCount reports whether the links that were read are of this setup's app.
func (j *Journey) linksCount() bool { return j.links.read && j.links.clientID == j.setup.ClientID }

// linksKind reads the console's links: the proof of scopes, callback and client
// ID before anyone signs in.
func linksKind() kind {
	return kind{
		show: showLinks,
		enter: func(j *Journey) []Effect {
			// A callback is saved now: ask again what could not be known before.
			return j.checkCredentials()
		},
		done: func(j *Journey, s step) {
			if !j.links.read {
				j.prove(s.id, Proof{Outcome: MarkUnchecked, Evidence: "no link pasted"})
			}
		},
		help: func(j *Journey, s step) []Effect { return []Effect{j.sandbox(s)} },
	}
}

func showLinks(j *Journey, s step, sc *Screen) {
	f := j.field(InputLinks, "")
	f.Set, f.Placeholder = j.links.read, j.world.Cloud.AuthURL+"/authorize?…"
	sc.Fields = []Field{f}
	if j.credentialsRefused() {
		sc.Trouble = j.credentialsTrouble(s, *j.creds.verdict)
	}
	if !j.links.read {
		sc.Next = Onward{Label: "skip this check"}
		if p, ok := j.setup.Proofs[s.id]; ok && p.Outcome == MarkUnchecked {
			sc.Findings = append(sc.Findings, Finding{Mark: MarkUnchecked, Text: "no link pasted"})
		}
		return
	}
	wanted := oauth.ConsoleScopes(j.wanted())
	right := len(wanted) - len(j.links.missing)
	mark := MarkProved
	if len(j.links.missing) > 0 {
		mark = MarkFail
	}
	sc.Findings = append(sc.Findings, Finding{Mark: mark, Text: fmt.Sprintf("%d of %d scopes are ticked, as the console's links show", right, len(wanted)), Detail: strings.Join(j.links.ticked, "\n")})
	for _, m := range j.links.missing {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkFail, Text: "missing: " + m + " – tick it under " + tabOf(m) + ", Save, and paste the links again"})
	}
	if len(j.links.extra) > 0 {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkWarn, Text: "ticked though not asked for: " + english.And(j.links.extra) + ". It does no harm here; untick it unless something else needs it"})
	}
	if j.setup.Callback != "" {
		if j.links.callback == j.setup.Callback {
			sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: "the callback is saved, letter by letter"})
		} else {
			sc.Findings = append(sc.Findings, Finding{Mark: MarkFail, Text: "another callback is saved: " + j.links.callback, Detail: "wanted: " + j.setup.Callback})
		}
	}
	if j.links.clientID != j.setup.ClientID {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkFail, Text: "these links belong to another app: its client ID is " + j.links.clientID + ", not " + j.setup.ClientID})
	} else {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: "client ID " + j.links.clientID})
	}
	if t := j.linksTrouble(s); t != nil {
		sc.Trouble = t
	}
}

// linksTrouble names what must be mended before a sign-in can work.
func (j *Journey) linksTrouble(s step) *Trouble {
	switch {
	case !j.links.read:
		return nil
	case j.links.clientID != j.setup.ClientID:
		return j.trouble(s, "another-app", "these links belong to another app", "the client ID in them is not the one of this setup",
			[]string{"Open the right app in the console, and paste its links.", "Or, if the links are right, put their client ID into the step for client ID and secret."}, "credentials")
	case j.setup.Callback != "" && j.links.callback != j.setup.Callback:
		return j.trouble(s, "", "the app has another callback saved", "Atlassian refuses a sign-in whose callback differs in a single letter",
			[]string{"Put the callback into the console again (Authorization › Configure), Save changes, and paste the links again."}, "callback")
	case len(j.links.missing) > 0:
		return j.trouble(s, "", english.Count(len(j.links.missing), "scope")+" not ticked: "+english.And(j.links.missing), "Atlassian refuses the whole sign-in when one scope that it asks for is not ticked",
			[]string{"Tick under " + tabOf(j.links.missing[0]) + ", Save, and paste the links again."}, scopesStep(j.links.missing[0]))
	}
	return nil
}

func (j *Journey) readLinks(ev Links) []Effect {
	if ev.Error != "" {
		j.entries[InputLinks] = entry{err: ev.Error, withheld: true} // it can be anything, a secret too
		return nil
	}
	delete(j.entries, InputLinks)
	cmp := oauth.CompareScopes(oauth.ConsoleScopes(j.wanted()), ev.Links)
	j.links = linkProof{read: true, missing: cmp.Missing, extra: cmp.Extra}
	for _, l := range ev.Links {
		j.links.clientID, j.links.callback = l.ClientID, l.Callback
		for _, s := range l.Scopes {
			if !slices.Contains(j.links.ticked, s) {
				j.links.ticked = append(j.links.ticked, s)
			}
		}
	}
	if j.setup.ClientID == "" {
		j.setup.ClientID = j.links.clientID
	}
	j.judgeLinks()
	return j.putBackSeen(j.links.callback)
}

// judgeLinks proves, or refutes, what the links show of the steps before them.
func (j *Journey) judgeLinks() {
	l := &j.links
	wanted := oauth.ConsoleScopes(j.wanted())
	mine := j.linksCount()
	p := Proof{Outcome: MarkProved, Evidence: fmt.Sprintf("the console's links show %s and the callback", english.Count(len(wanted), "scope"))}
	if len(l.missing) > 0 || !mine || j.setup.Callback != "" && l.callback != j.setup.Callback {
		p = Proof{Outcome: MarkFail, Evidence: "the console's links differ from what is wanted"}
	}
	j.prove(StepLinks, p)
	for _, s := range j.plan {
		scopes := j.scopesOn(s.kind)
		lacks := slices.IndexFunc(scopes, func(name string) bool { return slices.Contains(l.missing, name) })
		switch {
		case len(scopes) == 0 && s.kind != "callback":
		case !mine:
			delete(j.setup.Proofs, s.id) // another app's links say nothing of this one
		case s.kind == StepCallback && l.callback == j.setup.Callback:
			j.prove(s.id, Proof{Outcome: MarkProved, Evidence: "seen in the console's link"})
		case s.kind == StepCallback && j.setup.Callback == "": // nothing to compare yet
		case s.kind == StepCallback:
			j.prove(s.id, Proof{Outcome: MarkFail, Evidence: "the console's link shows another callback"})
		case lacks >= 0:
			j.prove(s.id, Proof{Outcome: MarkFail, Evidence: "the console's links lack " + scopes[lacks]})
		default:
			j.prove(s.id, Proof{Outcome: MarkProved, Evidence: "seen in the console's links"})
		}
	}
}
