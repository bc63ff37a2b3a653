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

// appLinks are the links that were read, if they are of this setup's app.
func (j *Journey) appLinks() oauth.ConsoleLinks {
	if !j.linksCount() {
		return oauth.ConsoleLinks{}
	}
	return j.links.ConsoleLinks
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
		help: askSandbox,
	}
}

func showLinks(j *Journey, s step, sc *Screen) {
	f := j.field(InputLinks, "")
	f.Set, f.Placeholder = j.links.Any(), j.world.Cloud.AuthURL+"/authorize?…"
	sc.Fields = []Field{f}
	if j.credentialsRefused() {
		sc.Problem = j.credentialsProblem(s, *j.creds.verdict)
	}
	if !j.links.Any() {
		sc.Next = Onward{Label: "skip this check"}
		if p, ok := j.setup.Proofs[s.id]; ok && p.Outcome == MarkUnchecked {
			sc.Findings = append(sc.Findings, Finding{Mark: MarkUnchecked, Text: "no link pasted"})
		}
		return
	}
	if t := j.linksProblem(s); t != nil {
		sc.Problem = t
	}
	for _, note := range j.links.notes {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkWarn, Text: note})
	}
	if !j.linksCount() {
		return
	}
	c := j.compared()
	if len(c.Unseen) > 0 {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: fmt.Sprintf("%d of %d links pasted: now the %s one", c.Pasted, c.Pasted+len(c.Kinds), english.Or(c.Kinds))})
	}
	all := Finding{Mark: MarkProved, Text: fmt.Sprintf("%d of %s selected", len(c.Right), english.Count(len(c.Right)+len(c.Missing), "scope")), Detail: strings.Join(j.links.Scopes(), "\n")}
	if len(c.Missing) > 0 {
		all.Mark = MarkFail
	}
	sc.Findings = append(sc.Findings, all)
	if len(c.Extra) > 0 {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkWarn, Text: english.Count(len(c.Extra), "scope") + " more than needed: " + english.And(c.Extra) + ". Remove what nothing else uses"})
	}
	switch j.callbackShown() {
	case MarkProved:
		sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: "the Callback URL of " + j.platform.Name + " is saved"})
	case MarkUnchecked:
		sc.Findings = append(sc.Findings, Finding{Mark: MarkUnchecked, Text: "the Callback URL of " + j.platform.Name + ". The link shows threelo's line; compare the other line in the console, or wait for Authorize"})
	}
	sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: "client ID " + j.links.ClientID()})
}

// callbackShown is what the newest link shows of the product's Callback URL: it,
// threelo's line (MarkUnchecked), or another. "" while the product's is unknown.
func (j *Journey) callbackShown() Mark {
	shown, expected := j.links.Shows(j.callbackLines()...)
	switch {
	case j.setup.Callback == "":
		return ""
	case !expected:
		return MarkFail
	case shown == j.setup.Callback:
		return MarkProved
	}
	return MarkUnchecked
}

// linksProblem names what must be fixed before a sign-in can work.
func (j *Journey) linksProblem(s step) *Problem {
	missing := j.compared().Missing
	switch {
	case !j.linksCount():
		return j.problem(s, "another-app", "these links belong to another app", "its client ID is "+j.links.ClientID()+", and you entered "+j.setup.ClientID,
			[]string{"Open the right app in the console, and paste its links.", "If the links are right, enter their client ID on the screen for client ID and secret."}, StepCredentials)
	case j.callbackShown() == MarkFail:
		return j.problem(s, "", "the app has a different callback saved: "+j.links.Callback(), "Atlassian compares every character, including a final slash",
			[]string{"In the console: Authorization › OAuth 2.0 (3LO) › Configure. Put " + linesShown(j.callbackLines()) + " into Callback URLs.", "Press Save changes, and paste the links again."}, StepCallback)
	case len(missing) > 0:
		var fix []string
		for _, name := range missing {
			fix = append(fix, "Select "+name+" under "+placeOf(name)+".")
		}
		return j.problem(s, "", english.Count(len(missing), "scope")+" not selected: "+english.And(missing), "Atlassian refuses the whole sign-in when a scope that it asks for is not selected",
			append(fix, "Press Save, and paste the link again."), scopesStep(missing[0]))
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
	c, callback := j.compared(), j.callbackShown()
	p := Proof{Outcome: MarkProved, Evidence: "the ready-made links show " + english.Count(len(c.Right), "scope")}
	switch {
	case len(c.Missing) > 0 || callback == MarkFail || !j.linksCount():
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
		case !j.linksCount():
			delete(j.setup.Proofs, s.id) // another app's links say nothing of this one
		case s.kind == StepCallback && callback == MarkProved:
			j.prove(s.id, Proof{Outcome: MarkProved, Evidence: "shown by a ready-made link"})
		case s.kind == StepCallback && callback == MarkFail:
			j.prove(s.id, Proof{Outcome: MarkFail, Evidence: "the ready-made link shows a different callback"})
		case s.kind == StepCallback: // nothing to compare yet, or threelo's line is shown
		case lacks >= 0:
			j.prove(s.id, Proof{Outcome: MarkFail, Evidence: "the ready-made links lack " + scopes[lacks]})
		case among(c.Unseen) < 0:
			j.prove(s.id, Proof{Outcome: MarkProved, Evidence: "shown by the ready-made links"})
		}
	}
}
