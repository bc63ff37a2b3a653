package steps

import (
	"cmp"
	"fmt"
	"slices"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// linksCount reports whether the links that were read are of this setup's app.
func (f *Facts) linksCount() bool {
	return f.links.Any() && f.links.ClientID() == f.setup.ClientID
}

// appLinks are the links that were read, if they are of this setup's app.
func (f *Facts) appLinks() oauth.ConsoleLinks {
	if !f.linksCount() {
		return oauth.ConsoleLinks{}
	}
	return f.links
}

// compared sets this app's links against what is wanted.
func (f *Facts) compared() oauth.ScopeComparison { return f.appLinks().Compare(f.wanted()) }

// showLinks shows the field for the console's links, and what they showed: the proof
// of scopes, callback and client ID before anyone signs in. They share the screen of
// callback or scopes, where the document has one right before them.
func (f *Facts) showLinks(sc *dialog.Screen) {
	field := f.field(dialog.InputLinks, "")
	field.Set, field.Placeholder = f.links.Any(), f.world.Cloud.AuthURL+"/authorize?…"
	if c := f.compared(); f.linksCount() && len(c.Unseen) > 0 {
		field.Summary = fmt.Sprintf("%d of %d links", c.Pasted, c.Pasted+len(c.Kinds))
		field.Set = false // it waits for the other
	}
	sc.Fields = append(sc.Fields, field)
	f.showCredentials(sc)
	if !f.links.Any() {
		return
	}
	sc.Problem = cmp.Or(sc.Problem, f.linksProblem())
	for _, contradiction := range f.linkContradictions {
		sc.AddFinding(dialog.MarkWarn, contradiction)
	}
	if !f.linksCount() {
		return
	}
	c := f.compared()
	if len(c.Unseen) > 0 {
		sc.AddFinding(dialog.MarkNote, fmt.Sprintf("%d of %d links pasted: now the %s one", c.Pasted, c.Pasted+len(c.Kinds), english.Or(c.Kinds)))
	}
	all := dialog.MarkProved
	if len(c.Missing) > 0 {
		all = dialog.MarkFail
	}
	sc.AddFinding(all, fmt.Sprintf("%d of %s selected", len(c.Right), english.Count(len(c.Right)+len(c.Missing), "scope")))
	if len(c.Extra) > 0 {
		sc.AddFinding(dialog.MarkWarn, english.Count(len(c.Extra), "scope")+" more than needed: "+english.And(c.Extra)+". Remove what nothing else uses")
	}
	switch name := f.platform.Name; f.callbackShown() {
	case dialog.MarkProved:
		sc.AddFinding(dialog.MarkProved, "the Callback URL of "+name+" is saved")
	case dialog.MarkUnchecked:
		sc.AddFinding(dialog.MarkUnchecked, "the Callback URL of "+name+". The link shows threelo's line; compare the other line in the console, or wait for Authorize")
	}
	sc.AddFinding(dialog.MarkProved, "client ID "+f.links.ClientID())
}

// callbackShown is what the newest link shows of the product's Callback URL: it,
// threelo's line (MarkUnchecked), or another. "" while the product's is unknown.
func (f *Facts) callbackShown() dialog.Mark {
	shown, expected := f.links.Shows(f.callbackLines()...)
	switch {
	case f.setup.Callback == "":
		return ""
	case !expected:
		return dialog.MarkFail
	case shown == f.setup.Callback:
		return dialog.MarkProved
	}
	return dialog.MarkUnchecked
}

// linksProblem names what must be fixed before a sign-in can work.
func (f *Facts) linksProblem() *dialog.Problem {
	missing := f.compared().Missing
	switch {
	case !f.linksCount():
		return f.problem("another-app", assets.Slots{"found": f.links.ClientID(), "clientID": f.setup.ClientID})
	case f.callbackShown() == dialog.MarkFail:
		return f.problem("another-callback", assets.Slots{"found": f.links.Callback(), "lines": english.And(f.callbackLines())})
	case len(missing) > 0:
		p := f.problem("scopes-not-selected", assets.Slots{"count": english.Count(len(missing), "scope"), "missing": english.And(missing)})
		var each []string
		for _, name := range missing {
			s, _ := assets.LookupScope(name)
			each = append(each, "Select "+name+" under Permissions › "+s.Place()+".")
		}
		p.Fix, p.Send = slices.Concat(each, p.Fix), slices.Concat(each, p.Send)
		p.Step = f.stepOfKind(scopesStep(missing[0]))
		return p
	}
	return nil
}

// readLinks takes links, on whatever screen they were pasted.
func (f *Facts) readLinks(ev dialog.Links) Reply {
	if ev.Error != "" {
		f.entries[dialog.InputLinks] = entry{err: ev.Error, withheld: true} // it can be anything, a secret too
		return Reply{}
	}
	delete(f.entries, dialog.InputLinks)
	f.links, f.linkContradictions = f.links.Add(ev.Links...)
	if f.setup.ClientID == "" {
		f.setup.ClientID = f.links.ClientID()
	}
	f.judgeLinks()
	f.observeLinks()
	return Reply{Effects: f.askCredentials()}
}

// judgeLinks proves, or refutes, what the links show of the steps before them.
func (f *Facts) judgeLinks() {
	if !f.links.Any() {
		return
	}
	c, callback := f.compared(), f.callbackShown()
	p := dialog.Proof{Outcome: dialog.MarkProved, Evidence: "the ready-made links show " + english.Count(len(c.Right), "scope")}
	switch {
	case len(c.Missing) > 0 || callback == dialog.MarkFail || !f.linksCount():
		p = dialog.Proof{Outcome: dialog.MarkFail, Evidence: "the ready-made links differ from what is needed"}
	case len(c.Unseen) > 0:
		p = dialog.Proof{Outcome: dialog.MarkUnchecked, Evidence: fmt.Sprintf("%d of %d links pasted", c.Pasted, c.Pasted+len(c.Kinds))}
	}
	delete(f.setup.Proofs, dialog.StepLinks)
	f.prove(dialog.StepLinks, p)
	if !f.linksCount() {
		return // another app's links say nothing of this one
	}
	switch callback {
	case dialog.MarkProved:
		f.prove(dialog.StepCallback, dialog.Proof{Outcome: dialog.MarkProved, Evidence: "shown by a ready-made link"})
	case dialog.MarkFail:
		f.prove(dialog.StepCallback, dialog.Proof{Outcome: dialog.MarkFail, Evidence: "the ready-made link shows a different callback"})
	}
	f.prove(dialog.StepCreate, dialog.Proof{Outcome: dialog.MarkProved, Evidence: "the ready-made links show the app"})
	for _, kind := range stepOfTab {
		scopes := f.scopesOn(kind)
		among := func(list []string) int {
			return slices.IndexFunc(scopes, func(name string) bool { return slices.Contains(list, name) })
		}
		switch lacks := among(c.Missing); {
		case lacks >= 0:
			f.prove(kind, dialog.Proof{Outcome: dialog.MarkFail, Evidence: "the ready-made links lack " + scopes[lacks]})
		case among(c.Unseen) < 0:
			f.prove(kind, dialog.Proof{Outcome: dialog.MarkProved, Evidence: "shown by the ready-made links"})
		}
	}
}

// observeLinks notes which of several callbacks the console puts into its links:
// the first line, as is assumed, or another.
func (f *Facts) observeLinks() {
	lines := f.callbackLines()
	if shown, expected := f.links.Shows(lines...); expected && len(lines) > 1 && f.setup.App != dialog.AppExisting {
		outcome := oauth.FactRefuted
		if shown == lines[0] {
			outcome = oauth.FactConfirmed
		}
		f.observe(oauth.Observation{Fact: oauth.FactCallbackInLinks, Outcome: outcome})
	}
}
