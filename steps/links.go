package steps

import (
	"fmt"
	"slices"
	"strings"

	"threelo/assets/english"
	"threelo/oauth"
)

// linkProof is what the console's ready-made links showed in this run.
type linkProof struct {
	oauth.ConsoleLinks
	notes []string // where the newest paste contradicts an earlier one
}

// linksCount reports whether the links that were read are of this setup's app.
func (j *Journey) linksCount() bool {
	return j.links.Any() && j.links.ClientID() == j.setup.ClientID
}

// compared sets the links against what is wanted.
func (j *Journey) compared() oauth.ScopeComparison { return j.links.Compare(j.wanted()) }

// linksKind reads the console's links: the proof of scopes, callback and client
// ID before anyone signs in.
func linksKind() kind {
	return kind{
		show:  showLinks,
		enter: func(j *Journey) []Effect { return j.checkCredentials() },
		done: func(j *Journey, s step) {
			if !j.links.Any() {
				j.prove(s.id, Proof{Outcome: MarkUnchecked, Evidence: "no link pasted"})
			}
		},
		help: func(j *Journey, s step) []Effect { return []Effect{j.sandbox(s)} },
	}
}

func showLinks(j *Journey, s step, sc *Screen) {
	f := j.field(InputLinks, "")
	f.Set, f.Placeholder = j.links.Any(), j.world.Cloud.AuthURL+"/authorize?…"
	sc.Fields = []Field{f}
	if j.credentialsRefused() {
		sc.Trouble = j.credentialsTrouble(s, *j.creds.verdict)
	}
	if !j.links.Any() {
		sc.Next = Onward{Label: "skip this check"}
		if p, ok := j.setup.Proofs[s.id]; ok && p.Outcome == MarkUnchecked {
			sc.Findings = append(sc.Findings, Finding{Mark: MarkUnchecked, Text: "no link pasted"})
		}
		return
	}
	for _, note := range j.links.notes {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkWarn, Text: note})
	}
	sc.Findings = append(sc.Findings, j.scopeFindings()...)
	sc.Findings = append(sc.Findings, j.callbackFinding()...)
	if j.linksCount() {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: "client ID " + j.links.ClientID()})
	} else {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkFail, Text: "these links belong to another app: its client ID is " + j.links.ClientID() + ", not " + j.setup.ClientID})
	}
	if t := j.linksTrouble(s); t != nil {
		sc.Trouble = t
	}
}

// scopeFindings says which scopes the links show as selected.
func (j *Journey) scopeFindings() []Finding {
	c := j.compared()
	total := len(c.Right) + len(c.Missing) + len(c.Unseen)
	var out []Finding
	if len(c.Unseen) > 0 {
		out = append(out, Finding{Mark: MarkNote, Text: fmt.Sprintf("%d of %d links pasted: now the %s one", c.Pasted, c.Pasted+len(c.Kinds), english.Or(c.Kinds))})
	}
	all := Finding{Mark: MarkProved, Text: fmt.Sprintf("%d of %s selected", len(c.Right), english.Count(total-len(c.Unseen), "scope")), Detail: strings.Join(j.links.Scopes(), "\n")}
	if len(c.Missing) > 0 {
		all.Mark = MarkFail
	}
	out = append(out, all)
	for _, m := range c.Missing {
		out = append(out, Finding{Mark: MarkFail, Text: "missing: " + m + ". Select it under " + placeOf(m) + ", press Save, and paste the link again"})
	}
	if len(c.Extra) > 0 {
		out = append(out, Finding{Mark: MarkWarn, Text: english.Count(len(c.Extra), "scope") + " more than needed: " + english.And(c.Extra) + ". Remove what nothing else uses"})
	}
	return out
}

// callbackFinding says which callback the links show.
func (j *Journey) callbackFinding() []Finding {
	if j.setup.Callback == "" {
		return nil
	}
	shown, expected := j.links.Shows(j.callbackLines()...)
	switch {
	case shown == j.setup.Callback && expected:
		return []Finding{{Mark: MarkProved, Text: "the Callback URL of " + j.platform.Name + " is saved"}}
	case expected:
		return []Finding{{Mark: MarkUnchecked, Text: "the Callback URL of " + j.platform.Name + ". The link shows threelo's line; compare the other line in the console, or wait for Authorize"}}
	}
	return []Finding{{Mark: MarkFail, Text: "the app has a different callback saved: " + j.links.Callback(), Detail: "expected: " + linesShown(j.callbackLines())}}
}

// linksTrouble names what must be fixed before a sign-in can work.
func (j *Journey) linksTrouble(s step) *Trouble {
	c := j.compared()
	_, expected := j.links.Shows(j.callbackLines()...)
	switch {
	case !j.links.Any():
		return nil
	case !j.linksCount():
		return j.trouble(s, "another-app", "these links belong to another app", "their client ID is not the one that you entered",
			[]string{"Open the right app in the console, and paste its links.", "If the links are right, enter their client ID on the screen for client ID and secret."}, StepCredentials)
	case j.setup.Callback != "" && !expected:
		return j.trouble(s, "", "the app has a different callback saved", "Atlassian compares every character, including a final slash",
			[]string{"In the console: Authorization › OAuth 2.0 (3LO) › Configure. Put " + linesShown(j.callbackLines()) + " into Callback URLs.", "Press Save changes, and paste the links again."}, StepCallback)
	case len(c.Missing) > 0:
		return j.trouble(s, "", english.Count(len(c.Missing), "scope")+" not selected: "+english.And(c.Missing), "Atlassian refuses the whole sign-in when a scope that it asks for is not selected",
			[]string{"Select what is missing, press Save, and paste the link again."}, scopesStep(c.Missing[0]))
	}
	return nil
}

func (j *Journey) readLinks(ev Links) []Effect {
	if ev.Error != "" {
		j.entries[InputLinks] = entry{err: ev.Error, withheld: true} // it can be anything, a secret too
		return nil
	}
	delete(j.entries, InputLinks)
	j.links.ConsoleLinks, j.links.notes = j.links.Add(ev.Links...)
	if j.setup.ClientID == "" {
		j.setup.ClientID = j.links.ClientID()
	}
	j.judgeLinks()
	j.observeLinks()
	return j.checkCredentials()
}

// judgeLinks proves, or refutes, what the links show of the steps before them.
func (j *Journey) judgeLinks() {
	c, mine := j.compared(), j.linksCount()
	shown, expected := j.links.Shows(j.callbackLines()...)
	wrongCallback := j.setup.Callback != "" && !expected
	p := Proof{Outcome: MarkProved, Evidence: fmt.Sprintf("the ready-made links show %s", english.Count(len(c.Right), "scope"))}
	switch {
	case len(c.Missing) > 0 || !mine || wrongCallback:
		p = Proof{Outcome: MarkFail, Evidence: "the ready-made links differ from what is needed"}
	case len(c.Unseen) > 0:
		p = Proof{Outcome: MarkUnchecked, Evidence: fmt.Sprintf("%d of %d links pasted", c.Pasted, c.Pasted+len(c.Kinds))}
	}
	j.prove(StepLinks, p)
	for _, s := range j.plan {
		scopes := j.scopesOn(s.kind)
		among := func(list []string) int {
			return slices.IndexFunc(scopes, func(name string) bool { return slices.Contains(list, name) })
		}
		lacks := among(c.Missing)
		switch {
		case len(scopes) == 0 && s.kind != StepCallback:
		case !mine:
			delete(j.setup.Proofs, s.id) // another app's links say nothing of this one
		case s.kind == StepCallback && shown == j.setup.Callback && expected:
			j.prove(s.id, Proof{Outcome: MarkProved, Evidence: "shown by a ready-made link"})
		case s.kind == StepCallback && wrongCallback:
			j.prove(s.id, Proof{Outcome: MarkFail, Evidence: "the ready-made link shows a different callback"})
		case s.kind == StepCallback: // nothing to compare yet, or threelo's line is shown
		case lacks >= 0:
			j.prove(s.id, Proof{Outcome: MarkFail, Evidence: "the ready-made links lack " + scopes[lacks]})
		case among(c.Unseen) < 0:
			j.prove(s.id, Proof{Outcome: MarkProved, Evidence: "shown by the ready-made links"})
		}
	}
}
